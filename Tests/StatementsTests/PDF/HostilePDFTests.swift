import Foundation
import TestPeers
import Testing

@testable import Statements

@Suite("Hostile PDF")
struct HostilePDFTests {
  static let sample: [UInt8] = {
    var page = WrittenPDF.Page()
    page.text("4.2 AE Specification", x: 60, y: 60, size: 16)
    page.table(
      [
        PDFTableTests.header, ["CT Image Storage", PDFTableTests.ct, "Yes", "No"],
        ["MR Image Storage", PDFTableTests.mr, "No", "Yes"],
      ],
      at: PDFTableTests.columns, y: 100)
    return WrittenPDF(pages: [page, page]).bytes
  }()

  /// Mutants of each of four seeds. poppler's programs read them, two processes and more for each: a run of the tests tries a few, and
  /// `ASSAY_PDF_MUTANTS=5000` twenty thousand in all.
  private static let mutants = ProcessInfo.processInfo.environment["ASSAY_PDF_MUTANTS"].flatMap { Int($0) } ?? 40

  /// The sample with a structure tree.
  private static let tagged: [UInt8] = {
    var page = WrittenPDF.Page()
    let marks = ["4.2 AE Specification", "CT Image Storage 1.2.840.10008.5.1.4.1.1.2"].enumerated().map { index, text in
      page.marked(text, x: 60, y: 60 + Double(index) * 20)
    }
    let elements = zip(["H1", "P"], marks).map { WrittenPDF.Element(type: $0, marks: [(0, $1)]) }
    return WrittenPDF(pages: [page], tree: elements).bytes
  }()

