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

  /// Twelve bids with hostile names.
  static let hostile = (1...12).map { number -> Scorecard in
    var scorecard = number.isMultiple(of: 2) ? Sample.first.scorecard : Sample.second.scorecard
    scorecard.bid.id = "\(number)\"><script>"
    scorecard.bid.bidder =
      "</script>\u{202E}\(number) " + String(repeating: number == 3 ? "W" : "name ", count: number == 3 ? 60 : 12)
    return scorecard
  }

  /// Prices for any bids.
  static func prices(_ scorecards: [Scorecard]) -> ComparedPrices {
    let priced = scorecards.enumerated().map { ($0.element.bid.id, 900_000 + Double($0.offset % 5) * 40_000) }
    return ComparedPrices(
      currency: "GBP", prices: Dictionary(uniqueKeysWithValues: priced), threshold: 0.5)
  }

  @Test("Twelve bids with hostile names stay well formed", .enabled(if: ExternalTool.hasPython))
  func twelve() throws {
    let scorecards = Self.hostile
    let reports = Dictionary(uniqueKeysWithValues: scorecards.map { ($0.bid.id, "javascript:alert(1)") })
    let page = HTMLComparisonReport.render(
      try Comparison(of: scorecards), reports: reports, prices: Self.prices(scorecards))
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

  @Test("Areas have a bar for each bid, each bid its profile, and price and quality are drawn where there are prices")
  func charts() throws {
    let comparison = try Comparison(of: Self.scorecards)
    let page = HTMLComparisonReport.render(comparison, prices: Self.prices(Self.scorecards))
    func count(_ text: String) -> Int { page.components(separatedBy: text).count - 1 }
    #expect(count("<svg class=\"areas\"") == comparison.groups.count)
    #expect(count("<rect class=\"ground\"") == comparison.groups.count * 3)
    #expect(count("<svg class=\"radar\"") == 3 && count("<path class=\"own\"") == 3)
    #expect(count(">threshold of quality</text>") == 1 && page.contains("Price in GBP"))
    #expect(try !Self.page().contains("Price in GBP"))
    var missing = Self.prices(Self.scorecards)
    missing.prices[Self.scorecards[1].bid.id] = nil
    let less = HTMLComparisonReport.render(comparison, prices: missing)
    #expect(less.contains("Without a price: \(Self.scorecards[1].bid.bidder)."))
  }

  @Test("A profile reaches as far as its shares, the first axis up and the others with the clock")
  func radar() {
    let axes = [("N", 1.0), ("E", 0.5), ("S", 0.0), ("W", 0.25)].map { name, value in
      RadarChart.Axis(name: name, value: value, best: 1)
    }
    let drawing = RadarChart(axes, title: "Of a bid").html.text
    // Around 150, 130 with a radius of 92.
    #expect(drawing.contains("<path class=\"own\" d=\"M150.0 38.0L196.0 130.0L150.0 130.0L127.0 130.0Z\"/>"))
    #expect(drawing.contains("<path class=\"best\" d=\"M150.0 38.0L242.0 130.0L150.0 222.0L58.0 130.0Z\"/>"))
    #expect(drawing.contains("aria-label=\"Of a bid. N 100 %; E 50 %; S 0 %; W 25 %\""))
    #expect(RadarChart(Array(axes.prefix(2)), title: "Of a bid").html.isEmpty)
  }

  @Test("What a bid lacks is listed with mandatory requirements first, then by points, and with who meets it")
  func gaps() throws {
    let comparison = try Comparison(of: Self.scorecards)
    for index in comparison.bids.indices {
      let gaps = comparison.gaps(of: index)
      #expect(gaps.allSatisfy { $0.cell.state != .met && $0.cell.state != .notApplicable && !$0.metBy.contains(index) })
      let levels = gaps.map { $0.row.level == .mandatory }
      #expect(levels == levels.filter { $0 } + levels.filter { !$0 })
      for level in [true, false] {
        let lost = gaps.filter { ($0.row.level == .mandatory) == level }.map(\.cell.lost.share)
        #expect(lost == lost.sorted(by: >))
      }
      let unmet = comparison.requirements.count { row in
        row.level != .informative && row.cells[index].map { $0.state != .met && $0.state != .notApplicable } == true
      }
      #expect(gaps.count == unmet)
    }
    #expect(comparison.gaps(of: 2).isEmpty && comparison.unmetByAll.isEmpty)
    let pair = try Comparison(of: Array(Self.scorecards.prefix(2)))
    #expect(
      pair.unmetByAll.allSatisfy { row in row.cells.allSatisfy { $0?.state != .met } } && !pair.unmetByAll.isEmpty)
  }

  @Test("A column's button puts the rows in order, worst first, and back", .enabled(if: ExternalTool.hasChromium))
  func sorting() throws {
    let page = try Self.page()
    // The page's own policy lets no other script run, so the test's copy has none.
    let press = """
      <script>addEventListener("load", () => document.querySelectorAll("#matrix button.order")[1].click())</script></body>
      """
    let open = page.replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
    let sorted = try ExternalTool.document(open.replacing("</body>", with: press), "")
    #expect(sorted.contains("aria-sort=\"descending\"") && sorted.contains("class=\"matrix ordered\""))
    let last = try #require(sorted.components(separatedBy: "<tbody>").last)
    let values = last.matches(of: #/<tr data-d="\d"><th[^>]*>.*?<td data-v="(\d+)"/#.dotMatchesNewlines()).compactMap {
      Int($0.1)
    }
    #expect(values.count > 10 && values == values.sorted(by: >))
    #expect(try !ExternalTool.document(page, "").contains("class=\"matrix ordered\""))
  }
}
