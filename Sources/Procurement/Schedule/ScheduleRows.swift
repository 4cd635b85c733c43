import Inventory
import Office
import Specification

/// The sheet with the answers under reading: headings first, then row by row, each cell that is wrong with its name.
struct ScheduleRows {
  let reader: ScheduleReader
  let sheet: SheetContents
  /// Names of documents that answers may give; nil where they are not known.
  let documents: Set<String>?
  /// Where those names come from, as `document x is not …` goes on.
  let documentSource: String
  private(set) var answers: [String: Declaration.Answer] = [:]
  private(set) var missing: [String] = []
  private(set) var log: [Diagnostic] = []
  /// Where each column stands; as published where none was moved.
  private var columns: [ScheduleColumn: Int] = [:]
  /// More problems than people read are not told one by one.
  private static let longestLog = 2_000

  init(reader: ScheduleReader, sheet: SheetContents, documents: Set<String>?, documentSource: String) {
    self.reader = reader
    self.sheet = sheet
    self.documents = documents
    self.documentSource = documentSource
  }

  private var isComplete: Bool { reader.strictness == .complete }

  mutating func read() {
    guard let heading = headingRow else {
      error(
        .headings, CellReference(column: 0, row: ScheduleWorkbook.headingRow),
        "the row of headings is not there: no row begins with “\(ScheduleColumn.requirement.heading)”",
        hint: "fill in the schedule as it was published")
      return
    }
    if isComplete {
      for range in sheet.merged {
        error(
          .mergedCells, range.first, "the cells \(range) are merged", hint: "split them, and answer each row by itself")
      }
      readFacts(above: heading)
    }
    guard readHeadings(in: heading) else { return }
    readRows(below: heading)
  }

  // MARK: Above the rows

  /// The first row with at least three of the headings; most schedules have it where it was published.
  private var headingRow: Int? {
    let names = Set(ScheduleColumn.allCases.map(\.heading))
    var counts: [Int: Int] = [:]
    for (place, contents) in sheet.cells where place.row < 100 && names.contains(ScheduleText.collapsed(contents.text))
    {
      counts[place.row, default: 0] += 1
    }
    return counts.filter { $0.value >= 3 }.keys.min()
  }

  private mutating func readFacts(above heading: Int) {
    for fact in ScheduleFact.allCases {
      guard let expected = fact.value(reader.schedule) else { continue }
      guard let row = (0..<heading).first(where: { ScheduleText.collapsed(sheet.text(0, $0)) == fact.rawValue }) else {
        error(
          .otherSchedule, CellReference(column: 0, row: 0), "there is no line “\(fact.rawValue)” above the headings",
          hint: "fill in the schedule as it was published")
        continue
      }
      let found = ScheduleText.collapsed(sheet.text(1, row))
      guard found != expected else { continue }
      let place = CellReference(column: 1, row: row)
      if fact == .sha256 {
        error(
          .otherChecksum, place, "the schedule is of the specification with SHA-256 “\(found)”, not \(expected)",
          hint: "fill in the schedule of this pack")
      } else {
        error(
          .otherSchedule, place, "\(fact.rawValue.lowercased()) is “\(found)”, not “\(expected)”",
          hint: "fill in the schedule of this tender and lot")
      }
    }
  }

