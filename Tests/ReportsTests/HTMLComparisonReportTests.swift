import Foundation
import Judgement
import TestPeers
import Testing

@testable import Reports

@Suite("HTML comparison of bids")
struct HTMLComparisonReportTests {
  static let scorecards = [Sample.first, Sample.second, Sample.perfect].map(\.scorecard)
  static let reports = ["northgate": "northgate/index.html", "halden": "b/a \"quoted\" <name>.html"]

  static func page() throws -> String { HTMLComparisonReport.render(try Comparison(of: scorecards), reports: reports) }

  @Test("The page is well formed, loads nothing and says what each bid came to", .enabled(if: ExternalTool.hasPython))
  func audit() throws {
    var phrases: [String] = []
    for scorecard in Self.scorecards {
      phrases += [
        scorecard.bid.bidder, scorecard.shownScore, scorecard.score.coverage.shown, scorecard.gate.state.rawValue,
      ]
      phrases += scorecard.groups.flatMap(\.requirements).flatMap { [$0.id, $0.title, $0.lost.shown] }
        .filter { $0 != "0.00" }
      phrases += scorecard.groups.map(\.score.shownInterval)
    }
    #expect(try PageAudit.faults(of: Self.page(), phrases: phrases) == "")
  }

  @Test("Twelve bids with hostile names stay well formed", .enabled(if: ExternalTool.hasPython))
  func twelve() throws {
    let scorecards = (1...12).map { number -> Scorecard in
      var scorecard = number.isMultiple(of: 2) ? Sample.first.scorecard : Sample.second.scorecard
      scorecard.bid.id = "\(number)\"><script>"
      scorecard.bid.bidder = "</script>\u{202E}\(number)"
      return scorecard
    }
    let reports = Dictionary(uniqueKeysWithValues: scorecards.map { ($0.bid.id, "javascript:alert(1)") })
    let page = HTMLComparisonReport.render(try Comparison(of: scorecards), reports: reports)
    #expect(try PageAudit.faults(of: page, phrases: ["</script>⟨U+202E⟩12"]) == "")
  }

  @Test("Each cell links to its requirement in the bid's own report; a bid without a report is not linked")
  func links() throws {
    let page = try Self.page()
    #expect(page.contains("href=\"northgate/index.html#STO-010\""))
    #expect(page.contains("href=\"b/a%20%22quoted%22%20%3Cname%3E.html#STO-010\""))
    #expect(page.components(separatedBy: "#STO-001\"").count - 1 == 2)
  }

  @Test("A failed gate is named in the result and above every column of numbers, a passed one is not")
  func gate() throws {
    let page = try Self.page()
    // Two bids fail: once beside the score, once above the groups, once above the requirements.
    #expect(page.components(separatedBy: "✗ gate failed").count - 1 == 6)
  }

  @Test("Bids that were judged by different rules are said to be incomparable, and have no rank")
  func differentRules() throws {
    var other = Sample.second.scorecard
    other.specification.sha256 = String(repeating: "0", count: 64)
    let page = HTMLComparisonReport.render(try Comparison(of: [Sample.first.scorecard, other]))
    #expect(page.contains("These results cannot be ranked."))
    #expect(!page.contains(">rank "))
    #expect(try !Self.page().contains("cannot be ranked"))
  }

  @Test("Only what differs is shown at its address", .enabled(if: ExternalTool.hasChromium))
  func onlyDifferences() throws {
    let page = try Self.page()
    #expect(
      try ExternalTool.document(page, "#only=differences").contains(
        "<section id=\"matrix\" aria-labelledby=\"matrix-title\" class=\"only\""))
    #expect(try !ExternalTool.document(page, "").contains("class=\"only\""))
    // STO-001 is met by every bid, STO-010 is not.
    #expect(page.contains("<tr data-d=\"0\"><th scope=\"row\"><span class=\"id\">STO-001"))
    #expect(page.contains("<tr data-d=\"1\"><th scope=\"row\"><span class=\"id\">STO-010"))
  }
}
