import Foundation
import Statements
import Testing

@Suite("DOCX")
struct DocxTests {
  private func blocks(
    _ body: String, styles: String = "", numbering: String = "", footnotes: String = "", endnotes: String = ""
  ) -> [String] {
    TestOffice.blocks(
      TestOffice.docx(body, styles: styles, numbering: numbering, footnotes: footnotes, endnotes: endnotes).bytes)
  }
  private func p(_ text: String, style: String? = nil, properties: String = "") -> String {
    TestOffice.p(text, style: style, properties: properties)
  }
  private func run(_ text: String, _ properties: String = "") -> String {
    "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
  }

  static let headings = """
    <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="Überschrift 1"/></w:style>
    <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="x"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="mine"/><w:basedOn w:val="H2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop2"/></w:style>
    <w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="loop2"/><w:basedOn w:val="Loop"/></w:style>
    <w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
    <w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
    <w:style w:type="character" w:styleId="Hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style>
    """

  @Test("Headings are those whose style, or a style it is based on, has a level or a heading's name")
  func headingStyles() {
    let body =
      p("One", style: "berschrift1") + p("Two", style: "Mine") + p("Text", style: "Loop")
      + p("Three", properties: "<w:outlineLvl w:val=\"2\"/>")
      + p("Body", style: "H2", properties: "<w:outlineLvl w:val=\"9\"/>")
      + p("4.1 Printed", style: "H2")
    #expect(
      blocks(body, styles: Self.headings)
        == ["H1 [] One", "H2 [] Two", "P Text", "H3 [] Three", "P Body", "H2 [4.1] Printed"])
  }

  @Test("A bold paragraph that begins with a number is a heading, one that is not bold or is in a table is none")
  func typedHeadings() {
    let body =
      "<w:p>\(run("A.2.1", "<w:b/>"))<w:r><w:tab/></w:r>\(run("AE Specification", "<w:b/>"))</w:p>"
      + "<w:p>\(run("A.2.2 Not bold"))</w:p><w:p>\(run("Bold without number", "<w:b/>"))</w:p>"
      + "<w:p>\(run("20020822 Cleanup", "<w:b/>"))</w:p><w:p>\(run("3.1 A sentence.", "<w:b/>"))</w:p>"
    #expect(
      blocks(body) == [
        "H3 [A.2.1] AE Specification", "P A.2.2 Not bold", "P Bold without number", "P 20020822 Cleanup",
        "P 3.1 A sentence.",
      ])
  }

  static let numbering = """
    <w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:pStyle w:val="berschrift1"/><w:lvlText w:val="%1"/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
    <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:isLgl/><w:lvlText w:val="%1.%2.%3"/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/>
    <w:lvlText w:val="Annex %1:"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
    <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
    """

  private func list(_ id: Int, _ level: Int) -> String {
    "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(id)\"/></w:numPr>"
  }
  private func heading(_ text: String, _ id: Int, _ level: Int) -> String {
    p(text, properties: list(id, level) + "<w:outlineLvl w:val=\"\(level)\"/>")
  }

  @Test("Headings carry the automatic numbers that the document prints")
  func automaticNumbers() {
    let body =
      heading("Networking", 1, 0) + heading("Model", 1, 1) + heading("Flow", 1, 2) + heading("More", 1, 2)
      + heading("Specifications", 1, 1) + heading("Flow", 1, 2) + heading("Media", 1, 0) + heading("Any", 1, 1)
      + heading("Restarted", 4, 0) + heading("Codes", 2, 0) + heading("Tables", 2, 1)
    #expect(
      blocks(body, numbering: Self.numbering) == [
        "H1 [4] Networking", "H2 [4.1] Model", "H3 [4.1.1] Flow", "H3 [4.1.2] More", "H2 [4.2] Specifications",
        "H3 [4.2.1] Flow", "H1 [5] Media", "H2 [5.1] Any", "H1 [7] Restarted", "H1 [] Annex A: Codes",
        "H2 [A.1] Tables",
      ])
  }

  @Test("List items have their depth, and what prints no number is a paragraph")
  func lists() {
    let body =
      p("a", properties: list(3, 0)) + p("b", properties: list(3, 1)) + p("c", properties: list(0, 0))
      + p("d", properties: list(99, 0))
    #expect(blocks(body, numbering: Self.numbering) == ["L1 a", "L2 b", "P c", "P d"])
  }

  @Test("Cells that are merged side by side or over each other are one, and columns before a row are kept")
  func spans() {
    let body = TestOffice.table([
      ["<w:gridSpan w:val=\"2\"/>|Abstract Syntax", "<w:vMerge w:val=\"restart\"/>|Role"],
      ["Name", "UID", "<w:vMerge/>|"], ["CT", "1.2.840.10008.5.1.4.1.1.2", "<w:vMerge w:val=\"restart\"/>|SCU"],
      ["MR", "1.2.840.10008.5.1.4.1.1.4", "<w:vMerge w:val=\"continue\"/>|"],
    ])
    #expect(
      blocks(body) == [
        "T : [Abstract Syntax{2x1} | Role{1x2}] [Name | UID] "
          + "CT | 1.2.840.10008.5.1.4.1.1.2 | SCU{1x2} / MR | 1.2.840.10008.5.1.4.1.1.4"
      ])
    let before = """
      <w:tbl><w:tr><w:tc>\(p("a"))</w:tc><w:tc>\(p("b"))</w:tc></w:tr>
      <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>\(p("c"))</w:tc></w:tr></w:tbl>
      """
    #expect(blocks(before) == ["T : a | b /  | c"])
  }

  @Test("Rows that are marked are headings; a heading that reaches into the contents stands there too")
  func headerRows() {
    let body = """
      <w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc>\(p("a"))</w:tc><w:tc>\(p("b"))</w:tc></w:tr>
      <w:tr><w:trPr><w:tblHeader w:val="false"/></w:trPr><w:tc>\(p("c"))</w:tc><w:tc>\(p("d"))</w:tc></w:tr></w:tbl>
      """
    #expect(blocks(body) == ["T : [a | b] c | d"])
    var rows = [["<w:vMerge w:val=\"restart\"/>|Group", "SOP Class UID"]]
    for row in 1...6 { rows.append(["<w:vMerge/>|", "\(row)"]) }
    let long = blocks(TestOffice.table(rows))
    #expect(long == ["T : [Group | SOP Class UID] Group{1x6} | 1 / 2 / 3 / 4 / 5 / 6"])
  }

  @Test("A table in a cell is part of the cell's text, and a table that only frames is none")
  func nestedTables() {
    let inner = TestOffice.table([["Implicit", "1.2.840.10008.1.2"], ["Explicit", "1.2.840.10008.1.2.1"]])
    let outer = "<w:tbl><w:tr><w:tc>\(p("CT"))</w:tc><w:tc>\(inner)</w:tc></w:tr>"
    let second = "<w:tr><w:tc>\(p("MR"))</w:tc><w:tc>\(p("x"))</w:tc></w:tr></w:tbl>"
    #expect(
      blocks(outer + second) == ["T : CT | Implicit 1.2.840.10008.1.2¶Explicit 1.2.840.10008.1.2.1 / MR | x"])
    #expect(
      blocks("<w:tbl><w:tr><w:tc>\(p("Before"))\(inner)</w:tc></w:tr></w:tbl>")
        == ["P Before", "T : Implicit | 1.2.840.10008.1.2 / Explicit | 1.2.840.10008.1.2.1"])
  }

  @Test("A table nested without end is read as text")
  func deeplyNested() {
    let deep =
      String(repeating: "<w:tbl><w:tr><w:tc>\(p("a"))</w:tc><w:tc>", count: 100) + p("core")
      + String(repeating: "</w:tc></w:tr></w:tbl>", count: 100)
    #expect(blocks(deep).joined().contains("core"))
  }

  @Test("Captions over and under tables are theirs, sentences that begin alike are not")
  func captions() {
    let table = TestOffice.table([["a", "b"], ["c", "d"]])
    let numbered =
      "<w:p>\(run("Table "))<w:fldSimple w:instr=\" SEQ Table \\* ARABIC \">\(run("7"))</w:fldSimple>\(run(" – Roles"))</w:p>"
    #expect(blocks(p("Table 4.2-1 SOP Classes") + table) == ["T Table 4.2-1 SOP Classes: a | b / c | d"])
    #expect(blocks(numbered + table) == ["T Table 7 – Roles: a | b / c | d"])
    #expect(
      blocks(p("Table 1 lists all of them.") + table) == ["P Table 1 lists all of them.", "T : a | b / c | d"])
    let under = table + p("Table 1 One", style: "Caption") + table + p("Table 2 Two", style: "Caption")
    #expect(blocks(under, styles: Self.headings) == ["T Table 1 One: a | b / c | d", "T Table 2 Two: a | b / c | d"])
    let figure = p("Figure 1 Flow", style: "Caption") + table
    #expect(blocks(figure, styles: Self.headings) == ["P Figure 1 Flow", "T : a | b / c | d"])
  }

  @Test("Runs of a cell are joined before anything else, with the signs that stand between them")
  func runs() {
    let body =
      "<w:p>\(run("1.2.840."))\(run("10008.1.2"))<w:r><w:tab/></w:r>\(run("x"))<w:r><w:br/></w:r>"
      + "<w:r><w:t>For</w:t><w:noBreakHyphen/><w:t>Processing</w:t><w:softHyphen/></w:r>"
      + run("\u{AD}a\u{200B}b\u{A0}c\u{2011}d") + "</w:p>"
    #expect(blocks(body) == ["P 1.2.840.10008.1.2 x\nFor-Processingab c-d"])
  }

  @Test(
    "Signs of symbol fonts are read as what they show",
    arguments: [
      ("<w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/>", "\u{2713}"),
      ("<w:sym w:font=\"Wingdings\" w:char=\"F0FB\"/>", "\u{2717}"),
      ("<w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/>", "\u{2611}"),
      ("<w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/>", "\u{2610}"),
      ("<w:sym w:font=\"Wingdings 2\" w:char=\"F050\"/>", "\u{2713}"),
      ("<w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>ü</w:t>", "\u{2713}"),
      ("<w:t>\u{F0FC}</w:t>", "\u{2713}"), ("<w:sym w:font=\"Symbol\" w:char=\"F0B7\"/>", "\u{2022}"),
      ("<w:t>ü</w:t>", "ü"),
    ])
  func symbols(run: String, sign: String) { #expect(blocks("<w:p><w:r>\(run)</w:r></w:p>") == ["P \(sign)"]) }

  @Test("Check boxes are read from their state")
  func checkBoxes() {
    func box(_ state: String) -> String {
      "<w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"\(state)\"/></w14:checkbox></w:sdtPr><w:sdtContent>"
        + "\(run("\u{2612}"))</w:sdtContent></w:sdt></w:p>"
    }
    let form =
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:default w:val=\"0\"/><w:checked/></w:checkBox>"
      + "</w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
      + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
    #expect(blocks(box("1") + box("0") + form) == ["P \u{2611}", "P \u{2610}", "P \u{2611}"])
  }

  @Test("What is inserted is kept; what is deleted, hidden or a comment is left out, and changes are noted")
  func changes() {
    let body =
      "<w:p><w:ins>\(run("new"))</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
      + run("hidden", "<w:vanish/>") + run("styled", "<w:rStyle w:val=\"Hid\"/>")
      + run("seen", "<w:vanish w:val=\"0\"/>")
      + "<w:commentRangeStart/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>"
      + "<w:tbl><w:tr><w:tc>\(p("a"))</w:tc><w:tc>\(p("b"))</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr>"
      + "<w:tc>\(p("gone"))</w:tc><w:tc>\(p("gone"))</w:tc></w:tr><w:tr><w:tc>\(p("c"))</w:tc><w:tc>\(p("d"))</w:tc></w:tr></w:tbl>"
    #expect(blocks(body, styles: Self.headings) == ["P newseen", "T : a | b / c | d"])
    #expect(TestOffice.problems(TestOffice.docx(body).bytes).contains("tracked-changes"))
    #expect(!TestOffice.problems(TestOffice.docx(p("a")).bytes).contains("tracked-changes"))
  }

  @Test("Contents pages are left out, and a field that never ends takes nothing with it")
  func contents() {
    let control =
      "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr>"
      + "<w:sdtContent>\(p("1 Introduction 4"))</w:sdtContent></w:sdt>"
    func field(_ kind: String) -> String { "<w:r><w:fldChar w:fldCharType=\"\(kind)\"/></w:r>" }
    let instruction = "<w:r><w:instrText> TOC \\o \"1-3\" </w:instrText></w:r>"
    let contents =
      "<w:p>\(field("begin"))\(instruction)\(field("separate"))\(run("1 One 2"))</w:p>" + p("2 Two 3", style: "TOC1")
      + "<w:p>\(run("3 Three 4"))\(field("end"))</w:p>"
    #expect(blocks(control + contents + p("Text"), styles: Self.headings) == ["P Text"])
    let open = "<w:p>\(field("begin"))\(instruction)\(field("separate"))\(run("One"))</w:p>"
    #expect(blocks(open + p("Text")) == ["P One", "P Text"])
  }

  @Test("A field that enters a paragraph into the table of contents makes it a heading")
  func contentsEntries() {
    let body =
      "<w:p>\(run("Introduction"))<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> TC \"Introduction\" "
      + "\\l 2 </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>"
    #expect(blocks(body) == ["H2 [] Introduction"])
  }

  @Test("Of alternatives one is read, and a text box follows the paragraph that it is anchored in")
  func textBoxes() {
    func box(_ text: String) -> String { "<wps:txbx><w:txbxContent>\(p(text))</w:txbxContent></wps:txbx>" }
    let body =
      "<w:p>\(run("Anchor "))<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\">\(box("Box"))</mc:Choice><mc:Fallback>"
      + "\(box("Other"))</mc:Fallback></mc:AlternateContent></w:r>\(run("goes on"))</w:p>" + p("Next")
    #expect(blocks(body) == ["P Anchor goes on", "P Box", "P Next"])
  }

  @Test("Notes stand after the block that refers to them and begin with the mark in it")
  func notes() {
    let footnotes =
      "<w:footnote w:type=\"separator\" w:id=\"0\">\(p("-"))</w:footnote><w:footnote w:id=\"2\">\(p("If licensed"))</w:footnote>"
    let endnotes = "<w:endnote w:id=\"1\">\(p("Last"))</w:endnote>"
    let body =
      "<w:tbl><w:tr><w:tc>\(p("CT"))</w:tc><w:tc><w:p>\(run("Yes"))<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p></w:tc></w:tr>"
      + "<w:tr><w:tc>\(p("MR"))</w:tc><w:tc>\(p("No"))</w:tc></w:tr></w:tbl>"
      + "<w:p>\(run("End"))<w:r><w:endnoteReference w:id=\"1\"/></w:r></w:p>"
    #expect(
      blocks(body, footnotes: footnotes, endnotes: endnotes)
        == ["T : CT | Yes (1) / MR | No", "P (1) If licensed", "P End (i)", "P (i) Last"])
  }

  @Test("A raised mark is set apart from an identifier, and an exponent is none")
  func raised() {
    let raised = "<w:vertAlign w:val=\"superscript\"/>"
    #expect(
      blocks(
        "<w:p>\(run("1.2.840.10008.1.1"))\(run("1", raised))</w:p><w:p>\(run("2"))\(run("16", raised))\(run(" bytes"))</w:p>"
          + "<w:p>\(run("1", raised))\(run("licensed"))</w:p><w:p>\(run("1"))\(run("st", raised))</w:p>")
        == ["P 1.2.840.10008.1.1 (1)", "P 2¹⁶ bytes", "P (1) licensed", "P 1st"])
  }

  @Test("Columns made with tabs are a table where they hold identifiers")
  func tabs() {
    func row(_ a: String, _ b: String) -> String { "<w:p>\(run(a))<w:r><w:tab/></w:r>\(run(b))</w:p>" }
    #expect(
      blocks(row("SOP Class", "UID") + row("CT", "1.2.840.10008.5.1.4.1.1.2") + row("MR", "1.2.840.10008.5.1.4.1.1.4"))
        == ["T : [SOP Class | UID] CT | 1.2.840.10008.5.1.4.1.1.2 / MR | 1.2.840.10008.5.1.4.1.1.4"])
    #expect(blocks(row("1.0", "first") + row("1.1", "second")) == ["P 1.0 first", "P 1.1 second"])
  }

  @Test("The strict namespace, templates and documents with macros are read alike")
  func varieties() {
    let strict = TestOffice.docx(p("Text"), namespace: "http://purl.oclc.org/ooxml/wordprocessingml/main")
    #expect(TestOffice.blocks(strict.bytes) == ["P Text"])
    #expect(TestOffice.blocks(TestOffice.docx(p("Text"), type: "template.main").bytes) == ["P Text"])
    #expect(TestOffice.blocks(TestOffice.docx(p("Text")).bytes, name: "a.bin") == ["P Text"])
  }

  @Test("Places name the table and row, counted from one")
  func places() throws {
    let bytes = TestOffice.docx(p("a") + TestOffice.table([["a", "b"], ["c", "d"]]) + p("b")).bytes
    let document = try #require(StatementReader.examine(bytes: bytes, name: "a.docx").document)
    #expect(document.blocks.map(\.place.element) == ["/body/p[1]", "/body/tbl[1]", "/body/p[2]"])
    guard case .table(let table) = document.blocks[1].content else { return #expect(Bool(false), "no table") }
    #expect(table.rows.map(\.place.element) == ["/body/tbl[1]/tr[1]", "/body/tbl[1]/tr[2]"])
  }
}
