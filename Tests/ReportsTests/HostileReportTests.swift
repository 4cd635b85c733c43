import Foundation
import Judgement
import Office
import Rendering
import TestPeers
import Testing

@testable import Reports

/// What vendors and peers write stays words in every format.
@Suite("Hostile words in reports")
struct HostileReportTests {
  static let formulas = ["=HYPERLINK(\"http://x\",\"y\")", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1"]

  @Test("In CSV no cell begins like a formula", arguments: formulas)
  func csv(words: String) throws {
    let script = """
      import csv
      rows = list(csv.reader(open("a.csv", encoding="utf-8-sig", newline="")))
      print(len({len(row) for row in rows}), [cell for row in rows for cell in row if cell[:1] in "=+-@\\t\\r" and cell])
      """
    let text = CSVReport.render(try Sample.hostile(words).scorecard)
    let read = try ExternalTool.run("python3", ["a.py"], files: ["a.py": script, "a.csv": text]).output
    #expect(read == "1 []\n")
  }

  @Test("In a workbook they are text", arguments: [formulas[0], Sample.hostileWords])
  func workbook(words: String) throws {
    let read = try WorkbookReading.facts(
      try Sample.hostile(words).scorecard,
      """
      print({c.data_type for s in book for r in s.iter_rows() for c in r} <= {"s", "n"})
      print(any(c.hyperlink for s in book for r in s.iter_rows() for c in r))
      """)
    #expect(read == ["True", "False"])
  }

  @Test("In Markdown nothing of theirs is a tag, a link or a cell")
  func markdown() throws {
    let words = "[x](javascript:alert(1)) | <b>x</b> @team `a` \u{202E}"
    let scorecard = try Sample.hostile(words).scorecard
    let report = GateReport(
      scorecard, changes: nil, flaky: [], waivers: [], horizon: "2026-01-01", threshold: nil)
    let text = MarkdownSummary.render(report)
    #expect(!text.contains("<b>") && !text.contains("[x](") && !text.contains("@team") && !text.contains("\u{202E}"))
  }

  @Test("On paper they stand as words, and no page grows beyond its edge", .enabled(if: ExternalTool.hasWeasyPrint))
  func paper() throws {
    var scorecard = try Sample.hostile(Sample.hostileWords).scorecard
    scorecard.groups.removeSubrange(1...)
    scorecard.bid.bidder += String(repeating: "W", count: 400)
    let paper = try PaperReading(scorecard)
    #expect(paper.text.contains("alert(1)"))
    #expect(paper.beyondTheEdge == "")
  }

  @Test("A megabyte in every place makes no format fall over, and paper says what it cut")
  func megabyte() throws {
    var scorecard = Sample.second.scorecard
    let words = String(repeating: "ab<", count: 350_000)
    scorecard.bid.bidder = words
    scorecard.groups[0].requirements[0].why = words
    scorecard.groups[0].requirements[0].bindings[0].evidence[0].why = words
    let page = PaperReport.render(scorecard)
    #expect(page.utf8.count < 1_000_000 && page.contains("cut on paper: 1050000 bytes"))
    #expect(HTMLRunReport.render(scorecard, transcripts: [:]).utf8.count < 20_000_000)
    #expect(try WorkbookReading.facts(scorecard, "print(len(book['Summary']['A1'].value))") == ["32767"])
    #expect(CSVReport.render(scorecard).utf8.count < 4_000_000)
  }
}

/// A workbook as openpyxl reads it.
enum WorkbookReading {
  /// What a script prints, a line each; `book` is the workbook.
  static func facts(_ scorecard: Scorecard, _ script: String) throws -> [String] {
    let report = GateReport(scorecard, changes: nil, flaky: [], waivers: [], horizon: "2026-01-01", threshold: nil)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ScorecardWorkbook.workbook(report).write(to: path)
    let source = "import openpyxl,sys\nbook = openpyxl.load_workbook(sys.argv[1])\n" + script
    let result = try ExternalTool.run("python3", ["read.py", path], files: ["read.py": source])
    try #require(result.status == 0, "\(result.output)")
    return result.output.split(separator: "\n").map(String.init)
  }
}
