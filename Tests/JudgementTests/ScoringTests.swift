import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

/// Tables computed by hand; the working is in the comments.
@Suite("Scores")
struct ScoringTests {
  private static let claimAndLive = [Sample.item("claim", .statement), Sample.item("live", .probe)]

  /// Three groups with weights 3, 2 and 1 over three sites.
  private func table() throws -> Scorecard {
    let requirements = [
      Sample.requirement("STO-A", level: .mandatory, weight: 5),
      Sample.requirement(
        "STO-B", weight: 2, evidence: Self.claimAndLive,
        partial: [Sample.partial(2, 5, when: .and([.evidence("live"), .not(.evidence("claim"))]))]),
      Sample.requirement("STO-C", weight: 3),
      Sample.requirement("STO-H", level: .desirable, weight: 2),
      Sample.requirement("STO-J", level: .informative, weight: 0),
      Sample.requirement("QRY-D", group: "QRY"), Sample.requirement("QRY-E", group: "QRY"),
      Sample.requirement("QRY-F", group: "QRY"),
      Sample.requirement("QRY-I", group: "QRY", level: .desirable),
      Sample.requirement("NET-G", group: "NET", weight: 7, credit: .proportional),
    ]
    let rules = Sample.rules(
      requirements,
      groups: [
        Group(id: "STO", title: "Storage", weight: 3), Group(id: "QRY", title: "Query", weight: 2),
        Group(id: "NET", title: "Network", weight: 1), Group(id: "NIL", title: "Empty", weight: 50),
      ], cap: ExactFraction(1, 10))
    return Sample.judge(
      try Sample.input(
        rules, network: Sample.archives(3),
        [
          "STO-A": [[.holds]], "STO-B": [[.silent, .holds]], "STO-C": [[.fails]], "STO-H": [[.holds]],
          "STO-J": [[.fails]], "QRY-D": [[.holds]], "QRY-E": [[.undetermined]], "QRY-F": [[.silent]],
          "QRY-I": [[.fails]], "NET-G": [[.holds], [.holds], [.fails]],
        ]))
  }

