import Inventory
import Judgement
import Specification
import Testing

@testable import Procurement

/// What must hold of every award, over many invented ones.
@Suite("Properties of awards")
struct AwardPropertyTests {
  /// The same numbers on every machine.
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(sides))
    }
  }

  private struct Case {
    var rows: [[Cards.Row]]
    var prices: [Int]
    var tender: Tender
    static let groups = [(id: "A", weight: 2), (id: "B", weight: 3)]

    init(seed: Int) {
      var dice = Dice(state: UInt64(seed) &* 77 &+ 5)
      let states: [RequirementState] = [
        .met, .met, .partlyMet, .notMet, .contradicted, .notDemonstrated, .inconclusive,
      ]
      let shape = (1...6).map { number in
        (
          id: "\(number < 4 ? "A" : "B")-\(number)",
          level: [Level.mandatory, .scored, .scored, .desirable][dice.roll(4)], weight: 1 + dice.roll(5)
        )
      }
      let count = 2 + dice.roll(4)
      rows = (0..<count).map { _ in
        shape.map { entry in
          let state = states[dice.roll(states.count)]
          return Cards.Row(
            entry.id, state, level: entry.level, weight: entry.weight, low: state == .partlyMet ? "1/3" : nil)
        }
      }
      prices = (0..<count).map { _ in 50 + dice.roll(100) }
      tender = Cards.tender(
        quality: 10 * (1 + dice.roll(9)), gates: [shape[dice.roll(6)].id],
        price: PriceRule(formula: dice.roll(2) == 0 ? .linear : .lowestOverPrice))
    }

    func lot(names: [String]? = nil) throws -> LotAward {
      let bids = rows.indices.map { index -> (Scorecard?, Int?) in
        (Cards.card(names?[index] ?? "bid-\(index)", groups: Self.groups, rows[index]), prices[index])
      }
      return try Cards.decide(
        tender, bids, cap: ExactFraction(1, 20), chances: Simulation.Chances(samples: 20))
    }
  }

  @Test("The order is the same whatever the bids are called", arguments: 0..<20)
  func renaming(seed: Int) throws {
    let sample = Case(seed: seed)
    let names = sample.rows.indices.map { "z\(sample.rows.count - $0)" }
    let (plain, renamed) = (try sample.lot(), try sample.lot(names: names))
    #expect(plain.standings.map(\.rank) == renamed.standings.map(\.rank))
    #expect(plain.standings.map(\.total) == renamed.standings.map(\.total))
    #expect(plain.sensitivity?.simulation?.leads.map(\.share) == renamed.sensitivity?.simulation?.leads.map(\.share))
  }

  @Test("Silence in place of any result never raises a bid's quality or total", arguments: 0..<20)
  func silence(seed: Int) throws {
    let sample = Case(seed: seed)
    let before = try sample.lot().standings[0]
    for index in sample.rows[0].indices {
      var other = sample
      let row = sample.rows[0][index]
      other.rows[0][index] = Cards.Row(row.id, .notDemonstrated, level: row.level, weight: row.weight)
      let after = try other.lot().standings[0]
      #expect(Self.value(after.quality) <= Self.value(before.quality))
      #expect(Self.value(after.total) <= Self.value(before.total) || before.isExcluded)
      #expect(!before.isExcluded || after.isExcluded)
    }
  }

  @Test("Evidence of success in place of any result never lowers a bid's quality, total or place", arguments: 0..<20)
  func success(seed: Int) throws {
    let sample = Case(seed: seed)
    let before = try sample.lot().standings[0]
    for index in sample.rows[0].indices {
      var other = sample
      let row = sample.rows[0][index]
      other.rows[0][index] = Cards.Row(row.id, .met, level: row.level, weight: row.weight)
      let after = try other.lot().standings[0]
      #expect(Self.value(after.quality) >= Self.value(before.quality))
      #expect(Self.value(after.total) >= Self.value(before.total))
      #expect((after.rank ?? .max) <= (before.rank ?? .max))
    }
  }

  @Test("A waiver changes no quality", arguments: 0..<20)
  func waiver(seed: Int) throws {
    let sample = Case(seed: seed)
    var other = sample
    for index in other.rows[0].indices { other.rows[0][index].isWaived = true }
    #expect(try sample.lot().standings.map(\.quality) == other.lot().standings.map(\.quality))
  }

  @Test("Every border of the weights parts two orders, and at it two bids stand equal", arguments: 0..<20)
  func borders(seed: Int) throws {
    let sample = Case(seed: seed)
    guard let ranges = try sample.lot().sensitivity?.weights, !ranges.isEmpty else { return }
    #expect(ranges.first?.from.exact == "0" && ranges.last?.to.exact == "1")
    for (left, right) in zip(ranges, ranges.dropFirst()) {
      #expect(left.to == right.from && left.order != right.order)
    }
  }

  private static func value(_ number: ShownNumber?) -> Rational { number?.rational ?? .zero }
}
