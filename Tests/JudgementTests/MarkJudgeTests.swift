import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("Evaluators mark what no machine can show")
struct MarkJudgeTests {
  private static let descriptors = [
    MarkDescriptor(mark: 0, descriptor: "Nothing of it."), MarkDescriptor(mark: 3, descriptor: "Most of it."),
    MarkDescriptor(mark: 5, descriptor: "All of it."),
  ]
  private static let board = EvidenceItem(
    id: "board", body: .assessment(question: "How much of it?", descriptors: descriptors), span: Sample.span)

  private func judge(
    _ moderated: Int?, requirement: Requirement? = nil, marked: String = "A@1", live: EvidenceVerdict.Result = .holds,
    conflicts: [String] = [], abstained: [String] = []
  ) throws -> RequirementVerdict {
    let requirement = requirement ?? Sample.requirement("A", evidence: [Self.board])
    var input = try Sample.input(Sample.rules([requirement]), ["A": [requirement.evidence.map { _ in live }]])
    input.assessment = Assessment(
      specification: "spec", version: "1", bid: "bid",
      conflicts: conflicts.map { Assessment.Recusal(evaluator: $0, reason: "Sold it.") }, claims: [],
      marks: [
        Assessment.Marking(
          requirement: marked, evidence: "board",
          individual: [
            Assessment.IndividualMark(evaluator: "first", given: Assessment.GivenMark(mark: 3, reason: "Seen.")),
            Assessment.IndividualMark(evaluator: "second", given: Assessment.GivenMark(mark: 5, reason: "All seen.")),
          ], abstained: abstained.map { Assessment.Recusal(evaluator: $0, reason: "Was away.") },
          moderated: moderated.map { Assessment.GivenMark(mark: $0, reason: "One case failed.") })
      ])
    return try #require(Judge.judge(input, reader: Sample.reader).groups.first?.requirements.first)
  }

  @Test(
    "The mark agreed on earns its part of the highest mark",
    arguments: [
      (5, EvidenceVerdict.Result.holds, RequirementState.met, "1"), (3, .holdsInPart, .partlyMet, "3/5"),
      (0, .fails, .notMet, "0"),
    ])
  func credit(mark: Int, result: EvidenceVerdict.Result, state: RequirementState, credit: String) throws {
    let verdict = try judge(mark)
    let shown = try #require(verdict.bindings.first?.evidence.first)
    #expect(shown.result == result && verdict.state == state)
    #expect(verdict.creditLow.exact == credit && verdict.creditHigh.exact == credit)
    #expect(shown.marked?.mark == mark && shown.marked?.highest == 5)
  }

  @Test("The verdict says what the mark takes, why it was given and what each evaluator gave before")
  func words() throws {
    let why = try judge(3).why
    for words in ["mark 3 of 5", "Most of it.", "One case failed.", "first 3", "second 5"] {
      #expect(why.contains(words), "\(why)")
    }
  }

  @Test(
    "Without a mark agreed on, with a mark for another revision or with one that is not described, nothing is shown")
  func silence() throws {
    for verdict in [try judge(nil), try judge(5, marked: "A@2"), try judge(4)] {
      #expect(verdict.state == .notDemonstrated && verdict.creditHigh.exact == "0")
      #expect(verdict.why.contains("How much of it?"), "\(verdict.why)")
    }
    #expect(try judge(nil).why.contains("first 3"))
  }

