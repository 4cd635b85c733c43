import Foundation
import Statements
import TestPeers
import Testing

@Suite("Text of PDF pages")
struct PDFTextTests {
  /// Lines of prose, so that there is a size that most of the text has.
  static let prose = (0..<6).map { "This is line \($0) of a paragraph of plain words that says nothing" }

  @Test("Headings are told by number and by size; numbered steps and references are none")
  func headings() {
    var page = WrittenPDF.Page()
    page.text("Acme Viewer 3", x: 60, y: 60, size: 20)
    page.text("4.2.1", x: 60, y: 100)
    page.text("AE Specification of STORE", x: 110, y: 100)
    var y = page.lines(Self.prose, x: 60, y: 122)
    y = page.lines(
      ["The next sections are referred to in section", "4.3 Networking and they say more than this"], x: 60, y: y + 12)
    page.text("1. Start the program and wait", x: 60, y: y + 12)
    page.text("2. Stop it", x: 60, y: y + 30)
    page.text("4.2.2", x: 60, y: y + 60)
    page.text("Association Policies", x: 110, y: y + 60)
    let lines = WrittenPDF(pages: [page]).outline()
    #expect(
      lines.filter { $0.hasPrefix("h") } == [
        "h1 - Acme Viewer 3", "h3 4.2.1 AE Specification of STORE", "h3 4.2.2 Association Policies",
      ])
    #expect(lines.contains("l 1. Start the program and wait"))
  }

  @Test("Running headers, footers and page numbers are left out, and only they")
  func runningLines() {
    let pages = (1...6).map { number -> WrittenPDF.Page in
      var page = WrittenPDF.Page()
      page.text(number.isMultiple(of: 2) ? "Acme DICOM Conformance" : "Statement, revision C", x: 60, y: 36, size: 8)
      page.text("\(["One", "Two", "Three", "Four", "Five", "Six"][number - 1]) says this once", x: 60, y: 80)
      page.lines(Self.prose, x: 60, y: 110)
      page.text("Page \(number) of 6", x: 480, y: 815, size: 8)
      return page
    }
    let lines = WrittenPDF(pages: pages).outline()
    #expect(!lines.contains { $0.contains("revision C") || $0.contains("Acme DICOM") || $0.contains("of 6") })
    #expect(lines.filter { $0.contains("says this once") }.count == 6)
  }

  @Test("Comment balloons beside the text are left out; words at the right within it are not")
  func balloons() {
    var page = WrittenPDF.Page()
    page.lines(Self.prose, x: 60, y: 100, size: 9)
    page.text("Comment [AB1]: is this still true?", x: 430, y: 110, size: 7)
    var other = WrittenPDF.Page()
    other.lines(Self.prose, x: 60, y: 100)
    other.table(
      [["Name", "Comment"], ["Port", "Comment [1]: configurable"], ["AE Title", "fixed"]], at: [60, 430], y: 300)
    let lines = WrittenPDF(pages: [page, other]).outline()
    #expect(!lines.contains { $0.contains("still true") })
    #expect(lines.contains { $0.contains("says nothing") })
    #expect(lines.contains { $0.contains("configurable") } && lines.contains { $0.contains("fixed") })
  }

  @Test("Contents pages are left out and confirm the headings that they announce")
  func contents() {
    var contents = WrittenPDF.Page()
    contents.text("1 Overview ................................. 2", x: 60, y: 100)
    contents.text("2 Networking ............................... 2", x: 60, y: 114)
    var page = WrittenPDF.Page()
    page.text("1", x: 60, y: 80)
    page.text("Overview", x: 90, y: 80)
    let end = page.lines(Self.prose, x: 60, y: 110)
    page.text("2 Networking", x: 60, y: end + 20)
    page.text("3 Unannounced", x: 60, y: end + 60)
    #expect(
      WrittenPDF(pages: [contents, page]).outline() == [
        "h1 1 Overview", "p " + Self.prose.joined(separator: " "), "h1 2 Networking", "p 3 Unannounced",
      ])
  }

  @Test("Ligatures are letters, and hyphens of wrapped names stay")
  func normalised() {
    var page = WrittenPDF.Page()
    page.lines(["The o\u{FB01}ce is speci\u{FB01}c to C-", "STORE and to Non-", "Hierarchical coding"], x: 60, y: 100)
    #expect(
      WrittenPDF(pages: [page]).outline() == ["p The ofice is specific to C-STORE and to Non-Hierarchical coding"])
  }

  @Test("Pages turned by the viewer and text that runs up the page are read", arguments: [0, 90])
  func turned(rotation: Int) {
    var page = WrittenPDF.Page(rotation: rotation)
    for (row, cells) in [
      PDFTableTests.header, ["CT Image Storage", PDFTableTests.ct, "Yes", "No"],
      ["MR Image Storage", PDFTableTests.mr, "No", "Yes"],
    ].enumerated() {
      for (cell, y) in zip(cells, [780.0, 560, 330, 200]) {
        page.sideways(cell, x: 100 + Double(row) * 14, y: y)
      }
    }
    #expect(
      WrittenPDF(pages: [page]).outline().last == "td MR Image Storage | \(PDFTableTests.mr) | No | Yes")
  }

  @Test("A paragraph goes on over a page, and a new one does not")
  func overPages() {
    var first = WrittenPDF.Page()
    first.lines(["This sentence begins on the first page and"], x: 60, y: 700)
    var second = WrittenPDF.Page()
    second.lines(["goes on with these words on the second."], x: 60, y: 80)
    second.lines(["Here is another."], x: 60, y: 120)
    let document = WrittenPDF(pages: [first, second]).read().document
    #expect(
      WrittenPDF.outline(document?.blocks ?? []) == [
        "p This sentence begins on the first page and goes on with these words on the second.", "p Here is another.",
      ])
    #expect(document?.blocks.map(\.place.page) == [1, 2])
  }
}
