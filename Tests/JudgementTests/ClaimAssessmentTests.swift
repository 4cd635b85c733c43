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
    _ shows: EvidenceVerdict.Result, _ entries: [Assessment.ReadClaim]
  ) throws -> Scorecard {
    var input = try Sample.input(Self.rules, ["A": [[shows]]])
    input.assessment = Assessment(specification: "spec", version: "1", bid: "bid", claims: entries)
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
}
