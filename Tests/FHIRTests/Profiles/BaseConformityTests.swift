import FHIR
import JSONTree
import Testing

/// A rule of FHIR R4 with a resource that holds it and one that does not.
struct BaseCase: CustomTestStringConvertible {
  let rule: String
  let good: String
  let bad: String
  let findings: [String]

  init(_ rule: String, good: String, bad: String, _ findings: String...) {
    self.rule = rule
    self.good = good
    self.bad = bad
    self.findings = findings
  }

  var testDescription: String { rule }

  private static func patient(_ members: String) -> String { #"{"resourceType": "Patient"\#(members)}"# }
  private static func observation(_ members: String) -> String {
    #"{"resourceType": "Observation", "status": "final", "code": {"text": "Weight"}\#(members)}"#
  }

  static let all: [BaseCase] = [
    BaseCase(
      "only the elements of the type are there", good: patient(#", "active": true"#),
      bad: patient(#", "aktive": true"#),
      "unknown element Patient"),
    BaseCase(
      "only the elements of a data type are there", good: patient(#", "name": [{"family": "Ames"}]"#),
      bad: patient(#", "name": [{"surname": "Ames"}]"#), "unknown element Patient.name[0]"),
    BaseCase(
      "the type of a resource is one of R4", good: patient(""), bad: #"{"resourceType": "Person2"}"#,
      "resource type Person2"),
    BaseCase(
      "what must be there is there", good: observation(""),
      bad: #"{"resourceType": "Observation", "code": {"text": "Weight"}}"#, "min Observation.status"),
    BaseCase(
      "what must be there within an element is there",
      good: patient(#", "link": [{"other": {"reference": "Patient/2"}, "type": "refer"}]"#),
      bad: patient(#", "link": [{"type": "refer"}]"#), "min Patient.link[0].other"),
    BaseCase(
      "what repeats is a list", good: patient(#", "name": [{"family": "Ames"}]"#),
      bad: patient(#", "name": {"family": "Ames"}"#), "format Patient.name"),
    BaseCase(
      "what does not repeat is no list", good: patient(#", "birthDate": "1956-04-12""#),
      bad: patient(#", "birthDate": ["1956-04-12"]"#), "max Patient.birthDate"),
    BaseCase(
      "a list is not empty", good: patient(#", "name": [{"text": "A"}]"#), bad: patient(#", "name": []"#),
      "format Patient.name"),
    BaseCase(
      "an object is not empty", good: patient(#", "name": [{"text": "A"}]"#), bad: patient(#", "name": [{}]"#),
      "format Patient.name[0]"),
    BaseCase(
      "one type of a choice is there", good: patient(#", "deceasedBoolean": true"#),
      bad: patient(#", "deceasedBoolean": true, "deceasedDateTime": "2020""#), "max Patient.deceased[x]"),
    BaseCase(
      "a choice is of a type that it has", good: observation(#", "valueQuantity": {"value": 1.0}"#),
      bad: observation(#", "valueHumanName": {"text": "A"}"#), "unknown element Observation"),
    BaseCase(
      "a text is a text", good: patient(#", "name": [{"family": "Ames"}]"#),
      bad: patient(#", "name": [{"family": 7}]"#),
      "format Patient.name[0].family"),
    BaseCase(
      "a data type is an object", good: patient(#", "name": [{"family": "Ames"}]"#),
      bad: patient(#", "name": ["Ames"]"#),
      "type Patient.name[0]"),
    BaseCase(
      "a code is of the set that R4 requires", good: patient(#", "gender": "female""#),
      bad: patient(#", "gender": "F""#),
      "binding Patient.gender"),
    BaseCase(
      "a concept is of the set that R4 requires",
      good: """
        {"resourceType": "Condition", "subject": {"reference": "Patient/1"}, "clinicalStatus": {"coding": [
         {"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "active"}]}}
        """,
      bad: """
        {"resourceType": "Condition", "subject": {"reference": "Patient/1"}, "clinicalStatus": {"coding": [
         {"system": "http://terminology.hl7.org/CodeSystem/condition-clinical", "code": "dormant"}]}}
        """, "binding Condition.clinicalStatus"),
    BaseCase(
      "a reference leads to a type that the element allows",
      good: observation(#", "subject": {"reference": "Patient/1"}"#),
      bad: observation(#", "subject": {"reference": "http://a.example/fhir/Organization/1/_history/2"}"#),
      "type Observation.subject"),
    BaseCase(
      "the type of a logical reference counts",
      good: observation(#", "subject": {"type": "Patient", "identifier": {"value": "1"}}"#),
      bad: observation(#", "subject": {"type": "Practitioner", "identifier": {"value": "1"}}"#),
      "type Observation.subject"),
    BaseCase(
      "an extension has a value or extensions",
      good: patient(#", "extension": [{"url": "https://a.example/x", "valueString": "a"}]"#),
      bad: patient(#", "extension": [{"url": "https://a.example/x"}]"#), "min Patient.extension[0]"),
    BaseCase(
      "an extension has a URL", good: patient(#", "extension": [{"url": "https://a.example/x", "valueString": "a"}]"#),
      bad: patient(#", "extension": [{"valueString": "a"}]"#), "min Patient.extension[0].url"),
    BaseCase(
      "a primitive may have extensions beside it",
      good: patient(#", "_birthDate": {"extension": [\#(extensionText)]}"#),
      bad: patient(#", "_birthDate": {"value": "1956"}"#), "unknown element Patient.birthDate"),
    BaseCase(
      "null stands only for what is beside it",
      good: patient(#", "name": [{"given": [null, "B"], "_given": [{"extension": [\#(extensionText)]}, null]}]"#),
      bad: patient(#", "name": [{"given": [null, "B"]}]"#), "format Patient.name[0].given[0]"),
    BaseCase(
      "only primitives have something beside them", good: patient(#", "_active": {"id": "a"}"#),
      bad: patient(#", "_name": [{"id": "a"}]"#), "unknown element Patient"),
    BaseCase(
      "a contained resource is referred to", good: contained("\"#o\"", "o"), bad: contained("\"Organization/1\"", "o"),
      "contained Patient.contained"),
    BaseCase(
      "a contained resource refers to the one around it",
      good:
        ##"{"resourceType": "Patient", "contained": [{"resourceType": "Observation", "id": "o", "status": "final", "##
        + ##""code": {"text": "A"}, "subject": {"reference": "#"}}]}"##,
      bad:
        ##"{"resourceType": "Patient", "contained": [{"resourceType": "Observation", "id": "o", "status": "final", "##
        + ##""code": {"text": "A"}, "subject": {"reference": "Patient/1"}}]}"##, "contained Patient.contained"),
    BaseCase(
      "a local reference leads somewhere", good: contained("\"#o\"", "o"),
      bad: patient(##", "managingOrganization": {"reference": "#o"}"##), "contained Patient.managingOrganization"),
    BaseCase(
      "the type of a contained resource counts", good: contained("\"#o\"", "o"),
      bad: ##"{"resourceType": "Patient", "contained": [{"resourceType": "Location", "id": "o"}], "##
        + ##""managingOrganization": {"reference": "#o"}}"##, "type Patient.managingOrganization"),
    BaseCase(
      "contained resources contain nothing", good: contained("\"#o\"", "o"),
      bad: ##"{"resourceType": "Patient", "contained": [{"resourceType": "Organization", "id": "o", "name": "O", "##
        + ##""contained": [{"resourceType": "Location", "id": "l"}]}], "managingOrganization": {"reference": "#o"}}"##,
      "contained Patient.contained[0]"),
    BaseCase(
      "resources of a bundle are looked at",
      good: #"{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient"}}]}"#,
      bad:
        #"{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {"resourceType": "Patient", "x": 1}}]}"#,
      "unknown element Bundle.entry[0].resource"),
    BaseCase(
      "narrative is a div",
      good: patient(
        #", "text": {"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">A</div>"}"#),
      bad: patient(#", "text": {"status": "generated", "div": "A"}"#), "format Patient.text.div"),
    BaseCase(
      "an id has the characters of ids", good: patient(#", "id": "a-1.B""#), bad: patient(#", "id": "a_1""#),
      "format Patient.id"),
    BaseCase(
      "groups that refer to each other are looked at",
      good: #"{"resourceType": "Questionnaire", "status": "draft", "item": [{"linkId": "1", "type": "group", "item": ["#
        + #"{"linkId": "1.1", "type": "string"}]}]}"#,
      bad: #"{"resourceType": "Questionnaire", "status": "draft", "item": [{"linkId": "1", "type": "group", "item": ["#
        + #"{"type": "string"}]}]}"#, "min Questionnaire.item[0].item[0].linkId"),
  ]

  private static let extensionText = #"{"url": "https://a.example/x", "valueString": "a"}"#

  private static func contained(_ reference: String, _ id: String) -> String {
    #"{"resourceType": "Patient", "contained": [{"resourceType": "Organization", "id": "\#(id)", "name": "O"}], "#
      + #""managingOrganization": {"reference": \#(reference)}}"#
  }
}

@Suite("Resources against FHIR R4")
struct BaseConformityTests {
  @Test("a rule of R4 is held where it holds, and told where it does not", arguments: BaseCase.all)
  func rule(sample: BaseCase) throws {
    #expect(try ProfileSample.base(sample.good) == [])
    #expect(try ProfileSample.base(sample.bad) == sample.findings)
  }

  @Test("findings are counted beyond those that are kept")
  func capped() throws {
    let names = Array(repeating: #"{"family": 7}"#, count: 120).joined(separator: ",")
    let report = ConformityCheck.report(
      on: try ProfileSample.node(#"{"resourceType": "Patient", "name": [\#(names)]}"#))
    #expect(report.findingCount == 120)
    #expect(report.findings.count == ConformityReport.limit)
  }

  @Test("a finding says where, what, by which rule and at which byte")
  func sentence() throws {
    let text = #"{"resourceType": "Patient", "gender": "F"}"#
    let finding = try #require(ConformityCheck.report(on: try ProfileSample.node(text)).findings.first)
    #expect(
      finding.sentence
        == "Patient.gender: `F` is not of http://hl7.org/fhir/ValueSet/administrative-gender (binding, FHIR R4)")
    #expect(Array(text.utf8)[finding.offset...].starts(with: Array(#""F""#.utf8)))
  }

  @Test("control characters of a resource do not reach the report")
  func control() throws {
    let report = ConformityCheck.report(
      on: try ProfileSample.node(#"{"resourceType": "Patient", "gender": "\u001b[2J"}"#))
    #expect(report.findings.allSatisfy { !$0.message.unicodeScalars.contains("\u{1B}") })
    #expect(!report.findings.isEmpty)
  }
}
