import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

/// Judgement with assertions as specifications write them, read by the rules of the evidence.
@Suite("Judging by written assertions")
struct StandardReadingTests {
  private static let ct = "1.2.840.10008.5.1.4.1.1.2"
  private static let echo = StepDescription(
    name: "dicom.echo", summary: "", effect: .read, endpoint: .dicom, inputs: [],
    observation: [
      Field(
        "rejection", .record([Field("reason", .string, meaning: "Reason.")]), .when("outcome == rejected"),
        meaning: "Why the association was rejected."),
      Field(
        "responses",
        .list(of: .record([Field("status", .word(["success", "failure"]), meaning: "Status.")]), key: nil),
        .when("the association was accepted"), meaning: "Responses."),
    ], example: "", sources: [])

  private func assertions(_ text: String, on type: ValueType) throws -> [Assertion] {
    let block = AssertionBlock.parse(text, at: Sample.span, observation: type, names: NameScope())
    try #require(block.diagnostics.isEmpty, "\(block.diagnostics)")
    return block.assertions
  }

  /// One requirement, one statement and one probe.
  private func judge(
    claim: String? = nil, claims: [Claim] = [], scp: String? = nil, live: String? = nil, outcome: String = "completed",
    statuses: [String]? = nil, failure: StepFailure? = nil
  ) throws -> RequirementVerdict {
    var items: [EvidenceItem] = []
    var records: [EvidenceRecord] = []
    func record(_ id: String, _ content: EvidenceRecord.Content) {
      records.append(
        EvidenceRecord(
          requirement: "STO-A@1", binding: ["archive": "site0/pacs"], evidence: id, content: content))
    }
    if let claim {
      let expect = try assertions(claim, on: StatementSchema.type)
      items.append(EvidenceItem(id: "claim", body: .statement(of: "archive", expect: expect), span: Sample.span))
      var entry: [String: Value] = ["uid": .uid(Self.ct), "name": .string("CT Image Storage")]
      if let scp { entry["scp"] = .string(scp) }
      record(
        "claim",
        .statement(
          StatementEvidence(
            documents: ["acme.txt"], observation: .record(["sop-class": .list(scp == nil ? [] : [.record(entry)])]),
            claims: claims, problems: [])))
    }
    if let live {
      let expect = try assertions(live, on: Self.echo.observationType)
      items.append(EvidenceItem(id: "live", body: .probe(steps: [Sample.step(expect: expect)]), span: Sample.span))
      var observation: [String: Value] = ["outcome": .string(outcome), "duration": .duration(nanoseconds: 5_000_000)]
      if let statuses { observation["responses"] = .list(statuses.map { .record(["status": .string($0)]) }) }
      if outcome == "rejected" {
        observation["rejection"] = .record(["reason": .string("calling-AE-title-not-recognized")])
      }
      var step = Sample.stepRecord(shows: "", outcome: outcome, failure: failure)
      step.observation = .record(observation)
      record("live", .probe(ProbeEvidence(steps: [step])))
    }
    let rules = Sample.rules([Sample.requirement("STO-A", level: .mandatory, evidence: items)])
    var input = try Sample.input(rules)
    input.catalogue = StepCatalogue([Self.echo])
    input.records = records
    return try #require(Judge.judge(input).verdict("STO-A"))
  }

  private static func claim(_ polarity: Claim.Polarity = .supported) -> Claim {
    Claim(
      kind: .sopClass, uid: ct, role: .scp, polarity: polarity,
      evidence: [
        Citation(document: "acme.txt", sha256: "00", line: 88, section: "4.2.1", words: "CT Image  Storage: SCP")
      ],
      method: "table", confidence: 95)
  }

  private static let isSCP = "sop-class[CTImageStorage].scp == supported"
  private static let allSucceed = "every responses[*].status == success"
  private static let refused = StepFailure(
    blame: .system, message: "the association was rejected", rule: "PS3.8 §9.3.4")
  private static let mismatch = StepFailure(blame: .configuration, message: "the AE title ASSAY is not known there")

