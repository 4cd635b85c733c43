import Specification
import Testing

@testable import Judgement

@Suite("The state of a requirement under one binding")
struct BindingStateTests {
  typealias Result = EvidenceVerdict.Result
  private static let both = [Sample.item("claim", .statement), Sample.item("live", .probe)]
  private static let either: EvidenceExpression = .or([.evidence("claim"), .evidence("live")])
  private static let undocumented = Sample.partial(
    2, 5, when: .and([.evidence("live"), .not(.evidence("claim"))]))

  struct Row: Sendable {
    let claim: EvidenceVerdict.Result
    let live: EvidenceVerdict.Result
    let state: RequirementState
    var low = "0"
    var high = "0"
  }

  private func check(_ row: Row, _ requirement: Requirement) {
    let standing = BindingState(requirement).standing(["claim": row.claim, "live": row.live])
    #expect(standing.state == row.state)
    #expect(standing.low.exact == row.low)
    #expect(standing.high.exact == row.high)
  }

  /// `claim and live`, every pair of results.
  static let conjunction: [Row] = [
    Row(claim: .holds, live: .holds, state: .met, low: "1", high: "1"),
    Row(claim: .holds, live: .fails, state: .contradicted),
    Row(claim: .holds, live: .silent, state: .notDemonstrated),
    Row(claim: .holds, live: .undetermined, state: .inconclusive, high: "1"),
    Row(claim: .fails, live: .holds, state: .notMet),
    Row(claim: .fails, live: .fails, state: .notMet),
    Row(claim: .fails, live: .silent, state: .notMet),
    Row(claim: .fails, live: .undetermined, state: .notMet),
    Row(claim: .silent, live: .holds, state: .notDemonstrated),
    Row(claim: .silent, live: .fails, state: .notMet),
    Row(claim: .silent, live: .silent, state: .notDemonstrated),
    Row(claim: .silent, live: .undetermined, state: .notDemonstrated),
    Row(claim: .needsHumanEye, live: .holds, state: .notDemonstrated),
    Row(claim: .needsHumanEye, live: .fails, state: .notMet),
    Row(claim: .needsHumanEye, live: .silent, state: .notDemonstrated),
    Row(claim: .needsHumanEye, live: .undetermined, state: .notDemonstrated),
    Row(claim: .undetermined, live: .holds, state: .inconclusive, high: "1"),
    Row(claim: .undetermined, live: .fails, state: .notMet),
    Row(claim: .undetermined, live: .silent, state: .notDemonstrated),
    Row(claim: .undetermined, live: .undetermined, state: .inconclusive, high: "1"),
  ]

  @Test("`claim and live`", arguments: conjunction.indices)
  func requiresBoth(index: Int) {
    check(Self.conjunction[index], Sample.requirement("A", evidence: Self.both))
  }

  static let disjunction: [Row] = [
    Row(claim: .holds, live: .fails, state: .met, low: "1", high: "1"),
    Row(claim: .silent, live: .holds, state: .met, low: "1", high: "1"),
    Row(claim: .undetermined, live: .holds, state: .met, low: "1", high: "1"),
    Row(claim: .fails, live: .fails, state: .notMet),
    Row(claim: .silent, live: .fails, state: .notDemonstrated),
    Row(claim: .silent, live: .silent, state: .notDemonstrated),
    Row(claim: .silent, live: .undetermined, state: .inconclusive, high: "1"),
    Row(claim: .fails, live: .undetermined, state: .inconclusive, high: "1"),
  ]

  @Test("`claim or live`", arguments: disjunction.indices)
  func requiresEither(index: Int) {
    check(Self.disjunction[index], Sample.requirement("A", evidence: Self.both, require: Self.either))
  }

