import Evidence
import Inventory
import Judgement
import Specification
import Testing

@testable import Procurement

/// Tables computed by hand; the working is in the comments.
@Suite("Deciding a lot")
struct LotDecisionTests {
  static let groups = [(id: "STO", weight: 3), (id: "QRY", weight: 1)]

  /// STO-1 is worth 3/4 × 2/3 = 1/2 of the quality, STO-2 1/4, QRY-1 1/4.
  static func card(_ bid: String, _ first: Cards.Row, _ second: Cards.Row, _ third: Cards.Row) -> Scorecard {
    Cards.card(bid, groups: groups, [first, second, third])
  }
  static func first(_ state: RequirementState) -> Cards.Row { Cards.Row("STO-1", state, level: .mandatory, weight: 2) }

  /// Quality 3/4 at 120.
  static let acme = card("acme", first(.met), Cards.Row("STO-2", .met), Cards.Row("QRY-1", .notMet))
  /// Quality 1/2 + 1/4 × 2/5 = 3/5 at 100.
  static let bolt = card("bolt", first(.met), Cards.Row("STO-2", .notMet), Cards.Row("QRY-1", .partlyMet, low: "2/5"))
  /// Does not show what is mandatory, at 60.
  static let crux = card("crux", first(.notDemonstrated), Cards.Row("STO-2", .met), Cards.Row("QRY-1", .met))

  static func lot() throws -> LotAward {
    try Cards.decide(Cards.tender(), [(acme, 120), (bolt, 100), (crux, 60)])
  }

  @Test("Quality, points of the price and totals are the exact fractions of the hand-made table")
  func table() throws {
    let lot = try Self.lot()
    #expect(lot.standings.map(\.quality?.exact) == ["3/4", "3/5", "1/2"])
    // The excluded bid's 60 is not the lowest price: 100/120 and 100/100.
    #expect(lot.standings.map(\.pricePoints?.exact) == ["5/6", "1", nil])
    // 60 % × 3/4 + 40 % × 5/6 = 47/60; 60 % × 3/5 + 40 % = 19/25.
    #expect(lot.standings.map(\.total?.exact) == ["47/60", "19/25", nil])
    #expect(lot.standings.map(\.total?.shown) == ["78.33", "76.00", nil])
    #expect(lot.standings.map(\.rank) == [1, 2, nil])
    #expect(lot.standings.map(\.isSettled) == [true, true, false])
    #expect(lot.provisional.isEmpty && lot.leaders.map(\.bid) == ["acme"])
    #expect(lot.inOrder.map(\.bid) == ["acme", "bolt", "crux"])
  }

  @Test("An excluded bid has its exact reason")
  func exclusion() throws {
    let exclusions = try Self.lot().standings[2].exclusions
    #expect(exclusions.map(\.requirement) == ["STO-1"] && exclusions.map(\.state) == [.notDemonstrated])
    #expect(exclusions[0].reason == "STO-1 (Title of STO-1) is not demonstrated. As the sample says.")
  }

