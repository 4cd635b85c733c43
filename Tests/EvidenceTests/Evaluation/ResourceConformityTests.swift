import FHIR
import Specification
import Testing

@testable import Evidence

/// A profile of patients: they have a name, and a photo only as an invariant allows that nobody judges.
private struct OneProfile: ProfileSource {
  static let text = """
    {"resourceType": "StructureDefinition", "url": "urn:p", "name": "Named", "type": "Patient",
     "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient", "derivation": "constraint",
     "differential": {"element": [
     {"path": "Patient.name", "min": 1, "mustSupport": true},
     {"path": "Patient.gender", "mustSupport": true},
     {"path": "Patient.photo", "constraint": [{"key": "own-1", "severity": "error", "human": "not too large"}]}
    ]}}
    """

  func profile(
    _ name: String, for checker: NamedChecker, at place: SourceSpan
  ) -> Result<NamedProfile, ProfileProblem> {
    let folder = ProfileFolder([ProfileFile(path: "named.json", bytes: Array(Self.text.utf8))])
    guard checker == .fhir, let rules = folder.profile(name).rules else { return .failure(ProfileProblem("none")) }
    return .success(NamedProfile(name: name, content: .fhir(rules)))
  }
}

@Suite("Conformity of FHIR resources in assertions")
struct ResourceConformityTests {
  private static let type: ValueType = .record([Field("resource", .resource, meaning: "A resource.")])

  private func evaluate(_ text: String, on resource: String) throws -> AssertionOutcome {
    let (assertions, diagnostics) = AssertionBlock.parse(
      text, at: SourceSpan(file: "f", line: 1, column: 1), observation: Self.type, names: NameScope(),
      profiles: OneProfile())
    try #require(diagnostics.map(\.rendered) == [])
    return AssertionEvaluator.evaluate(
      try #require(assertions.first), on: .record(["resource": .resource(try Resource(json: Array(resource.utf8)))]),
      schema: Self.type, failure: nil, variables: [:])
  }

  @Test("a resource that conforms holds, and what it could have is told")
  func holds() throws {
    let patient = #"{"resourceType": "Patient", "name": [{"text": "A"}]}"#
    guard case .holds(let report) = try evaluate("resource conforms to fhir:named", on: patient) else {
      Issue.record("it conforms")
      return
    }
    #expect(report.expected == "resource conforms to fhir:named")
    #expect(report.found == "a FHIR resource: Patient (must-support elements that are not there: Patient.gender)")
    guard case .fails = try evaluate("resource not conforms to fhir:named", on: patient) else {
      Issue.record("it conforms")
      return
    }
  }

  @Test("a resource that does not conform fails, with element, rule and line")
  func fails() throws {
    let outcome = try evaluate(
      "resource conforms to fhir:named", on: #"{"resourceType": "Patient", "gender": "female"}"#)
    guard case .fails(let report) = outcome else {
      Issue.record("it has no name")
      return
    }
    #expect(report.found.contains("1 finding: Patient.name: missing (min, Named, named.json:4)"))
  }

  @Test("without a profile R4 alone decides")
  func base() throws {
    guard case .holds = try evaluate("resource conforms to fhir", on: #"{"resourceType": "Patient"}"#),
      case .fails(let report) = try evaluate("resource conforms to fhir", on: #"{"resourceType": "Patient", "x": 1}"#)
    else {
      Issue.record("R4 has no element x in Patient")
      return
    }
    #expect(report.found.contains("FHIR R4 has no element `x` in Patient (unknown element, FHIR R4)"))
  }

  @Test("a rule that is not judged neither passes nor fails; a broken one decides all the same")
  func undecided() throws {
    let photo = #""photo": [{"title": "A"}]"#
    for text in ["resource conforms to fhir:named", "resource not conforms to fhir:named"] {
      let outcome = try evaluate(text, on: #"{"resourceType": "Patient", "name": [{"text": "A"}], \#(photo)}"#)
      guard case .undecided(let reason, let report) = outcome else {
        Issue.record("nobody judged own-1")
        return
      }
      #expect(reason.cause == .harness && reason.text.contains("the invariant own-1 is not judged"))
      #expect(report.found.contains("not judged: Patient.photo[0]"))
    }
    guard case .fails = try evaluate("resource conforms to fhir:named", on: #"{"resourceType": "Patient", \#(photo)}"#)
    else {
      Issue.record("it has no name")
      return
    }
  }

  @Test(
    "what can't be named is refused",
    arguments: [
      ("resource conforms to fhir:other", "none"), ("resource conforms to fhir:", "needs the name of a profile"),
      ("resource.Patient.id conforms to fhir", "checks a FHIR resource"),
    ])
  func refused(text: String, part: String) {
    let (_, diagnostics) = AssertionBlock.parse(
      text, at: SourceSpan(file: "f", line: 1, column: 1), observation: Self.type, names: NameScope(),
      profiles: OneProfile())
    #expect(diagnostics.count == 1 && diagnostics.first?.message.contains(part) == true, "\(diagnostics)")
  }
}
