import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("Gate, waivers and exit codes")
struct GateTests {
  private static let mandatory = Sample.requirement(
    "STO-A", level: .mandatory, evidence: [Sample.item("claim", .statement), Sample.item("live", .probe)],
    partial: [Sample.partial(1, 2, when: .and([.evidence("live"), .not(.evidence("claim"))]))])

  private func judge(
    _ results: [EvidenceVerdict.Result], waivers: [Waiver] = [], threshold: ExactFraction? = nil,
    requirements: [Requirement] = [mandatory], sites: [[EvidenceVerdict.Result]]? = nil
  ) throws -> Scorecard {
    Sample.judge(
      try Sample.input(
        Sample.rules(requirements, threshold: threshold), network: Sample.archives(sites?.count ?? 1),
        ["STO-A": sites ?? [results]], waivers: waivers))
  }

  @Test(
    "A mandatory requirement in any state but met stands against the gate",
    arguments: [
      ([EvidenceVerdict.Result.holds, .holds], RequirementState.met, Gate.State.passed),
      ([.silent, .holds], .partlyMet, .failed), ([.holds, .fails], .contradicted, .failed),
      ([.fails, .fails], .notMet, .failed), ([.silent, .silent], .notDemonstrated, .failed),
      ([.holds, .undetermined], .inconclusive, .undecided),
      // However this comes out, it is partly met at best.
      ([.fails, .undetermined], .inconclusive, .failed),
    ])
  func states(results: [EvidenceVerdict.Result], state: RequirementState, gate: Gate.State) throws {
    let scorecard = try judge(results)
    #expect(scorecard.verdict("STO-A")?.state == state)
    #expect(scorecard.gate.state == gate)
    #expect(scorecard.gate.failing == (gate == .failed ? ["STO-A"] : []))
    #expect(scorecard.gate.undecided == (gate == .undecided ? ["STO-A"] : []))
  }

  @Test("Scored and desirable requirements do not touch the gate", arguments: [Level.scored, .desirable, .informative])
  func otherLevels(level: Level) throws {
    var requirement = Self.mandatory
    requirement.level = level
    #expect(try judge([.fails, .fails], requirements: [requirement]).gate.state == .passed)
  }

  @Test("A waiver lifts the gate, and neither state, credit nor score")
  func lifts() throws {
    let waived = try judge([.fails, .fails], waivers: [Sample.waiver("STO-A@1")])
    let bare = try judge([.fails, .fails])
    #expect(waived.gate == Gate(state: .passed, failing: [], undecided: [], waived: ["STO-A"]))
    #expect(waived.verdict("STO-A")?.waiver?.approver == "Board")
    #expect(waived.verdict("STO-A")?.state == .notMet)
    #expect(waived.score == bare.score)
    #expect(waived.exitCode == 0)
    #expect(bare.exitCode == 4)
    #expect(bare.verdict("STO-A")?.waiver == nil)
  }

  struct Fault: Sendable {
    let waiver: Waiver
    var results: [EvidenceVerdict.Result] = [.fails, .fails]
    let fault: String?
  }

  static let faults: [Fault] = [
    Fault(waiver: Sample.waiver("STO-A@1"), fault: nil),
    Fault(waiver: Sample.waiver("STO-A@1", expires: "2026-11-24"), fault: nil),
    Fault(waiver: Sample.waiver("STO-A@1", expires: "2026-11-23"), fault: "ended on 23 November 2026"),
    Fault(waiver: Sample.waiver("STO-A@1", granted: "2026-11-24"), fault: nil),
    Fault(waiver: Sample.waiver("STO-A@1", granted: "2026-11-25"), fault: "begins on 25 November 2026"),
    Fault(waiver: Sample.waiver("STO-A@2"), fault: "now stands as STO-A@1"),
    Fault(waiver: Sample.waiver("STO-Z@1"), fault: "which the specification does not have"),
    Fault(waiver: Sample.waiver("STO-A@1"), results: [.holds, .holds], fault: "lifts nothing"),
    Fault(waiver: Sample.waiver("STO-A@1", scope: ["site0"]), fault: nil),
    Fault(waiver: Sample.waiver("STO-A@1", scope: ["site0/pacs"]), fault: nil),
    Fault(waiver: Sample.waiver("STO-A@1", scope: ["site9"]), fault: "no site or system of this network"),
  ]

  @Test("Expired, unknown, stale and unused waivers are named and make exit code 6", arguments: faults.indices)
  func waiverFaults(index: Int) throws {
    let row = Self.faults[index]
    let scorecard = try judge(row.results, waivers: [row.waiver])
    let messages = scorecard.problems.filter { $0.area == "waiver" }.map(\.message)
    if let fault = row.fault {
      #expect(messages.count == 1)
      #expect(messages.first?.contains(fault) == true)
      #expect(scorecard.exitCode == 6)
      #expect(scorecard.gate.waived.isEmpty)
    } else {
      #expect(messages.isEmpty)
      #expect(scorecard.exitCode == 0)
      #expect(scorecard.gate.waived == ["STO-A"])
    }
  }

