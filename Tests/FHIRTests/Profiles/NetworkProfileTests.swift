import FHIR
import Foundation
import TestPeers
import Testing

/// The profiles of the bundled specification, each with a resource that holds it and changes of it that do not.
struct NetworkCase: CustomTestStringConvertible {
  let profile: String
  let good: String
  /// A part of the text, what takes its place, and what is found then.
  let changes: [(part: String, replacement: String, findings: [String])]

  var testDescription: String { profile }

  private static let accession = """
    {"type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "ACSN"}]},
     "system": "https://rxx.example/accession-number", "value": "A1",
     "assigner": {"identifier": {"system": "https://fhir.nhs.uk/Id/ods-organization-code", "value": "RXX"}}}
    """

  private static func accessionChanges(_ type: String, at index: Int) -> [(
    part: String, replacement: String, findings: [String]
  )] {
    [
      (#""code": "ACSN""#, #""code": "MR""#, ["min \(type).identifier:accession"]),
      (#""system": "https://rxx.example/accession-number", "#, "", ["min \(type).identifier[\(index)].system"]),
      ("Id/ods-organization-code", "Id/other", ["fixed \(type).identifier[\(index)].assigner.identifier.system"]),
      (#""value": "A1""#, #""value": "A1234567890123456""#, ["length \(type).identifier[\(index)].value"]),
    ]
  }

  static let all: [NetworkCase] = [
    NetworkCase(
      profile: "nhs-patient",
      good: """
        {"resourceType": "Patient", "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9990000018",
         "extension": [{"url": "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus",
          "valueCodeableConcept": {"coding": [{
           "system": "https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland", "code": "01"}]}}]},
         {"system": "https://rxx.example/mrn", "value": "1"}], "name": [{"family": "Ames"}], "gender": "female",
         "birthDate": "1956-04-12"}
        """,
      changes: [
        (#""code": "01""#, #""code": "09""#, ["binding Patient.identifier[0].extension[0].valueCodeableConcept"]),
        (#""value": "9990000018""#, #""value": "999 000 0018""#, ["length Patient.identifier[0].value"]),
        ("https://rxx.example/mrn", "https://fhir.nhs.uk/Id/nhs-number", ["max Patient.identifier:nhs-number"]),
        (#""system": "https://rxx.example/mrn", "#, "", ["min Patient.identifier[1].system"]),
        (#", "name": [{"family": "Ames"}]"#, "", ["min Patient.name"]),
      ]),
    NetworkCase(
      profile: "nhs-organization",
      good: """
        {"resourceType": "Organization", "name": "Trust", "identifier": [
         {"system": "https://fhir.nhs.uk/Id/ods-site-code", "value": "RXX01"}]}
        """, changes: [("ods-site-code", "other", ["min Organization.identifier:ods-code"])]),
    NetworkCase(
      profile: "nhs-practitioner",
      good: """
        {"resourceType": "Practitioner", "name": [{"family": "Reed"}], "identifier": [
         {"system": "https://fhir.hl7.org.uk/Id/gmc-number", "value": "1234567"}]}
        """, changes: [("gmc-number", "other", ["min Practitioner.identifier:registration"])]),
    NetworkCase(
      profile: "nhs-service-request",
      good: """
        {"resourceType": "ServiceRequest", "status": "active", "intent": "order", "identifier": [\(accession)],
         "priority": "routine", "code": {"text": "CT"}, "subject": {"reference": "Patient/1"},
         "requester": {"type": "Practitioner", "identifier": {"value": "1"}}}
        """,
      changes: accessionChanges("ServiceRequest", at: 0) + [
        (
          #""subject": {"reference": "Patient/1"}"#, #""subject": {"reference": "Group/1"}"#,
          ["type ServiceRequest.subject"]
        ),
        (#""priority": "routine", "#, "", ["min ServiceRequest.priority"]),
      ]),
    NetworkCase(
      profile: "nhs-imaging-study",
      good: """
        {"resourceType": "ImagingStudy", "status": "available",
         "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:1.2.3"}, \(accession)],
         "modality": [{"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "CT"}],
         "subject": {"reference": "Patient/1"}, "started": "2024-05-01T10:00:00Z", "numberOfSeries": 1,
         "numberOfInstances": 1, "series": [{"uid": "1.2.3.1",
          "modality": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": "CT"}}]}
        """,
      changes: accessionChanges("ImagingStudy", at: 1) + [
        ("urn:dicom:uid", "urn:other", ["min ImagingStudy.identifier:study-instance-uid"]),
        (#""numberOfInstances": 1, "#, "", ["min ImagingStudy.numberOfInstances"]),
        (#", "started": "2024-05-01T10:00:00Z""#, "", ["min ImagingStudy.started"]),
      ]),
    NetworkCase(
      profile: "nhs-diagnostic-report",
      good: """
        {"resourceType": "DiagnosticReport", "status": "final", "identifier": [\(accession)], "category": [{"text": "RAD"}],
         "code": {"coding": [{"code": "XCHES"}]}, "subject": {"reference": "Patient/1"},
         "issued": "2024-05-01T10:00:00Z", "performer": [{"type": "Organization", "identifier": {"value": "RXX"}}],
         "presentedForm": [{"contentType": "text/plain", "data": "QQ=="}]}
        """,
      changes: [
        (#""coding": [{"code": "XCHES"}]"#, #""text": "Chest""#, ["min DiagnosticReport.code.coding"]),
        (#""contentType": "text/plain", "#, "", ["min DiagnosticReport.presentedForm[0].contentType"]),
      ]),
    NetworkCase(
      profile: "nhs-document-reference",
      good: """
        {"resourceType": "DocumentReference", "status": "current", "type": {"text": "Report"}, "category": [{"text": "I"}],
         "subject": {"reference": "Patient/1"}, "date": "2024-05-01T10:00:00Z",
         "content": [{"attachment": {"contentType": "application/pdf", "url": "http://a.example/1"}}]}
        """,
      changes: [
        (#""type": {"text": "Report"}, "#, "", ["min DocumentReference.type"]),
        (#""contentType": "application/pdf", "#, "", ["min DocumentReference.content[0].attachment.contentType"]),
      ]),
  ]
}

@Suite("Profiles of the bundled specification")
struct NetworkProfileTests {
  static let folder: ProfileFolder = {
    let root = Project.root.appendingPathComponent("Specs/nhs-imaging-network/fhir-profiles")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return ProfileFolder(
      names.sorted().compactMap { name in
        (try? Data(contentsOf: root.appendingPathComponent(name))).map { ProfileFile(path: name, bytes: Array($0)) }
      })
  }()

  @Test("each is read without a warning, and has a test")
  func complete() {
    #expect(Self.folder.unreadable == [])
    for name in Self.folder.names { #expect(Self.folder.profile(name).faults == [], "\(name)") }
    #expect(
      Set(NetworkCase.all.map(\.profile)).isSuperset(of: Self.folder.names.filter { $0.hasPrefix("nhs-") }))
  }

  @Test("a resource that holds it passes, and each change that does not is told", arguments: NetworkCase.all)
  func changes(sample: NetworkCase) throws {
    let rules = try #require(Self.folder.profile(sample.profile).rules)
    let good = ConformityCheck.report(on: try ProfileSample.node(sample.good), against: rules)
    #expect(good.findings.map(\.sentence) == [] && good.unchecked == [])
    for (part, replacement, findings) in sample.changes {
      #expect(sample.good.contains(part))
      let text = sample.good.replacing(part, with: replacement, maxReplacements: 1)
      let report = ConformityCheck.report(on: try ProfileSample.node(text), against: rules)
      #expect(ProfileSample.findings(report) == findings, "\(part)")
      #expect(report.unchecked == [])
    }
  }
}
