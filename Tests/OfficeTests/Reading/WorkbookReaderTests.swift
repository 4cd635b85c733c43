import Foundation
import Office
import TestPeers
import Testing

@Suite("Workbooks that others have written")
struct WorkbookReaderTests {
  private static let filled = """
    sheet['A1'] = 'text & <more>'
    sheet['B1'] = 'two\\nlines  and  spaces'
    sheet['C1'] = 7
    sheet['D1'] = 2.5
    sheet['E1'] = True
    sheet['B3'] = '=SUM(C1:D1)'
    sheet['A4'] = 'merged'
    sheet.merge_cells('A4:B5')
    sheet['XFD6'] = 'last'
    other = book.create_sheet('Two')
    other['A1'] = 'there'
    other.sheet_state = 'hidden'
    book.defined_names['levels'] = openpyxl.workbook.defined_name.DefinedName('levels', attr_text='One!$A$1:$B$1')
    book.save(path)
    """

  /// What stands in the cells, a line each.
  private static func shown(_ sheet: SheetContents?) -> [String] {
    (sheet?.cells ?? [:]).sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }.map {
      "\($0.key) \($0.value.formula.map { _ in "formula" } ?? "\($0.value.value)")"
    }
  }

  private static let cells = [
    "A1 text(\"text & <more>\")", "B1 text(\"two\\nlines  and  spaces\")", "C1 number(7.0)", "D1 number(2.5)",
    "E1 boolean(true)", "B3 formula", "A4 text(\"merged\")", "XFD6 text(\"last\")",
  ]

  @Test(
    "openpyxl's workbook and what LibreOffice makes of it hold the same", arguments: [nil, WorkbookFormat.ods, .xlsx])
  func formats(resaved: WorkbookFormat?) throws {
    var bytes = try WrittenWorkbook.openpyxl(Self.filled)
    if let resaved { bytes = try WrittenWorkbook.resaved(bytes, as: resaved) }
    let book = try WorkbookReader.read(bytes, name: "a")
    #expect(book.format == resaved ?? .xlsx)
    #expect(book.sheets.map(\.name) == ["One", "Two"])
    #expect(book.sheets.map(\.isHidden) == [false, true])
    // LibreOffice writes a truth value of XLSX as the formula TRUE().
    let cells = Self.shown(book.sheet("one")).map { $0 == "E1 formula" && resaved != nil ? "E1 boolean(true)" : $0 }
    #expect(cells == Self.cells)
    #expect(book.sheets.first?.merged.map(\.description) == ["A4:B5"])
    #expect(book.sheets.first?[CellReference(column: 1, row: 2)]?.formula?.contains("SUM(") == true)
    #expect(book.names.map(\.name) == ["levels"])
    #expect(!book.hasMacros && !book.hasLinks)
    if resaved != nil { #expect(book.sheets.first?.text(1, 2) == "9.5") }
  }

  @Test("LibreOffice's comma-separated values hold the values of the first sheet as text")
  func separatedValues() throws {
    let script = Self.filled.replacing("XFD6", with: "F6")
    let bytes = try WrittenWorkbook.resaved(try WrittenWorkbook.openpyxl(script), as: .csv)
    let book = try WorkbookReader.read(bytes, name: "answers.csv")
    let sheet = try #require(book.sheets.first)
    #expect(book.format == .csv && sheet.name == "answers.csv")
    #expect(sheet.text(0, 0) == "text & <more>" && sheet.text(1, 0) == "two\nlines  and  spaces")
    #expect(sheet.text(2, 0) == "7" && sheet.text(1, 2) == "9.5" && sheet.text(5, 5) == "last")
  }

  @Test(
    "Delimiters and encodings of separated values are understood",
    arguments: ["A,B\n1,\"x, y\"\n", "A;B\r\n1;\"x, y\"\r\n", "sep=|\nA|B\n1|x, y\n", "\u{FEFF}A\tB\n1\tx, y\n"])
  func dialects(text: String) throws {
    let sheet = try #require(try WorkbookReader.read(Array(text.utf8), name: "a.CSV").sheets.first)
    #expect(sheet.text(0, 0) == "A" && sheet.text(0, 1) == "1" && sheet.text(1, 1) == "x, y")
  }

  @Test("What the project writes is read as it was meant, characters that XML can't say included")
  func own() throws {
    var sheet = Sheet("Answers")
    sheet.rows = [
      [.text("=1+1"), .number(3), .text("a_x41_b"), .text("line\nline"), Cell(.empty, .field)], [], [.text("é\u{7}")],
    ]
    sheet.isProtected = true
    let read = try WorkbookReader.read(try Workbook(title: "T", sheets: [sheet]).bytes(), name: "a.xlsx")
    let first = try #require(read.sheets.first)
    #expect(first.isProtected && first.rows(below: -1) == [0, 2] && first.columns(in: 0) == [0, 1, 2, 3])
    #expect((0..<5).map { first.text($0, 0) } == ["=1+1", "3", "a_x41_b", "line\nline", ""])
    #expect(first[CellReference(column: 0, row: 0)]?.formula == nil)
    #expect(first.text(0, 2) == "é\u{FFFD}")
  }

  @Test("Rows and columns are told that hold something, in their order, and none between them")
  func extent() {
    var sheet = SheetContents(name: "A")
    #expect(sheet.rows(below: -1).isEmpty && sheet.columns(in: 0).isEmpty)
    for (column, row) in [(CellReference.columns - 1, 3), (0, CellReference.rows - 1), (2, 3), (1, 7)] {
      sheet.cells[CellReference(column: column, row: row)] = CellContents(.text("x"))
    }
    #expect(sheet.rows(below: 2) == [3, 7, CellReference.rows - 1])
    #expect(sheet.rows(below: 3) == [7, CellReference.rows - 1] && sheet.rows(below: CellReference.rows).isEmpty)
    #expect(sheet.columns(in: 3) == [2, CellReference.columns - 1] && sheet.columns(in: 4).isEmpty)
  }

  /// Puts a member into the archive, or replaces one.
  private static func adding(_ member: String, _ contents: String, _ change: String = "") -> String {
    """
    sheet['A1'] = 1
    book.save(path + '.0')
    old = zipfile.ZipFile(path + '.0')
    new = zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED)
    for name in old.namelist():
        data = old.read(name)
        \(change)
        if name != '\(member)': new.writestr(name, data)
    new.writestr('\(member)', \(contents))
    new.close()
    """
  }

  @Test(
    "Programs and links are told",
    arguments: [
      ("xl/vbaProject.bin", "", true, false),
      (
        "xl/x.xml",
        "if name == '[Content_Types].xml': data = data.replace(b'spreadsheetml.sheet.main', b'sheet.macroEnabled.main')",
        true, false
      ),
      (
        "xl/x.xml",
        "if name == 'xl/_rels/workbook.xml.rels': data = data.replace(b'</Relationships>', b'<Relationship Id=\"x\" "
          + "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink\" Target=\"e.xml\"/>"
          + "</Relationships>')", false, true
      ),
      ("xl/x.xml", "", false, false),
    ])
  func programs(member: String, change: String, hasMacros: Bool, hasLinks: Bool) throws {
    let bytes = try WrittenWorkbook.openpyxl(Self.adding(member, "b'x'", change))
    let book = try WorkbookReader.read(bytes, name: "a.xlsx")
    #expect(book.hasMacros == hasMacros && book.hasLinks == hasLinks)
    #expect(book.sheets.first?.text(0, 0) == "1")
  }

  private static func sheet(_ data: String) -> String {
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return adding("xl/worksheets/sheet1.xml", "'''<worksheet xmlns=\"\(space)\">\(data)</worksheet>'''")
  }

  static let refused: [(String, String, String)] = [
    ("a bomb", adding("xl/worksheets/sheet1.xml", "b' ' * (40 << 20)"), "compressed"),
    (
      "an entity",
      adding("xl/worksheets/sheet1.xml", "'<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>'"),
      "declares an entity"
    ),
    ("no XML", adding("xl/worksheets/sheet1.xml", "'<worksheet><sheetData>'"), "not well-formed"),
    (
      "a cell beyond the last", sheet("<sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData>"),
      "`XFE1` is no cell"
    ),
    (
      "a cell of another row", sheet("<sheetData><row r=\"1\"><c r=\"A2\"><v>1</v></c></row></sheetData>"),
      "cell A2: the cell stands out"
    ),
    ("a row that is none", sheet("<sheetData><row r=\"0\"/></sheetData>"), "`0` is no row"),
    ("rows out of order", sheet("<sheetData><row r=\"2\"/><row r=\"2\"/></sheetData>"), "`2` is no row"),
    (
      "a text that is not there", sheet("<sheetData><row><c t=\"s\"><v>99</v></c></row></sheetData>"),
      "sheet “One”, cell A1: there is no text"
    ),
    (
      "a number that is none", sheet("<sheetData><row><c><v>1e999</v></c></row></sheetData>"),
      "cell A1: `1e999` is no number"
    ),
    (
      "a range that is none", sheet("<sheetData/><mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>"),
      "`B2:A1` is no range"
    ),
    ("no workbook", "z = zipfile.ZipFile(path, 'w')\nz.writestr('a', 'b')\nz.close()", "neither XLSX nor ODS"),
    (
      "an older format", "open(path, 'wb').write(bytes.fromhex('D0CF11E0A1B11AE1') + bytes(512))",
      "protected by a password or"
    ),
    ("no archive", "open(path, 'wb').write(b'PK\\x03\\x04 and no more')", "damaged"),
  ]

  @Test("What is no workbook that can be read whole is refused with its place", arguments: refused)
  func refusals(what: String, script: String, expected: String) throws {
    let bytes = try WrittenWorkbook.openpyxl(script)
    let error = #expect(throws: WorkbookReadingError.self, "\(what)") { try WorkbookReader.read(bytes, name: "a.xlsx") }
    #expect(
      error?.description.hasPrefix("a.xlsx") == true && error?.description.contains(expected) == true,
      "\(error?.description ?? "")")
  }

  private static func ods(_ rows: String, manifest: String = "<manifest/>") -> String {
    """
    z = zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED)
    z.writestr('mimetype', 'application/vnd.oasis.opendocument.spreadsheet')
    z.writestr('META-INF/manifest.xml', '''\(manifest)''')
    z.writestr('content.xml', '''<o:document-content xmlns:o="o" xmlns:t="t" xmlns:x="x"><o:body><o:spreadsheet>
    <t:table t:name="S">\(rows)</t:table></o:spreadsheet></o:body></o:document-content>''')
    z.close()
    """
  }

  @Test("A million empty rows of an OpenDocument sheet cost nothing, and rows after them have their numbers")
  func repeatedRows() throws {
    let rows = """
      <t:table-row t:number-rows-repeated="1048570"><t:table-cell t:number-columns-repeated="16384"/></t:table-row>
      <t:table-row-group><t:table-row><t:table-cell t:number-columns-repeated="2"><x:p>a<x:s x:c="3"/>b</x:p><x:p>c</x:p></t:table-cell></t:table-row></t:table-row-group>
      """
    let book = try WorkbookReader.read(try WrittenWorkbook.openpyxl(Self.ods(rows)), name: "a.ods")
    #expect(Self.shown(book.sheets.first) == ["A1048571 text(\"a   b\\nc\")", "B1048571 text(\"a   b\\nc\")"])
  }

  @Test(
    "An OpenDocument sheet that asks for more than is read is refused",
    arguments: [
      (
        "<t:table-row t:number-rows-repeated=\"1048576\"><t:table-cell t:number-columns-repeated=\"16384\"><x:p>a</x:p></t:table-cell></t:table-row>",
        "cells hold something"
      ),
      ("<t:table-row t:number-rows-repeated=\"-1\"/>", "no number of cells"),
      ("<t:table-row><t:table-cell o:value-type=\"float\" o:value=\"x\"/></t:table-row>", "cell A1: `x` is no number"),
    ])
  func repeatedCells(rows: String, expected: String) throws {
    let bytes = try WrittenWorkbook.openpyxl(Self.ods(rows))
    let error = #expect(throws: WorkbookReadingError.self) { try WorkbookReader.read(bytes, name: "a.ods") }
    #expect(error?.description.contains(expected) == true, "\(error?.description ?? "")")
  }

  @Test("An OpenDocument workbook with a password is told as such")
  func encrypted() throws {
    let script = Self.ods("", manifest: "<manifest><file-entry><encryption-data/></file-entry></manifest>")
    let bytes = try WrittenWorkbook.openpyxl(script)
    let error = #expect(throws: WorkbookReadingError.self) { try WorkbookReader.read(bytes, name: "a.ods") }
    #expect(error?.code == .encrypted)
  }

  @Test("Text is no workbook unless its name says that it is separated values")
  func otherText() {
    let error = #expect(throws: WorkbookReadingError.self) {
      try WorkbookReader.read(Array("a,b".utf8), name: "a.docx")
    }
    #expect(error?.code == .unsupported)
  }
}
