import Judgement
import Testing

@testable import Reports

@Suite("Summary for terminals")
struct TextSummaryTests {
  @Test("Every line fits the terminal", arguments: [40, 60, 80, 100], [Sample.first, Sample.second, Sample.perfect])
  func width(columns: Int, sample: Sample.Result) {
    let text = TextSummary.render(sample.scorecard, columns: columns)
    for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
    #expect(TextSummary.render(sample.scorecard, columns: 400).split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test("It says who, gate, score with interval, coverage, contradictions, what fails and where the reports are")
  func content() {
    let text = TextSummary.render(Sample.first.scorecard, reports: ["Reports/demo/northgate/index.html"])
    for words in [
      "Northgate Imaging Ltd: Northgate VNA 7.2.1", "✗ failed", "3 mandatory requirements fail",
      "61.95 to 67.22 of 100",
      "gate failed", "74.09 %", "1: STO-010", "WKL-001 Today's work is returned", "SEC-001 TLS 1.2", "IDN-002",
      "! partial", "Reports/demo/northgate/index.html", "statement-annex.pdf",
    ] { #expect(text.contains(words), "\(words)\n\(text)") }
  }

  @Test("What kept requirements from being decided is told once, with the system, how many wait for it, and what to do")
  func obstacles() {
    let text = TextSummary.render(Sample.first.scorecard, columns: 100)
    #expect(text.contains("What stood in the way\n  ! network"))
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("The connection closed after 5.0 s without an A-ASSOCIATE-AC. (3 requirements)"), "\(text)")
    #expect(words.ranges(of: "Repeat the run; check the link").count == 1, "\(text)")
    #expect(!TextSummary.render(Sample.perfect.scorecard).contains("stood in the way"))
  }

  @Test("A passed gate brings no word of failure")
  func passed() {
    let text = TextSummary.render(Sample.perfect.scorecard)
    #expect(text.contains("✓ passed"))
    #expect(text.contains("100.00 of 100, Excellent\n"))
    #expect(!text.contains("fail"))
  }

  @Test("Without colour no control character is written, whatever a bidder calls itself")
  func control() {
    var scorecard = Sample.second.scorecard
    scorecard.bid.bidder = "Evil\u{1B}]0;title\u{07}\u{9B}31m\r\u{202E}Ltd"
    let text = TextSummary.render(scorecard, reports: ["a\u{1B}[2J/b"])
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) })
    #expect(text.contains("Evil␛]0;title"))
  }

  @Test("Colour adds nothing but colour")
  func colour() {
    let coloured = TextSummary.render(Sample.first.scorecard, colour: true)
    #expect(coloured.contains("\u{1B}[31m✗ failed\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9]+m/, with: "") == TextSummary.render(Sample.first.scorecard))
  }
}
