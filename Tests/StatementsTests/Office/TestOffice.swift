import Statements

/// Office documents for tests, from the XML of their text.
enum TestOffice {
  static let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

  static func docx(
    _ body: String, styles: String = "", numbering: String = "", footnotes: String = "", endnotes: String = "",
    prologue: String = "", namespace: String = word, type: String = "document.main"
  ) -> TestArchive {
    let spaces =
      "xmlns:w=\"\(namespace)\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
      + "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:wps=\"urn:wps\""
    let base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    func part(_ name: String, _ contents: String) -> [(String, String)] {
      contents.isEmpty ? [] : [("word/\(name).xml", "<w:\(name) \(spaces)>\(contents)</w:\(name)>")]
    }
    return TestArchive(
      [
        (
          "[Content_Types].xml",
          """
          <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Override PartName="/word/document.xml" ContentType="\(base).\(type)+xml"/>
          <Override PartName="/word/styles.xml" ContentType="\(base).styles+xml"/></Types>
          """
        ),
        ("word/document.xml", "\(prologue)<w:document \(spaces)><w:body>\(body)</w:body></w:document>"),
      ] + part("styles", styles) + part("numbering", numbering) + part("footnotes", footnotes)
        + part("endnotes", endnotes))
  }

  static let openDocumentSpaces = [
    "office", "text", "table", "style", "draw", "fo",
  ].map { name in
    "xmlns:\(name)=\"urn:oasis:names:tc:opendocument:xmlns:\(name == "fo" ? "xsl-fo-compatible" : name):1.0\""
  }.joined(separator: " ")

  static func odt(_ text: String, automatic: String = "", styles: String = "", manifest: String = "") -> TestArchive {
    TestArchive([
      ("mimetype", "application/vnd.oasis.opendocument.text"),
      (
        "content.xml",
        "<office:document-content \(openDocumentSpaces)><office:automatic-styles>\(automatic)</office:automatic-styles>"
          + "<office:body><office:text>\(text)</office:text></office:body></office:document-content>"
      ),
      (
        "styles.xml",
        "<office:document-styles \(openDocumentSpaces)><office:styles>\(styles)</office:styles></office:document-styles>"
      ),
      ("META-INF/manifest.xml", "<manifest>\(manifest)</manifest>"),
    ])
  }

  /// A paragraph of DOCX.
  static func p(_ text: String, style: String? = nil, properties: String = "") -> String {
    let style = style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? ""
    return "<w:p><w:pPr>\(style)\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
  }

  /// A table of DOCX, with the properties of each cell before a bar.
  static func table(_ rows: [[String]]) -> String {
    "<w:tbl>"
      + rows.map { row in
        "<w:tr>"
          + row.map { cell in
            let parts = cell.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
            let properties = parts.count > 1 ? parts[0] : ""
            return "<w:tc><w:tcPr>\(properties)</w:tcPr>\(p(String(parts.last ?? "")))</w:tc>"
          }.joined() + "</w:tr>"
      }.joined() + "</w:tbl>"
  }

  /// The blocks in short form: `H2 [4.1] Title`, `P text`, `L1 item`, `T caption: a | b / c | d`.
  static func blocks(_ bytes: [UInt8], name: String = "a.docx") -> [String] {
    let examined = StatementReader.examine(bytes: bytes, name: name)
    return (examined.document?.blocks ?? []).map { block in
      switch block.content {
      case .heading(let level, let number, let text): "H\(level) [\(number ?? "")] \(text)"
      case .paragraph(let text): "P \(text)"
      case .listItem(let depth, let text): "L\(depth) \(text)"
      case .preformatted(let text): "F \(text)"
      case .table(let table):
        "T \(table.caption ?? ""): " + table.header.map { "[\(row($0))] " }.joined()
          + table.rows.map(row).joined(separator: " / ")
      }
    }
  }

  private static func row(_ row: Table.Row) -> String {
    row.cells.map { cell in
      let spans = cell.columnSpan == 1 && cell.rowSpan == 1 ? "" : "{\(cell.columnSpan)x\(cell.rowSpan)}"
      return cell.text.replacing("\n", with: "¶") + spans
    }.joined(separator: " | ")
  }

  /// The codes of the problems of a reading.
  static func problems(_ bytes: [UInt8], name: String = "a.docx") -> [String] {
    StatementReader.read(bytes: bytes, name: name).problems.map(\.code)
  }

  /// The message of what kept a document from being read.
  static func failure(_ bytes: [UInt8], name: String = "a.docx") -> (code: String, message: String)? {
    let problem = StatementReader.read(bytes: bytes, name: name).problems.first { $0.severity == .unreadable }
    return problem.map { ($0.code, $0.message) }
  }
}
