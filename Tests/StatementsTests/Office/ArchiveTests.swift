import Foundation
import TestPeers
import Testing

@testable import Statements

/// Archives that are too large, damaged or encrypted end with words that say so.
@Suite("Archives of documents")
struct ArchiveTests {
  private let sample = TestOffice.docx(TestOffice.p("Text"))

  private func replacing(_ name: String, _ change: (inout TestArchive.Member) -> Void) -> [UInt8] {
    var archive = sample
    for index in archive.members.indices where archive.members[index].name == name { change(&archive.members[index]) }
    return archive.bytes
  }

  @Test("A member that is compressed beyond measure is refused with the ratio")
  func ratio() throws {
    let bytes = replacing("word/document.xml") { $0.contents = [UInt8](repeating: 0x20, count: 8 << 20) }
    let failure = try #require(TestOffice.failure(bytes))
    #expect(failure.code == "too-large")
    #expect(failure.message.contains("200 to 1"))
    // A short one may be all spaces.
    let short = replacing("word/document.xml") { $0.contents += [UInt8](repeating: 0x20, count: 900_000) }
    #expect(TestOffice.blocks(short) == ["P Text"])
  }

  @Test("A member that says it is huge, or is, is refused with the limit")
  func size() throws {
    let declared = replacing("word/document.xml") { $0.declaredSize = 0xFFFF_FFF0 }
    let failure = try #require(TestOffice.failure(declared))
    #expect(failure.code == "too-large" && failure.message.contains("64 MiB"))
  }

  @Test("A member that says it is smaller than it is gives no more than it says, or a note")
  func lying() {
    let bytes = replacing("word/document.xml") { $0.declaredSize = 10 }
    #expect(TestOffice.problems(bytes).contains { ["malformed", "damaged", "too-large"].contains($0) })
  }

  @Test("More members than any document has are refused with the limit")
  func members() throws {
    var archive = sample
    for number in 0..<10_001 { archive.members.append(.init(name: "a\(number)", contents: [], isDeflated: false)) }
    let failure = try #require(TestOffice.failure(archive.bytes))
    #expect(failure.code == "too-large" && failure.message.contains("10000"))
  }

  @Test("A name longer than any is refused")
  func names() throws {
    var archive = sample
    archive.members.append(.init(name: String(repeating: "a", count: 5_000), contents: []))
    #expect(try #require(TestOffice.failure(archive.bytes)).code == "too-large")
  }

  @Test("An archive of bombs that is no document is not unpacked")
  func nested() throws {
    var inner = TestArchive([])
    inner.members.append(.init(name: "0", contents: [UInt8](repeating: 0, count: 4 << 20)))
    var outer = TestArchive([])
    for number in 0..<16 { outer.members.append(.init(name: "lib \(number).zip", contents: inner.bytes)) }
    #expect(try #require(TestOffice.failure(outer.bytes, name: "42.zip")).code == "unsupported-format")
  }

  @Test("An encrypted member, an encrypted package and an encrypted OpenDocument text are named so")
  func encrypted() throws {
    let member = replacing("word/document.xml") { $0.flags = 1 }
    #expect(try #require(TestOffice.failure(member)).code == "encrypted")
    let manifest = TestOffice.odt("<text:p>a</text:p>", manifest: "<file-entry><encryption-data/></file-entry>")
    #expect(try #require(TestOffice.failure(manifest.bytes, name: "a.odt")).code == "encrypted")
    #expect(try #require(TestOffice.failure(compound("EncryptedPackage"))).code == "encrypted")
    #expect(try #require(TestOffice.failure(compound("Workbook"))).code == "unsupported-format")
  }

