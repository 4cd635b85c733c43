import Foundation
import Statements
import TestPeers
import Testing

@Suite("Tables of PDF pages")
struct PDFTableTests {
  static let header = ["SOP Class Name", "SOP Class UID", "SCU", "SCP"]
  static let columns = [60.0, 260.0, 420.0, 480.0]
  static let ct = "1.2.840.10008.5.1.4.1.1.2"
  static let mr = "1.2.840.10008.5.1.4.1.1.4"

  private func outline(_ draw: (inout WrittenPDF.Page) -> Void) -> [String] {
    var page = WrittenPDF.Page()
    draw(&page)
    return WrittenPDF(pages: [page]).outline()
  }

  @Test("Cells stand in their columns, whether the file draws cells or lines", arguments: [true, false])
  func columns(byCell: Bool) {
    let rows = [Self.header, ["CT Image Storage", Self.ct, "Yes", "No"], ["MR Image Storage", Self.mr, "", "Yes"]]
    let lines = outline { page in
      _ =
        byCell
        ? page.table(rows, at: Self.columns, y: 100) : page.tableByLines(rows, at: Self.columns, y: 100)
    }
    #expect(
      lines == [
        "t -", "th SOP Class Name | SOP Class UID | SCU | SCP", "td CT Image Storage | \(Self.ct) | Yes | No",
        "td MR Image Storage | \(Self.mr) |  | Yes",
      ])
  }

  @Test("Cells that wrap are one row, drawn by cell or by line", arguments: [true, false])
  func wrapped(byCell: Bool) {
    let rows = [
      Self.header,
      ["Digital X-Ray Image Storage -\nFor Presentation", "1.2.840.10008.5.1.4.1.1.1.1", "SCU &\nSCP", "-"],
      ["CT Image Storage", Self.ct, "Yes", "No"], ["MR Image Storage", Self.mr, "Yes", "No"],
    ]
    let lines = outline { page in
      _ =
        byCell
        ? page.table(rows, at: Self.columns, y: 100)
        : page.tableByLines(rows, at: Self.columns, y: 100, padding: 6)
    }
    #expect(
      lines.contains("td Digital X-Ray Image Storage - For Presentation | 1.2.840.10008.5.1.4.1.1.1.1 | SCU & SCP | -"))
    #expect(lines.contains("td CT Image Storage | \(Self.ct) | Yes | No"))
    #expect(lines.count == 5)
  }

  @Test("Cells set in the middle of a taller row belong to it")
  func centred() {
    let rows = [
      Self.header,
      ["Multi-frame True Color\nSecondary Capture\nImage Storage", "1.2.840.10008.5.1.4.1.1.7.4", "Yes", "No"],
      ["Grayscale Softcopy\nPresentation State Storage", "1.2.840.10008.5.1.4.1.1.11.1", "No", "Yes"],
    ]
    let lines = outline { $0.table(rows, at: Self.columns, y: 100, isCentred: true) }
    #expect(
      lines.suffix(2) == [
        "td Multi-frame True Color Secondary Capture Image Storage | 1.2.840.10008.5.1.4.1.1.7.4 | Yes | No",
        "td Grayscale Softcopy Presentation State Storage | 1.2.840.10008.5.1.4.1.1.11.1 | No | Yes",
      ])
  }

  @Test(
    "An identifier that wraps is one again",
    arguments: [
      ("1.2.840.10008.5.1.4.1.1.\n88.59", "1.2.840.10008.5.1.4.1.1.88.59"),
      ("1.2.840.10008.5.1.4.1.1\n.88.59", "1.2.840.10008.5.1.4.1.1.88.59"),
      ("1.2.840.10008.5.1.4.1.1.88.5\n9", "1.2.840.10008.5.1.4.1.1.88.59"),
      ("1.2.826.0.1.3680043.2.135.106\n6.5.1.4", "1.2.826.0.1.3680043.2.135.1066.5.1.4"),
    ])
  func wrappedIdentifier(printed: String, uid: String) {
    let rows = [
      Self.header, ["Key Object Selection", printed, "Yes", "No"], ["CT Image Storage", "1.2.840.1.2.3", "Yes", "No"],
    ]
    #expect(
      outline { $0.table(rows, at: Self.columns, y: 100) }.contains("td Key Object Selection | \(uid) | Yes | No"))
  }

  @Test("Identifiers below each other in a cell stay two")
  func severalIdentifiers() {
    let rows = [
      ["Abstract Syntax", "Transfer Syntax UID"], ["CT Image Storage", "1.2.840.10008.1.2\n1.2.840.10008.1.2.1"],
      ["MR Image Storage", "1.2.840.10008.1.2.4.70\n1.2.840.10008.1.2"],
    ]
    #expect(
      outline { $0.table(rows, at: [60, 260], y: 100) }.suffix(2) == [
        "td CT Image Storage | 1.2.840.10008.1.2 1.2.840.10008.1.2.1",
        "td MR Image Storage | 1.2.840.10008.1.2.4.70 1.2.840.10008.1.2",
      ])
  }

  @Test("A full cell that leaves a single space before the next is parted from it")
  func crowded() {
    var page = WrittenPDF.Page()
    let rows =
      [Self.header] + (0..<6).map { ["CT \($0) Image Storage", "1.2.840.10008.5.1.4.1.1.\($0 + 2)", "Yes", "No"] }
    let end = page.table(rows, at: Self.columns, y: 100)
    // As wide as the column but for a space.
    page.text("Multi-frame True Color Secondary Capture Image St.", x: 60, y: end, size: 8.44)
    page.text("1.2.840.10008.5.1.4.1.1.7.4", x: 260, y: end, size: 9)
    page.text("Yes", x: 420, y: end, size: 9)
    page.text("No", x: 480, y: end, size: 9)
    let lines = WrittenPDF(pages: [page]).outline()
    #expect(
      lines.last == "td Multi-frame True Color Secondary Capture Image St. | 1.2.840.10008.5.1.4.1.1.7.4 | Yes | No")
  }

  @Test("A cell beside several rows covers them")
  func rowSpans() {
    let rows = [
      ["Abstract Syntax", "Transfer Syntax Name", "UID", "Role"],
      ["CT Image Storage", "Implicit VR Little Endian", "1.2.840.10008.1.2", "SCU"],
      ["", "Explicit VR Little Endian", "1.2.840.10008.1.2.1", ""],
      ["MR Image Storage", "Implicit VR Little Endian", "1.2.840.10008.1.2", "SCP"],
    ]
    #expect(
      outline { $0.table(rows, at: [60, 200, 350, 480], y: 100) }.dropFirst(2) == [
        "td CT Image Storage{2 rows} | Implicit VR Little Endian | 1.2.840.10008.1.2 | SCU{2 rows}",
        "td Explicit VR Little Endian | 1.2.840.10008.1.2.1",
        "td MR Image Storage | Implicit VR Little Endian | 1.2.840.10008.1.2 | SCP",
      ])
  }

  @Test("The name of a group of rows is a row, and no part of the name below it")
  func groups() {
    let rows = [
      Self.header, ["Transfer"], ["CT Image Storage", Self.ct, "Yes", "No"],
      ["Digital X-Ray\nImage Storage", "1.2.840.1", "No", "No"],
      ["Query/Retrieve"], ["Study Root - FIND", "1.2.840.10008.5.1.4.1.2.2.1", "Yes", "No"],
    ]
    let lines = outline { $0.table(rows, at: Self.columns, y: 100, padding: 0.6) }
    #expect(lines.contains("td Transfer |  |  | "))
    #expect(lines.contains("td CT Image Storage | \(Self.ct) | Yes | No"))
    #expect(lines.contains("td Study Root - FIND | 1.2.840.10008.5.1.4.1.2.2.1 | Yes | No"))
  }

  @Test("Headings over headings are two rows of headings, the upper one spanning")
  func twoHeadings() {
    let rows = [
      ["Abstract Syntax", "", "Transfer Syntax", "", "Role"], ["Name", "UID", "Name", "UID"],
      ["CT Image Storage", Self.ct, "Implicit VR LE", "1.2.840.10008.1.2", "SCU"],
      ["MR Image Storage", Self.mr, "Implicit VR LE", "1.2.840.10008.1.2", "SCP"],
    ]
    #expect(
      outline { $0.table(rows, at: [60, 160, 300, 400, 510], y: 100) }.prefix(3) == [
        "t -", "th Abstract Syntax{2 columns} | Transfer Syntax{2 columns} | Role", "th Name | UID | Name | UID | ",
      ])
  }

  @Test("Names and values of settings have no headings")
  func settings() {
    let rows = [["Maximum PDU Length", "65536"], ["AE Title (default)", "ACME"], ["Port", "104"]]
    #expect(
      outline { $0.table(rows, at: [60, 260], y: 100) } == [
        "t -", "td Maximum PDU Length | 65536", "td AE Title (default) | ACME", "td Port | 104",
      ])
  }

  @Test("A table goes on over pages, its repeated headings left out, its rows with their pages")
  func overPages() {
    var pages: [WrittenPDF.Page] = []
    for number in 0..<3 {
      var page = WrittenPDF.Page()
      page.text("Acme DICOM Conformance Statement", x: 60, y: 40, size: 8)
      page.text("Page \(number + 1) of 3", x: 480, y: 810, size: 8)
      page.table(
        [Self.header] + (0..<20).map { ["Class \(number)-\($0)", "1.2.840.\(number + 1).\($0)", "Yes", "No"] },
        at: Self.columns, y: 80, padding: 20)
      pages.append(page)
    }
    let document = WrittenPDF(pages: pages).read().document
    let tables = (document?.blocks ?? []).compactMap { block -> Table? in
      if case .table(let table) = block.content { table } else { nil }
    }
    #expect(tables.count == 1 && document?.blocks.count == 1)
    #expect(tables.first?.header.count == 1)
    #expect(tables.first?.rows.count == 60)
    #expect(tables.first?.rows.map(\.place.page) == (0..<60).map { $0 / 20 + 1 })
  }

  @Test("A caption above or below a table is its caption", arguments: [true, false])
  func captions(above: Bool) {
    let rows = [Self.header, ["CT Image Storage", Self.ct, "Yes", "No"], ["MR Image Storage", Self.mr, "Yes", "No"]]
    let lines = outline { page in
      if above { page.text("Table 4.2-1: SOP Classes of ACME", x: 180, y: 90) }
      let end = page.table(rows, at: Self.columns, y: 110)
      if !above { page.text("Table 4.2-1: SOP Classes of ACME", x: 180, y: end + 12) }
    }
    #expect(lines.first == "t Table 4.2-1: SOP Classes of ACME")
    #expect(lines.count == 4)
  }

  @Test(
    "A heading or caption close above the first cell is no part of it",
    arguments: [("4.2.1 SOP Classes", "h3 4.2.1 SOP Classes"), ("Table 3 Classes", "t Table 3 Classes")])
  func closeTitles(title: String, first: String) {
    let lines = outline { page in
      page.text(title, x: 60, y: 88, size: 9)
      page.table(
        [Self.header, ["CT Image Storage", Self.ct, "Yes", "No"], ["MR Image Storage", Self.mr, "Yes", "No"]],
        at: Self.columns, y: 99)
    }
    #expect(lines.first == first)
    #expect(lines.contains("th SOP Class Name | SOP Class UID | SCU | SCP"))
  }

  @Test("Prose, lists and columns of prose are no tables")
  func noTables() {
    var page = WrittenPDF.Page()
    page.lines(
      [
        "The product supports the  CT Image Storage class. It",
        "also supports the MR class, and all others of the part.",
      ],
      x: 60, y: 100)
    page.text("\u{2022}", x: 60, y: 140)
    page.text("Storage as SCU", x: 90, y: 140)
    page.text("\u{2022}", x: 60, y: 156)
    page.text("Storage as SCP", x: 90, y: 156)
    let left = (0..<12).map { "Left column line \($0) reads on" }
    let right = (0..<12).map { "Right column line \($0) reads on" }
    page.lines(left, x: 60, y: 200)
    page.lines(right, x: 320, y: 200)
    let lines = WrittenPDF(pages: [page]).outline()
    #expect(!lines.contains { $0.hasPrefix("t") })
    #expect(lines.contains("l Storage as SCU") && lines.contains("l Storage as SCP"))
    #expect(lines.contains("p " + left.joined(separator: " ")))
    #expect(lines.contains("p " + right.joined(separator: " ")))
  }
}
