import Testing

@testable import Specification

@Suite("The linter warns of what a requirement does not mean, and of nothing else")
struct LinterTests {
  private static let place = SourceSpan(file: "requirements.yaml", line: 5, column: 9)

  private static func requirement(
    _ evidence: [EvidenceItem], require: EvidenceExpression, level: Level = .mandatory
  ) -> Requirement {
    Requirement(
      id: "IMG-001", revision: 1, group: "IMG", title: "Archive answers", statement: "It shall answer.",
      rationale: "Work stops otherwise.", sources: [SourceReference(ref: "PS3.4")], level: level, weight: 1,
      evidence: evidence, require: require, remedy: "Enable it.", span: place)
  }

  private static func codes(_ requirement: Requirement) -> [String] {
    RequirementLint(requirement: requirement, fixtures: [:]).warnings().map(\.code)
  }

  private static func assertions(_ text: String, _ type: ValueType) -> [Assertion] {
    AssertionBlock.parse(text, at: place, observation: type, names: NameScope([:])).assertions
  }

  private static let answer = EvidenceItem(
    id: "answer", body: .declaration(expect: assertions("level == full", DeclarationSchema.type)), span: place)
  private static let claim = EvidenceItem(
    id: "claim",
    body: .statement(of: "archive", expect: assertions("documents.count >= 1", StatementSchema.type)), span: place)
  private static let mark = EvidenceItem(
    id: "mark", body: .assessment(question: "How well?", descriptors: []), span: place)
  private static let silent = EvidenceItem(
    id: "silent", body: .probe(steps: [Step(id: "step1", kind: "dicom.echo", at: "archive", span: place)]), span: place)

  @Test("A must that the bidder's own word meets is warned of; one that a paper or a mark can fail is not")
  func cannotFail() {
    let answer = EvidenceExpression.evidence("answer")
    #expect(Self.codes(Self.requirement([Self.answer], require: answer)) == ["cannot-fail"])
    #expect(Self.codes(Self.requirement([Self.answer], require: answer, level: .scored)) == [])
    let either = EvidenceExpression.or([answer, .evidence("claim")])
    #expect(Self.codes(Self.requirement([Self.answer, Self.claim], require: either)) == ["cannot-fail"])
    let both = EvidenceExpression.and([answer, .evidence("claim")])
    #expect(Self.codes(Self.requirement([Self.answer, Self.claim], require: both)) == [])
    #expect(Self.codes(Self.requirement([Self.mark], require: .evidence("mark"))) == [])
  }

  @Test("A probe that expects nothing shows nothing")
  func undemonstrable() {
    #expect(Self.codes(Self.requirement([Self.silent], require: .evidence("silent"))) == ["undemonstrable"])
    let either = EvidenceExpression.or([.evidence("silent"), .evidence("claim")])
    #expect(Self.codes(Self.requirement([Self.silent, Self.claim], require: either)) == [])
    let both = EvidenceExpression.and([.evidence("silent"), .evidence("claim")])
    #expect(Self.codes(Self.requirement([Self.silent, Self.claim], require: both)) == ["undemonstrable"])
  }

  /// Stores a study at each archive, then does something to it or beside it.
  private static func changing(by step: Step, quantity: RoleBinding.Quantity = .each) -> Requirement {
    let store = Step(
      id: "store", kind: "dicom.store", at: "archive", inputs: ["study": .value(.string("ct"), place)],
      expect: assertions("outcome == completed", StatementSchema.type), span: place)
    var requirement = requirement(
      [claim, EvidenceItem(id: "changed", body: .probe(steps: [store, step]), span: place)], require: .evidence("claim")
    )
    requirement.appliesTo = [RoleBinding(name: "archive", role: "archive", quantity: quantity, span: place)]
    return requirement
  }

  private static func sharedChanges(_ requirement: Requirement, perBinding: (patient: Bool, study: Bool)) -> [String] {
    let patient = PatientFixture(isPerBinding: perBinding.patient)
    let study = StudyFixture(patient: "anna", kind: .ct, isPerBinding: perBinding.study)
    return SharedChange(requirement: requirement, fixtures: ["anna": .patient(patient), "ct": .study(study)]).studies()
      .map { "\($0.study) at \($0.at)" }
  }

  private static func message(_ event: String, of patient: String, at binding: String = "archive") -> Step {
    let text = TextTemplate(pieces: [.literal("MSH|^~\\&|||||"), .name("message.time"), .literal("||\(event)|1|P|2.4")])
    return Step(
      id: "change", kind: "hl7.send", at: binding,
      inputs: ["message": .template(text, .message, place), "patient": .value(.string(patient), place)], span: place)
  }

  @Test(
    "A study that each archive is told to change must not be one for all of them",
    arguments: [
      message("ADT^A08^ADT_A01", of: "anna"),
      Step(
        id: "change", kind: "dicom.reject", at: "archive", inputs: ["study": .value(.string("ct"), place)], span: place),
    ])
  func sharedChange(_ step: Step) {
    #expect(Self.sharedChanges(Self.changing(by: step), perBinding: (false, false)) == ["ct at archive"])
    #expect(Self.sharedChanges(Self.changing(by: step), perBinding: (true, false)) == [])
    #expect(Self.sharedChanges(Self.changing(by: step), perBinding: (false, true)) == [])
    #expect(Self.sharedChanges(Self.changing(by: step, quantity: .the), perBinding: (false, false)) == [])
  }

  @Test(
    "An order, another patient's correction and one at another system change nothing of it",
    arguments: [
      message("ORM^O01", of: "anna"), message("ADT^A08", of: "berta"), message("ADT^A08", of: "anna", at: "index"),
    ])
  func nothingShared(_ step: Step) {
    #expect(Self.sharedChanges(Self.changing(by: step), perBinding: (false, false)) == [])
  }

  @Test(
    "Trade names are found as whole words",
    arguments: [
      ("An archive such as ORTHANC or Orthanc.", ["ORTHANC", "Orthanc"]),
      ("Siemens Healthineers' scanners", ["Siemens Healthineers"]),
      ("GE scanners", ["GE"]), ("Change Healthcare", ["Change Healthcare"]),
    ])
  func tradeNames(_ text: String, _ names: [String]) {
    #expect(TradeNames.found(in: text) == names)
  }

  @Test(
    "English words and parts of words are no trade names",
    arguments: [
      "Change healthcare for the better", "an epic visage", "GEneral images at 3 T", "the oracle and the canon",
      "Synapse and merge", "{{orthancs}}", "",
    ])
  func noTradeNames(_ text: String) {
    #expect(TradeNames.found(in: text) == [])
  }

  @Test("A patient behind a study and the twin's other are used; without a place, the file's first line is pointed at")
  func unused() {
    var rules = RuleSet(id: "sample", version: "1", title: "Sample")
    rules.fixtures = [
      "alice": .patient(PatientFixture()), "bella": .patient(PatientFixture(twinOf: "alice")),
      "ct": .study(StudyFixture(patient: "bella", kind: .ct)), "idle": .patient(PatientFixture()),
    ]
    var uses = UsedNames()
    uses.fixtures = ["ct"]
    let warnings = SpecificationLinter(rules: rules, uses: uses).warnings()
    #expect(warnings.map(\.message) == ["the fixture `idle` is declared and never used"])
    #expect(warnings.first?.span == SourceSpan(file: "specification.yaml", line: 1, column: 1))
    let place = SourceSpan(file: "specification.yaml", line: 7, column: 3, length: 4)
    let placed = SpecificationLinter(rules: rules, uses: uses, places: ["fixture:idle": place]).warnings()
    #expect(placed.map(\.span) == [place])
  }
}
