import Specification
import Testing

@testable import Judgement

@Suite("What a requirement turns on")
struct TurningPointTests {
  typealias Result = EvidenceVerdict.Result

  /// `claim and (counted or uncounted) and coded`: the two ways exclude each other, so one of them always fails.
  private static let expression: EvidenceExpression = .and([
    .evidence("claim"), .or([.evidence("counted"), .evidence("uncounted")]), .evidence("coded"),
  ])
  private static let items = [
    Sample.item("claim", .statement), Sample.item("counted", .probe), Sample.item("uncounted", .probe),
    Sample.item("coded", .probe),
  ]
  private static let requirement = Sample.requirement(
    "A", evidence: items, require: expression,
    partial: [
      Sample.partial(
        9, 10, when: .and([.evidence("claim"), .or([.evidence("counted"), .evidence("uncounted")])]))
    ])

  private static func evidence(_ results: [(String, Result)]) -> [EvidenceVerdict] {
    results.map { id, result in
      EvidenceVerdict(
        id: id, kind: id == "claim" ? .statement : .probe, result: result, why: "\(id) \(result.rawValue).",
        findings: [], citations: [], steps: [])
    }
  }

  private static func why(_ results: [(String, Result)]) -> String {
    let evidence = evidence(results)
    let standing = BindingState(requirement).standing(
      Dictionary(results, uniquingKeysWith: { first, _ in first }))
    return RequirementExplanation(phrases: Phrases(network: Sample.archives(1))).why(
      standing, evidence: evidence, turn: TurningPoint(requirement.require, evidence: evidence))
  }

  @Test("A reason names what decided, and not an alternative beside which another one is shown")
  func reason() {
    #expect(
      Self.why([("claim", .holds), ("counted", .holds), ("uncounted", .fails), ("coded", .fails)])
        == "Works but is not documented. It earns 0.90 of its points. coded fails.")
    #expect(
      Self.why([("claim", .holds), ("counted", .fails), ("uncounted", .holds), ("coded", .silent)])
        == "Works but is not documented. It earns 0.90 of its points. coded silent.")
  }

  @Test("Where every alternative fails a reason names one of them")
  func everyAlternativeFails() {
    #expect(
      Self.why([("claim", .holds), ("counted", .fails), ("uncounted", .fails), ("coded", .holds)])
        == "claim holds. Yet counted fails.")
  }

  @Test("What is met is explained by the way that is shown")
  func met() {
    #expect(
      Self.why([("claim", .holds), ("counted", .fails), ("uncounted", .holds), ("coded", .holds)])
        == "claim holds. uncounted holds.")
  }

  struct Contradiction: Sendable, CustomTestStringConvertible {
    var claim: Result = .holds
    var counted: Result
    var uncounted: Result
    var coded: Result
    var isContradiction: Bool
    var testDescription: String { "\(claim), \(counted), \(uncounted), \(coded)" }
  }

  @Test(
    "A claim is contradicted by what the requirement turns on alone",
    arguments: [
      Contradiction(counted: .holds, uncounted: .fails, coded: .fails, isContradiction: true),
      Contradiction(counted: .holds, uncounted: .fails, coded: .silent, isContradiction: false),
      Contradiction(counted: .holds, uncounted: .fails, coded: .undetermined, isContradiction: false),
      Contradiction(counted: .holds, uncounted: .fails, coded: .holds, isContradiction: false),
      Contradiction(counted: .fails, uncounted: .fails, coded: .holds, isContradiction: true),
      Contradiction(claim: .silent, counted: .fails, uncounted: .fails, coded: .fails, isContradiction: false),
    ])
  func contradiction(row: Contradiction) {
    let standing = BindingState(Self.requirement).standing(
      ["claim": row.claim, "counted": row.counted, "uncounted": row.uncounted, "coded": row.coded])
    #expect((standing.hasContradiction || standing.state == .contradicted) == row.isContradiction)
  }

  @Test("A second claim that is denied is no contradiction by an alternative that was not taken")
  func deniedClaim() {
    let items = Self.items.dropLast() + [Sample.item("profile", .statement)]
    let requirement = Sample.requirement(
      "A", evidence: Array(items),
      require: .and([
        .evidence("claim"), .or([.evidence("counted"), .evidence("uncounted")]), .evidence("profile"),
      ]))
    let results: [String: Result] = ["claim": .holds, "counted": .holds, "uncounted": .fails, "profile": .fails]
    #expect(BindingState(requirement).standing(results).state == .notMet)
  }

  @Test("Only what does not hold beside another way that is shown is not needed")
  func spared() {
    func spared(_ results: [(String, Result)]) -> [String] {
      let evidence = Self.evidence(results)
      let turn = TurningPoint(Self.expression, evidence: evidence)
      return evidence.filter(turn.isSpared).map(\.id)
    }
    #expect(
      spared([("claim", .fails), ("counted", .holds), ("uncounted", .fails), ("coded", .fails)]) == ["uncounted"])
    #expect(spared([("claim", .holds), ("counted", .holds), ("uncounted", .holds), ("coded", .holds)]).isEmpty)
    #expect(spared([("claim", .holds), ("counted", .fails), ("uncounted", .fails), ("coded", .holds)]).isEmpty)
    #expect(spared([("claim", .holds), ("counted", .fails), ("uncounted", .silent), ("coded", .holds)]).isEmpty)
  }
}
