import Foundation
import Judgement
import TestPeers
import Testing

@testable import Reports

extension ExternalTool {
  /// Whether what prints reports is there.
  static let hasWeasyPrint = path("weasyprint") != nil
}

/// A report on paper as poppler reads it.
struct PaperReading {
  /// Its words, a form feed after each page.
  let text: String
  /// Words that stand beyond the margins of their page; nothing where all can be read.
  let beyondTheEdge: String

  init(_ scorecard: Scorecard) throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pdf").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try PaperPrinter.pdf(of: PaperReport.render(scorecard))).write(to: URL(fileURLWithPath: path))
    let words = try ExternalTool.run("pdftotext", ["-layout", path, "-"])
    let edges = try ExternalTool.run("python3", ["edge.py", path], files: ["edge.py": Self.edge])
    try #require(words.status == 0 && edges.status == 0, "\(words.output)\(edges.output)")
    text = words.output
    beyondTheEdge = edges.output
  }

  private static let edge = """
    import re, subprocess, sys
    text = subprocess.run(["pdftotext", "-bbox", sys.argv[1], "-"], capture_output=True, check=True).stdout.decode()
    width = height = 0
    for line in text.splitlines():
        numbers = [float(number) for number in re.findall(r'"(-?[\\d.]+)"', line)]
        if "<page" in line: width, height = numbers[:2]
        # The margins are 16 mm at the sides, 45 points, and a point for the rounding of glyphs.
        elif "<word" in line and (numbers[0] < 44 or numbers[2] > width - 44 or numbers[3] > height - 15):
            print(line.strip(), end="")
    """
}

@Suite("A run on paper", .enabled(if: ExternalTool.hasWeasyPrint))
struct PaperReportTests {
  /// The first sample, printed once.
  private static let first = Result { try PaperReading(Sample.first.scorecard) }

  @Test("Every page has its number of how many, and who was judged; the contents name the pages that they lead to")
  func pages() throws {
    let pages = try Self.first.get().text.components(separatedBy: "\u{0C}").dropLast()
    for (index, page) in pages.enumerated() {
      #expect(page.contains("page \(index + 1) of \(pages.count)"))
      #expect(page.contains("Northgate Imaging Ltd"))
    }
    let contents = try #require(pages.first { $0.contains("Contents") })
    for title in ["ASN", "STO Storage", "QRY Query", "How this was judged"] {
      guard let line = contents.split(separator: "\n").first(where: { $0.contains(title) }) else { continue }
      let number = try #require(Int(line.split(separator: " ").last ?? ""))
      #expect(pages[number - 1].contains(title), "\(title) on page \(number)")
    }
    #expect(contents.split(separator: "\n").contains { $0.contains("STO Storage") })
  }

  @Test("Nothing is cut at the edge of a page")
  func edges() throws { #expect(try Self.first.get().beyondTheEdge == "") }

  @Test("Paper says what was required, claimed and proven of every requirement, with the remedy of what is not met")
  func content() throws {
    let scorecard = Sample.first.scorecard
    let text = try Self.first.get().text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for requirement in scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable {
      #expect(text.contains(requirement.id), "\(requirement.id)")
    }
    for phrase in [
      "Required", "Claimed", "Proven on the wire", "What would mend it", "✗ failed", scorecard.score.low.shown,
    ] {
      #expect(text.contains(phrase), "\(phrase)")
    }
  }

  @Test("What is not there is named with what to install")
  func absent() {
    #expect("\(PaperError.notInstalled)".contains("apt install weasyprint"))
  }
}