  @Test("Where a probe is needed too the lowest counts, and a failed probe is not made good by a mark")
  func together() throws {
    let both = Sample.requirement("A", evidence: [Sample.item("live", .probe), Self.board])
    #expect(try judge(3, requirement: both).creditLow.exact == "3/5")
    #expect(try judge(5, requirement: both).state == .met)
    #expect(try judge(5, requirement: both, live: .fails).state == .notMet)
    let either = Sample.requirement(
      "A", evidence: [Sample.item("live", .probe), Self.board],
      require: .or([.evidence("live"), .evidence("board")]))
    #expect(try judge(3, requirement: either).state == .met)
    #expect(try judge(3, requirement: either, live: .fails).creditLow.exact == "3/5")
    let partial = Sample.requirement(
      "A", evidence: [Sample.item("live", .probe), Self.board],
      partial: [Sample.partial(4, 5, when: .evidence("board"))])
    #expect(try judge(3, requirement: partial, live: .fails).creditLow.exact == "3/5")
    #expect(try judge(5, requirement: partial, live: .fails).creditLow.exact == "4/5")
  }

  @Test("A mandatory requirement that holds in part fails its gate")
  func gate() throws {
    var input = try Sample.input(
      Sample.rules([Sample.requirement("A", level: .mandatory, evidence: [Self.board])]), ["A": [[.holds]]])
    input.assessment = Assessment(
      specification: "spec", version: "1", bid: "bid", claims: [],
      marks: [
        Assessment.Marking(
          requirement: "A@1", evidence: "board",
          individual: [
            Assessment.IndividualMark(evaluator: "first", given: Assessment.GivenMark(mark: 3, reason: "Seen."))
          ],
          moderated: Assessment.GivenMark(mark: 3, reason: "Most of it."))
      ])
    #expect(Judge.judge(input, reader: Sample.reader).gate.state == .failed)
  }

  @Test("Who has a conflict of interest is shown and does not count: a mark that rests on nobody else shows nothing")
  func conflict() throws {
    let one = try judge(3, conflicts: ["second"])
    #expect(one.creditLow.exact == "3/5")
    #expect(one.why.contains("second 5 (not counted: conflict of interest)"), "\(one.why)")
    let marked = try #require(one.bindings.first?.evidence.first?.marked)
    #expect(marked.individual.map(\.evaluator) == ["first", "second"])
    #expect(marked.conflicts == [Assessment.Recusal(evaluator: "second", reason: "Sold it.")])
    let all = try judge(5, conflicts: ["first", "second"])
    #expect(all.state == .notDemonstrated && all.creditHigh.exact == "0")
    #expect(all.why.contains("Nobody who counts has marked it"), "\(all.why)")
    // A conflict of somebody who gave nothing changes nothing.
    #expect(try judge(3, conflicts: ["third"]).bindings.first?.evidence.first?.marked?.conflicts == nil)
  }

  @Test("An abstention is shown, and earns and costs nothing")
  func abstention() throws {
    let verdict = try judge(3, abstained: ["third"])
    #expect(verdict.creditLow == (try judge(3)).creditLow)
    #expect(verdict.why.contains("third abstained"), "\(verdict.why)")
    #expect(verdict.bindings.first?.evidence.first?.marked?.abstained?.map(\.reason) == ["Was away."])
    #expect(try judge(3).bindings.first?.evidence.first?.marked?.abstained == nil)
  }

  @Test("A bidder is told the mark agreed on and its reason, and not who gave what")
  func forBidder() throws {
    let verdict = try judge(3, conflicts: ["second"], abstained: ["third"])
    for words in [verdict.whyForBidder, verdict.bindings[0].evidence[0].whyForBidder] {
      #expect(words.contains("mark 3 of 5") && words.contains("One case failed."), "\(words)")
      for name in ["first", "second", "third", "conflict"] { #expect(!words.contains(name), "\(words)") }
    }
    let open = try judge(nil).whyForBidder
    #expect(open.contains("The evaluators have not agreed on a mark.") && !open.contains("first"), "\(open)")
    // What machines saw is told as it stands.
    let both = Sample.requirement("A", evidence: [Sample.item("live", .probe), Self.board])
    let failed = try judge(5, requirement: both, live: .fails)
    #expect(failed.whyForBidder == failed.why && failed.bindings[0].evidence[0].whyForBidder != "")
  }
}
