import Testing

@testable import Specification

@Suite("A review asks how demands are worded and shown, and of nothing that is in order")
struct ReviewTests {
  private static let place = SourceSpan(file: "requirements.yaml", line: 5, column: 9)
  private static let fields: ValueType = .record([
    Field("time", .duration, meaning: "Time."), Field("list", .list(of: .string, key: nil), meaning: "List."),
  ])

  private static func requirement(
    _ id: String = "IMG-001", says statement: String = "It **shall** answer.", by evidence: [EvidenceItem],
    level: Level = .scored, sources: [SourceReference] = [SourceReference(ref: "PS3.4", section: "B.5")]
  ) -> Requirement {
    Requirement(
      id: id, revision: 1, group: "IMG", title: "Archive answers", statement: statement, rationale: "Work stops.",
      sources: sources, level: level, weight: 1,
      appliesTo: [RoleBinding(name: "archive", role: "archive", quantity: .each, span: place)], evidence: evidence,
      require: .evidence("live"), remedy: "Enable it.", span: place)
  }

  private static func probe(_ expect: String, with inputs: [String: Argument] = [:]) -> EvidenceItem {
    let assertions = AssertionBlock.parse(
      expect, at: place, observation: fields, names: NameScope(["limit": .duration])
    ).assertions
    return EvidenceItem(
      id: "live",
      body: .probe(steps: [
        Step(id: "step1", kind: "dicom.find", at: "archive", inputs: inputs, expect: assertions, span: place)
      ]), span: place)
  }

  private static let answer = EvidenceItem(id: "live", body: .declaration(expect: []), span: place)

  private static func codes(_ requirements: [Requirement], limit: Int64 = 1) -> [String] {
    var rules = RuleSet(id: "sample", version: "1", title: "Sample")
    rules.requirements = requirements
    rules.inputs = ["limit": InputValue(title: "", type: .duration, value: .duration(nanoseconds: limit))]
    return SpecificationReview(rules: rules).warnings().map { "\($0.requirement ?? "") \($0.code)" }
  }

  @Test("A sound requirement is warned of nothing")
  func sound() { #expect(Self.codes([Self.requirement(by: [Self.probe("time <= 5 s")])]) == []) }

  @Test("A bidder's word alone is warned of where a probe looks at the same standard in the same role")
  func declarationOnly() {
    var word = Self.requirement("IMG-002", by: [Self.answer])
    let probed = Self.requirement(by: [Self.probe("time <= 5 s")])
    #expect(Self.codes([probed, word]) == ["IMG-002 declaration-only"])
    word.notTested = "What a screen shows is seen in no message."
    #expect(Self.codes([probed, word]) == [])
  }

  @Test("What no probe asks is warned of until it says why")
  func untested() {
    var word = Self.requirement("IMG-002", by: [Self.answer])
    #expect(Self.codes([word]) == ["IMG-002 untested-without-reason"])
    word.notTested = "A price is a paper."
    #expect(Self.codes([word]) == [])
  }

  @Test("A probe that a system without anything meets is one-sided; one that expects something is not")
  func oneSided() {
    #expect(Self.codes([Self.requirement(by: [Self.probe("list is empty")])]) == ["IMG-001 one-sided"])
    #expect(
      Self.codes([Self.requirement(by: [Self.probe("no list[*] == \"a\"\nnot list exists")])]) == ["IMG-001 one-sided"])
    #expect(Self.codes([Self.requirement(by: [Self.probe("list is empty\ntime <= 5 s")])]) == [])
  }

  @Test("Two limits of one quantity are warned of, by value or by input; of two questions they are not")
  func thresholds() {
    func pair(_ second: String, with inputs: [String: Argument] = [:], limit: Int64 = 1) -> [String] {
      Self.codes(
        [
          Self.requirement(by: [Self.probe("time <= 5 s")]),
          Self.requirement("IMG-002", by: [Self.probe(second, with: inputs)]),
        ],
        limit: limit)
    }
    #expect(pair("time <= 5 s") == [])
    #expect(pair("time <= 10 s") == ["IMG-002 contradictory-thresholds"])
    #expect(pair("time <= {{limit}}", limit: 5_000_000_000) == [])
    #expect(pair("time <= {{limit}}", limit: 6_000_000_000) == ["IMG-002 contradictory-thresholds"])
    #expect(pair("time >= 6 s") == ["IMG-002 contradictory-thresholds"])
    #expect(pair("time >= 4 s") == [])
    #expect(pair("time <= 10 s", with: ["level": .value(.string("study"), Self.place)]) == [])
  }

  @Test(
    "Words of a statement",
    arguments: [
      ("It **should** answer.", Level.desirable, []), ("It **shall** answer.", .desirable, ["demand-in-desirable"]),
      ("It **shall** answer, **shall** store and **shall** find.", .mandatory, ["several-demands"]),
      ("It **shall** answer and **shall not** stop.", .mandatory, []),
      (
        "It **shall** answer quickly, in an appropriate format, as far as possible.", .mandatory,
        ["ambiguous-word", "ambiguous-word", "ambiguous-word"]
      ),
      ("It **shall** answer within 5 s, whatever the goods.", .mandatory, []),
    ] as [(String, Level, [String])])
  func wording(statement: String, level: Level, codes: [String]) {
    let requirement = Self.requirement("IMG-001", says: statement, by: [Self.probe("time <= 5 s")], level: level)
    #expect(Self.codes([requirement]) == codes.map { "IMG-001 \($0)" })
  }

  @Test("A reference without a section is warned of where others to the same source have one")
  func sections() {
    let bare = Self.requirement("IMG-002", by: [Self.probe("time <= 5 s")], sources: [SourceReference(ref: "PS3.4")])
    #expect(Self.codes([bare]) == [])
    #expect(Self.codes([Self.requirement(by: [Self.probe("time <= 5 s")]), bare]) == ["IMG-002 missing-section"])
    let noted = Self.requirement(
      "IMG-002", by: [Self.probe("time <= 5 s")], sources: [SourceReference(ref: "PS3.4", note: "as a whole")])
    #expect(Self.codes([Self.requirement(by: [Self.probe("time <= 5 s")]), noted]) == [])
  }

  @Test("A finding stands by its line and reason; a line without a finding, a reason or a rule is told")
  func accepted() throws {
    let text =
      "# remark\nIMG-001\tone-sided\tNothing may be there.\nIMG-002\tone-sided\tGone.\nIMG-003\tnonsense\tx\nIMG-004\n"
    let accepted = AcceptedFindings(text, file: "lint-accepted.tsv")
    var rules = RuleSet(id: "sample", version: "1", title: "Sample")
    rules.requirements = [Self.requirement(by: [Self.probe("list is empty")])]
    let findings = SpecificationReview(rules: rules).warnings()
    #expect(findings.map(accepted.reason) == ["Nothing may be there."])
    #expect(accepted.unused(among: findings).map(\.span.line) == [3])
    #expect(
      accepted.diagnostics.map { "\($0.span.line) \($0.code)" } == [
        "4 accepted-without-effect", "5 accepted-without-reason",
      ])
  }
}