  @Test("Three groups with partial credit, thirds, an interval and desirable requirements")
  func total() throws {
    let score = try table().score
    // STO (5×1 + 2×2/5 + 3×0)/10 = 29/50; QRY 1/3 to 2/3; NET 2/3.
    // Low (3×29/50 + 2×1/3 + 2/3)/6 = 461/900, and desirable 1/10 × 2/3 = 60/900.
    #expect(score.low == ShownNumber(exact: "521/900", shown: "57.88"))
    // High (3×29/50 + 2×2/3 + 2/3)/6 = 561/900, and 60/900.
    #expect(score.high == ShownNumber(exact: "69/100", shown: "69.00"))
    #expect(score.desirable == ShownNumber(exact: "1/15", shown: "6.66"))
    // Demonstrated: all of STO (1/2), one of three in QRY (1/9), all of NET (1/6).
    #expect(score.coverage == ShownNumber(exact: "7/9", shown: "77.77"))
    #expect(
      score.states == [
        "met": 3, "partly met": 2, "not met": 3, "contradicted": 0, "not demonstrated": 1, "not applicable": 0,
        "inconclusive": 1,
      ])
  }

  @Test("The groups of that table; one without requirements drops out, however heavy")
  func groups() throws {
    let groups = try table().groups
    #expect(groups.map(\.score.low.exact) == ["29/50", "1/3", "2/3", "0"])
    #expect(groups.map(\.score.high.exact) == ["29/50", "2/3", "2/3", "0"])
    #expect(groups.map(\.score.coverage.exact) == ["1", "1/3", "1", "0"])
    #expect(groups.map(\.score.low.shown) == ["58.00", "33.33", "66.66", "0.00"])
  }

  @Test("What each requirement of that table loses, and that it is what the total lacks")
  func lost() throws {
    let scorecard = try table()
    let lost = Dictionary(
      uniqueKeysWithValues: scorecard.groups.flatMap(\.requirements).map { ($0.id, $0.lost.exact) })
    #expect(
      lost == [
        "STO-A": "0", "STO-B": "3/50", "STO-C": "3/20", "STO-H": "0", "STO-J": "0", "QRY-D": "0", "QRY-E": "1/9",
        "QRY-F": "1/9", "QRY-I": "0", "NET-G": "1/18",
      ])
    #expect(lost.values.compactMap { Rational(exact: $0) }.sum().exact == "439/900")
    #expect(scorecard.verdict("STO-C")?.lost.shown == "15.00")
  }

  @Test("What would raise the score most, best first, equal ones in the rules' order")
  func raises() throws {
    #expect(
      try table().raises == [
        Raise(requirement: "STO-C", points: ShownNumber(exact: "3/20", shown: "15.00")),
        Raise(requirement: "QRY-E", points: ShownNumber(exact: "1/9", shown: "11.11")),
        Raise(requirement: "QRY-F", points: ShownNumber(exact: "1/9", shown: "11.11")),
        Raise(requirement: "STO-B", points: ShownNumber(exact: "3/50", shown: "6.00")),
        Raise(requirement: "NET-G", points: ShownNumber(exact: "1/18", shown: "5.55")),
        Raise(requirement: "QRY-I", points: ShownNumber(exact: "1/30", shown: "3.33")),
      ])
  }

  @Test("At most ten raises are named")
  func tenRaises() throws {
    let requirements = (10..<25).map { Sample.requirement("STO-\($0)", weight: $0) }
    let scorecard = Sample.judge(
      try Sample.input(
        Sample.rules(requirements),
        Dictionary(uniqueKeysWithValues: requirements.map { ($0.id, [[.fails]]) })))
    #expect(scorecard.raises.map(\.requirement) == (15..<25).reversed().map { "STO-\($0)" })
  }

  @Test("Desirable requirements never lift the total beyond its maximum, nor beyond their cap")
  func cap() throws {
    let requirements = [
      Sample.requirement("STO-A", weight: 19), Sample.requirement("STO-B", weight: 1),
      Sample.requirement("STO-D", level: .desirable),
    ]
    let rules = Sample.rules(requirements, cap: ExactFraction(1, 10))
    func score(_ a: EvidenceVerdict.Result, _ b: EvidenceVerdict.Result) throws -> Score {
      Sample.judge(try Sample.input(rules, ["STO-A": [[a]], "STO-B": [[b]], "STO-D": [[.holds]]])).score
    }
    // 19/20 + 1/10 would be 21/20.
    #expect(try score(.holds, .fails).low.exact == "1")
    #expect(try score(.holds, .fails).desirable.exact == "1/20")
    #expect(try score(.holds, .holds).desirable.exact == "0")
    #expect(try score(.fails, .fails).low.exact == "1/10")
  }

  @Test("What a fulfilled requirement would raise is cut where the total reaches its maximum")
  func raiseAtCap() throws {
    let requirements = [
      Sample.requirement("STO-A", weight: 19), Sample.requirement("STO-B", weight: 1),
      Sample.requirement("STO-D", level: .desirable),
    ]
    let scorecard = Sample.judge(
      try Sample.input(
        Sample.rules(requirements, cap: ExactFraction(1, 50)),
        ["STO-A": [[.holds]], "STO-B": [[.fails]], "STO-D": [[.holds]]]))
    // 19/20 + 1/50; STO-B alone is worth 1/20, and 3/100 are left below 1.
    #expect(scorecard.raises == [Raise(requirement: "STO-B", points: ShownNumber(exact: "3/100", shown: "3.00"))])
    #expect(scorecard.verdict("STO-B")?.lost.exact == "1/20")
  }

  @Test(
    "The label is that of the highest step that the low score reaches",
    arguments: [(3, "fair"), (4, "fair"), (5, "good")])
  func label(held: Int, label: String) throws {
    let requirements = (0..<5).map { Sample.requirement("STO-\($0)") }
    let scale = Scale(
      maximum: 5, decimals: 1,
      descriptors: [
        Scale.Step(from: 0, label: "poor", descriptor: "p"), Scale.Step(from: 3, label: "fair", descriptor: "f"),
        Scale.Step(from: 5, label: "good", descriptor: "g"),
      ])
    let results =
      Dictionary(
        uniqueKeysWithValues: requirements.indices.map { ("STO-\($0)", [[$0 < held ? .holds : .fails]]) }
      ) as [String: [[EvidenceVerdict.Result]]]
    let score = Sample.judge(try Sample.input(Sample.rules(requirements, scale: scale), results)).score
    #expect(score.label == label)
    #expect(score.low.shown == "\(held).0")
  }

  @Test(
    "Requirements out of scope leave the denominator; those without a system stay in it",
    arguments: [
      (Role.Absence.notApplicable, "1", "0"), (.notDemonstrated, "1/2", "1/2"),
    ])
  func absence(consequence: Role.Absence, low: String, lost: String) throws {
    let elsewhere = RoleBinding(name: "archive", role: "archive", quantity: .each, span: Sample.span)
    let requirements = [
      Sample.requirement("STO-A", evidence: [Sample.item("word", .declaration)], appliesTo: []),
      Sample.requirement("STO-B", appliesTo: [elsewhere]),
    ]
    let scorecard = Sample.judge(
      try Sample.input(
        Sample.rules(requirements, absence: consequence), network: Sample.network([]), ["STO-A": [[.holds]]]))
    #expect(scorecard.score.low.exact == low)
    #expect(scorecard.verdict("STO-B")?.lost.exact == lost)
    #expect(scorecard.notApplicable.map(\.id) == (consequence == .notApplicable ? ["STO-B"] : []))
    #expect(scorecard.verdict("STO-B")?.why.contains("No system of this network plays the role “Archive”.") == true)
  }

  @Test("Rules under which nothing counts give no score, no label and no loss")
  func nothingCounts() throws {
    let scorecard = Sample.judge(
      try Sample.input(
        Sample.rules([Sample.requirement("STO-A")], absence: .notApplicable), network: Sample.network([])))
    #expect(scorecard.score.low.exact == "0")
    #expect(scorecard.score.high.exact == "0")
    #expect(scorecard.score.label == nil)
    #expect(scorecard.gate.state == .passed)
  }
}
