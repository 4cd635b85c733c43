import Foundation
import Inventory
import Office
import Procurement
import Specification
import TestPeers
import Testing

@Suite("Schedules that bidders have filled in")
struct ScheduleReaderTests {
  private static func read(
    _ book: WorkbookContents, documents: Set<String>? = nil, strictness: ScheduleReader.Strictness = .complete
  ) -> ScheduleReader.Reading {
    ScheduleReader(SampleSchedule.schedule, file: "answers.xlsx", documents: documents, strictness: strictness).read(
      book)
  }

  @Test("Answers are read with their cells as places")
  func answers() throws {
    let reading = Self.read(try SampleSchedule.answered())
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    let declaration = try #require(reading.declaration)
    #expect(declaration.specification == "spec" && declaration.version == "1.2")
    let first = try #require(declaration.answers["STO-1@2"])
    #expect(first.level == .full && first.notes == "Notes of\nrow 8" && first.document == "manual" && first.page == 12)
    #expect(first.span == SourceSpan(file: "answers.xlsx", line: 8, column: 7))
    #expect(declaration.answers["STO-3@2"]?.level == SupportLevel.none)
  }

  @Test("An untouched schedule has no answers, and each is named as missing")
  func untouched() throws {
    let reading = Self.read(try SampleSchedule.published())
    #expect(reading.declaration?.answers.isEmpty == true)
    #expect(reading.missing == ["STO-1@2", "STO-2@2", "STO-3@2"])
    #expect(reading.diagnostics.map(\.severity) == [.warning, .warning, .warning])
    #expect(reading.diagnostics.first?.message == "Response!G8: STO-1@2 is not answered")
  }

  @Test("Rows may be sorted")
  func sorted() throws {
    var book = try SampleSchedule.answered()
    book.move("Response") { place in
      place.row < 7 ? place : CellReference(column: place.column, row: 7 + (9 - place.row))
    }
    let reading = Self.read(book)
    #expect(reading.diagnostics.isEmpty && reading.declaration?.answers["STO-1@2"]?.span.line == 10)
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    var what: String
    var code: ScheduleRule
    var message: String
    var change: @Sendable (inout WorkbookContents) -> Void
    var testDescription: String { what }
  }

  static let faults: [Fault] = [
    Fault(what: "macros", code: .macros, message: "carries macros") { $0.hasMacros = true },
    Fault(what: "links", code: .links, message: "other files") { $0.hasLinks = true },
    Fault(what: "no sheet", code: .missingSheet, message: "no sheet “Response”; there are Documents, Instructions") {
      $0.sheets.removeFirst()
    },
    Fault(what: "a formula", code: .formula, message: "Response!G8: the cell holds a formula `=IF(1,2)`") {
      $0.put("Response", "G8", .text("full"), formula: "=IF(1,2)")
    },
    Fault(what: "a formula elsewhere", code: .formula, message: "Documents!B9: the cell holds a formula") {
      $0.put("Documents", "B9", .empty, formula: "")
    },
    Fault(what: "merged cells", code: .mergedCells, message: "Response!H8: the cells H8:H9 are merged") {
      $0.sheets[0].merged = [CellRange("H8:H9")].compactMap { $0 }
    },
    Fault(
      what: "moved columns", code: .movedColumn,
      message: "Response!G7: the column “Notes” was moved: it belongs in column H"
    ) {
      $0.move("Response") { CellReference(column: $0.column == 6 ? 7 : $0.column == 7 ? 6 : $0.column, row: $0.row) }
    },
    Fault(what: "a column put in", code: .movedColumn, message: "Response!D7: the column “What shall hold” was moved") {
      $0.move("Response") {
        CellReference(column: $0.column > 1 && $0.row > 5 ? $0.column + 1 : $0.column, row: $0.row)
      }
    },
    Fault(what: "a column taken out", code: .movedColumn, message: "Response!J7: there is no column “Page”") {
      $0.move("Response") { $0.column == 9 ? nil : $0 }
    },
    Fault(what: "another heading", code: .movedColumn, message: "Response!E7: the heading is “Points”, not “Weight”") {
      $0.put("Response", "E7", .text("Points"))
    },
    Fault(what: "no headings", code: .headings, message: "no row begins with “Requirement”") {
      $0.move("Response") { $0.row == 6 ? nil : $0 }
    },
    Fault(
      what: "a changed statement", code: .changedText,
      message:
        "Response!C9: “What shall hold” of STO-2@2 was changed: it is “It should find them.”, published was “It shall find them.”"
    ) { $0.put("Response", "C9", .text("It should find them.")) },
    Fault(
      what: "a changed weight", code: .changedText,
      message: "Response!E10: “Weight” of STO-3@2 was changed: it is “50”, published was “5”"
    ) {
      $0.put("Response", "E10", .number(50))
    },
    Fault(what: "a changed level", code: .changedText, message: "Response!D8: “Level” of STO-1@2 was changed") {
      $0.put("Response", "D8", .text("scored"))
    },
    Fault(
      what: "another checksum", code: .otherChecksum,
      message: "Response!B6: the schedule is of the specification with SHA-256 “0000”"
    ) {
      $0.put("Response", "B6", .text("0000"))
    },
    Fault(what: "another lot", code: .otherSchedule, message: "Response!B3: lot is “south”, not “north”") {
      $0.put("Response", "B3", .text("south"))
    },
    Fault(what: "another tender", code: .otherSchedule, message: "Response!B2: tender is “tender-2”, not “tender-1”") {
      $0.put("Response", "B2", .text("tender-2"))
    },
    Fault(what: "no checksum", code: .otherSchedule, message: "no line “SHA-256” above the headings") {
      $0.put("Response", "A6", nil)
    },
    Fault(
      what: "an unknown document", code: .unknownDocument,
      message: "Response!I9: document “manuel” is not listed on the sheet “Documents”"
    ) {
      $0.put("Response", "I9", .text("manuel"))
    },
    Fault(
      what: "a page without document", code: .pageWithoutDocument,
      message: "Response!J9: page 3 stands without a document"
    ) {
      $0.put("Response", "J9", .number(3))
    },
    Fault(what: "no page", code: .page, message: "Response!J8: “12.5” is no page") {
      $0.put("Response", "J8", .number(12.5))
    },
    Fault(what: "no level of support", code: .levelOfSupport, message: "Response!G9: “yes” is no level of support") {
      $0.put("Response", "G9", .text("yes"))
    },
    Fault(
      what: "notes without level", code: .missingAnswer,
      message: "Response!G9: STO-2@2 has no level of support, though H9"
    ) {
      $0.put("Response", "G9", nil)
    },
    Fault(what: "a doubled row", code: .doubledRow, message: "Response!A11: STO-2@2 stands in row 9 already") {
      $0.put("Response", "A11", .text("STO-2@2"))
    },
    Fault(what: "a deleted row", code: .deletedRow, message: "the row of STO-2@2 “Title of STO-2” was deleted") {
      $0.move("Response") {
        $0.row == 8 ? nil : CellReference(column: $0.column, row: $0.row > 8 ? $0.row - 1 : $0.row)
      }
    },
    Fault(
      what: "an emptied row", code: .rowWithoutRequirement,
      message: "Response!A9: the row names no requirement, though B9"
    ) {
      $0.put("Response", "A9", nil)
    },
    Fault(what: "an older revision", code: .unknownRow, message: "Response!A9: STO-2@1 is asked as STO-2@2") {
      $0.put("Response", "A9", .text("STO-2@1"))
    },
    Fault(
      what: "an unknown requirement", code: .unknownRow,
      message: "Response!A11: the schedule asks no requirement “X-1@1”"
    ) {
      $0.put("Response", "A11", .text("X-1@1"))
    },
  ]

