import FHIR
import Testing

/// Slices told apart by one kind of discriminator, with resources that hold the profile and others that do not.
struct SlicingCase: CustomTestStringConvertible {
  let name: String
  let type: String
  let elements: String
  let start: String
  let good: [String]
  let bad: [(members: String, findings: [String])]

  var testDescription: String { name }

  private static let observation = #""status": "final", "code": {"text": "A"}"#

  /// FHIR's own profile of a blood pressure (R4 StructureDefinition/bp): slices of components are told apart by slices of
  /// their codings. LOINC 8480-6 is the systolic and 8462-4 the diastolic pressure.
  private static let bloodPressure = """
    {"id": "Observation.component", "path": "Observation.component", "min": 2, "slicing": {"discriminator": [
      {"type": "value", "path": "code.coding.code"}, {"type": "value", "path": "code.coding.system"}], "rules": "open"}},
    {"id": "Observation.component:SystolicBP", "path": "Observation.component", "sliceName": "SystolicBP", "min": 1,
     "max": "1"},
    {"id": "Observation.component:SystolicBP.code.coding", "path": "Observation.component.code.coding", "slicing": {
     "discriminator": [{"type": "value", "path": "code"}, {"type": "value", "path": "system"}], "rules": "open"}},
    {"id": "Observation.component:SystolicBP.code.coding:SBPCode", "path": "Observation.component.code.coding",
     "sliceName": "SBPCode", "min": 1, "max": "1"},
    {"id": "Observation.component:SystolicBP.code.coding:SBPCode.system",
     "path": "Observation.component.code.coding.system", "min": 1, "max": "1", "fixedUri": "http://loinc.org"},
    {"id": "Observation.component:SystolicBP.code.coding:SBPCode.code",
     "path": "Observation.component.code.coding.code", "min": 1, "max": "1", "fixedCode": "8480-6"},
    {"id": "Observation.component:SystolicBP.valueQuantity.code", "path": "Observation.component.valueQuantity.code",
     "min": 1, "max": "1", "fixedCode": "mm[Hg]"},
    {"id": "Observation.component:DiastolicBP", "path": "Observation.component", "sliceName": "DiastolicBP", "min": 1,
     "max": "1"},
    {"id": "Observation.component:DiastolicBP.code.coding", "path": "Observation.component.code.coding", "slicing": {
     "discriminator": [{"type": "value", "path": "code"}, {"type": "value", "path": "system"}], "rules": "open"}},
    {"id": "Observation.component:DiastolicBP.code.coding:DBPCode", "path": "Observation.component.code.coding",
     "sliceName": "DBPCode", "min": 1, "max": "1"},
    {"id": "Observation.component:DiastolicBP.code.coding:DBPCode.system",
     "path": "Observation.component.code.coding.system", "min": 1, "max": "1", "fixedUri": "http://loinc.org"},
    {"id": "Observation.component:DiastolicBP.code.coding:DBPCode.code",
     "path": "Observation.component.code.coding.code", "min": 1, "max": "1", "fixedCode": "8462-4"},
    {"id": "Observation.component:DiastolicBP.valueQuantity.code", "path": "Observation.component.valueQuantity.code",
     "min": 1, "max": "1", "fixedCode": "mm[Hg]"}
    """

  private static func component(_ code: String, _ value: String) -> String {
    #"{"code": {"coding": [{"system": "urn:local", "code": "x"}, {"system": "http://loinc.org", "code": "\#(code)"}]}\#(value)}"#
  }

  private static func pressure(_ value: Int, unit: String = "mm[Hg]") -> String {
    #", "valueQuantity": {"value": \#(value), "system": "http://unitsofmeasure.org", "code": "\#(unit)"}"#
  }

