import Inventory
import Judgement
import Specification
import Testing

@testable import Procurement

@Suite("How firmly an order stands")
struct SensitivityTests {
  private func sensitivity() throws -> (Sensitivity, LotAward) {
    let lot = try LotDecisionTests.lot()
    return (try #require(lot.sensitivity), lot)
  }

  @Test("The weight of quality at which two bids change places is exact")
  func weights() throws {
    let (sensitivity, lot) = try sensitivity()
    // w × 3/4 + (1 − w) × 5/6 = w × 3/5 + (1 − w): w = 10/19.
    #expect(sensitivity.weights.map(\.from.exact) == ["0", "10/19"])
    #expect(sensitivity.weights.map(\.to.exact) == ["10/19", "1"])
    #expect(sensitivity.weights.map(\.order) == [[["bolt"], ["acme"]], [["acme"], ["bolt"]]])
    #expect(
      AwardWords.weights(lot) == ["Below a quality weight of 52.63 % (exactly 10/19) bolt would lead."])
  }

  @Test("Requirements that alone change the lead: what is open first, then by weight")
  func requirements() throws {
    let changes = try sensitivity().0.requirements
    #expect(
      changes.map { "\($0.bid) \($0.requirement) \($0.isMet) \($0.points.shown) \($0.leaders)" } == [
        // Its gate would be lifted, and with 60 it would be the cheapest.
        "crux STO-1 true 30.00 [\"crux\"]",
        // Without it acme would be excluded.
        "acme STO-1 false 30.00 [\"bolt\"]",
        // 0.6 × 1/2 + 1/3 is less than 0.76.
        "acme STO-2 false 15.00 [\"bolt\"]",
        // 0.6 × 17/20 + 0.4 is more than 47/60.
        "bolt STO-2 true 15.00 [\"bolt\"]",
        // 0.6 × 3/4 + 0.4 is more than 47/60.
        "bolt QRY-1 true 9.00 [\"bolt\"]",
      ])
  }

  @Test("The weights of groups at which the lead changes are exact")
  func groups() throws {
    let changes = try sensitivity().0.groups
    // x/(x + 1) − (2x/3 + 2/5)/(x + 1) = 1/9: x = 23/10. 3/(3 + y) − (2 + 2y/5)/(3 + y) = 1/9: y = 30/23.
    #expect(
      changes.map { "\($0.group) \($0.limit.exact) \($0.leaders)" } == [
        "STO 23/10 [\"bolt\"]", "QRY 30/23 [\"bolt\"]",
      ])
  }

  @Test(
    "A limit is told by its side, and none is below nothing",
    arguments: [
      ("0", "At a weight of 0.00 (exactly 0), where it is 10, bolt would lead."),
      ("3/2", "Below a weight of 1.50 (exactly 3/2), where it is 10, bolt would lead."),
      ("20", "Above a weight of 20.00 (exactly 20), where it is 10, bolt would lead."),
      ("10", "At any other than a weight of 10.00 (exactly 10), where it is 10, bolt would lead."),
    ])
  func limits(_ exact: String, _ sentence: String) throws {
    let limit = try #require(Rational(exact: exact))
    let change = Sensitivity.GroupChange(
      group: "STO", title: "Storing", weight: 10,
      limit: ShownNumber(exact: limit.exact, shown: limit.truncated(decimals: 2)), leaders: ["bolt"])
    #expect(AwardWords.sentence(change, try LotDecisionTests.lot()) == sentence)
  }

  @Test("Chances of 0 and 100 percent are certain; one of half lies near half, the same for the same seed")
  func simulation() throws {
    func leads(_ chance: Int, seed: UInt64 = 1) throws -> Simulation? {
      try Cards.decide(
        Cards.tender(), [(LotDecisionTests.acme, 120), (LotDecisionTests.bolt, 100), (LotDecisionTests.crux, 60)],
        chances: Simulation.Chances(samples: 4_000, seed: seed, notDemonstrated: chance)
      ).sensitivity?.simulation
    }
    #expect(try leads(100)?.leads.map(\.share.shown) == ["0.00", "0.00", "100.00"])
    #expect(try leads(0)?.leads.map(\.share.shown) == ["100.00", "0.00", "0.00"])
    let half = try #require(try leads(50))
    let share = try #require(half.leads[2].share.rational)
    #expect(share > Rational(exact: "47/100") ?? .one && share < Rational(exact: "53/100") ?? .zero)
    #expect(half.open == 1 && half.leads[1].share.exact == "0")
    #expect(try leads(50) == half)
    #expect(try leads(50, seed: 2) != half)
  }

  @Test("Equal bids share the lead in every draw, whatever order their sums are made in")
  func sharedLead() throws {
    let rows = (1...7).map { Cards.Row("A-\($0)", .met, weight: $0) }
    let open = [Cards.Row("A-8", .notDemonstrated)]
    let first = Cards.card("a", groups: [("A", 1)], rows + open)
    let second = Cards.card("b", groups: [("A", 1)], rows.reversed() + open)
    let lot = try Cards.decide(
      Cards.tender(quality: 100), [(first, nil), (second, nil)],
      chances: Simulation.Chances(samples: 500, notDemonstrated: 0))
    #expect(lot.sensitivity?.simulation?.shared.shown == "100.00")
  }

  @Test("Where nothing is open, nothing is drawn")
  func nothingOpen() throws {
    let lot = try Cards.decide(Cards.tender(), [(LotDecisionTests.acme, 120), (LotDecisionTests.bolt, 100)])
    #expect(lot.sensitivity != nil && lot.sensitivity?.simulation == nil)
  }
}
