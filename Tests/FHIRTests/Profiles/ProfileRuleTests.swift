import FHIR
import Testing

/// A rule of a profile with a resource that holds it and one that does not.
struct ProfileCase: CustomTestStringConvertible {
  let rule: String
  let profile: [String]
  let good: String
  let bad: String
  let findings: [String]

  init(_ rule: String, _ profile: [String], good: String, bad: String, _ findings: String...) {
    self.rule = rule
    self.profile = profile
    self.good = good
    self.bad = bad
    self.findings = findings
  }

  init(_ rule: String, _ elements: String, good: String, bad: String, _ findings: String...) {
    self.rule = rule
    profile = [ProfileSample.definition("Patient", elements: elements)]
    self.good = #"{"resourceType": "Patient"\#(good)}"#
    self.bad = #"{"resourceType": "Patient"\#(bad)}"#
    self.findings = findings
  }

  var testDescription: String { rule }

  private static let extensionOfSex = ProfileSample.definition(
    "Extension", name: "sex",
    elements: """
      {"id": "Extension.url", "path": "Extension.url", "fixedUri": "https://profiles.example/sex"},
      {"id": "Extension.value[x]", "path": "Extension.value[x]", "min": 1, "type": [{"code": "code"}]}
      """)

  static let all: [ProfileCase] = [
    ProfileCase(
      "min", #"{"path": "Patient.name", "min": 2}"#, good: #", "name": [{"text": "A"}, {"text": "B"}]"#,
      bad: #", "name": [{"text": "A"}]"#, "min Patient.name"),
    ProfileCase(
      "max", #"{"path": "Patient.name", "max": "1"}"#, good: #", "name": [{"text": "A"}]"#,
      bad: #", "name": [{"text": "A"}, {"text": "B"}]"#, "max Patient.name"),
    ProfileCase(
      "max 0", #"{"path": "Patient.photo", "max": "0"}"#, good: "", bad: #", "photo": [{"title": "A"}]"#,
      "max Patient.photo"),
    ProfileCase(
      "min within an element that is there", #"{"path": "Patient.name.family", "min": 1}"#, good: "",
      bad: #", "name": [{"text": "A"}]"#, "min Patient.name[0].family"),
    ProfileCase(
      "min of a choice", #"{"path": "Patient.deceased[x]", "min": 1}"#, good: #", "deceasedBoolean": false"#, bad: "",
      "min Patient.deceased"),
    ProfileCase(
      "types of a choice", #"{"path": "Patient.deceased[x]", "type": [{"code": "dateTime"}]}"#,
      good: #", "deceasedDateTime": "2020""#, bad: #", "deceasedBoolean": true"#, "type Patient.deceasedBoolean"),
    ProfileCase(
      "a choice named with its type", #"{"path": "Patient.deceasedDateTime", "min": 1}"#,
      good: #", "deceasedDateTime": "2020""#, bad: #", "deceasedBoolean": true"#,
      "min Patient.deceased:deceasedDateTime"),
    ProfileCase(
      "targets of a reference",
      """
      {"path": "Patient.generalPractitioner", "type": [{"code": "Reference",
        "targetProfile": ["http://hl7.org/fhir/StructureDefinition/Organization"]}]}
      """, good: #", "generalPractitioner": [{"reference": "Organization/1"}]"#,
      bad: #", "generalPractitioner": [{"reference": "Practitioner/1"}]"#, "type Patient.generalPractitioner[0]"),
    ProfileCase(
      "fixed", #"{"path": "Patient.active", "fixedBoolean": true}"#, good: #", "active": true"#,
      bad: #", "active": false"#,
      "fixed Patient.active"),
    ProfileCase(
      "fixed is all there is", #"{"path": "Patient.maritalStatus", "fixedCodeableConcept": {"text": "A"}}"#,
      good: #", "maritalStatus": {"text": "A"}"#, bad: #", "maritalStatus": {"text": "A", "id": "1"}"#,
      "fixed Patient.maritalStatus"),
    ProfileCase(
      "pattern leaves room",
      #"{"path": "Patient.maritalStatus", "patternCodeableConcept": {"coding": [{"system": "urn:s", "code": "M"}]}}"#,
      good:
        #", "maritalStatus": {"coding": [{"code": "x"}, {"system": "urn:s", "code": "M", "display": "A"}], "text": "A"}"#,
      bad: #", "maritalStatus": {"coding": [{"system": "urn:s", "code": "S"}]}"#, "pattern Patient.maritalStatus"),
    ProfileCase(
      "length", #"{"path": "Patient.name.family", "maxLength": 3}"#, good: #", "name": [{"family": "Fox"}]"#,
      bad: #", "name": [{"family": "Foxe"}]"#, "length Patient.name[0].family"),
    ProfileCase(
      "a required binding of a concept",
      [
        ProfileSample.definition(
          "Patient",
          elements: """
            {"path": "Patient.maritalStatus", "binding": {"strength": "required",
              "valueSet": "https://profiles.example/marital"}}
            """),
        ProfileSample.valueSet(
          "marital", compose: #""include": [{"system": "urn:s", "concept": [{"code": "M"}, {"code": "S"}]}]"#),
      ], good: #"{"resourceType": "Patient", "maritalStatus": {"coding": [{"system": "urn:s", "code": "M"}]}}"#,
      bad: #"{"resourceType": "Patient", "maritalStatus": {"coding": [{"system": "urn:t", "code": "M"}]}}"#,
      "binding Patient.maritalStatus"),
    ProfileCase(
      "a required binding wants a code",
      [
        ProfileSample.definition(
          "Patient",
          elements: """
            {"path": "Patient.maritalStatus", "binding": {"strength": "required",
              "valueSet": "https://profiles.example/marital"}}
            """),
        ProfileSample.valueSet("marital", compose: #""include": [{"system": "urn:s", "concept": [{"code": "M"}]}]"#),
      ], good: #"{"resourceType": "Patient"}"#,
      bad: #"{"resourceType": "Patient", "maritalStatus": {"text": "married"}}"#,
      "binding Patient.maritalStatus"),
    ProfileCase(
      "a value set leaves codes out, and takes those of a code system",
      [
        ProfileSample.definition(
          "Patient",
          elements: """
            {"path": "Patient.language", "binding": {"strength": "required", "valueSet": "https://profiles.example/l|1"}}
            """),
        ProfileSample.valueSet(
          "l",
          compose: #""include": [{"valueSet": ["https://profiles.example/all"]}], "exclude": [{"system": "urn:l","#
            + #" "concept": [{"code": "cy"}]}]"#),
        ProfileSample.valueSet("all", compose: #""include": [{"system": "urn:l"}]"#),
        #"{"resourceType": "CodeSystem", "url": "urn:l", "content": "complete", "concept": [{"code": "en", "concept": [{"code":"#
          + #" "en-GB"}]}, {"code": "cy"}]}"#,
      ], good: #"{"resourceType": "Patient", "language": "en-GB"}"#,
      bad: #"{"resourceType": "Patient", "language": "cy"}"#,
      "binding Patient.language"),
    ProfileCase(
      "an extension by its URL",
      [
        ProfileSample.definition(
          "Patient",
          elements: """
            {"id": "Patient.extension:sex", "path": "Patient.extension", "sliceName": "sex", "min": 1, "max": "1",
             "type": [{"code": "Extension", "profile": ["https://profiles.example/sex"]}]}
            """), extensionOfSex,
      ],
      good: """
        {"resourceType": "Patient", "extension": [{"url": "https://a.example/x", "valueString": "a"},
         {"url": "https://profiles.example/sex", "valueCode": "f"}]}
        """,
      bad: #"{"resourceType": "Patient", "extension": [{"url": "https://a.example/x", "valueString": "a"}]}"#,
      "min Patient.extension:sex"),
    ProfileCase(
      "what the definition of an extension demands",
      [
        ProfileSample.definition(
          "Patient",
          elements: """
            {"id": "Patient.extension:sex", "path": "Patient.extension", "sliceName": "sex",
             "type": [{"code": "Extension", "profile": ["https://profiles.example/sex"]}]}
            """), extensionOfSex,
      ],
      good: #"{"resourceType": "Patient", "extension": [{"url": "https://profiles.example/sex", "valueCode": "f"}]}"#,
      bad: #"{"resourceType": "Patient", "extension": [{"url": "https://profiles.example/sex", "valueString": "f"}]}"#,
      "type Patient.extension[0].valueString"),
    ProfileCase(
      "an extension of a primitive",
      #"{"path": "Patient.birthDate.extension", "min": 1}"#,
      good:
        #", "birthDate": "1956", "_birthDate": {"extension": [{"url": "https://a.example/x", "valueString": "a"}]}"#,
      bad: #", "birthDate": "1956""#, "min Patient.birthDate.extension"),
    ProfileCase(
      "the base's profile, too",
      [
        ProfileSample.definition(
          "Patient", base: "https://profiles.example/lower", elements: #"{"path": "Patient.gender", "min": 1}"#),
        ProfileSample.definition("Patient", name: "lower", elements: #"{"path": "Patient.birthDate", "min": 1}"#),
      ], good: #"{"resourceType": "Patient", "gender": "other", "birthDate": "1956"}"#,
      bad: #"{"resourceType": "Patient"}"#,
      "min Patient.gender", "min Patient.birthDate"),
    ProfileCase(
      "one of several profiles of a type",
      [
        ProfileSample.definition(
          "Patient",
          elements: """
            {"path": "Patient.name", "type": [{"code": "HumanName",
              "profile": ["https://profiles.example/family", "https://profiles.example/text"]}]}
            """),
        ProfileSample.definition("HumanName", name: "family", elements: #"{"path": "HumanName.family", "min": 1}"#),
        ProfileSample.definition("HumanName", name: "text", elements: #"{"path": "HumanName.text", "min": 1}"#),
      ], good: #"{"resourceType": "Patient", "name": [{"text": "A"}, {"family": "B"}]}"#,
      bad: #"{"resourceType": "Patient", "name": [{"given": ["A"]}]}"#, "type Patient.name[0]"),
    ProfileCase(
      "a simple quantity has no comparator",
      [
        ProfileSample.definition(
          "Observation",
          elements: """
            {"path": "Observation.value[x]", "type": [{"code": "Quantity",
              "profile": ["http://hl7.org/fhir/StructureDefinition/SimpleQuantity"]}]}
            """)
      ],
      good:
        #"{"resourceType": "Observation", "status": "final", "code": {"text": "A"}, "valueQuantity": {"value": 1}}"#,
      bad: #"{"resourceType": "Observation", "status": "final", "code": {"text": "A"},"#
        + #" "valueQuantity": {"value": 1, "comparator": "<"}}"#, "max Observation.valueQuantity.comparator"),
    ProfileCase(
      "the type of the resource",
      [ProfileSample.definition("Patient", elements: #"{"path": "Patient.name", "min": 0}"#)],
      good: #"{"resourceType": "Patient"}"#, bad: #"{"resourceType": "Organization", "name": "A"}"#,
      "resource type Organization"),
  ]
}

@Suite("Resources against profiles")
struct ProfileRuleTests {
  @Test("a rule of a profile is held where it holds, and told where it does not", arguments: ProfileCase.all)
  func rule(sample: ProfileCase) throws {
    let folder = ProfileSample.folder(sample.profile)
    #expect(folder.unreadable == [])
    let (found, faults) = folder.profile("tested")
    #expect(faults == [])
    let rules = try #require(found)
    let good = ConformityCheck.report(on: try ProfileSample.node(sample.good), against: rules)
    #expect(ProfileSample.findings(good) == [] && good.unchecked == [])
    let bad = ConformityCheck.report(on: try ProfileSample.node(sample.bad), against: rules)
    #expect(ProfileSample.findings(bad) == sample.findings && bad.unchecked == [])
    #expect(bad.findings.allSatisfy { $0.origin != nil })
  }

  @Test("a finding names the profile, its file and its line")
  func origin() throws {
    let rules = try ProfileSample.rules(
      ProfileSample.definition("Patient", elements: "\n" + #"{"path": "Patient.name", "min": 1}"#))
    let report = ConformityCheck.report(on: try ProfileSample.node(#"{"resourceType": "Patient"}"#), against: rules)
    #expect(report.findings.map(\.sentence) == ["Patient.name: missing (min, tested, tested.json:4)"])
  }

  @Test("a snapshot stands alone, and FHIR's own invariants in it do not make it undecided")
  func snapshot() throws {
    let rules = try ProfileSample.rules(
      """
      {"resourceType": "StructureDefinition", "url": "https://profiles.example/tested", "name": "tested", "type": "Patient",
       "baseDefinition": "https://elsewhere.example/other", "snapshot": {"element": [
       {"id": "Patient", "path": "Patient", "min": 0, "max": "*", "constraint": [{"key": "dom-2", "severity": "error",
         "human": "no nesting", "source": "http://hl7.org/fhir/StructureDefinition/DomainResource"}]},
       {"id": "Patient.id", "path": "Patient.id", "type": [{"code": "http://hl7.org/fhirpath/System.String"}]},
       {"id": "Patient.contact", "path": "Patient.contact", "type": [{"code": "BackboneElement"}]},
       {"id": "Patient.gender", "path": "Patient.gender", "min": 1, "binding": {"strength": "required",
         "valueSet": "http://hl7.org/fhir/ValueSet/administrative-gender|4.0.1"}}]}}
      """)
    let good = #"{"resourceType": "Patient", "id": "1", "gender": "male", "contact": [{"gender": "male"}]}"#
    let report = ConformityCheck.report(on: try ProfileSample.node(good), against: rules)
    #expect(report.findings == [] && report.unchecked == [])
    let bad = ConformityCheck.report(on: try ProfileSample.node(#"{"resourceType": "Patient"}"#), against: rules)
    #expect(ProfileSample.findings(bad) == ["min Patient.gender"])
  }

  @Test("what an extensible binding does not have is remarked, and breaks no rule")
  func extensible() throws {
    let rules = try ProfileSample.rules(
      ProfileSample.definition(
        "Patient",
        elements: #"{"path": "Patient.maritalStatus", "binding": {"strength": "extensible","#
          + #" "valueSet": "https://profiles.example/marital"}}"#),
      ProfileSample.valueSet("marital", compose: #""include": [{"system": "urn:s", "concept": [{"code": "M"}]}]"#))
    let node = try ProfileSample.node(
      #"{"resourceType": "Patient", "maritalStatus": {"coding": [{"system": "urn:t", "code": "X"}]}}"#)
    let report = ConformityCheck.report(on: node, against: rules)
    #expect(report.findings == [] && report.unchecked == [])
    #expect(report.remarks.count == 1)
  }

  @Test("what must be supported and is not there is told, and breaks no rule")
  func mustSupport() throws {
    let rules = try ProfileSample.rules(
      ProfileSample.definition("Patient", elements: #"{"path": "Patient.photo", "mustSupport": true}"#))
    let absent = ConformityCheck.report(on: try ProfileSample.node(#"{"resourceType": "Patient"}"#), against: rules)
    #expect(absent.findings == [] && absent.absentMustSupport == ["Patient.photo"])
    let there = ConformityCheck.report(
      on: try ProfileSample.node(#"{"resourceType": "Patient", "photo": [{"title": "A"}]}"#), against: rules)
    #expect(there.absentMustSupport == [])
  }
}

/// A rule that is not judged: where its element is there, nobody can tell; where it is not, the profile decides.
struct UnjudgedCase: CustomTestStringConvertible {
  let rule: String
  let elements: String
  let warning: ProfileFault.Rule
  let isDecisive: Bool

  var testDescription: String { rule }

  static let all: [UnjudgedCase] = [
    UnjudgedCase(
      rule: "an invariant",
      elements: """
        {"path": "Patient.maritalStatus", "constraint": [{"key": "own-1", "severity": "error", "human": "no guessing",
          "expression": "coding.count() < 3"}]}
        """, warning: .notJudged, isDecisive: true),
    UnjudgedCase(
      rule: "an invariant that only warns",
      elements: """
        {"path": "Patient.maritalStatus", "constraint": [{"key": "own-2", "severity": "warning", "human": "better not"}]}
        """, warning: .notJudged, isDecisive: false),
    UnjudgedCase(
      rule: "a value set that is not there",
      elements: """
        {"path": "Patient.maritalStatus", "binding": {"strength": "required", "valueSet": "https://elsewhere.example/v"}}
        """, warning: .valueSet, isDecisive: true),
    UnjudgedCase(
      rule: "a profile that is not there",
      elements: """
        {"path": "Patient.maritalStatus", "type": [{"code": "CodeableConcept",
          "profile": ["https://elsewhere.example/p"]}]}
        """, warning: .missingProfile, isDecisive: true),
  ]
}

@Suite("Rules of profiles that are not judged")
struct UnjudgedTests {
  @Test("it neither passes nor fails, and both the author and the reader are told", arguments: UnjudgedCase.all)
  func unjudged(sample: UnjudgedCase) throws {
    let (found, faults) = ProfileSample.folder(ProfileSample.definition("Patient", elements: sample.elements))
      .profile("tested")
    #expect(faults.map(\.rule) == [sample.warning] && faults.allSatisfy { $0.severity == .warning })
    let rules = try #require(found)
    let there = ConformityCheck.report(
      on: try ProfileSample.node(
        #"{"resourceType": "Patient", "maritalStatus": {"coding": [{"system": "urn:s", "code": "M"}]}}"#),
      against: rules)
    #expect(there.findings == [])
    #expect(there.unchecked.map(\.isDecisive) == [sample.isDecisive])
    let absent = ConformityCheck.report(on: try ProfileSample.node(#"{"resourceType": "Patient"}"#), against: rules)
    #expect(absent.findings == [] && absent.unchecked == [])
  }
}
