import FHIR
import Testing

/// A folder with something wrong in it, and the place at which it is told.
struct FaultCase: CustomTestStringConvertible {
  let name: String
  let files: [String]
  let rule: ProfileFault.Rule
  let line: Int
  let column: Int

  var testDescription: String { name }

  private static func element(_ text: String) -> [String] { [ProfileSample.definition("Patient", elements: text)] }

  static let all: [FaultCase] = [
    FaultCase(name: "no JSON", files: ["{\n  \"a\": é}"], rule: .json, line: 2, column: 8),
    FaultCase(name: "no resource", files: ["{}"], rule: .resourceType, line: 1, column: 1),
    FaultCase(
      name: "another resource", files: ["\n" + #" {"resourceType": "Patient"}"#], rule: .resourceType, line: 2,
      column: 2),
    FaultCase(
      name: "no URL", files: [#"{"resourceType": "StructureDefinition", "type": "Patient", "differential": {}}"#],
      rule: .form,
      line: 1, column: 1),
    FaultCase(
      name: "a logical model",
      files: [
        #"{"resourceType": "StructureDefinition", "url": "urn:a", "type": "A", "kind": "logical", "differential": {}}"#
      ], rule: .form, line: 1, column: 78),
    FaultCase(
      name: "an unknown type",
      files: [#"{"resourceType": "StructureDefinition", "url": "urn:a", "type": "Pateint", "differential": {}}"#],
      rule: .type, line: 1, column: 65),
    FaultCase(
      name: "no elements", files: [#"{"resourceType": "StructureDefinition", "url": "urn:a", "type": "Patient"}"#],
      rule: .form,
      line: 1, column: 1),
    FaultCase(
      name: "another release",
      files: [ProfileSample.definition("Patient", members: #""fhirVersion": "5.0.0", "#, elements: "")], rule: .release,
      line: 2, column: 114),
    FaultCase(
      name: "an unknown base",
      files: [ProfileSample.definition("Patient", base: "https://elsewhere.example/a", elements: "")],
      rule: .unknownBase, line: 2, column: 20),
    FaultCase(
      name: "a base of another type",
      files: [
        ProfileSample.definition("Patient", base: "http://hl7.org/fhir/StructureDefinition/Organization", elements: "")
      ], rule: .unknownBase, line: 2, column: 20),
    FaultCase(
      name: "a profile that is based on itself",
      files: [ProfileSample.definition("Patient", base: "https://profiles.example/tested", elements: "")],
      rule: .baseChain,
      line: 2, column: 20),
    FaultCase(
      name: "an element that the type does not have", files: element(#"  {"path": "Patient.identifer", "min": 1}"#),
      rule: .unknownElement, line: 3, column: 3),
    FaultCase(
      name: "an element of a data type that it does not have",
      files: element(#"{"path": "Patient.name.surname", "min": 1}"#),
      rule: .unknownElement, line: 3, column: 1),
    FaultCase(
      name: "a path of another type", files: element(#"{"path": "Organization.name"}"#), rule: .unknownElement, line: 3,
      column: 10),
    FaultCase(
      name: "more at least than at most", files: element(#"{"path": "Patient.name", "min": 2, "max": "1"}"#),
      rule: .cardinality, line: 3, column: 33),
    FaultCase(
      name: "a max that is no number", files: element(#"{"path": "Patient.name", "max": "many"}"#), rule: .form,
      line: 3,
      column: 33),
    FaultCase(
      name: "a type that R4 does not have", files: element(#"{"path": "Patient.name", "type": [{"code": "Name"}]}"#),
      rule: .type, line: 3, column: 44),
    FaultCase(
      name: "a fixed value of another type",
      files: element(#"{"path": "Patient.active", "type": [{"code": "boolean"}], "fixedString": "a"}"#), rule: .type,
      line: 3,
      column: 74),
    FaultCase(
      name: "a binding of no known strength",
      files: element(#"{"path": "Patient.gender", "binding": {"strength": "strict", "valueSet": "urn:a"}}"#),
      rule: .form, line: 3,
      column: 52),
    FaultCase(
      name: "slices that nothing tells apart",
      files: element(#"{"id": "Patient.name:a", "path": "Patient.name", "sliceName": "a", "min": 1}"#), rule: .slicing,
      line: 3,
      column: 1),
    FaultCase(
      name: "a slice with two names",
      files: element(#"{"id": "Patient.extension:a", "path": "Patient.extension", "sliceName": "b"}"#), rule: .slicing,
      line: 3,
      column: 73),
    FaultCase(
      name: "two files with one URL",
      files: element("") + [ProfileSample.definition("Patient", elements: "")], rule: .duplicateURL, line: 1, column: 1),
  ]
}

@Suite("What is wrong with profiles")
struct ProfileFaultTests {
  @Test("it is told with line and column, and the profile is not used", arguments: FaultCase.all)
  func fault(sample: FaultCase) throws {
    let folder = ProfileSample.folder(sample.files)
    let (_, faults) = folder.profile("tested")
    let errors = (folder.unreadable + faults).filter { $0.severity == .error }
    #expect(errors.map(\.rule) == [sample.rule])
    let place = try #require(errors.first?.place)
    #expect([place.line, place.column] == [sample.line, sample.column], "\(errors)")
  }

  @Test("a name that no file has gives nothing")
  func unknownName() {
    let folder = ProfileSample.folder(ProfileSample.definition("Patient", elements: ""))
    #expect(folder.names == ["tested"])
    #expect(folder.profile("other").rules == nil)
  }
}