  /// `claim and live`, with 0.4 for `live and not claim`.
  static let partial: [Row] = [
    Row(claim: .holds, live: .holds, state: .met, low: "1", high: "1"),
    Row(claim: .fails, live: .holds, state: .partlyMet, low: "2/5", high: "2/5"),
    Row(claim: .silent, live: .holds, state: .partlyMet, low: "2/5", high: "2/5"),
    Row(claim: .needsHumanEye, live: .holds, state: .partlyMet, low: "2/5", high: "2/5"),
    // `not claim` is unknown while the claim is undetermined.
    Row(claim: .undetermined, live: .holds, state: .inconclusive, low: "2/5", high: "1"),
    Row(claim: .silent, live: .undetermined, state: .inconclusive, high: "2/5"),
    Row(claim: .fails, live: .undetermined, state: .inconclusive, high: "2/5"),
    Row(claim: .undetermined, live: .undetermined, state: .inconclusive, high: "1"),
    Row(claim: .holds, live: .fails, state: .contradicted),
    Row(claim: .silent, live: .fails, state: .notMet),
    Row(claim: .silent, live: .silent, state: .notDemonstrated),
  ]

  @Test("`claim and live`, partial credit for `live and not claim`", arguments: partial.indices)
  func givesPartialCredit(index: Int) {
    check(
      Self.partial[index], Sample.requirement("A", evidence: Self.both, partial: [Self.undocumented]))
  }

  @Test("The first partial credit whose condition is true is given, whatever stands below it")
  func firstPartial() {
    let partials = [
      Sample.partial(1, 4, when: .evidence("live")), Sample.partial(3, 4, when: .evidence("live")),
    ]
    let requirement = Sample.requirement("A", evidence: Self.both, partial: partials)
    #expect(BindingState(requirement).standing(["claim": .silent, "live": .holds]).low.exact == "1/4")
  }

  @Test("Where every way earns some part, the state is partly met and the credit an interval")
  func partlyEitherWay() {
    let partials = [
      Sample.partial(3, 4, when: .and([.evidence("live"), .evidence("claim")])),
      Sample.partial(1, 4, when: .evidence("live")),
    ]
    let items = Self.both + [Sample.item("word", .declaration)]
    let standing = BindingState(Sample.requirement("A", evidence: items, partial: partials))
      .standing(["claim": .undetermined, "live": .holds, "word": .silent])
    #expect(standing.state == .partlyMet)
    #expect(standing.low.exact == "1/4")
    #expect(standing.high.exact == "3/4")
    #expect(standing.partial == nil)
  }

  @Test("A declaration contradicts a failing probe as a statement does; two probes do not contradict each other")
  func contradiction() {
    let word = [Sample.item("word", .declaration), Sample.item("live", .probe)]
    #expect(
      BindingState(Sample.requirement("A", evidence: word)).standing(["word": .holds, "live": .fails])
        == .contradicted)
    let probes = [Sample.item("one", .probe), Sample.item("two", .probe)]
    #expect(
      BindingState(Sample.requirement("A", evidence: probes)).standing(["one": .holds, "two": .fails]) == .notMet)
  }

  @Test("More undetermined items than can be tried leave everything open")
  func manyUndetermined() {
    let items = (0..<11).map { Sample.item("e\($0)", .probe) }
    let results = Dictionary(uniqueKeysWithValues: items.map { ($0.id, Result.undetermined) })
    let open = BindingState(Sample.requirement("A", evidence: items)).standing(results)
    #expect(open == Standing(.inconclusive, low: .zero, high: .one, canBeMet: true))
    var ten = results
    ten["e0"] = .fails
    #expect(BindingState(Sample.requirement("A", evidence: items)).standing(ten) == .notMet)
  }

  @Test("An open requirement that can reach partial credit at most cannot be met any more")
  func cannotBeMet() {
    let requirement = Sample.requirement("A", evidence: Self.both, partial: [Self.undocumented])
    #expect(!BindingState(requirement).standing(["claim": .fails, "live": .undetermined]).canBeMet)
    #expect(BindingState(requirement).standing(["claim": .holds, "live": .undetermined]).canBeMet)
  }
}
