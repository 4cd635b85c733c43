import Foundation
import Statements
import Testing

@Suite("OpenDocument")
struct OpenDocumentTests {
  private func blocks(_ text: String, automatic: String = "", styles: String = "") -> [String] {
    TestOffice.blocks(TestOffice.odt(text, automatic: automatic, styles: styles).bytes, name: "a.odt")
  }
  private func table(_ rows: String) -> String { "<table:table>\(rows)</table:table>" }
  private func cell(_ text: String, _ attributes: String = "") -> String {
    "<table:table-cell \(attributes)><text:p>\(text)</text:p></table:table-cell>"
  }

  static let sample = TestOffice.odt(
    "<text:h text:outline-level=\"1\">Networking</text:h><text:p>a<text:tab/>b</text:p><table:table><table:table-row>"
      + "<table:table-cell><text:p>UID</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"3\">"
      + "<text:p>1.2.840.10008.1.1</text:p></table:table-cell></table:table-row></table:table>", styles: outline)

  static let flat = """
    <?xml version="1.0" encoding="UTF-8"?>
    <office:document \(TestOffice.openDocumentSpaces) office:mimetype="application/vnd.oasis.opendocument.text">
    <office:body><office:text>
    <text:h text:outline-level="2">1.2 Flat</text:h><text:p>Text</text:p></office:text></office:body></office:document>
    """

  static let outline = """
    <text:outline-style style:name="Outline">
    <text:outline-level-style text:level="1" style:num-format="1" text:start-value="4"/>
    <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2" style:num-suffix="."/>
    <text:outline-level-style text:level="3" style:num-format="A" style:num-prefix="Annex "/></text:outline-style>
    """

  @Test("Headings carry the automatic numbers that the document prints")
  func headings() {
    func heading(_ level: Int, _ text: String, _ more: String = "") -> String {
      "<text:h text:outline-level=\"\(level)\" \(more)>\(text)</text:h>"
    }
    let text =
      heading(1, "Networking") + heading(2, "Model") + heading(2, "Entities") + heading(3, "Codes")
      + heading(1, "Media")
      + heading(2, "Any") + heading(2, "Bare", "text:is-list-header=\"true\"")
      + heading(1, "Again", "text:restart-numbering=\"true\" text:start-value=\"9\"")
    #expect(
      blocks(text, styles: Self.outline) == [
        "H1 [4] Networking", "H2 [4.1] Model", "H2 [4.2] Entities", "H3 [] Annex A Codes", "H1 [5] Media",
        "H2 [5.1] Any",
        "H2 [] Bare", "H1 [9] Again",
      ])
    #expect(blocks(heading(2, "4.1 Printed")) == ["H2 [4.1] Printed"])
  }

  @Test("Lists have their depth, and headings in lists the list's number")
  func lists() {
    let style = """
      <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"/>
      <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>
      """
    let text =
      "<text:list text:style-name=\"B\"><text:list-item><text:p>a</text:p><text:list><text:list-item><text:p>b</text:p>"
      + "</text:list-item></text:list></text:list-item></text:list>"
      + "<text:list text:style-name=\"L\"><text:list-item><text:h text:outline-level=\"1\">One</text:h><text:list>"
      + "<text:list-item><text:h text:outline-level=\"2\">Two</text:h></text:list-item></text:list></text:list-item></text:list>"
    #expect(blocks(text, automatic: style) == ["L1 a", "L2 b", "H1 [1] One", "H2 [1.1] Two"])
  }

  @Test("Spans, covered cells, repeated cells and rows and rows of headings are as the document has them")
  func tables() {
    let rows =
      "<table:table-header-rows><table:table-row>\(cell("Name", "table:number-columns-spanned=\"2\""))"
      + "<table:covered-table-cell/>\(cell("Role"))</table:table-row></table:table-header-rows>"
      + "<table:table-row>\(cell("a", "table:number-rows-spanned=\"2\""))\(cell("b"))\(cell("c"))</table:table-row>"
      + "<table:table-row><table:covered-table-cell/>\(cell("d", "table:number-columns-repeated=\"2\""))</table:table-row>"
      + "<table:table-row table:number-rows-repeated=\"2\">\(cell("e"))\(cell("f"))\(cell("g"))</table:table-row>"
    #expect(blocks(table(rows)) == ["T : [Name{2x1} | Role] a{1x2} | b | c / d | d / e | f | g / e | f | g"])
  }

  @Test("Repetitions by the million are bounded")
  func repetitions() {
    let many = String(
      repeating:
        "<table:table-row table:number-rows-repeated=\"1048576\">\(cell("a", "table:number-columns-repeated=\"16384\""))</table:table-row>",
      count: 50)
    let text = blocks(table(many)).joined()
    #expect(text.utf8.count < 20_000_000)
  }

  @Test("Spaces, tabs, breaks, notes, sequences, marks and shapes are read as what they show")
  func inline() {
    let note =
      "<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>If licensed"
      + "</text:p></text:note-body></text:note>"
    let styles =
      "<style:style style:name=\"Sup\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>"
    let text =
      "<text:p>a<text:s text:c=\"3\"/>b<text:line-break/>c\n d<office:annotation><text:p>no</text:p></office:annotation></text:p>"
      + "<text:p>Yes\(note)</text:p><text:p>1.2.840.10008.1.1<text:span text:style-name=\"Sup\">2</text:span></text:p>"
      + "<text:p>Anchor<draw:frame><draw:text-box><text:p>Box</text:p></draw:text-box></draw:frame> on</text:p>"
      + "<text:p>Intro<text:toc-mark text:outline-level=\"2\"/></text:p>"
      + "<text:p>Table <text:sequence>1</text:sequence>: Roles.</text:p>"
      + table(
        "<table:table-row>\(cell("a"))\(cell("b"))</table:table-row><table:table-row>\(cell("c"))\(cell("d"))</table:table-row>"
      )
    #expect(
      blocks(text, automatic: styles) == [
        "P a b\nc d", "P Yes (1)", "P (1) If licensed", "P 1.2.840.10008.1.1 (2)", "P Anchor on", "P Box",
        "H2 [] Intro",
        "T Table 1: Roles.: a | b / c | d",
      ])
  }

  @Test("What is deleted, hidden or an index is left out")
  func leftOut() {
    let styles =
      "<style:style style:name=\"Hid\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>"
    let text =
      "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p></text:deletion></text:changed-region>"
      + "</text:tracked-changes><text:table-of-content><text:index-body><text:p>1 One 2</text:p></text:index-body>"
      + "</text:table-of-content><text:section text:display=\"none\"><text:p>no</text:p></text:section>"
      + "<text:section><text:p>a<text:span text:style-name=\"Hid\">no</text:span></text:p></text:section>"
    #expect(blocks(text, automatic: styles) == ["P a"])
    #expect(TestOffice.problems(TestOffice.odt(text).bytes, name: "a.odt").contains("tracked-changes"))
  }

  @Test("A document of one XML file is read like an archive, a template like a document")
  func varieties() {
    #expect(TestOffice.blocks(Array(Self.flat.utf8), name: "a.fodt") == ["H2 [1.2] Flat", "P Text"])
    var template = TestOffice.odt("<text:p>Text</text:p>")
    template.members[0].contents = Array("application/vnd.oasis.opendocument.text-template".utf8)
    #expect(TestOffice.blocks(template.bytes, name: "a.ott") == ["P Text"])
  }
}
