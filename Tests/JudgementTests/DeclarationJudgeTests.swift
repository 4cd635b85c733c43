import Evidence
import Specification
import Testing

@testable import Judgement

@Suite("What a declaration shows")
struct DeclarationJudgeTests {
  private func verdict(
    _ shows: String, fields: [String: Value] = [:], expect: [Assertion] = [Sample.assertion()]
  ) -> EvidenceVerdict {
    var observation = fields
    observation["shows"] = .string(shows)
    return DeclarationJudge(reader: Sample.reader, phrases: Phrases(network: Sample.archives(1))).verdict(
      id: "word", expect: expect,
      evidence: DeclarationEvidence(
        observation: .record(observation), source: SourceSpan(file: "acme.yaml", line: 31, column: 5)),
      variables: [:])
  }

  @Test(
    "The answer is enough, too little, or none",
    arguments: [("holds", EvidenceVerdict.Result.holds), ("fails", .fails), ("nothing", .silent)])
  func decides(shows: String, result: EvidenceVerdict.Result) {
    #expect(verdict(shows).result == result)
    #expect(verdict(shows).findings.map(\.result) == [result])
  }

  @Test("A declaration of which nothing is expected shows nothing")
  func expectsNothing() {
    #expect(verdict("holds", expect: []).result == .silent)
  }

  @Test(
    "The bidder's level is put in words, with notes, document and place",
    arguments: [
      ("full", "full support"), ("partial", "partial support"), ("configuration", "support after configuration"),
      ("development", "support that is still to be developed"), ("none", "no support"), ("soon", "“soon”"),
    ])
  func words(level: String, text: String) {
    #expect(
      verdict("holds", fields: ["level": .string(level)]).why == "The bidder declares \(text), acme.yaml line 31.")
    #expect(
      verdict(
        "fails",
        fields: [
          "level": .string(level), "notes": .string("Needs licence\n X."), "document": .string("manual"),
          "page": .number(12),
        ]
      ).why == """
        The bidder declares \(text): “Needs licence X.” (manual, page 12), acme.yaml line 31, where the requirement asks \
        for “status is success”.
        """)
  }
}