  /// A file of the compound format whose directory names one stream.
  private func compound(_ stream: String) -> [UInt8] {
    var bytes: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1_528)
    let name = stream.utf8.flatMap { byte -> [UInt8] in [byte, 0] }
    bytes.replaceSubrange(640..<640 + name.count, with: name)
    return bytes
  }

  @Test("An older document of Word that is encrypted is named so")
  func encryptedWord() throws {
    var bytes = compound("WordDocument")
    bytes.replaceSubrange(1_024..<1_036, with: [0xEC, 0xA5, 0xC1, 0, 0, 0, 0, 0, 0, 0, 0, 0x13])
    #expect(try #require(TestOffice.failure(bytes, name: "a.doc")).code == "encrypted")
  }

  @Test("Two members of one name are not chosen from")
  func twice() throws {
    var archive = sample
    archive.members.append(.init(name: "word/document.xml", contents: Array("<a/>".utf8)))
    #expect(try #require(TestOffice.failure(archive.bytes)).code == "damaged")
  }

  @Test(
    "Other documents in archives are named, with what to do", arguments: ["spreadsheet", "presentation", "ods", "zip"])
  func others(kind: String) throws {
    let types = "<Types><Override PartName=\"/x\" ContentType=\"application/vnd.openxmlformats-officedocument."
    let archive: TestArchive =
      switch kind {
      case "spreadsheet": TestArchive([("[Content_Types].xml", types + "spreadsheetml.sheet.main+xml\"/></Types>")])
      case "presentation":
        TestArchive([("[Content_Types].xml", types + "presentationml.presentation.main+xml\"/></Types>")])
      case "ods": TestArchive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")])
      default: TestArchive([("a.txt", "word/document")])
      }
    let failure = try #require(TestOffice.failure(archive.bytes))
    #expect(failure.code == "unsupported-format")
    #expect(failure.message.contains(kind == "zip" ? "neither DOCX nor ODT" : kind == "ods" ? "OpenDocument" : kind))
  }

  @Test("A document that is cut short gives the part before the cut, with a note")
  func truncated() {
    let paragraphs = (0..<2_000).map { TestOffice.p("Paragraph \($0) \($0 &* 7_919)") }.joined()
    let bytes = TestOffice.docx(paragraphs).bytes
    let cut = Array(bytes.prefix(bytes.count * 2 / 3))
    let blocks = TestOffice.blocks(cut)
    #expect(blocks.count > 500 && blocks.count < 2_000)
    #expect(blocks.first == "P Paragraph 0 0")
    #expect(TestOffice.problems(cut).contains("damaged"))
    #expect(!TestOffice.problems(bytes).contains("damaged"))
  }

  @Test(
    "Entities in a part are refused with the line, and nothing is fetched or read",
    arguments: [
      "<!DOCTYPE a [\n<!ENTITY a SYSTEM \"file:///etc/hostname\">]>", "<!DOCTYPE a [\n<!ENTITY a \"aaaa\">]>",
      "<!DOCTYPE a [\n<!ENTITY % a SYSTEM \"http://127.0.0.1:9/\"> %a;]>",
    ])
  func entities(prologue: String) throws {
    let failure = try #require(TestOffice.failure(TestOffice.docx("<w:p/>", prologue: prologue).bytes))
    #expect(failure.message.contains("line 2") && failure.message.contains("word/document.xml"))
  }

  @Test(
    "Floods in a part end within seconds", arguments: ["attributes", "elements", "tables", "rows", "fields", "cells"])
  func floods(kind: String) {
    func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    let body =
      switch kind {
      case "attributes": "<w:p " + (0..<200_000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
      case "elements": repeated("<w:sdt>", 1_000_000)
      case "tables": repeated("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p>", 100_000)
      case "rows":
        "<w:tbl>"
          + repeated("<w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999'/><w:vMerge/></w:tcPr></w:tc></w:tr>", 20_000)
      case "fields": "<w:p>" + repeated("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", 100_000)
      default: "<w:tbl><w:tr>" + repeated("<w:tc><w:tcPr><w:gridSpan w:val='1000'/></w:tcPr></w:tc>", 100_000)
      }
    let clock = ContinuousClock()
    var archive = TestOffice.docx("")
    archive.members[1].contents = Array("<w:document xmlns:w=\"\(TestOffice.word)\"><w:body>\(body)".utf8)
    archive.members[1].isDeflated = false
    let bytes = archive.bytes
    let taken = clock.measure { _ = StatementReader.read(bytes: bytes, name: "a.docx") }
    // Generous, since tests run without optimisation and beside others; growth with the square would take hours.
    #expect(taken < .seconds(60), "\(kind) took \(taken)")
  }

  /// The parts of small documents of each format, the first of which holds the text; a document without an archive is its text.
  private static func parts(_ kind: String) -> TestArchive {
    switch kind {
    case "docx":
      var archive = TestOffice.docx(
        TestOffice.p("3.1 SOP Classes", style: "H2", properties: "<w:numPr><w:numId w:val=\"1\"/></w:numPr>")
          + TestOffice.table([["<w:gridSpan w:val=\"2\"/>|SOP Class", "UID"], ["CT", "1.2.840.10008.5.1.4.1.1.2"]]),
        styles: """
          <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
          """,
        numbering: """
          <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/>\
          <w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
          """)
      archive.members.swapAt(0, 1)
      return archive
    case "odt":
      var archive = OpenDocumentTests.sample
      archive.members.swapAt(0, 1)
      return archive
    case "fodt": return TestArchive([("", OpenDocumentTests.flat)])
    default: return TestArchive([("", DocBookTests.sample)])
    }
  }

  private static func read(_ archive: TestArchive, _ kind: String) throws(ReadingFailure) -> BlockDocument {
    var archive = archive
    switch kind {
    case "docx":
      archive.members.swapAt(0, 1)
      return try DocxReader.read(archive.bytes)
    case "odt":
      archive.members.swapAt(0, 1)
      return try ODTReader.read(archive.bytes)
    case "fodt": return try ODTReader.read(archive.members[0].contents)
    default: return try DocBookReader.read(archive.members[0].contents)
    }
  }

  /// The parts are changed before they are packed, since an archive's checksums would let no changed part through.
  @Test(
    "20,000 mutants of the parts of each format are read to blocks, or refused",
    arguments: ["docx", "odt", "fodt", "docbook"])
  func parts(kind: String) throws {
    var archive = Self.parts(kind)
    for index in archive.members.indices { archive.members[index].isDeflated = false }
    #expect(try Self.read(archive, kind).blocks.isEmpty == false)
    var mutator = Mutator(
      generator: SeededGenerator(state: UInt64(kind.utf8.count)),
      pieces: [
        "<", ">", "/>", "\"", "&#0;", "w:val=\"-1\"", "w:val=\"99999999999999999999\"", "<w:p>", "</w:tc>", "<w:tbl>",
      ]
      .map { Array($0.utf8) }
        + [
          "<text:h>", "<table:table-cell table:number-columns-repeated=\"9999999\"/>", "<table>", "<td rowspan=\"0\">",
        ].map {
          Array($0.utf8)
        })
    var readable = 0
    for number in 0..<20_000 {
      var mutant = archive
      // The text most often: most is read there.
      let index = number % 2 == 0 ? 0 : number / 2 % archive.members.count
      mutant.members[index].contents = mutator.mutant(of: mutant.members[index].contents)
      if (try? Self.read(mutant, kind)) != nil { readable += 1 }
    }
    #expect(readable > 1_000)
  }

  @Test("Four hundred mutants of each format end with a reading", arguments: ["docx", "odt", "fodt", "docbook"])
  func mutants(kind: String) {
    let original: [UInt8] =
      switch kind {
      case "docx":
        TestOffice.docx(
          TestOffice.p("3.1 SOP Classes")
            + TestOffice.table([["SOP Class", "UID"], ["CT", "1.2.840.10008.5.1.4.1.1.2"]]),
          styles: DocxTests.headings, numbering: DocxTests.numbering
        ).bytes
      case "odt": OpenDocumentTests.sample.bytes
      case "fodt": Array(OpenDocumentTests.flat.utf8)
      default: Array(DocBookTests.sample.utf8)
      }
    var generator = SplitMix(seed: UInt64(kind.utf8.count))
    for number in 0..<400 {
      var bytes = original
      if number % 4 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &generator)) }
      for _ in 0..<Int.random(in: 1...12, using: &generator) where !bytes.isEmpty {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        } else {
          bytes[position] = UInt8.random(in: .min ... .max, using: &generator)
        }
      }
      let reading = StatementReader.read(bytes: bytes, name: "a.\(kind == "docbook" ? "xml" : kind)")
      #expect(reading.document == "a.\(kind == "docbook" ? "xml" : kind)")
    }
  }
}
