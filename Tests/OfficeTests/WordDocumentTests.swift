import Foundation
import Office
import TestPeers
import Testing

@Suite("Documents for word processors")
struct WordDocumentTests {
  private static let hostile = "<w:p>&\"'\u{0}\u{1B}]]>{{x}}"

  private static let document: TextDocument = {
    var document = TextDocument(
      title: "Tender \(hostile)", subtitle: "Version 1", author: "Board", facts: [.init("Id", "t")])
    document.blocks = [
      .heading(1, "Purpose", anchor: "purpose"),
      .paragraph([Run("It "), Run("shall", [.strong]), Run(" work. "), Run(hostile, [.code])]),
      .heading(2, "Group \(hostile)", anchor: "group"), .heading(3, "A-1@1  Answers", anchor: "A-1"),
      .label("Why"), .list([[Run("first")], [Run("second", to: .anchor("A-1"))]], isOrdered: true),
      .list([[Run.link("page", to: "https://example.org/?a=1&b=\"2\"")]], isOrdered: false),
      .list(
        [[Run.link("no page", to: "javascript:alert(1)")], [Run("gone", to: .anchor("nowhere"))]], isOrdered: true),
      .table(.init([.init("Name", share: 1), .init("Value", share: 3)], rows: [[[Run("a")], [Run("b")]]])),
    ]
    return document
  }()

  /// Writes the package into a folder, and runs a program there.
  private static func run(_ bytes: [UInt8], _ program: String, _ arguments: [String]) throws -> (Int32, String, URL) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("a.docx")
    try Data(bytes).write(to: file)
    let result = try ExternalTool.run(
      program, arguments.map { $0.replacing("{docx}", with: file.path).replacing("{out}", with: folder.path) })
    return (result.status, result.output, folder)
  }

  @Test("Every part is well-formed, every relationship leads somewhere, and nothing leads to a script")
  func parts() throws {
    let script = """
      import sys, zipfile
      from lxml import etree
      z = zipfile.ZipFile(sys.argv[1])
      assert z.testzip() is None
      parts = {n: etree.fromstring(z.read(n)) for n in z.namelist()}
      w = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
      body = parts['word/document.xml']
      names = {b.get(w + 'name') for b in body.iter(w + 'bookmarkStart')}
      assert {h.get(w + 'anchor') for h in body.iter(w + 'hyperlink')} - {None} <= names
      rels = parts['word/_rels/document.xml.rels']
      targets = [r.get('Target') for r in rels]
      assert not any('javascript' in t for t in targets)
      for r in rels:
          if r.get('TargetMode') is None: assert 'word/' + r.get('Target') in parts, r.get('Target')
      styles = {s.get(w + 'styleId') for s in parts['word/styles.xml'].iter(w + 'style')}
      used = {e.get(w + 'val') for e in body.iter(w + 'pStyle', w + 'rStyle', w + 'tblStyle')}
      assert used <= styles, used - styles
      numbers = {n.get(w + 'numId') for n in parts['word/numbering.xml'].iter(w + 'num')}
      assert {e.get(w + 'val') for e in body.iter(w + 'numId')} <= numbers
      print(len(parts), ''.join(body.itertext()).count('<w:p>&'))
      """
    let result = try Self.run(try WordDocument.package(Self.document), "python3", ["-c", script, "{docx}"])
    #expect(result.0 == 0 && result.1 == "11 4\n", "\(result.1)")
  }

  @Test("The same document gives the same bytes, another does not")
  func determinism() throws {
    var other = Self.document
    other.blocks.removeLast()
    #expect(try WordDocument.package(Self.document) == WordDocument.package(Self.document))
    #expect(try WordDocument.package(Self.document) != WordDocument.package(other))
  }

  @Test("LibreOffice opens it and prints it with its numbered headings")
  func libreOffice() throws {
    let result = try Self.run(
      try WordDocument.package(Self.document), "soffice",
      [
        "--headless", "-env:UserInstallation=file://{out}/profile", "--convert-to", "pdf", "--outdir", "{out}",
        "{docx}",
      ])
    defer { try? FileManager.default.removeItem(at: result.2) }
    let pdf = result.2.appendingPathComponent("a.pdf").path
    let text = try ExternalTool.run("pdftotext", ["-layout", pdf, "-"]).output
    #expect(text.contains("1   Purpose") || text.contains("1 Purpose"), "\(result.1)\(text)")
    #expect(text.contains("Contents") && text.contains("A-1@1") && text.contains("<w:p>&"))
  }
}