  private static func components(_ list: String...) -> String { #", "component": [\#(list.joined(separator: ","))]"# }

  static let all: [SlicingCase] = [
    SlicingCase(
      name: "by two fixed values", type: "Observation", elements: bloodPressure, start: observation,
      good: [
        components(component("8480-6", pressure(107)), component("8462-4", pressure(60))),
        components(component("8462-4", ""), component("8480-6", pressure(107)), component("8478-0", "")),
      ],
      bad: [
        (
          components(component("8480-6", pressure(107))),
          ["min Observation.component", "min Observation.component:DiastolicBP"]
        ),
        (
          components(component("8480-6", pressure(107)), component("8480-6", pressure(108)), component("8462-4", "")),
          ["max Observation.component:SystolicBP"]
        ),
        (
          components(component("8480-6", pressure(14, unit: "kPa")), component("8462-4", "")),
          ["fixed Observation.component[0].valueQuantity.code"]
        ),
      ]),
    SlicingCase(
      name: "by a pattern of a concept", type: "Observation",
      elements: """
        {"id": "Observation.category", "path": "Observation.category",
         "slicing": {"discriminator": [{"type": "pattern", "path": "$this"}], "rules": "closed"}},
        {"id": "Observation.category:imaging", "path": "Observation.category", "sliceName": "imaging", "min": 1, "max": "1",
         "patternCodeableConcept": {"coding": [{"system": "urn:c", "code": "imaging"}]}}
        """, start: observation,
      good: [#", "category": [{"coding": [{"system": "urn:c", "code": "imaging", "display": "I"}], "text": "I"}]"#],
      bad: [
        (
          #", "category": [{"coding": [{"system": "urn:c", "code": "imaging"}]}, {"text": "I"}]"#,
          ["slicing Observation.category[1]"]
        ),
        ("", ["min Observation.category:imaging"]),
      ]),
    SlicingCase(
      name: "by a value within a pattern", type: "Observation",
      elements: """
        {"id": "Observation.category", "path": "Observation.category",
         "slicing": {"discriminator": [{"type": "value", "path": "coding.code"}], "rules": "open"}},
        {"id": "Observation.category:lab", "path": "Observation.category", "sliceName": "lab", "min": 1,
         "patternCodeableConcept": {"coding": [{"system": "urn:c", "code": "laboratory"}]}}
        """, start: observation, good: [#", "category": [{"coding": [{"system": "urn:c", "code": "laboratory"}]}]"#],
      bad: [
        (#", "category": [{"coding": [{"system": "urn:c", "code": "imaging"}]}]"#, ["min Observation.category:lab"]),
        (
          #", "category": [{"coding": [{"system": "urn:d", "code": "laboratory"}]}]"#,
          ["pattern Observation.category[0]"]
        ),
      ]),
    SlicingCase(
      name: "by the type of a choice", type: "Observation",
      elements: """
        {"id": "Observation.value[x]", "path": "Observation.value[x]",
         "slicing": {"discriminator": [{"type": "type", "path": "$this"}], "rules": "closed"}},
        {"id": "Observation.value[x]:valueQuantity", "path": "Observation.value[x]", "sliceName": "valueQuantity",
         "type": [{"code": "Quantity"}]},
        {"id": "Observation.value[x]:valueQuantity.code", "path": "Observation.value[x].code", "min": 1}
        """, start: observation, good: ["", #", "valueQuantity": {"value": 1, "code": "g"}"#],
      bad: [
        (#", "valueString": "1 g""#, ["slicing Observation.valueString"]),
        (#", "valueQuantity": {"value": 1}"#, ["min Observation.valueQuantity.code"]),
      ]),
    SlicingCase(
      name: "by what exists", type: "Patient",
      elements: """
        {"id": "Patient.name", "path": "Patient.name",
         "slicing": {"discriminator": [{"type": "exists", "path": "period"}], "rules": "open"}},
        {"id": "Patient.name:current", "path": "Patient.name", "sliceName": "current", "min": 1, "max": "1"},
        {"id": "Patient.name:current.period", "path": "Patient.name.period", "max": "0"},
        {"id": "Patient.name:former", "path": "Patient.name", "sliceName": "former"},
        {"id": "Patient.name:former.period", "path": "Patient.name.period", "min": 1},
        {"id": "Patient.name:former.period.end", "path": "Patient.name.period.end", "min": 1}
        """, start: #""active": true"#,
      good: [#", "name": [{"text": "A"}, {"text": "B", "period": {"end": "2020"}}]"#],
      bad: [
        (
          #", "name": [{"text": "B", "period": {"start": "2020"}}]"#,
          ["min Patient.name:current", "min Patient.name[0].period.end"]
        ),
        (#", "name": [{"text": "A"}, {"text": "B"}]"#, ["max Patient.name:current"]),
      ]),
    SlicingCase(
      name: "by the resource in a bundle", type: "Bundle",
      elements: """
        {"id": "Bundle.entry", "path": "Bundle.entry", "slicing": {"ordered": true,
         "discriminator": [{"type": "type", "path": "resource"}], "rules": "openAtEnd"}},
        {"id": "Bundle.entry:patient", "path": "Bundle.entry", "sliceName": "patient", "min": 1},
        {"id": "Bundle.entry:patient.resource", "path": "Bundle.entry.resource", "type": [{"code": "Patient"}]},
        {"id": "Bundle.entry:order", "path": "Bundle.entry", "sliceName": "order"},
        {"id": "Bundle.entry:order.resource", "path": "Bundle.entry.resource", "type": [{"code": "Basic"}]}
        """, start: #""type": "collection""#,
      good: [entries("Patient"), entries("Patient", "Basic", "Organization"), entries("Patient", "Patient")],
      bad: [
        (entries("Basic"), ["min Bundle.entry:patient"]),
        (entries("Basic", "Patient"), ["slicing Bundle.entry[1]"]),
        (entries("Patient", "Organization", "Basic"), ["slicing Bundle.entry[2]"]),
      ]),
    SlicingCase(
      name: "what is in no slice has a slice of its own", type: "Patient",
      elements: """
        {"id": "Patient.identifier", "path": "Patient.identifier",
         "slicing": {"discriminator": [{"type": "value", "path": "system"}], "rules": "closed"}},
        {"id": "Patient.identifier:a", "path": "Patient.identifier", "sliceName": "a"},
        {"id": "Patient.identifier:a.system", "path": "Patient.identifier.system", "fixedUri": "urn:a"},
        {"id": "Patient.identifier:@default", "path": "Patient.identifier", "sliceName": "@default", "max": "1"},
        {"id": "Patient.identifier:@default.assigner", "path": "Patient.identifier.assigner", "min": 1}
        """, start: #""active": true"#,
      good: [#", "identifier": [{"system": "urn:a"}, {"system": "urn:b", "assigner": {"display": "B"}}]"#],
      bad: [
        (#", "identifier": [{"system": "urn:b"}]"#, ["min Patient.identifier[0].assigner"])
      ]),
    SlicingCase(
      name: "by an extension", type: "Patient",
      elements: """
        {"id": "Patient.name", "path": "Patient.name",
         "slicing": {"discriminator": [{"type": "value", "path": "extension('urn:kind').value"}], "rules": "open"}},
        {"id": "Patient.name:stage", "path": "Patient.name", "sliceName": "stage", "max": "1"},
        {"id": "Patient.name:stage.extension:kind", "path": "Patient.name.extension", "sliceName": "kind", "min": 1},
        {"id": "Patient.name:stage.extension:kind.url", "path": "Patient.name.extension.url", "fixedUri": "urn:kind"},
        {"id": "Patient.name:stage.extension:kind.value[x]", "path": "Patient.name.extension.value[x]",
         "fixedCode": "stage"}
        """, start: #""active": true"#,
      good: [
        #", "name": [{"text": "A"}, {"text": "B", "extension": [{"url": "urn:kind", "valueCode": "stage"}]}]"#,
        #", "name": [{"text": "A", "extension": [{"url": "urn:kind", "valueCode": "pen"}]}]"#,
      ],
      bad: [
        (
          #", "name": [{"extension": [{"url": "urn:kind", "valueCode": "stage"}]},"#
            + #" {"extension": [{"url": "urn:kind", "valueCode": "stage"}]}]"#, ["max Patient.name:stage"]
        )
      ]),
    SlicingCase(
      name: "by a bound value", type: "Patient",
      elements: """
        {"id": "Patient.contact", "path": "Patient.contact",
         "slicing": {"discriminator": [{"type": "value", "path": "gender"}], "rules": "open"}},
        {"id": "Patient.contact:told", "path": "Patient.contact", "sliceName": "told", "min": 1},
        {"id": "Patient.contact:told.gender", "path": "Patient.contact.gender", "binding": {"strength": "required",
         "valueSet": "http://hl7.org/fhir/ValueSet/administrative-gender"}}
        """, start: #""active": true"#, good: [#", "contact": [{"gender": "other"}]"#],
      bad: [(#", "contact": [{"name": {"text": "A"}}]"#, ["min Patient.contact:told"])]),
  ]

  private static func entries(_ types: String...) -> String {
    #", "entry": ["#
      + types.map { type in
        let code = type == "Basic" ? #", "code": {"text": "A"}"# : ""
        return #"{"resource": {"resourceType": "\#(type)", "id": "1"\#(code)}}"#
      }.joined(separator: ",") + "]"
  }
}

@Suite("Slices of profiles")
struct SlicingTests {
  @Test("values are sorted into slices, and each slice is held to its own rules", arguments: SlicingCase.all)
  func slices(sample: SlicingCase) throws {
    let (found, faults) = ProfileSample.folder(
      ProfileSample.definition(sample.type, elements: sample.elements)
    ).profile("tested")
    #expect(faults == [])
    let rules = try #require(found)
    func report(_ members: String) throws -> ConformityReport {
      ConformityCheck.report(
        on: try ProfileSample.node(#"{"resourceType": "\#(sample.type)", \#(sample.start)\#(members)}"#), against: rules
      )
    }
    for members in sample.good {
      let report = try report(members)
      #expect(ProfileSample.findings(report) == [] && report.unchecked == [], "\(members)")
    }
    for (members, findings) in sample.bad {
      let report = try report(members)
      #expect(ProfileSample.findings(report).sorted() == findings.sorted() && report.unchecked == [], "\(members)")
    }
  }

  @Test(
    "slices that can't be told apart are neither passed nor failed",
    arguments: [
      #"{"discriminator": [{"type": "profile", "path": "$this"}], "rules": "open"}"#,
      #"{"discriminator": [{"type": "value", "path": "assigner.resolve().name"}], "rules": "open"}"#,
      #"{"discriminator": [{"type": "value", "path": "where(use='x').value"}], "rules": "open"}"#,
      #"{"discriminator": [{"type": "value", "path": "use"}], "rules": "open"}"#, #"{"rules": "closed"}"#,
    ])
  func undecidable(slicing: String) throws {
    let (found, faults) = ProfileSample.folder(
      ProfileSample.definition(
        "Patient",
        elements: """
          {"id": "Patient.identifier", "path": "Patient.identifier", "slicing": \(slicing)},
          {"id": "Patient.identifier:a", "path": "Patient.identifier", "sliceName": "a", "min": 1},
          {"id": "Patient.identifier:a.system", "path": "Patient.identifier.system", "min": 1, "fixedUri": "urn:a"}
          """)
    ).profile("tested")
    #expect(faults.map(\.rule) == [.slicing] && faults.allSatisfy { $0.severity == .warning })
    let rules = try #require(found)
    let report = ConformityCheck.report(
      on: try ProfileSample.node(#"{"resourceType": "Patient", "identifier": [{"value": "1"}]}"#), against: rules)
    #expect(report.findings == [] && !report.decisive.isEmpty)
    // Fewer than the slice wants in all can't hold, whatever tells it.
    let none = ConformityCheck.report(on: try ProfileSample.node(#"{"resourceType": "Patient"}"#), against: rules)
    #expect(ProfileSample.findings(none) == ["min Patient.identifier:a"])
  }

  @Test("a value in two slices at once is the profile's fault, not the resource's")
  func overlapping() throws {
    let rules = try ProfileSample.rules(
      ProfileSample.definition(
        "Patient",
        elements: """
          {"id": "Patient.name", "path": "Patient.name",
           "slicing": {"discriminator": [{"type": "pattern", "path": "$this"}], "rules": "open"}},
          {"id": "Patient.name:a", "path": "Patient.name", "sliceName": "a", "patternHumanName": {"use": "official"}},
          {"id": "Patient.name:b", "path": "Patient.name", "sliceName": "b", "patternHumanName": {"family": "Ames"}}
          """))
    let report = ConformityCheck.report(
      on: try ProfileSample.node(#"{"resourceType": "Patient", "name": [{"use": "official", "family": "Ames"}]}"#),
      against: rules)
    #expect(report.findings == [] && report.decisive.map(\.path) == ["Patient.name[0]"])
  }
}