  /// Whether rows can be read: every heading is there, though perhaps in another place.
  private mutating func readHeadings(in row: Int) -> Bool {
    let width = (sheet.cells.keys.lazy.filter { $0.row == row }.map(\.column).max() ?? -1) + 1
    for column in 0..<width {
      let text = ScheduleText.collapsed(sheet.text(column, row))
      guard !text.isEmpty else { continue }
      let place = CellReference(column: column, row: row)
      guard let meant = ScheduleColumn.allCases.first(where: { $0.heading == text }) else {
        if let expected = ScheduleColumn(rawValue: column) {
          error(
            .movedColumn, place, "the heading is “\(ScheduleText.excerpt(text))”, not “\(expected.heading)”",
            hint: "put the columns as they were published")
        } else {
          warning(
            .extraColumn, place, "the column “\(ScheduleText.excerpt(text))” was not asked for and is not read",
            hint: "write what matters into the notes")
        }
        continue
      }
      guard columns[meant] == nil else {
        error(.movedColumn, place, "the column “\(text)” is there twice", hint: "remove one of them")
        continue
      }
      columns[meant] = column
      if column != meant.rawValue {
        let home = CellReference.name(ofColumn: meant.rawValue)
        error(
          .movedColumn, place, "the column “\(text)” was moved: it belongs in column \(home)",
          hint: "put the columns as they were published")
      }
    }
    let lost = ScheduleColumn.allCases.filter { columns[$0] == nil }
    for column in lost {
      error(
        .movedColumn, CellReference(column: column.rawValue, row: row), "there is no column “\(column.heading)”",
        hint: "put the columns as they were published")
    }
    return lost.isEmpty
  }

  // MARK: Rows

