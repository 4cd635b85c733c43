import Specification
import Testing

@testable import Judgement

@Suite("States over several bindings")
struct CombinationTests {
  private static func fraction(_ text: String) -> Rational { Rational(exact: text) ?? .zero }

  private static func partly(_ credit: String) -> Standing {
    Standing(.partlyMet, low: fraction(credit), high: fraction(credit))
  }

  private static func open(_ low: String, _ high: String) -> Standing {
    Standing(.inconclusive, low: fraction(low), high: fraction(high), canBeMet: high == "1")
  }

  struct Row: Sendable {
    let standings: [Standing]
    let rule: CreditRule
    let state: RequirementState
    let low: String
    let high: String
  }

  static let rows: [Row] = [
    // All or nothing, row by row of the table, each with everything that stands below it.
    Row(
      standings: [.met, .notMet, .contradicted, .notDemonstrated, open("0", "1"), partly("1/2")], rule: .allOrNothing,
      state: .contradicted, low: "0", high: "0"),
    Row(
      standings: [.met, .notMet, .notDemonstrated, open("0", "1"), partly("1/2")], rule: .allOrNothing, state: .notMet,
      low: "0", high: "0"),
    Row(
      standings: [.met, .notDemonstrated, open("0", "1"), partly("1/2")], rule: .allOrNothing, state: .notDemonstrated,
      low: "0", high: "0"),
    Row(
      standings: [.met, open("1/4", "1"), partly("1/2")], rule: .allOrNothing, state: .inconclusive, low: "1/4",
      high: "1/2"),
    Row(
      standings: [.met, partly("2/3"), partly("1/2")], rule: .allOrNothing, state: .partlyMet, low: "1/2", high: "1/2"),
    Row(standings: [.met, .met], rule: .allOrNothing, state: .met, low: "1", high: "1"),
    Row(standings: [], rule: .allOrNothing, state: .notDemonstrated, low: "0", high: "0"),
    // Proportional.
    Row(standings: [.met, .met], rule: .proportional, state: .met, low: "1", high: "1"),
    Row(standings: [.notMet, .notMet], rule: .proportional, state: .notMet, low: "0", high: "0"),
    Row(
      standings: [.notDemonstrated, .notDemonstrated], rule: .proportional, state: .notDemonstrated, low: "0", high: "0"
    ),
    Row(
      standings: [open("0", "1"), open("0", "1")], rule: .proportional, state: .inconclusive, low: "0", high: "1"),
    Row(
      standings: [.notMet, .contradicted, .notDemonstrated], rule: .proportional, state: .contradicted, low: "0",
      high: "0"),
    Row(standings: [.notMet, .notDemonstrated], rule: .proportional, state: .notMet, low: "0", high: "0"),
    Row(standings: [open("0", "1"), .notMet], rule: .proportional, state: .inconclusive, low: "0", high: "1/2"),
    Row(standings: [open("0", "1"), .met], rule: .proportional, state: .inconclusive, low: "1/2", high: "1"),
    Row(
      standings: [open("0", "1"), .met, .notMet], rule: .proportional, state: .partlyMet, low: "1/3", high: "2/3"),
    Row(standings: [.met, .met, .notMet], rule: .proportional, state: .partlyMet, low: "2/3", high: "2/3"),
    Row(standings: [.met, .contradicted], rule: .proportional, state: .partlyMet, low: "1/2", high: "1/2"),
    Row(standings: [.met, partly("1/3")], rule: .proportional, state: .partlyMet, low: "2/3", high: "2/3"),
    Row(standings: [partly("0"), .notDemonstrated], rule: .proportional, state: .partlyMet, low: "0", high: "0"),
    Row(standings: [], rule: .proportional, state: .notDemonstrated, low: "0", high: "0"),
  ]

  @Test("Every row of the tables", arguments: rows.indices)
  func combines(index: Int) {
    let row = Self.rows[index]
    for standings in [row.standings, row.standings.reversed()] {
      let combined = Combination.combine(standings, rule: row.rule)
      #expect(combined.state == row.state)
      #expect(combined.low.exact == row.low)
      #expect(combined.high.exact == row.high)
    }
  }

  @Test("A contradiction at one system of many stays known even where the others earn credit")
  func keepsContradiction() {
    #expect(Combination.combine([.met, .contradicted], rule: .proportional).hasContradiction)
    #expect(!Combination.combine([.met, .notMet], rule: .proportional).hasContradiction)
  }

  @Test("A requirement can be met only where every binding can be")
  func canBeMet() {
    #expect(Combination.combine([.met, Self.open("0", "1")], rule: .allOrNothing).canBeMet)
    #expect(!Combination.combine([.notMet, Self.open("0", "1")], rule: .proportional).canBeMet)
  }
}
