import FHIR
import Foundation
import Specification
import Testing

@testable import Evidence

@Suite("Assertions on FHIR resources")
struct ElementEvaluationTests {
  private static let type: ValueType = .record([
    Field("resource", .resource, meaning: "A resource."),
    Field(
      "entries", .list(of: .record([Field("resource", .resource, meaning: "One.")]), key: nil), meaning: "Several."),
  ])

  private static let text = #"""
    {"resourceType":"Patient","id":"p1","meta":{"versionId":"2"},"active":true,"birthDate":"1974-12-25",
     "identifier":[{"system":"urn:a","value":"5"},{"system":"urn:b","value":"6"}],
     "name":[{"family":"O'Neil","given":["Ann","May"]},{"family":"Smith"}],
     "multipleBirthInteger":2,"_gender":{"extension":[{"url":"u","valueCode":"unknown"}]},
     "extension":[{"url":"http://h/x","valueString":"a"}]}
    """#

  private func evaluate(_ text: String, failure: StepFailure? = nil) throws -> AssertionOutcome {
    let place = SourceSpan(file: "f", line: 1, column: 1)
    let (assertions, diagnostics) = AssertionBlock.parse(
      text, at: place, observation: Self.type, names: NameScope(["id": .string]))
    try #require(diagnostics.map(\.rendered) == [])
    let resource = Value.resource(try Resource(json: Array(Self.text.utf8)))
    let other = Value.resource(try Resource(json: Array(#"{"resourceType":"Patient","id":"p2"}"#.utf8)))
    return AssertionEvaluator.evaluate(
      try #require(assertions.first),
      on: .record([
        "resource": resource, "entries": .list([.record(["resource": resource]), .record(["resource": other])]),
      ]), schema: Self.type, failure: failure, variables: ["id": .string("5")])
  }

  @Test(
    "Values are read at their elements; what is not there fails every comparison",
    arguments: [
      ("resource.id == p1", true), ("resource.Patient.active == true", true),
      ("resource.Patient.active == false", false),
      ("resource.Patient.birthDate == 1974-12-25", true), ("resource.Patient.birthDate < 1974-12-25", false),
      ("resource.Patient.name[0].family == \"O'Neil\"", true), ("resource.Patient.name[1].given.count() == 0", true),
      ("some resource.Patient.name.family == Smith", true), ("every resource.Patient.name.family == Smith", false),
      ("resource.Patient.name.given[1] == May", true), ("resource.Patient.name.given.count() == 2", true),
      ("some resource.Patient.identifier[system == \"urn:a\"].value == {{id}}", true),
      ("some resource.Patient.identifier.where(system = 'urn:b').value == {{id}}", false),
      ("resource.Patient.identifier[system == \"urn:a\"][0].value == {{id}}", true),
      ("resource.Patient.multipleBirth.ofType(integer) == 2", true), ("resource.Patient.maritalStatus exists", false),
      ("resource.Patient.maritalStatus is absent", true), ("no resource.Patient.photo exists", true),
      ("resource.Patient.gender exists", true), ("resource.Patient.gender == male", false),
      ("resource.Patient.gender != male", false), ("resource.Patient.gender is empty", true),
      ("some resource.Patient.extension('http://h/x').value.ofType(string) == a", true),
      ("resource.Observation.status exists", false), ("resource.Observation.status is absent", true),
      ("resource.meta.versionId == \"2\"", true),
      ("resource.Patient.name.family same set as [\"O'Neil\", Smith]", true),
      ("every entries[*].resource.Patient.birthDate exists", false), ("some entries[*].resource.id == p2", true),
      ("no resource.Patient.name.family == Jones", true),
    ])
  func values(_ text: String, holds: Bool) throws {
    switch try evaluate(text) {
    case .holds: #expect(holds, "\(text)")
    case .fails: #expect(!holds, "\(text)")
    case .undecided(let reason, _): Issue.record("\(text): \(reason)")
    }
  }

  @Test("Every over nothing shows nothing")
  func nothing() throws {
    guard case .undecided = try evaluate("every resource.Patient.photo.url == x") else {
      Issue.record("not undecided")
      return
    }
  }

  @Test("A failure shows what was expected, what was found and where")
  func wording() throws {
    guard case .fails(let report) = try evaluate("every resource.Patient.name.family == Smith") else {
      Issue.record("not failed")
      return
    }
    #expect(report.expected == "every resource.Patient.name.family == \"Smith\"")
    #expect(report.failing == ["resource.Patient.name[0].family is \"O'Neil\""])
    guard case .fails(let single) = try evaluate("resource.Patient.name[0].family == Smith") else {
      Issue.record("not failed")
      return
    }
    #expect(single.found == "\"O'Neil\"")
  }

  @Test("A resource in the record is the text that was sent, and reads back the same")
  func record() throws {
    let value = Value.resource(try Resource(json: Array(#"{"resourceType":"Observation","valueInteger":1.10 }"#.utf8)))
    let bytes = try JSONEncoder().encode(value)
    #expect(String(decoding: bytes, as: UTF8.self).contains("1.10 }"))
    #expect(try JSONDecoder().decode(Value.self, from: bytes) == value)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Value.self, from: Data(#"{"$fhir":"{}"}"#.utf8))
    }
  }
}
