import Foundation
import TestPeers
import Testing

/// What evaluators read counts where the tool's own reading leaves a doubt, and nowhere else.
@Suite("Assessment of claims")
struct AssessmentTests {
  private func assessment(_ tender: Tender, answer: String, bid: String = "test-bid") throws -> String {
    try tender.write(
      """
      edition: 1
      kind: assessment
      specification: nhs-imaging-network
      version: "0.2.0"
      bid: \(bid)
      claims:
        - requirement: DST-001a@1
          evidence: claim
          answer: \(answer)
          reason: The first sentence names Verification as SCP.
          evaluators: [first evaluator]

      """, "assessment.yaml")
  }

  private func claim(_ verdicts: Verdicts) throws -> Verdicts.Evidence {
    try #require(verdicts["DST-001a"]?.evidence.first { $0.id == "claim" })
  }

  @Test("A claim in prose needs a human eye; confirmed it counts, and the run keeps the assessment it was judged with")
  func confirmed() async throws {
    let tender = try await RecordedSample.copyOfDoubtful()
    #expect(try claim(tender.verdicts()).result == "needs a human eye")
    let file = try assessment(tender, answer: "confirmed")
    let ended = try await Assay.run("judge", tender.out, "--assessment", file)
    #expect(ended.status == 4, "\(ended.error)")
    let found = try claim(tender.verdicts())
    #expect(found.result == "holds" && found.assessed?.answer == "confirmed")
    #expect(found.why.contains("first evaluator"))
    // Without the file the record still judges the same, and is sound.
    try FileManager.default.removeItem(atPath: file)
    _ = try await Assay.run("judge", tender.out)
    #expect(try claim(tender.verdicts()).result == "holds")
    let report = try await Assay.run("report", tender.out, "--format", "json,html")
    #expect(report.status == 0, "\(report.error)")
  }

  @Test(
    "Refused it shows nothing; denied it is evidence against", arguments: [("refused", "silent"), ("denied", "fails")])
  func refused(answer: String, result: String) async throws {
    let tender = try await RecordedSample.copyOfDoubtful()
    let file = try assessment(tender, answer: answer)
    _ = try await Assay.run("judge", tender.out, "--assessment", file)
    #expect(try claim(tender.verdicts()).result == result)
  }

  @Test("The assessment of another bid is refused with 2")
  func otherBid() async throws {
    let tender = try await RecordedSample.copyOfDoubtful()
    let file = try assessment(tender, answer: "confirmed", bid: "other-bid")
    let ended = try await Assay.run("judge", tender.out, "--assessment", file)
    #expect(ended.status == 2 && ended.error.contains("other-bid"), "\(ended.error)")
    #expect(try claim(tender.verdicts()).result == "needs a human eye")
  }

  @Test("An assessment is checked on its own, with its places")
  func check() async throws {
    let tender = try await RecordedSample.copyOfDoubtful()
    let file = try assessment(tender, answer: "perhaps")
    let ended = try await Assay.run("check", file)
    #expect(ended.status == 2 && ended.output.contains("answer") || ended.error.contains("answer"))
    let good = try await Assay.run("check", try assessment(tender, answer: "denied"))
    #expect(good.status == 0, "\(good.error)\(good.output)")
  }
}
