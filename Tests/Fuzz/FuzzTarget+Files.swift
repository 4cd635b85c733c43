import Foundation
import Inventory

@testable import Evidence
@testable import Office
@testable import Specification
@testable import Statements

/// What people hand in: statements, workbooks, files of the language, records.
extension FuzzTarget {
  /// A statement, read to its claims. Formats that other programs read are left out: their output has a target of its own.
  static func statement(_ bytes: [UInt8], _ name: String) {
    if Gzip.matches(bytes) { return }
    switch DocumentFormat.detect(bytes, name: name) {
    case .pdf, .doc, .rtf: return
    default: hold(StatementReader.read(bytes: bytes, name: name).document == name, "a reading is of another document")
    }
  }

  /// What poppler prints of a file: words with boxes, or the structure tree that follows a line of its own.
  static func printed(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    _ = PDFReader.blocks(of: WordBoxes.read(parts[0]).pages, structure: parts.count > 1 ? parts[1] : nil)
    _ = PDFInformation(bytes)
  }

  /// A package of a text, whose parts are `parts` but for the one that is given.
  static func package(_ parts: [(String, String)], _ name: String, _ bytes: [UInt8]) -> [UInt8] {
    var package = ZIPPackage()
    package.parts = parts.map { ZIPPackage.Part(name: $0.0, bytes: $0.0 == name ? bytes : Array($0.1.utf8)) }
    return (try? package.archive()) ?? []
  }

  static func workbook(_ bytes: [UInt8], _ name: String) {
    var limits = WorkbookLimits()
    limits.cells = 2_000
    _ = try? WorkbookReader.read(bytes, name: name, limits: limits)
  }

  /// A package as it is, which is unpacked before its parts are read.
  static func archive(_ bytes: [UInt8]) {
    workbook(bytes, "a.xlsx")
    statement(bytes, "a.docx")
  }

  private static let officeRelationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// A workbook around a sheet.
  static let sheetParts: [(String, String)] = [
    ("[Content_Types].xml", #"<Types><Override ContentType="a.sheet.main+xml" PartName="/b.xml"/></Types>"#),
    (
      "_rels/.rels",
      #"<Relationships><Relationship Id="a" Type="\#(officeRelationships)/officeDocument" Target="b.xml"/></Relationships>"#
    ),
    (
      "_rels/b.xml.rels",
      #"<Relationships><Relationship Id="s" Type="\#(officeRelationships)/worksheet" Target="s.xml"/>"#
        + #"<Relationship Id="t" Type="\#(officeRelationships)/sharedStrings" Target="/t.xml"/></Relationships>"#
    ),
    (
      "b.xml",
      #"<workbook xmlns:r="\#(officeRelationships)"><sheets><sheet name="S" r:id="s"/></sheets></workbook>"#
    ),
    ("t.xml", "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>w_x000D_o</t></r></si></sst>"), ("s.xml", ""),
  ]

  private static let wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml"

  /// A text of Word around its document.
  static let wordParts: [(String, String)] = [
    (
      "[Content_Types].xml",
      #"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#
        + #"<Override PartName="/word/document.xml" ContentType="\#(wordType).document.main+xml"/>"#
        + #"<Override PartName="/word/styles.xml" ContentType="\#(wordType).styles+xml"/></Types>"#
    ),
    ("word/document.xml", ""),
    (
      "word/styles.xml",
      #"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" "#
        + #"w:styleId="H2"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>"#
    ),
  ]

  /// A file of the language: the quick way and the careful one come to the same.
  static func yaml(_ bytes: [UInt8]) {
    guard let source = try? SourceText(path: "file.yaml", bytes: bytes) else { return }
    let (quick, careful) = (StrictYAML.read(source), StrictYAML.read(source, isQuick: false))
    hold(quick.root == careful.root && quick.diagnostics == careful.diagnostics, "two ways lead to two trees")
    hold(quick.root != nil || !quick.diagnostics.isEmpty, "no tree, and nothing is said of it")
  }

  static func inventory<Value: Sendable>(_ bytes: [UInt8], _ read: (SourceText) -> InventoryReader.Reading<Value>) {
    guard let source = try? SourceText(path: "file.yaml", bytes: bytes) else { return }
    let reading = read(source)
    hold(
      (reading.value == nil) == reading.diagnostics.contains { $0.severity == .error },
      "a file is read with an error, or refused without one")
    hold(reading.diagnostics.allSatisfy { !$0.rendered.isEmpty }, "an error says nothing")
  }

  static func evidence(_ bytes: [UInt8]) {
    _ = try? RecordCoding.read(RunManifest.self, from: bytes)
    _ = try? RecordCoding.read(Transcript.self, from: bytes).entries.map(\.keptBytes)
    if let sums = try? RunSeal.fingerprints(of: Data(bytes), named: "SHA256SUMS") {
      hold(sums.keys.allSatisfy(RunLayout.isContained), "a fingerprint is of a file outside of the record")
    }
    guard let link = try? RecordCoding.read(EvidenceLink.self, from: bytes) else { return }
    guard let written = try? RecordCoding.line(link) else { return fail("evidence that was read can't be written") }
    guard let again = try? RecordCoding.read(EvidenceLink.self, from: written) else {
      return fail("evidence that was written can't be read")
    }
    hold((try? RecordCoding.line(again)) == written, "evidence changes from writing to writing")
  }
}
