import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("Evaluators read what the reading of a document leaves in doubt")
struct ClaimAssessmentTests {
  private static let requirement = Sample.requirement("A", evidence: [Sample.item("claim", .statement)])
  private static let rules = Sample.rules([requirement])

  private func entry(
    _ answer: Assessment.Answer, requirement: String = "A@1", evidence: String = "claim", sha256: String? = nil
  ) -> Assessment.ReadClaim {
    Assessment.ReadClaim(
      requirement: requirement, evidence: evidence, answer: answer, reason: "Page 3 lists it.",
      evaluators: ["first", "second"], sha256: sha256, span: Sample.span)
  }

  private func judge(
    _ shows: EvidenceVerdict.Result, _ entries: [Assessment.ReadClaim], conflicts: [String] = []
  ) throws -> Scorecard {
    var input = try Sample.input(Self.rules, ["A": [[shows]]])
    input.assessment = Assessment(
      specification: "spec", version: "1", bid: "bid",
      conflicts: conflicts.map { Assessment.Recusal(evaluator: $0, reason: "Sold it.") }, claims: entries)
    input.documents = [
      DocumentReading(document: "acme.txt", sha256: "aa", format: "text", claims: [], problems: [])
    ]
    return Judge.judge(input, reader: Sample.reader)
  }

  private func evidence(_ scorecard: Scorecard) throws -> EvidenceVerdict {
    try #require(scorecard.groups.first?.requirements.first?.bindings.first?.evidence.first)
  }

  @Test(
    "A doubt is settled by the answer, and the words say who read what",
    arguments: [
      (Assessment.Answer.confirmed, EvidenceVerdict.Result.holds, RequirementState.met),
      (.refused, .silent, .notDemonstrated), (.denied, .fails, .notMet),
    ])
  func settles(answer: Assessment.Answer, result: EvidenceVerdict.Result, state: RequirementState) throws {
    let scorecard = try judge(.needsHumanEye, [entry(answer)])
    let found = try evidence(scorecard)
    #expect(found.result == result && found.assessed?.answer == answer)
    #expect(found.why.contains("first and second") && found.why.contains("Page 3 lists it."))
    #expect(scorecard.groups.first?.requirements.first?.state == state)
    #expect(scorecard.problems.isEmpty)
  }

  @Test(
    "A reading that decides by itself is not overruled, and the answer is reported as without effect",
    arguments: [EvidenceVerdict.Result.holds, .fails, .silent],
    [Assessment.Answer.confirmed, .refused, .denied])
  func decided(shows: EvidenceVerdict.Result, answer: Assessment.Answer) throws {
    let scorecard = try judge(shows, [entry(answer)])
    let found = try evidence(scorecard)
    #expect(found.result == shows && found.assessed == nil)
    #expect(scorecard.problems.map(\.area) == ["assessment"])
    #expect(scorecard.problems.first?.message.contains("no effect") == true)
  }

  @Test("An answer given for another document, revision or evidence settles nothing")
  func otherDocument() throws {
    let stale = try judge(.needsHumanEye, [entry(.confirmed, sha256: "bb")])
    #expect(try evidence(stale).result == .needsHumanEye)
    #expect(stale.problems.first?.message.contains("another document") == true)
    #expect(try evidence(judge(.needsHumanEye, [entry(.confirmed, sha256: "aa")])).result == .holds)
    #expect(try evidence(judge(.needsHumanEye, [entry(.confirmed, requirement: "A@2")])).result == .needsHumanEye)
    #expect(try evidence(judge(.needsHumanEye, [entry(.confirmed, evidence: "other")])).result == .needsHumanEye)
  }

  @Test("Of several answers that for the document at hand counts")
  func several() throws {
    let found = try evidence(
      judge(.needsHumanEye, [entry(.refused, sha256: "bb"), entry(.confirmed, sha256: "aa")]))
    #expect(found.result == .holds)
  }

  /// An entry with what each evaluator found, and nothing agreed on.
  private func apart(_ answers: [(String, Assessment.Answer)], abstained: [String] = []) -> Assessment.ReadClaim {
    Assessment.ReadClaim(
      requirement: "A@1", evidence: "claim", answer: nil, reason: "", evaluators: [],
      individual: answers.map { name, answer in
        Assessment.IndividualAnswer(
          evaluator: name, given: Assessment.GivenAnswer(answer: answer, reason: "Read by \(name)."))
      }, abstained: abstained.map { Assessment.Recusal(evaluator: $0, reason: "Away.") }, span: Sample.span)
  }

  @Test("The same answer of each evaluator decides; different ones leave the doubt until they agree")
  func individual() throws {
    let same = try evidence(judge(.needsHumanEye, [apart([("first", .confirmed), ("second", .confirmed)])]))
    #expect(same.result == .holds && same.assessed?.evaluators == ["first", "second"])
    #expect(same.assessed?.individual?.count == 2 && same.why.contains("Read by second."))
    let disputed = try judge(
      .needsHumanEye, [apart([("first", .confirmed), ("second", .denied)], abstained: ["third"])])
    let doubt = try evidence(disputed)
    #expect(doubt.result == .needsHumanEye && doubt.assessed == nil && disputed.problems.isEmpty)
    #expect(
      doubt.why.contains("The evaluators disagree (first confirmed, second denied and third abstained)"), "\(doubt.why)"
    )
    var agreed = apart([("first", .confirmed), ("second", .denied)])
    agreed.answer = .refused
    agreed.reason = "It names another class."
    agreed.evaluators = ["first", "second"]
    let settled = try evidence(judge(.needsHumanEye, [agreed]))
    #expect(settled.result == .silent && settled.assessed?.individual?.map(\.given.answer) == [.confirmed, .denied])
  }

  @Test("Who has a conflict of interest decides no claim, alone or with others")
  func conflict() throws {
    let entries = [apart([("first", .confirmed), ("second", .denied)])]
    let found = try evidence(judge(.needsHumanEye, entries, conflicts: ["second"]))
    #expect(found.result == .holds && found.assessed?.evaluators == ["first"])
    #expect(found.assessed?.conflicts?.map(\.evaluator) == ["second"])
    let nobody = try evidence(judge(.needsHumanEye, [entry(.confirmed)], conflicts: ["first", "second"]))
    #expect(
      nobody.result == .needsHumanEye && nobody.why.contains("Nobody who counts has answered it"), "\(nobody.why)")
  }

  @Test("A bidder is told what the evaluators found, and not who of them found what")
  func forBidder() throws {
    let decided = try evidence(judge(.needsHumanEye, [apart([("first", .confirmed), ("second", .confirmed)])]))
    #expect(decided.whyForBidder.hasPrefix("The evaluators read the document and confirmed"), "\(decided.whyForBidder)")
    #expect(!decided.whyForBidder.contains("first: "), "\(decided.whyForBidder)")
    let disputed = try evidence(judge(.needsHumanEye, [apart([("first", .confirmed), ("second", .denied)])]))
    #expect(!disputed.whyForBidder.contains("first") && disputed.why.hasPrefix(disputed.whyForBidder))
    let plain = try evidence(judge(.holds, []))
    #expect(plain.whyForBidder == plain.why)
  }
}
