import Foundation
import Statements
import TestPeers
import Testing

@Suite("Tagged PDF")
struct TaggedPDFTests {
  typealias Element = WrittenPDF.Element

  /// A page whose places say little: the tree says what the table is.
  private func tagged(tree isGood: Bool) -> WrittenPDF {
    var pages = [WrittenPDF.Page(), WrittenPDF.Page()]
    func put(_ text: String, _ x: Double, _ y: Double, page: Int = 1) -> [(page: Int, mark: Int)] {
      [(page, pages[page].marked(text, x: x, y: y))]
    }
    func cell(_ type: String, _ text: String, _ x: Double, _ y: Double, _ attributes: String = "") -> Element {
      Element(type: type, attributes: attributes, children: [Element(type: "P", marks: put(text, x, y))])
    }
    let title = Element(type: "P", marks: put("Acme conformance", 60, 100, page: 0))
    let heading = Element(type: "H2", marks: put("4.2 Networking", 60, 100))
    let rows = [
      Element(
        type: "TR",
        children: [
          cell("TH", "Abstract Syntax", 60, 130, "/ColSpan 2"), cell("TH", "Role", 400, 130, "/RowSpan 2"),
        ]),
      Element(type: "TR", children: [cell("TH", "Name", 60, 145), cell("TH", "UID", 200, 145)]),
      Element(
        type: "TR",
        children: [
          cell("TD", "CT Image Storage", 60, 160), cell("TD", PDFTableTests.ct, 200, 160), cell("TD", "SCU", 400, 160),
        ]),
    ]
    let item = Element(
      type: "L",
      children: [
        Element(
          type: "LI",
          children: [
            Element(type: "Lbl", marks: put("\u{2022}", 60, 200)),
            Element(type: "LBody", marks: put("An item", 80, 200)),
          ])
      ])
    // Artifacts stand in no tree.
    pages[1].text("Footer", x: 60, y: 820)
    let all = [title, heading, Element(type: "Table", children: rows), item]
    return WrittenPDF(pages: pages, tree: [Element(type: "Document", children: isGood ? all : [title])])
  }

  @Test("The structure tree says what is a heading, an item and a table with spans, and the words say on which page")
  func tree() {
    let document = tagged(tree: true).read().document
    #expect(
      WrittenPDF.outline(document?.blocks ?? []) == [
        "p Acme conformance", "h2 4.2 Networking", "t -", "th Abstract Syntax{2 columns} | Role{2 rows}",
        "th Name | UID",
        "td CT Image Storage | \(PDFTableTests.ct) | SCU", "l An item",
      ])
    #expect(document?.blocks.map(\.place.page) == [1, 2, 2, 2])
  }

  @Test("Words that the tree joins over a line break are parted, and identifiers that break there are joined")
  func lineBreaks() {
    var page = WrittenPDF.Page()
    func put(_ lines: [String], _ type: String, y: Double) -> Element {
      page.content += "/Span <</MCID \(Int(y))>> BDC\n"
      page.lines(lines, x: 60, y: y)
      page.content += "EMC\n"
      return Element(type: type, marks: [(0, Int(y))])
    }
    let tree = [
      put(["It supports the class", "named below"], "P", y: 100),
      put(["1.2.840.10008.5.1.4.1.1.", "88.59"], "P", y: 200),
    ]
    #expect(
      WrittenPDF(pages: [page], tree: [Element(type: "Document", children: tree)]).outline() == [
        "p It supports the class named below", "p 1.2.840.10008.5.1.4.1.1.88.59",
      ])
  }

  @Test("A tree that lacks most of the words gives way to the places of words")
  func poorTree() {
    let lines = tagged(tree: false).outline()
    #expect(lines.contains { $0.contains("CT Image Storage | \(PDFTableTests.ct) | SCU") })
  }
}
