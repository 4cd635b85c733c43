import Foundation
import Inventory
import Specification
import Testing

@Suite("Assessments and answers, read and written")
struct AssessmentReadingTests {
  static let full = """
    edition: 1
    kind: assessment
    specification: imaging
    version: "2.0"
    bid: acme
    specification-sha256: \(Sample.digest)
    conflicts: {third: "Worked for Acme until March.\\nHolds shares."}
    claims:
      - requirement: STO-01@2
        evidence: claim
        individual:
          first: {answer: confirmed, reason: Page 14.}
          third: {answer: denied, reason: No.}
        abstained: {second: "Was away."}
        sha256: \(Sample.digest)
    marks:
      - requirement: STO-01@2
        evidence: board
        individual:
          first: {mark: 5, reason: "Shown: \\"all\\" # of it"}
          third: {mark: 0, reason: Not seen.}
        abstained: {second: Was away.}
        moderated: {mark: 5, reason: Seen.}
    history:
      - {at: "2026-03-02T10:15:00Z", by: first.xlsx, requirement: STO-01@2, evidence: board, evaluator: first, gave: "5", reason: Shown.}
      - {at: "2026-03-03T09:00:00Z", evaluator: third, gave: conflict of interest, reason: "Shares: \\"some\\"", before: None.}
    """

  private func read(_ text: String) throws -> InventoryReader.Reading<Assessment> {
    InventoryReader.assessment(try Sample.source(text, "a.yaml"), rules: Sample.rules, bid: "acme")
  }

  @Test("Individual answers, abstentions, conflicts and the checksum are read, and written so that they read the same")
  func roundTrip() throws {
    let reading = try read(Self.full)
    let found = try #require(reading.value, "\(reading.diagnostics)")
    #expect(found.specificationSHA256 == Sample.digest.lowercased())
    #expect(found.conflicts == [.init(evaluator: "third", reason: "Worked for Acme until March.\nHolds shares.")])
    #expect(
      found.claims.first?.answer == nil && found.claims.first?.individual.map(\.given.answer) == [.confirmed, .denied])
    #expect(found.marks.first?.abstained == [.init(evaluator: "second", reason: "Was away.")])
    #expect(
      found.history.map(\.gave) == ["5", "conflict of interest"] && found.history.map(\.by) == ["first.xlsx", nil])
    #expect(found.history.last?.reason == "Shares: \"some\"" && found.history.last?.requirement == nil)
    let decision = try #require(found.claims.first.flatMap { found.decision(on: $0) })
    #expect(decision.answer == .confirmed && decision.evaluators == ["first"])
    var again = try #require(try read(AssessmentText.text(of: found)).value, "\(AssessmentText.text(of: found))")
    again.claims[0].span = found.claims[0].span
    #expect(again == found)
  }

  @Test(
    "Each fault is named with its place",
    arguments: [
      ("moderated: {mark: 5", "moderated: {mark: 4", "unknown-mark"),
      ("abstained: {second: Was away.}", "abstained: {first: Was away.}", "abstained-and-given"),
      (
        "    abstained: {second: \"Was away.\"}", "    abstained: {first: \"Was away.\"}", "abstained-and-given"
      ),
      ("conflicts: {third", "conflicts: {first: Kin., third", "mark-of-nobody"),
      (
        "    individual:\n      first: {answer",
        "    answer: confirmed\n    individual:\n      first: {answer", "answer-of-nobody"
      ),
      ("specification-sha256: 0", "specification-sha256: x", "digest"),
    ])
  func faults(old: String, new: String, code: String) throws {
    let text = Self.full.replacingOccurrences(of: old, with: new)
    #expect(text != Self.full)
    let reading = try read(text)
    #expect(reading.value == nil && reading.diagnostics.contains { $0.code == code }, "\(reading.diagnostics)")
  }

  static let answers = """
    edition: 1
    kind: answers
    specification: imaging
    version: "2.0"
    bid: acme
    answers:
      - {number: 3, requirement: STO-01@2, question: Which table?, answer: "Table 4: \\"CT\\"", document: statement, page: 7}
      - {number: 1, requirement: QRY-01@1, question: Does it?, answer: Yes.}
    """

  @Test("A bidder's answers are read, and written so that they read the same")
  func answers() throws {
    func read(_ text: String) throws -> InventoryReader.Reading<BidderAnswers> {
      InventoryReader.answers(try Sample.source(text, "a.yaml"), rules: Sample.rules, bid: "acme")
    }
    let found = try #require(try read(Self.answers).value)
    #expect(found.answers.map(\.number) == [3, 1] && found.answers.first?.answer == "Table 4: \"CT\"")
    #expect(try read(found.text).value == found)
    for (old, new, code) in [
      ("number: 1", "number: 3", "repeated-number"), ("STO-01@2", "STO-01@1", "stale-revision"),
      ("bid: acme", "bid: bolt", "other-bid"), ("document: statement, page", "page", "page-without-document"),
      ("specification: imaging", "specification: other", "other-specification"),
    ] {
      let reading = try read(Self.answers.replacingOccurrences(of: old, with: new))
      #expect(
        reading.value == nil && reading.diagnostics.contains { $0.code == code }, "\(code) \(reading.diagnostics)")
    }
  }
}
