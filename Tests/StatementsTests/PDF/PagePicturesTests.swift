import Foundation
import TestPeers
import Testing

@testable import Statements

@Suite("Pictures of places in a PDF", .serialized)
struct PagePicturesTests {
  private static let rows = [
    ["SOP Class", "UID", "SCP"], ["CT Image Storage", "1.2.840.10008.5.1.4.1.1.2", "Yes"],
    ["MR Image Storage", "1.2.840.10008.5.1.4.1.1.4", "Yes"],
  ]

  private static func pictures() throws -> PagePictures? {
    var page = WrittenPDF.Page()
    page.text("2 Network Services", x: 60, y: 80, size: 14)
    page.table(rows, at: [60, 260, 480], y: 300)
    return PagePictures(of: WrittenPDF(pages: [WrittenPDF.Page(), page]).bytes, lastPage: 2)
  }

  @Test("A row is shown as wide as what is printed and a few lines high, each row by itself")
  func rows() throws {
    guard var pages = try Self.pictures() else {
      Issue.record("the file was not opened")
      return
    }
    var shown: Set<[UInt8]> = []
    for row in Self.rows {
      let found = pages.picture(of: row, onPage: 2)
      let picture = try #require(found)
      #expect(picture.png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
      // Width and height as the file's own header says (PNG §11.2.2).
      func number(at offset: Int) -> Int { picture.png[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) } }
      #expect(number(at: 16) == picture.width && number(at: 20) == picture.height)
      #expect(
        (600...800).contains(picture.width) && (30...90).contains(picture.height),
        "\(picture.width) × \(picture.height)")
      shown.insert(picture.png)
    }
    #expect(shown.count == Self.rows.count)
  }

  @Test("What does not stand on the page, a page that is not there, and a file that is no PDF have no picture")
  func none() throws {
    guard var pages = try Self.pictures() else {
      Issue.record("the file was not opened")
      return
    }
    var found = [pages.picture(of: ["Ultrasound Image Storage", "1.2.840.10008.5.1.4.1.1.6.1"], onPage: 2)]
    for page in [-1, 0, 1, 3, Int.max] { found.append(pages.picture(of: Self.rows[1], onPage: page)) }
    for words in [[], ["", " "], ["\u{0}"]] { found.append(pages.picture(of: words, onPage: 2)) }
    #expect(found.allSatisfy { $0 == nil })
    let isOpened = PagePictures(of: Array("no PDF".utf8), lastPage: 1) != nil
    #expect(!isOpened)
  }
}