  @Test("What was changed is an error with its cell, and nothing is read of the file", arguments: faults)
  func fault(_ fault: Fault) throws {
    var book = try SampleSchedule.answered()
    fault.change(&book)
    let reading = Self.read(book)
    #expect(reading.declaration == nil)
    #expect(
      reading.diagnostics.contains {
        $0.severity == .error && $0.code == fault.code.rawValue && $0.message.contains(fault.message)
      }, "\(reading.diagnostics.map(\.message))")
  }

  @Test("A bid's own documents go before those that the schedule lists")
  func documents() throws {
    let book = try SampleSchedule.answered()
    #expect(Self.read(book, documents: ["manual"]).declaration != nil)
    let other = Self.read(book, documents: ["statement"])
    #expect(other.diagnostics.map(\.message) == ["Response!I8: document “manual” is not a document of the bid"])
  }

  @Test("Of a record the answers alone are read: what was asked may since have been corrected")
  func recorded() throws {
    var book = try SampleSchedule.answered()
    book.put("Response", "B6", .text("0000"))
    book.put("Response", "C9", .text("As it stood"))
    book.put("Response", "A11", .text("GONE@1"))
    #expect(Self.read(book, strictness: .answers).declaration?.answers.count == 3)
  }

  @Test("openpyxl fills in the workbook, and its answers become a declaration that reads the same")
  func filled() throws {
    let script = """
      import openpyxl, sys
      book = openpyxl.load_workbook(sys.argv[1])
      s = book['Response']
      checks = [(str(v.sqref), v.type, v.formula1) for v in s.data_validations.dataValidation]
      print(sorted(checks), s.freeze_panes, s.protection.sheet, s['G8'].protection.locked, s['C8'].protection.locked)
      book['Documents']['A4'] = 'manual'
      s['G8'], s['H8'], s['I8'], s['J8'] = 'full', 'It "does"\\n\\\\ all: # of it', 'manual', 4
      book.save(sys.argv[1])
      """
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(try SampleSchedule.bytes()).write(to: file)
    let result = try ExternalTool.run("python3", ["fill.py", file.path], files: ["fill.py": script])
    #expect(
      result.output == """
        [('G8:G10', 'list', '"full,partial,configuration,development,none"'), ('I8:I10', 'list', "'Documents'!$A$4:$A$63"), \
        ('J8:J10', 'whole', '1')] C8 True False True

        """)
    let reader = ScheduleReader(SampleSchedule.schedule, file: "a.xlsx")
    let reading = reader.read([UInt8](try Data(contentsOf: file)))
    let declaration = try #require(reading.declaration, "\(reading.diagnostics)")
    let text = DeclarationText.file(declaration, in: SampleSchedule.schedule)
    let yaml = file.deletingPathExtension().appendingPathExtension("yaml")
    defer { try? FileManager.default.removeItem(at: yaml) }
    try Data(text.utf8).write(to: yaml)
    let again = InventoryReader.declaration(at: yaml.path, rules: SampleSchedule.rules)
    let answer = try #require(again.value?.answers["STO-1@2"], "\(text)\(again.diagnostics)")
    #expect(answer.notes == "It \"does\"\n\\ all: # of it" && answer.document == "manual" && answer.page == 4)
    #expect(again.value?.answers.count == 1)
  }

  @Test("What is no workbook is an error that names the file")
  func unreadable() {
    let reading = ScheduleReader(SampleSchedule.schedule, file: "a.xlsx").read(Array("PK no".utf8))
    #expect(reading.declaration == nil && reading.diagnostics.first?.code == ScheduleRule.unreadableWorkbook.rawValue)
  }
}