  @Test("The tender's gates exclude instead of the mandatory requirements, which are told")
  func gates() throws {
    let lot = try Cards.decide(
      Cards.tender(gates: ["STO-2"]), [(Self.acme, 120), (Self.bolt, 100), (Self.crux, 60)])
    #expect(lot.standings.map { $0.exclusions.map(\.requirement) } == [[], ["STO-2"], []])
    #expect(
      lot.standings[2].notes == [
        "Mandatory requirements that it does not meet and that are no gates of the tender: STO-1."
      ])
    // acme 0.6 × 3/4 + 0.4 × 60/120 = 13/20; crux 0.6 × 1/2 + 0.4 = 7/10.
    #expect(lot.standings.map(\.total?.exact) == ["13/20", nil, "7/10"])
  }

  @Test("A gate that the rules do not know is an error")
  func unknownGate() {
    #expect(throws: LotDecision.Failure.unknownGate("NIL-1", lot: nil)) {
      try Cards.decide(Cards.tender(gates: ["NIL-1"]), [(Self.acme, 120)])
    }
  }

  @Test("Two bids of one id are an error")
  func repeated() {
    #expect(throws: LotDecision.Failure.repeatedBid("acme", lot: nil)) {
      try Cards.decide(Cards.tender(), [(Self.acme, 120), (Self.acme, 100)])
    }
  }

  @Test("A waiver lifts a gate, is told, and changes no quality")
  func waiver() throws {
    var row = Self.first(.notMet)
    row.isWaived = true
    let waived = Self.card("waived", row, Cards.Row("STO-2", .met), Cards.Row("QRY-1", .met))
    let lot = try Cards.decide(Cards.tender(), [(waived, 100), (Self.crux, 100)])
    #expect(lot.standings.map(\.isExcluded) == [false, true])
    #expect(lot.standings.map(\.quality?.exact) == ["1/2", "1/2"])
    #expect(lot.standings[0].notes == ["STO-1 (Title of STO-1) is not met and is waived."])
  }

  @Test("A quality below the threshold excludes, with both numbers; at the threshold it does not")
  func threshold() throws {
    let below = try Cards.decide(
      Cards.tender(threshold: ExactFraction(6001, 100)), [(Self.acme, 120), (Self.bolt, 100)])
    #expect(
      below.standings[1].exclusions.map(\.reason) == ["Its quality of 60.00 % is below the threshold of 60.01 %."])
    #expect(below.standings[0].pricePoints?.exact == "1")
    let at = try Cards.decide(Cards.tender(threshold: ExactFraction(60, 1)), [(Self.acme, 120), (Self.bolt, 100)])
    #expect(at.standings.map(\.isExcluded) == [false, false])
  }

  @Test("The linear formula falls evenly to its multiple")
  func linear() throws {
    let lot = try Cards.decide(
      Cards.tender(price: PriceRule(formula: .linear, zeroAt: ExactFraction(2, 1))),
      [(Self.acme, 120), (Self.bolt, 100)])
    // (200 − 120)/(200 − 100) = 4/5; 0.45 + 0.32.
    #expect(lot.standings.map(\.pricePoints?.exact) == ["4/5", "1"])
    #expect(lot.standings.map(\.total?.exact) == ["77/100", "19/25"])
  }

  @Test("Equal totals share a place, the next is left out, and nobody is declared first")
  func ties() throws {
    let twin = Self.card("twin", Self.first(.met), Cards.Row("STO-2", .met), Cards.Row("QRY-1", .notMet))
    let lot = try Cards.decide(Cards.tender(), [(Self.acme, 100), (twin, 100), (Self.bolt, 100)])
    #expect(lot.standings.map(\.rank) == [1, 1, 3])
    #expect(lot.ties.map { $0.map(\.bid) } == [["acme", "twin"]])
    #expect(AwardWords.outcome(lot).hasPrefix("acme and twin stand equal at the first place."))
  }

  @Test("Without a price of a bid that takes part there is no order; an excluded bid's price is not missed")
  func missingPrice() throws {
    let open = try Cards.decide(Cards.tender(), [(Self.acme, 120), (Self.bolt, nil), (Self.crux, 60)])
    #expect(open.standings.map(\.rank) == [nil, nil, nil] && open.provisional == ["bolt has no price yet."])
    #expect(open.sensitivity == nil)
    let known = try Cards.decide(Cards.tender(), [(Self.acme, 120), (Self.bolt, 100), (Self.crux, nil)])
    #expect(known.standings.map(\.rank) == [1, 2, nil] && known.provisional.isEmpty)
    let unweighed = try Cards.decide(Cards.tender(quality: 100), [(Self.acme, nil), (Self.bolt, nil)])
    #expect(unweighed.standings.map(\.rank) == [1, 2] && unweighed.provisional.isEmpty)
    let free = try Cards.decide(Cards.tender(), [(Self.acme, 0), (Self.bolt, 100)])
    #expect(free.standings.map(\.rank) == [nil, nil] && free.provisional.count == 1)
  }

  @Test("A bid that was not evaluated leaves no order")
  func notEvaluated() throws {
    let lot = try Cards.decide(Cards.tender(), [(Self.acme, 120), (nil, 100)], names: ["acme", "late"])
    #expect(lot.standings.map(\.rank) == [nil, nil] && lot.provisional == ["late has not been evaluated."])
  }

  @Test("What is inconclusive makes intervals, unsettled places and a provisional result")
  func inconclusive() throws {
    let open = Self.card("open", Self.first(.met), Cards.Row("STO-2", .notMet), Cards.Row("QRY-1", .inconclusive))
    let lot = try Cards.decide(Cards.tender(), [(Self.acme, 100), (open, 100)])
    #expect(lot.standings[1].quality?.exact == "1/2" && lot.standings[1].qualityHigh?.exact == "3/4")
    #expect(lot.standings.map(\.rank) == [1, 2] && lot.standings.map(\.isSettled) == [false, false])
    #expect(lot.provisional == ["1 requirement of open could not be decided."])
    let gate = Self.card("gate", Self.first(.inconclusive), Cards.Row("STO-2", .met), Cards.Row("QRY-1", .met))
    let undecided = try Cards.decide(Cards.tender(), [(Self.acme, 100), (gate, 100)])
    // The harness's failure excludes nobody.
    #expect(undecided.standings.map(\.isExcluded) == [false, false])
    #expect(undecided.standings.map(\.isSettled) == [false, false])
    #expect(undecided.provisional.contains("Whether gate is excluded is not decided: STO-1."))
  }

  @Test("Bids judged by different rules have no order")
  func differentRules() throws {
    var other = Self.bolt
    other.specification.sha256 = "def"
    let lot = try Cards.decide(Cards.tender(), [(Self.acme, 120), (other, 100)])
    #expect(lot.standings.map(\.rank) == [nil, nil])
    #expect(lot.provisional.contains { $0.contains("other specification files") })
  }
}