  @Test("A waiver for one site lifts the gate only where every failing system stands there")
  func scope() throws {
    let good: [EvidenceVerdict.Result] = [.holds, .holds]
    let bad: [EvidenceVerdict.Result] = [.fails, .fails]
    let first = Sample.waiver("STO-A@1", scope: ["site0"])
    #expect(try judge([], waivers: [first], sites: [bad, good]).gate.state == .passed)
    let half = try judge([], waivers: [first], sites: [bad, bad])
    #expect(half.gate.state == .failed)
    #expect(half.exitCode == 4)
    let second = Sample.waiver("STO-A@1", scope: ["site1/pacs"])
    #expect(try judge([], waivers: [first, second], sites: [bad, bad]).gate.state == .passed)
    let elsewhere = try judge([], waivers: [second], sites: [bad, good])
    #expect(elsewhere.gate.state == .failed)
    #expect(elsewhere.exitCode == 6)
  }

  @Test("A waiver for what is not mandatory or not applicable is unused")
  func unusedWaivers() throws {
    var scored = Self.mandatory
    scored.level = .scored
    #expect(try judge([.fails, .fails], waivers: [Sample.waiver("STO-A@1")], requirements: [scored]).exitCode == 6)
    var later = Self.mandatory
    later.valid = Validity(procurement: "2027-04-01")
    #expect(try judge([.fails, .fails], waivers: [Sample.waiver("STO-A@1")], requirements: [later]).exitCode == 6)
  }

  @Test("A waiver lifts the gate over an inconclusive requirement, which stays inconclusive and provisional")
  func inconclusive() throws {
    let scorecard = try judge([.holds, .undetermined], waivers: [Sample.waiver("STO-A@1")])
    #expect(scorecard.gate.state == .passed)
    #expect(scorecard.verdict("STO-A")?.state == .inconclusive)
    #expect(scorecard.exitCode == 3)
  }

  @Test("Where several exit codes hold: 3 before 6 before 4 before 5")
  func order() {
    func code(_ provisional: Bool, _ waiver: Bool, _ gate: Gate.State, _ below: Bool) -> Int {
      ExitCode.code(isProvisional: provisional, hasWaiverFault: waiver, gate: gate, isBelowThreshold: below)
    }
    #expect(code(true, true, .failed, true) == 3)
    #expect(code(false, true, .failed, true) == 6)
    #expect(code(false, false, .failed, true) == 4)
    #expect(code(false, false, .passed, true) == 5)
    #expect(code(false, false, .passed, false) == 0)
  }

  @Test("The threshold is reached exactly or not at all", arguments: [(100, 0), (101, 5)])
  func threshold(limit: Int, code: Int) throws {
    #expect(try judge([.holds, .holds], threshold: ExactFraction(limit, 1)).exitCode == code)
  }

  @Test(
    "A problem of the harness or of a document makes the result provisional; one of a system does not",
    arguments: [("harness", 3), ("document", 3), ("system", 0)])
  func problems(area: String, code: Int) throws {
    var input = try Sample.input(Sample.rules([Self.mandatory]), ["STO-A": [[.holds, .holds]]])
    input.problems = [Problem(area: area, subject: "it", message: "Something happened.")]
    #expect(Sample.judge(input).exitCode == code)
    #expect(Sample.judge(input).problems == input.problems)
  }

  @Test(
    "An unreadable document makes the result provisional, a warning does not",
    arguments: [
      (DocumentProblem.Severity.unreadable, 3), (.warning, 0),
    ])
  func documents(severity: DocumentProblem.Severity, code: Int) throws {
    var input = try Sample.input(Sample.rules([Self.mandatory]), ["STO-A": [[.holds, .holds]]])
    input.documents = [
      DocumentReading(
        document: "acme.pdf", sha256: "00", format: "text", claims: [],
        problems: [DocumentProblem(severity: severity, code: "x", message: "Something is wrong")])
    ]
    let scorecard = Sample.judge(input)
    #expect(scorecard.exitCode == code)
    #expect(scorecard.problems.map(\.subject) == ["acme.pdf"])
    #expect(scorecard.bid.documents.map(\.name) == ["acme.pdf"])
  }

  @Test("A partial run is provisional, and what it left out is inconclusive, not missing")
  func partialRun() throws {
    var input = try Sample.input(
      Sample.rules([Self.mandatory, Sample.requirement("STO-B")]), ["STO-A": [[.holds, .holds]]])
    input.run.isPartial = true
    let scorecard = Sample.judge(input)
    #expect(scorecard.exitCode == 3)
    #expect(scorecard.verdict("STO-B")?.state == .inconclusive)
    #expect(scorecard.verdict("STO-B")?.why.contains("not gathered in this run") == true)
  }
}
