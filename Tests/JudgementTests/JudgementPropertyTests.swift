import Evidence
import Inventory
import Specification
import TestPeers
import Testing

@testable import Judgement

/// What must hold of every specification and every record, tried on many made from seeds.
@Suite("Laws of judgement")
struct JudgementPropertyTests {
  typealias Results = [String: [[EvidenceVerdict.Result]]]

  /// A specification of up to four groups, a network of up to three sites, and what the evidence shows.
  struct World {
    var rules: RuleSet
    var sites: Int
    var results: Results

    /// - Parameter monotone: whether partial credits ask only for evidence that holds, never for evidence that does not.
    init(seed: UInt64, monotone: Bool, levels: [Level] = Level.allCases) {
      var random = SeededGenerator(state: seed)
      sites = Int.random(in: 1...3, using: &random)
      var requirements: [Requirement] = []
      results = [:]
      let groups = (0..<Int.random(in: 1...4, using: &random)).map {
        Group(id: "G\($0)", title: "G", weight: Int.random(in: 1...9, using: &random))
      }
      for number in 0..<Int.random(in: 1...9, using: &random) {
        let items = (0..<Int.random(in: 1...4, using: &random)).map { index in
          Sample.item(
            "e\(index)", [EvidenceKind.statement, .probe, .declaration].randomElement(using: &random) ?? .probe)
        }
        let level = levels.randomElement(using: &random) ?? .scored
        let group = groups.randomElement(using: &random) ?? groups[0]
        let requirement = Sample.requirement(
          "R-\(number)", group: group.id, level: level, weight: Int.random(in: 1...9, using: &random), evidence: items,
          require: Self.expression(items, depth: 2, negation: false, using: &random),
          partial: (0..<Int.random(in: 0...2, using: &random)).map { _ in
            Sample.partial(
              Int.random(in: 1...6, using: &random), 7,
              when: Self.expression(items, depth: 2, negation: !monotone, using: &random))
          }.sorted { Rational($0.credit) > Rational($1.credit) },
          credit: Bool.random(using: &random) ? .proportional : .allOrNothing)
        requirements.append(requirement)
        results[requirement.id] = (0..<sites).map { _ in
          items.map { item in
            // Nothing but a mark holds in part, and here are none.
            let result =
              EvidenceVerdict.Result.allCases.filter { $0 != .holdsInPart }.randomElement(using: &random) ?? .silent
            // A declaration is never undetermined: it was given or it was not.
            return item.kind == .declaration && result == .undetermined ? .silent : result
          }
        }
      }
      rules = Sample.rules(requirements, groups: groups, cap: ExactFraction(Int.random(in: 0...3, using: &random), 10))
    }

    private static func expression(
      _ items: [EvidenceItem], depth: Int, negation: Bool, using random: inout SeededGenerator
    ) -> EvidenceExpression {
      switch Int.random(in: 0...(negation ? 4 : 3), using: &random) {
      case 0 where depth > 0, 1 where depth > 0:
        return .and(
          (0..<2).map { _ in expression(items, depth: depth - 1, negation: negation, using: &random) })
      case 2 where depth > 0:
        return .or((0..<2).map { _ in expression(items, depth: depth - 1, negation: negation, using: &random) })
      case 4 where depth > 0:
        return .not(expression(items, depth: depth - 1, negation: negation, using: &random))
      default: return .evidence(items.randomElement(using: &random)?.id ?? "e0")
      }
    }

    func input(_ results: Results? = nil, waivers: [Waiver] = []) throws -> JudgementInput {
      try Sample.input(rules, network: Sample.archives(sites), results ?? self.results, waivers: waivers)
    }

    func judge(_ results: Results? = nil) throws -> Scorecard { Sample.judge(try input(results)) }

    /// The results with each single piece of evidence replaced in turn.
    func replacing(with result: EvidenceVerdict.Result) -> [(old: EvidenceVerdict.Result, results: Results)] {
      results.keys.sorted().flatMap { id -> [(old: EvidenceVerdict.Result, results: Results)] in
        let rows = results[id] ?? []
        return rows.indices.flatMap { row in
          rows[row].indices.map { column in
            var changed = results
            changed[id]?[row][column] = result
            return (rows[row][column], changed)
          }
        }
      }
    }
  }

