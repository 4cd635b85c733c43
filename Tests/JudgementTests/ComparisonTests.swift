import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("Comparing bids")
struct ComparisonTests {
  private static let rules = Sample.rules([
    Sample.requirement("STO-A", level: .mandatory), Sample.requirement("STO-B"), Sample.requirement("STO-C"),
  ])

  private func scorecard(_ id: String, _ results: [EvidenceVerdict.Result]) throws -> Scorecard {
    let ids = ["STO-A", "STO-B", "STO-C"]
    return Sample.judge(
      try Sample.input(
        Self.rules, Dictionary(uniqueKeysWithValues: zip(ids, results.map { [[$0]] })),
        bid: Bid(id: id, bidder: id, documents: [], offers: [], folder: "")))
  }

  @Test("The matrix has a row per requirement and a cell per bid, and marks the differences")
  func matrix() throws {
    let comparison = try Comparison(of: [
      scorecard("acme", [.holds, .holds, .fails]), scorecard("bolt", [.holds, .fails, .fails]),
    ])
    #expect(comparison.requirements.map(\.id) == ["STO-A", "STO-B", "STO-C"])
    #expect(comparison.requirements.map(\.differs) == [false, true, false])
    #expect(comparison.requirements[1].cells.map { $0?.state } == [.met, .notMet])
    #expect(comparison.groups.first?.scores.map { $0?.low.exact } == ["2/3", "1/3"])
  }

  @Test("A passed gate stands before a failed one, whatever the totals")
  func gateFirst() throws {
    let comparison = try Comparison(of: [
      scorecard("high", [.fails, .holds, .holds]), scorecard("low", [.holds, .fails, .fails]),
    ])
    #expect(comparison.bids.map(\.rank) == [2, 1])
    #expect(comparison.bids.map(\.isRankSettled) == [true, true])
  }

  @Test("Equal bids share a place, and the next place is left out")
  func ties() throws {
    let comparison = try Comparison(of: [
      scorecard("a", [.holds, .holds, .fails]), scorecard("b", [.holds, .fails, .holds]),
      scorecard("c", [.holds, .fails, .fails]),
    ])
    #expect(comparison.bids.map(\.rank) == [1, 1, 3])
  }

  @Test("A place that an inconclusive requirement could change is not settled")
  func unsettled() throws {
    let open = try Comparison(of: [
      scorecard("a", [.holds, .holds, .fails]), scorecard("b", [.holds, .undetermined, .undetermined]),
    ])
    #expect(open.bids.map(\.rank) == [1, 2])
    #expect(open.bids.map(\.isRankSettled) == [false, false])
    let gate = try Comparison(of: [
      scorecard("a", [.holds, .fails, .fails]), scorecard("b", [.undetermined, .holds, .holds]),
    ])
    #expect(gate.bids.map(\.rank) == [1, 2])
    #expect(gate.bids.map(\.isRankSettled) == [false, false])
  }

  @Test("Bids judged by different rules are put side by side without ranks, and the reason is told", arguments: 0..<4)
  func differentRules(index: Int) throws {
    let first = try scorecard("a", [.holds, .holds, .fails])
    var second = try scorecard("b", [.holds, .holds, .fails])
    switch index {
    case 0: second.specification.sha256 = "def"
    case 1: second.specification.profile = AppliedProfile(id: "p", title: "P", version: "1")
    case 2:
      second.specification.inputs = [
        SpecificationSummary.InputSummary(name: "x", title: "X", value: "1", origin: "command line")
      ]
    default: second.run.now = "2027-01-01"
    }
    let comparison = try Comparison(of: [first, second])
    #expect(comparison.problems.map(\.subject) == ["b"])
    #expect(comparison.bids.map(\.rank) == [nil, nil])
    #expect(comparison.requirements.count == 3)
  }

  @Test("One bid, thirteen bids or the same bid twice cannot be compared")
  func limits() throws {
    let one = try scorecard("a", [.holds, .holds, .holds])
    #expect(throws: ComparisonError.wrongNumber(1)) { try Comparison(of: [one]) }
    #expect(throws: ComparisonError.repeatedBid("a")) { try Comparison(of: [one, one]) }
    let many = try (0..<13).map { try scorecard("b\($0)", [.holds, .holds, .holds]) }
    #expect(throws: ComparisonError.wrongNumber(13)) { try Comparison(of: many) }
    #expect(try Comparison(of: Array(many.dropLast())).bids.count == 12)
  }

  @Test("The order in which bids are given, and their names, do not change their places")
  func orderDoesNotMatter() throws {
    let results: [[EvidenceVerdict.Result]] = [
      [.holds, .holds, .fails], [.fails, .holds, .holds], [.holds, .undetermined, .fails], [.holds, .silent, .holds],
    ]
    let cards = try results.enumerated().map { try scorecard("bid\($0)", $1) }
    let places = try Comparison(of: cards).bids.map(\.rank)
    let backwards = try Comparison(of: cards.reversed()).bids.map(\.rank)
    #expect(places == backwards.reversed())
    let renamed = try results.enumerated().map { try scorecard("z\(9 - $0)", $1) }
    #expect(try Comparison(of: renamed).bids.map(\.rank) == places)
    #expect(try ScorecardCoding.encode(Comparison(of: cards)) == ScorecardCoding.encode(Comparison(of: cards)))
  }
}
