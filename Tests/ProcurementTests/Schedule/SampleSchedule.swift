import Foundation
import Inventory
import Office
import Procurement
import Specification

/// A schedule of three requirements, and workbooks of answers to it.
enum SampleSchedule {
  /// What is asked.
  static let rules: RuleSet = {
    let span = SourceSpan(file: "spec.yaml", line: 1, column: 1)
    func requirement(_ id: String, _ statement: String, _ item: EvidenceItem.Body, level: Level) -> Requirement {
      Requirement(
        id: id, revision: 2, group: "STO", title: "Title of \(id)", statement: statement, level: level, weight: 5,
        evidence: [EvidenceItem(id: "e", body: item, span: span)], require: .evidence("e"), span: span)
    }
    return RuleSet(
      id: "spec", version: "1.2", title: "Specification", groups: [Group(id: "STO", title: "Storage", weight: 1)],
      requirements: [
        requirement("STO-1", "It **shall** keep\nimages.", .declaration(expect: []), level: .mandatory),
        requirement("STO-2", "It shall find them.", .statement(of: "image-archive", expect: []), level: .scored),
        requirement("STO-3", "It shall be = quick.", .assessment(question: "?", descriptors: []), level: .scored),
      ])
  }()

  /// The schedule.
  static let schedule: ResponseSchedule = {
    var schedule = ResponseSchedule(rules, catalogue: StepCatalogue([]))
    schedule.tender = "tender-1"
    schedule.lot = "north"
    return schedule
  }()

  /// The published workbook as a reader sees it.
  static func published() throws -> WorkbookContents {
    try WorkbookReader.read(try bytes(), name: "answers.xlsx")
  }

  /// The published workbook's bytes.
  static func bytes() throws -> [UInt8] { try ScheduleWorkbook.workbook(schedule, author: "Buyer").bytes() }

  /// The published workbook with all rows answered.
  static func answered() throws -> WorkbookContents {
    var book = try published()
    book.put("Documents", "A4", .text("manual"))
    for (row, level) in [(8, "full"), (9, "partial"), (10, "none")] {
      book.put("Response", "G\(row)", .text(level))
      book.put("Response", "H\(row)", .text(" Notes of\nrow \(row) "))
    }
    book.put("Response", "I8", .text("manual"))
    book.put("Response", "J8", .number(12))
    return book
  }
}

extension WorkbookContents {
  /// Writes into a cell.
  mutating func put(_ sheet: String, _ cell: String, _ value: CellContents.Value?, formula: String? = nil) {
    guard let index = sheets.firstIndex(where: { $0.name == sheet }), let place = CellReference(cell) else { return }
    sheets[index].cells[place] = value.map { CellContents($0, formula: formula) }
  }

  /// Moves the cells of a sheet, or drops those for which nothing is answered.
  mutating func move(_ sheet: String, _ target: (CellReference) -> CellReference?) {
    guard let index = sheets.firstIndex(where: { $0.name == sheet }) else { return }
    var moved: [CellReference: CellContents] = [:]
    for (place, contents) in sheets[index].cells {
      if let target = target(place) { moved[target] = contents }
    }
    sheets[index].cells = moved
  }
}
