import Foundation
import TestPeers
import Testing

@testable import Office

/// Workbooks with a few changes: read or refused, and never a trap. The parts are changed before they are packed, since
/// an archive's checksums would let no changed part through.
@Suite("Workbooks under mutation")
struct WorkbookMutantTests {
  private static let pieces: [[UInt8]] = [
    "<", ">", "\"", "&#x0;", "r=\"A1\"", "r=\"XFD1048576\"", "t=\"s\"", "t=\"b\"", "t=\"inlineStr\"", "<v>-1</v>",
    "<v>99999999999999999999</v>", "<f>A1</f>", "<is><t>x</t></is>", "_x0000_", "<mergeCell ref=\"A1:XFD1048576\"/>",
    "t:number-rows-repeated=\"1048576\"", "t:number-columns-repeated=\"16384\"", "t:number-columns-spanned=\"0\"",
    "<t:table-cell/>", "<x:s x:c=\"999999999999\"/>", "</t:table-row>", "sep=;\n", ";", ",", "\r\n", "\u{FEFF}",
  ].map { Array($0.utf8) }

  private static func archive(_ parts: [(String, [UInt8])]) throws -> [UInt8] {
    var package = ZIPPackage()
    package.parts = parts.map { ZIPPackage.Part(name: $0.0, bytes: $0.1) }
    return try package.archive()
  }

  private static let relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// The parts of a small workbook.
  private static let spreadsheet: [(String, String)] = [
    ("[Content_Types].xml", "<Types><Override ContentType=\"a.sheet.main+xml\" PartName=\"/b.xml\"/></Types>"),
    (
      "_rels/.rels",
      "<Relationships><Relationship Id=\"a\" Type=\"\(relationships)/officeDocument\" Target=\"b.xml\"/></Relationships>"
    ),
    (
      "_rels/b.xml.rels",
      "<Relationships><Relationship Id=\"s\" Type=\"\(relationships)/worksheet\" Target=\"s.xml\"/>"
        + "<Relationship Id=\"t\" Type=\"\(relationships)/sharedStrings\" Target=\"/t.xml\"/></Relationships>"
    ),
    (
      "b.xml",
      "<workbook xmlns:r=\"\(relationships)\"><sheets><sheet name=\"S\" r:id=\"s\"/></sheets>"
        + "<definedNames><definedName name=\"n\">S!$A$1</definedName></definedNames></workbook>"
    ),
    ("t.xml", "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>w_x000D_o</t></r></si></sst>"),
    (
      "s.xml",
      "<worksheet><sheetProtection sheet=\"1\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
        + "<c r=\"B1\"><f>A1</f><v>2</v></c><c r=\"C1\" t=\"b\"><v>1</v></c></row><row r=\"4\"><c t=\"s\"><v>1</v></c></row>"
        + "</sheetData><mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>"
    ),
  ]

  private static let content = """
    <o:document-content xmlns:o="o" xmlns:t="t" xmlns:x="x"><o:body><o:spreadsheet><t:table t:name="S" t:protected="true">
    <t:table-column/><t:table-row t:number-rows-repeated="3"><t:table-cell t:number-columns-repeated="2"/></t:table-row>
    <t:table-row><t:table-cell o:value-type="float" o:value="2"/><t:covered-table-cell/><t:table-cell \
    t:number-columns-spanned="2"><x:p>a<x:s x:c="2"/>b</x:p></t:table-cell></t:table-row></t:table>
    <t:named-expressions><t:named-range t:name="n" t:cell-range-address="S.A1"/></t:named-expressions></o:spreadsheet>
    </o:body></o:document-content>
    """

  /// How many of the mutants could be read.
  private static func survivors(_ count: Int, seed: UInt64, _ mutate: (inout Mutator, Int) throws -> ([UInt8], String))
    rethrows
    -> Int
  {
    var mutator = Mutator(generator: SeededGenerator(state: seed), pieces: pieces)
    var limits = WorkbookLimits()
    limits.cells = 2_000
    var read = 0
    for number in 0..<count {
      let (bytes, name) = try mutate(&mutator, number)
      if (try? WorkbookReader.read(bytes, name: name, limits: limits)) != nil { read += 1 }
    }
    return read
  }

  @Test("20,000 mutants of the parts of an XLSX workbook are read or refused")
  func spreadsheets() throws {
    let parts = Self.spreadsheet.map { ($0.0, Array($0.1.utf8)) }
    #expect(try WorkbookReader.read(try Self.archive(parts), name: "a.xlsx").sheets.first?.cells.count == 4)
    let read = try Self.survivors(20_000, seed: 8) { mutator, number in
      var mutant = parts
      // The sheet most often: most is read there.
      let index = number % 2 == 0 ? parts.count - 1 : number / 2 % parts.count
      mutant[index].1 = mutator.mutant(of: mutant[index].1)
      return (try Self.archive(mutant), "a.xlsx")
    }
    #expect((250..<19_750).contains(read))
  }

  @Test("20,000 mutants of the content of an ODS workbook are read or refused")
  func openDocuments() throws {
    func archive(_ content: [UInt8]) throws -> [UInt8] {
      try Self.archive([
        ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8)), ("content.xml", content),
      ])
    }
    let content = Array(Self.content.utf8)
    #expect(try WorkbookReader.read(try archive(content), name: "a.ods").sheets.first?.cells.count == 2)
    let read = try Self.survivors(20_000, seed: 9) { mutator, _ in (try archive(mutator.mutant(of: content)), "a.ods") }
    #expect((250..<19_750).contains(read))
  }

  @Test("20,000 mutants of archives, and as many of separated values, are read or refused")
  func files() throws {
    let archive = try Self.archive(Self.spreadsheet.map { ($0.0, Array($0.1.utf8)) })
    let values = Array("Requirement,Level of support\nA-1@1,\"full, \"\"x\"\"\"\nB;C\t\n".utf8)
    let read = Self.survivors(40_000, seed: 10) { mutator, number in
      number % 2 == 0 ? (mutator.mutant(of: archive), "a.xlsx") : (mutator.mutant(of: values), "a.csv")
    }
    #expect((5_000..<39_500).contains(read))
  }
}
