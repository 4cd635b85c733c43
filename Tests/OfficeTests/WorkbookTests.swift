import Foundation
import Office
import TestPeers
import Testing

@Suite("Workbooks as another program reads them")
struct WorkbookTests {
  /// What openpyxl reads, a line for each fact that `script` prints; `book` is the workbook.
  private static func read(_ workbook: Workbook, _ script: String) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try workbook.write(to: path)
    let source = "import openpyxl,sys\nbook = openpyxl.load_workbook(sys.argv[1])\n" + script
    let result = try ExternalTool.run("python3", ["read.py", path], files: ["read.py": source])
    try #require(result.status == 0, "\(result.output)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test(
    "Text is never a formula, whatever it begins with",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\",\"y\")", "{=1}", "\t=1", "<b>&\"x\"</b>"])
  func formulas(text: String) throws {
    var sheet = Sheet("One")
    sheet.rows = [[.text(text)]]
    let read = try Self.read(
      Workbook(title: "T", sheets: [sheet]),
      "cell = book.worksheets[0]['A1']\nprint(cell.data_type)\nprint(repr(cell.value))")
    let python = try ExternalTool.run("python3", ["-c", "import sys; print(repr(sys.argv[1]))", text]).output
    #expect(read == ["s", python.trimmingCharacters(in: .newlines)])
  }

  @Test("Numbers are numbers, and what XML can't say or a cell can't hold is replaced or cut")
  func values() throws {
    var sheet = Sheet("One")
    sheet.rows = [[.number(7), .text("a\u{0}b"), .text(String(repeating: "ü", count: 40_000)), Cell(.empty)]]
    let script = """
      for cell in book.worksheets[0][1]: print(type(cell.value).__name__, len(str(cell.value)))
      print(repr(book.worksheets[0]['B1'].value))
      """
    let read = try Self.read(Workbook(title: "T", sheets: [sheet]), script)
    #expect(read == ["int 1", "str 3", "str 32767", "NoneType 4", "'a\u{FFFD}b'"])
  }

  @Test("Frozen rows, filter, choices, protection, notes and title arrive")
  func furniture() throws {
    var sheet = Sheet("Answers", columns: [.init(width: 12), .init(width: 40)])
    sheet.rows = [
      [.text("Id", .heading), .text("Answer", .heading)], [.text("A-1"), Cell(.empty, .field, note: "full")],
    ]
    sheet.frozenRows = 1
    sheet.frozenColumns = 1
    sheet.hasFilter = true
    sheet.isProtected = true
    sheet.choices = [
      .init(
        first: CellReference(column: 1, row: 1), last: CellReference(column: 1, row: 1), words: ["full", "none"],
        advice: "Choose a word.")
    ]
    let script = """
      s = book['Answers']
      v = s.data_validations.dataValidation[0]
      print(s.freeze_panes, s.auto_filter.ref, s.column_dimensions['B'].width > 40, s.protection.sheet)
      print(v.type, v.formula1, v.sqref, v.error)
      print(s['A2'].protection.locked, s['B2'].protection.locked, s['B2'].comment.text, book.properties.title)
      """
    let read = try Self.read(Workbook(title: "Schedule", sheets: [sheet]), script)
    #expect(
      read == [
        "B2 A1:B2 True True", "list \"full,none\" B2 Choose a word.", "True False full Schedule",
      ])
  }

  @Test("Names of sheets are made fit, and none is there twice")
  func names() throws {
    let sheets = ["a/b", "A b", "", String(repeating: "long ", count: 20), "'"].map { Sheet($0) }
    let read = try Self.read(Workbook(title: "T", sheets: sheets), "for s in book: print(s.title)")
    #expect(read == ["a b", "A b 2", "Sheet", "long long long long long lon", "Sheet 2"])
  }

  @Test("What cannot be written is an error that says so")
  func unwritable() {
    #expect(throws: WorkbookError.self) {
      try Workbook(title: "T", sheets: [Sheet("One")]).write(to: "/nowhere/a.xlsx")
    }
    var wide = Sheet("One")
    wide.rows = [[Cell]](repeating: [], count: CellReference.rows + 1)
    #expect(throws: WorkbookError.tooLarge("1048577 rows in a sheet")) {
      try Workbook(title: "T", sheets: [wide]).write(to: "/dev/null")
    }
  }
}