  private mutating func readRows(below heading: Int) {
    let expected = Dictionary(
      reader.schedule.rows.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    let current = Dictionary(
      reader.schedule.rows.map { (Self.id(of: $0.reference), $0.reference) }, uniquingKeysWith: { first, _ in first })
    var rows: [String: Int] = [:]
    for row in (heading + 1)..<max(heading + 1, sheet.rowCount) {
      let reference = ScheduleText.collapsed(text(.requirement, row))
      guard !reference.isEmpty else {
        if let column = ScheduleColumn.allCases.first(where: { !text($0, row).isEmpty }) {
          error(
            .rowWithoutRequirement, cell(.requirement, row),
            "the row names no requirement, though \(cell(column, row)) holds something",
            hint: "answer in the rows that were published")
        }
        continue
      }
      guard let printed = expected[reference] else {
        if isComplete { reportUnknown(reference, row, now: current[Self.id(of: reference)]) }
        continue
      }
      if let earlier = rows[reference] {
        error(
          .doubledRow, cell(.requirement, row), "\(reference) stands in row \(earlier + 1) already",
          hint: "give one answer to each requirement")
        continue
      }
      rows[reference] = row
      if isComplete { compare(printed, row) }
      answer(reference, row)
    }
    guard isComplete else { return }
    for (index, row) in reader.schedule.rows.enumerated() where rows[row.reference] == nil {
      error(
        .deletedRow, CellReference(column: 0, row: heading + 1 + index),
        "the row of \(row.reference) “\(ScheduleText.excerpt(row.title))” was deleted",
        hint: "take the row from the schedule as it was published, and answer it")
      missing.append(row.reference)
    }
  }

  private static func id(of reference: String) -> Substring { reference.prefix { $0 != "@" } }

  private mutating func reportUnknown(_ reference: String, _ row: Int, now current: String?) {
    let shown = ScheduleText.excerpt(reference)
    if let current {
      error(
        .unknownRow, cell(.requirement, row), "\(shown) is asked as \(current)",
        hint: "answer the requirement as it now stands")
    } else {
      error(
        .unknownRow, cell(.requirement, row), "the schedule asks no requirement “\(shown)”",
        hint: "answer in the rows that were published")
    }
  }

  /// Holds what is printed against what was published.
  private mutating func compare(_ printed: ResponseSchedule.Row, _ row: Int) {
    for column in ScheduleColumn.allCases where !column.isAnswer {
      guard let expected = column.printed(printed) else { continue }
      let published = ScheduleText.collapsed(CellText.clean(expected, limit: Workbook.longestText))
      let found = ScheduleText.collapsed(text(column, row))
      guard found != published else { continue }
      let (now, before) = ScheduleText.difference(found, published)
      error(
        .changedText, cell(column, row),
        "“\(column.heading)” of \(printed.reference) was changed: it is “\(now)”, published was “\(before)”",
        hint: "the answer is to the requirement as it was published; put the text back")
    }
  }

  private mutating func answer(_ reference: String, _ row: Int) {
    let support = ScheduleText.collapsed(text(.support, row))
    let notes = text(.notes, row).trimmingSpace
    let document = ScheduleText.collapsed(text(.document, row))
    let page = page(row, hasDocument: !document.isEmpty)
    if !document.isEmpty { check(document, row) }
    guard !support.isEmpty else {
      // A formula was told already.
      guard sheet[cell(.support, row)]?.formula == nil else { return }
      missing.append(reference)
      if let column = [ScheduleColumn.notes, .document, .page].first(where: { !text($0, row).isEmpty }) {
        error(
          .missingAnswer, cell(.support, row),
          "\(reference) has no level of support, though \(cell(column, row)) holds something",
          hint: "choose one of \(Self.levels)")
      } else {
        warning(
          .missingAnswer, cell(.support, row), "\(reference) is not answered", hint: "choose one of \(Self.levels)")
      }
      return
    }
    guard let level = SupportLevel(rawValue: support.lowercased()) else {
      error(
        .levelOfSupport, cell(.support, row), "“\(ScheduleText.excerpt(support))” is no level of support",
        hint: "choose one of \(Self.levels)")
      return
    }
    answers[reference] = Declaration.Answer(
      level: level, notes: notes.isEmpty ? nil : notes, document: document.isEmpty ? nil : document, page: page,
      span: reader.span(cell(.support, row)))
  }

  private static let levels = SupportLevel.allCases.map(\.rawValue).joined(separator: ", ")

  private mutating func page(_ row: Int, hasDocument: Bool) -> Int? {
    let written = ScheduleText.collapsed(text(.page, row))
    guard !written.isEmpty else { return nil }
    let place = cell(.page, row)
    guard let page = Int(written), (1...100_000).contains(page) else {
      error(.page, place, "“\(ScheduleText.excerpt(written))” is no page", hint: "a whole number from 1 to 100000")
      return nil
    }
    if !hasDocument {
      error(
        .pageWithoutDocument, place, "page \(page) stands without a document",
        hint: "name the document of the bid that has this page in \(cell(.document, row))")
    }
    return page
  }

  private mutating func check(_ document: String, _ row: Int) {
    let place = cell(.document, row)
    guard let documents else {
      warning(
        .uncheckedDocuments, place, "whether the bid has a document “\(ScheduleText.excerpt(document))” is not known",
        hint: "give the bid, whose file names its documents")
      return
    }
    guard !documents.contains(document) else { return }
    let shown = ScheduleText.excerpt(document)
    let near = documents.count > 200 ? nil : NameSuggestion.hint(for: shown, among: documents)
    error(
      .unknownDocument, place, "document “\(shown)” is not \(documentSource)",
      hint: near ?? "add it there, or name another document")
  }

  // MARK: Cells

  private func cell(_ column: ScheduleColumn, _ row: Int) -> CellReference {
    CellReference(column: columns[column] ?? column.rawValue, row: row)
  }

  /// Text of a cell; nothing of one that holds a formula.
  private func text(_ column: ScheduleColumn, _ row: Int) -> String {
    guard let contents = sheet[cell(column, row)], contents.formula == nil else { return "" }
    return contents.text
  }

  private mutating func error(_ rule: ScheduleRule, _ cell: CellReference, _ message: String, hint: String) {
    add(Diagnostic(rule, at: reader.span(cell), "\(sheet.name)!\(cell): \(message)", hint: hint))
  }

  private mutating func warning(_ rule: ScheduleRule, _ cell: CellReference, _ message: String, hint: String) {
    add(Diagnostic(.warning, rule, at: reader.span(cell), "\(sheet.name)!\(cell): \(message)", hint: hint))
  }

  /// An error is never lost behind warnings.
  private mutating func add(_ diagnostic: Diagnostic) {
    if log.count < Self.longestLog || diagnostic.severity == .error && log.count < 2 * Self.longestLog {
      log.append(diagnostic)
    }
  }
}

extension String {
  /// Without space and line breaks at the ends.
  fileprivate var trimmingSpace: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