  @Test("Mutants of a file end with a reading, or are said to be unreadable", arguments: 0..<4)
  func mutants(seed: Int) {
    var generator = SplitMix(seed: UInt64(seed))
    var readable = 0
    for number in 0..<Self.mutants {
      var bytes = number % 4 == 3 ? Self.tagged : Self.sample
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let position = Int.random(in: 8..<bytes.count, using: &generator)
        if Bool.random(using: &generator) {
          bytes[position] ^= 1 << UInt8.random(in: 0...7, using: &generator)
        } else {
          bytes[position] = UInt8.random(in: .min ... .max, using: &generator)
        }
      }
      let examined = StatementReader.examine(bytes: bytes, name: "a.pdf")
      if examined.document != nil {
        readable += 1
      } else if !examined.reading.problems.contains(where: { $0.severity == .unreadable }) {
        Issue.record("mutant \(number) of \(seed) is neither read nor refused")
      }
    }
    #expect(readable > Self.mutants / 4)
  }

  /// What `pdftotext -bbox` prints of two small pages.
  private static let words = """
    <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x">
    <doc>
      <page width="595.000000" height="842.000000">
        <word xMin="60.000000" yMin="60.000000" xMax="85.000000" yMax="76.000000">4.2</word>
        <word xMin="90.000000" yMin="60.000000" xMax="110.000000" yMax="76.000000">AE</word>
        <word xMin="60.000000" yMin="100.000000" xMax="110.000000" yMax="110.000000">SOP&amp;Class</word>
        <word xMin="200.000000" yMin="100.000000" xMax="220.000000" yMax="110.000000">UID</word>
        <word xMin="400.000000" yMin="100.000000" xMax="420.000000" yMax="110.000000">SCU</word>
        <word xMin="60.000000" yMin="120.000000" xMax="75.000000" yMax="130.000000">CT</word>
        <word xMin="200.000000" yMin="120.000000" xMax="330.000000" yMax="130.000000">1.2.840.10008.5.1.4.1.1.2</word>
        <word xMin="400.000000" yMin="120.000000" xMax="420.000000" yMax="130.000000">Yes</word>
      </page>
      <page width="595.000000" height="842.000000">
        <word xMin="60.000000" yMin="60.000000" xMax="70.000000" yMax="70.000000">\u{FB01}n</word>
        <word xMin="300.000000" yMin="800.000000" xMax="305.000000" yMax="810.000000">2</word>
      </page>
    </doc>
    """

  /// What `pdfinfo -struct-text` prints of the same.
  private static let structure = """
    Document
      H1 (block)
        "4.2 AE"
      Table (block)
         /RowSpan 2
        TR (block)
          TH (block)
            "SOP&Class"
          TH (block)
            "UID
            "
        TR (block)
          TD (block)
            "CT"
          TD (block)
             /ColSpan 3
            "1.2.840.10008.5.1.4.1.1.2"
      P (block)
        "fin"
    """

  @Test("20,000 mutants of what poppler prints are read to blocks")
  func printed() {
    let (words, structure) = (Array(Self.words.utf8), Array(Self.structure.utf8))
    #expect(PDFReader.blocks(of: WordBoxes.read(words).pages, structure: nil).blocks.count > 1)
    var mutator = Mutator(
      generator: SeededGenerator(state: 32_000),
      pieces: [
        "<word ", "<page ", "</doc>", "\"", "\"-1\"", "\"99999999999999999999\"", "\n", "&amp;", "TD (block)\n", "  ",
        "/ColSpan 0",
        "/RowSpan 99999999", "\"a\"\n", "Table (block)\n", "1.", "\u{2022} ", "Table 1 ", "....... 7",
      ].map { Array($0.utf8) })
    var (readable, tagged) = (0, 0)
    for number in 0..<20_000 {
      let pages = WordBoxes.read(mutator.mutant(of: words)).pages
      let plain = PDFReader.blocks(of: pages, structure: nil).blocks
      if !plain.isEmpty { readable += 1 }
      let isMutant = number % 2 == 0
      let tree = PDFReader.blocks(
        of: isMutant ? WordBoxes.read(words).pages : pages,
        structure: isMutant ? mutator.mutant(of: structure) : structure)
      if !tree.blocks.isEmpty, tree.blocks.count != plain.count { tagged += 1 }
      _ = PDFInformation(mutator.mutant(of: Array("Title:  A\nTagged:   yes\nPages:   2\n".utf8)))
    }
    #expect(readable > 10_000 && tagged > 100, "\(readable) \(tagged)")
  }

  @Test("Files cut anywhere end with a reading")
  func truncated() {
    for length in stride(from: 5, to: Self.sample.count, by: max(1, Self.sample.count / 25)) {
      let examined = StatementReader.examine(bytes: Array(Self.sample.prefix(length)), name: "a.pdf")
      #expect(examined.document != nil || examined.reading.problems.contains { $0.severity == .unreadable })
    }
  }

  /// A file of one page whose resources are forms that each draw the next twice.
  private static func forms(_ depth: Int) -> [UInt8] {
    var objects = [
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
      "<</Length 5>>stream\n/X Do\nendstream",
    ]
    for level in 0..<depth {
      let body = "/X Do /X Do"
      objects.append(
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X \(level + 6) 0 R>>>>/Length \(body.utf8.count)>>"
          + "stream\n\(body)\nendstream")
    }
    objects.append("<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nq\nendstream")
    return WrittenPDF.file(objects)
  }

  @Test("Floods end within seconds", arguments: ["forms", "page loop", "words", "cells", "columns", "numbers", "tree"])
  func floods(kind: String) {
    let bytes: [UInt8]
    switch kind {
    case "forms": bytes = Self.forms(40)
    case "page loop":
      bytes = WrittenPDF.file(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000>>"])
    case "words":
      var page = WrittenPDF.Page()
      page.content = "BT /F1 9 Tf " + String(repeating: "1 0 0 1 50 400 Tm (ab cd) Tj ", count: 40_000) + "ET"
      bytes = WrittenPDF(pages: [page]).bytes
    case "cells":
      var page = WrittenPDF.Page()
      for index in 0..<18_000 {
        page.text("ab", x: Double(index % 9) * 60 + 10, y: Double(index / 9) * 0.4 + 10, size: 8)
      }
      bytes = WrittenPDF(pages: [page]).bytes
    case "columns":
      var page = WrittenPDF.Page(width: 14_000)
      for index in 0..<9_000 { page.text("ab", x: Double(index % 450) * 30, y: Double(index / 450) * 30 + 10) }
      bytes = WrittenPDF(pages: [page]).bytes
    case "numbers":
      var page = WrittenPDF.Page()
      for index in 0..<1_500 {
        page.text("1.\(index)", x: 10, y: Double(index % 80) * 10)
        page.text("Title ....... \(index)", x: 60, y: Double(index % 80) * 10)
      }
      bytes = WrittenPDF(pages: [page]).bytes
    default:
      var page = WrittenPDF.Page()
      let mark = page.marked("Deep", x: 10, y: 10)
      var element = WrittenPDF.Element(type: "P", marks: [(0, mark)])
      for _ in 0..<3_000 { element = WrittenPDF.Element(type: "Table", children: [element]) }
      bytes = WrittenPDF(pages: [page], tree: [element]).bytes
    }
    let clock = ContinuousClock()
    let taken = clock.measure { _ = StatementReader.read(bytes: bytes, name: "a.pdf") }
    // Generous, since tests run without optimisation and beside others.
    #expect(taken < .seconds(20), "\(kind) took \(taken)")
  }
}