  @Test("A claim and an exchange that both hold meet the requirement, and both are told")
  func met() throws {
    let verdict = try judge(
      claim: Self.isSCP, claims: [Self.claim()], scp: "supported", live: Self.allSucceed, statuses: ["success"])
    #expect(verdict.state == .met)
    #expect(
      verdict.why == """
        The statement claims it: “CT Image Storage: SCP” (acme.txt, line 88, section “4.2.1”). Arc 1.0 (site0/pacs) did \
        what was expected.
        """)
  }

  @Test("A claim that the exchange contradicts")
  func contradicted() throws {
    let verdict = try judge(
      claim: Self.isSCP, claims: [Self.claim()], scp: "supported", live: Self.allSucceed,
      statuses: ["success", "failure"])
    #expect(verdict.state == .contradicted)
    #expect(verdict.why.hasPrefix("The statement claims it: “CT Image Storage: SCP” (acme.txt, line 88"))
    #expect(verdict.why.contains("Yet Arc 1.0 (site0/pacs) did otherwise in step “ask”: expected "))
    #expect(verdict.why.contains("failure"))
  }

  @Test(
    "What the statement says decides; what it does not say is silence; a reservation is for a person",
    arguments: [
      ("supported", EvidenceVerdict.Result.holds), ("not-supported", .fails), ("configurable", .needsHumanEye),
      ("unclear", .needsHumanEye), (nil, .silent),
    ] as [(String?, EvidenceVerdict.Result)])
  func statement(scp: String?, result: EvidenceVerdict.Result) throws {
    let claims = scp == nil ? [] : [Self.claim(scp == "not-supported" ? .notSupported : .supported)]
    let verdict = try judge(claim: Self.isSCP, claims: claims, scp: scp)
    #expect(verdict.bindings.first?.evidence.first?.result == result)
    #expect(verdict.why.hasSuffix("."))
  }

  struct Exchange: Sendable {
    let expect: String
    var outcome = "completed"
    var statuses: [String]?
    var failure: StepFailure?
    let result: EvidenceVerdict.Result
  }

  static let exchanges: [Exchange] = [
    Exchange(expect: allSucceed, statuses: ["success"], result: .holds),
    Exchange(expect: allSucceed, statuses: ["failure"], result: .fails),
    // A completed exchange with nothing to look at.
    Exchange(expect: allSucceed, statuses: [], result: .silent),
    // A rejection that is asked for, and the same one where it is not.
    Exchange(expect: "outcome == rejected", outcome: "rejected", failure: refused, result: .holds),
    Exchange(expect: "outcome == rejected", outcome: "rejected", failure: mismatch, result: .holds),
    Exchange(
      expect: "rejection.reason == \"calling-AE-title-not-recognized\"", outcome: "rejected", failure: mismatch,
      result: .holds),
    Exchange(expect: "outcome == rejected", statuses: ["success"], result: .fails),
    Exchange(expect: allSucceed, outcome: "rejected", failure: refused, result: .fails),
    Exchange(expect: allSucceed, outcome: "rejected", failure: mismatch, result: .undetermined),
    // Faults of the network speak against nobody, however the expectation is put.
    Exchange(expect: allSucceed, outcome: "unreachable", failure: Sample.timeOut, result: .undetermined),
    Exchange(expect: "outcome == completed", outcome: "timed-out", failure: Sample.timeOut, result: .undetermined),
    Exchange(expect: "outcome == rejected", outcome: "timed-out", failure: Sample.timeOut, result: .undetermined),
    Exchange(
      expect: "no responses[*].status == failure", outcome: "timed-out", failure: Sample.timeOut, result: .undetermined),
    Exchange(expect: "duration <= 1 min", outcome: "unreachable", failure: Sample.timeOut, result: .undetermined),
    Exchange(expect: "duration <= 1 min", statuses: [], result: .holds),
  ]

  @Test("What an exchange shows", arguments: exchanges.indices)
  func exchange(index: Int) throws {
    let row = Self.exchanges[index]
    let verdict = try judge(
      live: row.expect, outcome: row.outcome, statuses: row.statuses, failure: row.failure)
    #expect(verdict.bindings.first?.evidence.first?.result == row.result)
    #expect(verdict.why.hasSuffix("."))
  }

  @Test("A name without a value is the harness's fault in papers too")
  func unknownName() throws {
    var expect = try assertions(Self.isSCP, on: StatementSchema.type)
    expect[0].predicate = .compare(.equal, .reference("nowhere"))
    let verdict = StatementJudge(reader: .standard, phrases: Phrases(network: Sample.archives(1))).verdict(
      id: "claim", expect: expect,
      evidence: StatementEvidence(
        documents: ["acme.txt"],
        observation: .record(["sop-class": .list([.record(["uid": .uid(Self.ct), "scp": .string("supported")])])]),
        claims: [Self.claim()], problems: []), variables: [:])
    #expect(verdict.result == .undetermined)
    #expect(verdict.why.contains("not held against the bidder"))
  }
}