  private func exact(_ number: ShownNumber) throws -> Rational { try #require(number.rational) }

  @Test("Scores lie between 0 and 1, low never above high, for the total and every group", arguments: 0..<100)
  func bounds(seed: UInt64) throws {
    let scorecard = try World(seed: seed, monotone: false).judge()
    for score in [scorecard.score] + scorecard.groups.map(\.score) {
      let (low, high, coverage) = (try exact(score.low), try exact(score.high), try exact(score.coverage))
      #expect(.zero <= low && low <= high && high <= .one)
      #expect(.zero <= coverage && coverage <= .one)
    }
    for verdict in scorecard.groups.flatMap(\.requirements) {
      let (low, high) = (try exact(verdict.creditLow), try exact(verdict.creditHigh))
      #expect(.zero <= low && low <= high && high <= .one)
      if verdict.state == .met { #expect(low == .one) }
      if [.notMet, .contradicted, .notDemonstrated].contains(verdict.state) { #expect(high == .zero) }
    }
  }

  @Test("What requirements lose and what the total has add up to exactly 1", arguments: 0..<100)
  func lostAddsUp(seed: UInt64) throws {
    let plain = try World(seed: seed, monotone: false, levels: [.mandatory, .scored, .informative]).judge()
    let lost = try plain.groups.flatMap(\.requirements).map { try exact($0.lost) }.sum()
    let isWeighed = plain.groups.flatMap(\.requirements).contains { $0.level != .informative }
    #expect(lost + (try exact(plain.score.low)) == (isWeighed ? .one : .zero))
    #expect(plain.score.desirable.exact == "0")

    let mixed = try World(seed: seed, monotone: false).judge()
    let all = mixed.groups.flatMap(\.requirements)
    guard all.contains(where: { $0.level == .mandatory || $0.level == .scored }) else { return }
    let sum = try all.map { try exact($0.lost) }.sum()
    #expect(sum + (try exact(mixed.score.low)) - (try exact(mixed.score.desirable)) == .one)
  }

  /// Silence earns exactly what evidence against earns, whatever the specification. So where no partial credit rewards
  /// evidence that does *not* hold, putting silence in the place of anything never raises a score; where one does, it
  /// still never raises the high score when it takes the place of what was undetermined.
  @Test("Silence never raises a score", arguments: 0..<20)
  func silenceNeverRaises(seed: UInt64) throws {
    for monotone in [true, false] {
      let world = World(seed: seed, monotone: monotone)
      let before = try world.judge().score
      for (old, results) in world.replacing(with: .silent) {
        let after = try world.judge(results).score
        if monotone || old != .holds { #expect(try exact(after.high) <= exact(before.high)) }
        if monotone { #expect(try exact(after.low) <= exact(before.low)) }
        if old == .fails {
          #expect(after.low == before.low)
          #expect(after.high == before.high)
        }
      }
    }
  }

  @Test("Silence leaves nothing out of the denominator", arguments: 0..<60)
  func silenceStays(seed: UInt64) throws {
    let world = World(seed: seed, monotone: true)
    let silent = world.results.mapValues { $0.map { $0.map { _ in EvidenceVerdict.Result.silent } } }
    let scorecard = try world.judge(silent)
    #expect(scorecard.score.low.exact == "0")
    #expect(scorecard.score.high.exact == "0")
    #expect(scorecard.score.coverage.exact == "0")
    #expect(scorecard.notApplicable.isEmpty)
    #expect(scorecard.exitCode != 3)
  }

  @Test("Evidence that holds never lowers the low score", arguments: 0..<20)
  func successNeverLowers(seed: UInt64) throws {
    let world = World(seed: seed, monotone: true)
    let before = try exact(try world.judge().score.low)
    for (_, results) in world.replacing(with: .holds) {
      #expect(try exact(try world.judge(results).score.low) >= before)
    }
  }

  @Test("Once the undetermined is known the score lies within the interval", arguments: 0..<60)
  func intervalHolds(seed: UInt64) throws {
    let world = World(seed: seed, monotone: false)
    let before = try world.judge().score
    for settled in [EvidenceVerdict.Result.holds, .fails] {
      let results = world.results.mapValues { $0.map { $0.map { $0 == .undetermined ? settled : $0 } } }
      let after = try world.judge(results).score
      #expect(try exact(before.low) <= exact(after.low))
      #expect(try exact(after.high) <= exact(before.high))
      #expect(after.low == after.high)
    }
  }

  @Test("A waiver never changes states, credits or scores", arguments: 0..<60)
  func waiversOnlyLiftTheGate(seed: UInt64) throws {
    let world = World(seed: seed, monotone: false)
    let waivers = world.rules.requirements.map { Sample.waiver($0.reference) }
    let bare = Sample.judge(try world.input())
    let waived = Sample.judge(try world.input(waivers: waivers))
    #expect(waived.score == bare.score)
    #expect(waived.groups.map(\.score) == bare.groups.map(\.score))
    #expect(waived.groups.flatMap(\.requirements).map(\.state) == bare.groups.flatMap(\.requirements).map(\.state))
    #expect(waived.raises == bare.raises)
    #expect(waived.gate.state == .passed)
  }

  @Test(
    "An answer to a clarification question stands beside its requirement, and changes nothing else", arguments: 0..<40)
  func answersDecideNothing(seed: UInt64) throws {
    let world = World(seed: seed, monotone: false)
    let bare = try world.input()
    var asked = bare
    asked.answers = BidderAnswers(
      specification: "spec", version: "1", bid: "bid",
      answers: world.rules.requirements.enumerated().map { number, requirement in
        BidderAnswers.Answer(
          number: number + 1, requirement: requirement.reference, question: "Does it?", answer: "Yes, all of it.")
      })
    var answered = Sample.judge(asked)
    let all = answered.groups.flatMap(\.requirements) + answered.notApplicable
    #expect(!all.isEmpty && all.allSatisfy { $0.answers?.map(\.answer) == ["Yes, all of it."] })
    for group in answered.groups.indices {
      for index in answered.groups[group].requirements.indices {
        answered.groups[group].requirements[index].answers = nil
      }
    }
    for index in answered.notApplicable.indices { answered.notApplicable[index].answers = nil }
    #expect(answered == Sample.judge(bare))
  }

  @Test("The same input gives the same bytes, in whatever order its records come", arguments: 0..<40)
  func deterministic(seed: UInt64) throws {
    let world = World(seed: seed, monotone: false)
    let input = try world.input()
    let bytes = try ScorecardCoding.encode(Sample.judge(input))
    #expect(try ScorecardCoding.encode(Sample.judge(input)) == bytes)
    var shuffled = input
    var random = SeededGenerator(state: seed &+ 1)
    shuffled.records.shuffle(using: &random)
    #expect(try ScorecardCoding.encode(Sample.judge(shuffled)) == bytes)
    #expect(try ScorecardCoding.decode(bytes) == Sample.judge(input))
  }

  @Test("The gate passes only where every mandatory requirement is met", arguments: 0..<100)
  func gate(seed: UInt64) throws {
    let scorecard = try World(seed: seed, monotone: false).judge()
    let mandatory = scorecard.groups.flatMap(\.requirements).filter { $0.level == .mandatory }
    #expect((scorecard.gate.state == .passed) == mandatory.allSatisfy { $0.state == .met })
    let named = Set(scorecard.gate.failing + scorecard.gate.undecided)
    #expect(named == Set(mandatory.filter { $0.state != .met }.map(\.id)))
  }

  @Test("Every requirement is told of in words that end in a full stop", arguments: 0..<60)
  func words(seed: UInt64) throws {
    for verdict in try World(seed: seed, monotone: false).judge().groups.flatMap(\.requirements) {
      #expect(verdict.why.hasSuffix("."))
      #expect(!verdict.why.contains(".."))
      #expect(!verdict.why.contains("  "))
      #expect(verdict.bindings.flatMap(\.evidence).allSatisfy { $0.why.hasSuffix(".") })
    }
  }
}
