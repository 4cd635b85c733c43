import Foundation
import Statements
import Testing

@Suite("DocBook")
struct DocBookTests {
  private func blocks(_ text: String) -> [String] { TestOffice.blocks(Array(text.utf8), name: "a.xml") }

  static let sample = """
    <?xml version="1.0" encoding="UTF-8"?>
    <book xmlns="http://docbook.org/ns/docbook" xmlns:xl="http://www.w3.org/1999/xlink" version="5.0">
    <info><title>Conformance Statement</title><productname>Example PACS</productname><productnumber>2.1</productnumber></info>
    <chapter label="4" xml:id="net"><title>Networking</title>
    <section label="4.2" xml:id="spec"><title>Specifications<indexterm><primary>x</primary></indexterm></title>
    <para>See <xref linkend="classes"/> in <xref linkend="net"/>
    and <link xl:href="http://127.0.0.1/">the site</link>.<footnote><para>A note</para></footnote></para>
    <table label="4.2-1" xml:id="classes"><caption>SOP Classes</caption>
    <thead><tr><th>SOP Class</th><th>SCU</th></tr></thead>
    <tbody><tr><td rowspan="2">CT</td><td>Yes</td></tr><tr><td><para>No</para></td></tr></tbody></table>
    <itemizedlist><listitem><para>one</para><para>more</para>
    <orderedlist><listitem><para>two</para></listitem></orderedlist></listitem></itemizedlist>
    <variablelist><varlistentry><term>Port</term><listitem><para>104</para></listitem></varlistentry></variablelist>
    <programlisting>a  b
    c</programlisting>
    <note><para>Noted</para></note>
    </section></chapter>
    <glossary><title>Glossary</title><glossentry><glossterm>AE</glossterm><glossdef><para>Entity</para></glossdef></glossentry></glossary>
    </book>
    """

  @Test("Sections, lists, notes, references, tables and fixed text are read, with labels as numbers")
  func sample() throws {
    let blocks = blocks(Self.sample)
    #expect(
      blocks == [
        "H1 [] Conformance Statement", "H2 [4] Networking", "H3 [4.2] Specifications",
        "P See Table 4.2-1 in Chapter 4 and the site. (1)", "P (1) A note",
        "T Table 4.2-1 SOP Classes: [SOP Class | SCU] CT{1x2} | Yes / No", "L1 one", "P more", "L2 two", "L1 Port",
        "P 104", "F a  b\nc", "P Noted", "H2 [] Glossary", "L1 AE", "P Entity",
      ])
    let document = try #require(StatementReader.examine(bytes: Array(Self.sample.utf8), name: "a.xml").document)
    #expect(
      document.product == "Example PACS" && document.version == "2.1" && document.title == "Conformance Statement")
    #expect(document.blocks[1].place.line == 4)
    #expect(document.format == "docbook")
  }

  @Test("Tables of CALS give columns by number, by name and by span, and rows that reach down")
  func cals() {
    let table = """
      <article><title>A</title><table><title>Roles</title><tgroup cols="4">
      <colspec colname="c1"/><colspec colname="c2"/><colspec colname="c3"/><colspec colnum="4" colname="c4"/>
      <spanspec spanname="all" namest="c1" nameend="c4"/>
      <thead><row><entry namest="c1" nameend="c2">Abstract Syntax</entry><entry>Role</entry><entry>Neg</entry></row></thead>
      <tbody><row><entry spanname="all">Group</entry></row>
      <row><entry morerows="1">CT</entry><entry>UID</entry><entry colname="c4">None</entry></row>
      <row><entry>UID2</entry><entry>SCP</entry><entry>x</entry></row></tbody></tgroup></table></article>
      """
    #expect(
      blocks(table) == [
        "H1 [] A",
        "T Roles: [Abstract Syntax{2x1} | Role | Neg] Group{4x1} / CT{1x2} | UID |  | None / UID2 | SCP | x",
      ])
  }

  @Test("The older version without namespace, with a document type, is read alike")
  func older() {
    let text = """
      <!DOCTYPE article PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://127.0.0.1:9/docbookx.dtd">
      <article><articleinfo><title>Statement</title></articleinfo><sect1 id="a"><title>1 Scope</title>
      <sect2><title>1.1 More</title><para>See <xref linkend="a"/>, <olink targetdoc="PS3.4"/>.</para></sect2></sect1></article>
      """
    #expect(blocks(text) == ["H1 [] Statement", "H2 [1] Scope", "H3 [1.1] More", "P See 1 Scope, PS3.4."])
  }

  @Test("What is not well-formed gives the part before the fault, with the line")
  func malformed() {
    let text = "<article><title>A</title>\n<para>before</para>\n<para>broken</para\n<para>after</article>"
    #expect(blocks(text).prefix(2) == ["H1 [] A", "P before"])
    let problems = StatementReader.read(bytes: Array(text.utf8), name: "a.xml").problems
    #expect(problems.contains { $0.code == "malformed" && ($0.citation?.line ?? 0) >= 3 })
    #expect(!TestOffice.problems(Array("<article><para>a</para></article>".utf8), name: "a.xml").contains("malformed"))
  }

  @Test("A document that declares an entity is refused with the line")
  func entities() throws {
    let text = "<!DOCTYPE article [\n<!ENTITY a SYSTEM \"file:///etc/hostname\">]>\n<article><para>&a;</para></article>"
    let failure = try #require(TestOffice.failure(Array(text.utf8), name: "a.xml"))
    #expect(failure.message.contains("line 2"))
  }
}
