import Foundation
import IHE
import TestPeers
import Testing

@Suite("Submissions and retrievals")
struct SubmissionTests {
  private static let patient = "XT1^^^&1.3.6.1.4.1.21367.13.20.1000&ISO"

  private static func document(_ id: String, uniqueID: String) -> SubmittedDocument {
    var document = SubmittedDocument(
      id: id, uniqueID: uniqueID, patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: "20261101120000")
    document.title = "A report"
    document.serviceStartTime = "20261101110000"
    document.referenceIDs = ["A1^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession"]
    document.authorInstitution = "Trust^^^^^&2.16.840.1.113883.2.1.3.2.4.18.48&ISO^^^^RXX"
    document.codes = [
      .init(
        .classCode, .init(code: "721981007", scheme: "2.16.840.1.113883.6.96", display: "Diagnostic studies report")),
      .init(.formatCode, .init(code: "urn:ihe:iti:xds:2017:mimeTypeSufficient", scheme: "1.3.6.1.4.1.19376.1.2.3")),
    ]
    return document
  }

  private static var submission: DocumentSubmission {
    let set = SubmissionSet(
      id: "Set", uniqueID: "1.2.3.4", sourceID: "1.2.3", patientID: patient, submissionTime: "20261101120001",
      contentTypeCode: .init(code: "c", scheme: "s", display: "d"))
    let document = document("Doc", uniqueID: "1.2.3.5")
    return DocumentSubmission(
      objects: [document.entry] + set.objects + [
        set.membership(of: "Doc"), .association(.replace, from: "Doc", to: "urn:uuid:1", id: "as"),
      ], documents: [("Doc", "doc@assay")])
  }

  @Test("What is submitted is read as it was meant")
  func roundTrip() throws {
    let answer = Envelope(
      action: "a", messageID: "m", to: "t",
      body: .init(
        "query:AdhocQueryResponse",
        [
          .init("xmlns:query", Namespace.query), .init("xmlns:rim", Namespace.rim),
          .init("status", ResponseStatus.success.rawValue),
        ], [.init("rim:RegistryObjectList", [], Self.submission.objects.map(\.element))]))
    let envelope = try ReceivedEnvelope(answer.document)
    let response = try RegistryResponse(envelope)
    #expect(response.strangers.isEmpty)
    #expect(
      response.objects.map(\.kind) == [.extrinsicObject, .registryPackage, .classification, .association, .association])
    let entry = try #require(response.objects.first.flatMap(DocumentEntry.init))
    #expect(entry.uniqueID == "1.2.3.5")
    #expect(entry.patientID == Self.patient)
    #expect(entry.referenceIDs == ["A1^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession"])
    #expect(entry.codes(.classCode).map(\.code) == ["721981007"])
    #expect(entry.codes(.formatCode).map(\.display) == ["urn:ihe:iti:xds:2017:mimeTypeSufficient"])
    #expect(entry.authors.map(\.institutions) == [["Trust^^^^^&2.16.840.1.113883.2.1.3.2.4.18.48&ISO^^^^RXX"]])
    #expect(response.objects[1].identifier(.submissionSetUniqueID) == "1.2.3.4")
    #expect(response.objects[2].classifications.first?.node == RegistryPackageScheme.submissionSet.rawValue)
    #expect(response.objects[2].classifications.first?.classifiedObject == "Set")
    #expect(response.objects[3].association?.type == AssociationType.hasMember.rawValue)
    #expect(response.objects[3].values("SubmissionSetStatus") == ["Original"])
    #expect(response.objects[4].association?.target == "urn:uuid:1")
  }

  @Test("Submissions and retrievals are valid by the standard's schemas", .enabled(if: RecordedExchange.areThere))
  func schemas() async throws {
    let shared = try #require(Project.shared)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("submissions-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let retrieval = DocumentRetrieval([
      DocumentReference(repositoryUniqueID: "1.2", documentUniqueID: "1.3"),
      DocumentReference(repositoryUniqueID: "1.2", documentUniqueID: "1.4", homeCommunityID: "urn:oid:1.5"),
    ])
    for (name, element) in [("submission", Self.submission.element), ("retrieval", retrieval.element)] {
      try Data(element.document).write(to: folder.appendingPathComponent("\(name).xml"))
    }
    let ended = try await PeerClient.python(
      """
      import sys
      from lxml import etree
      schemas, folder = sys.argv[1:]
      repository = etree.XMLSchema(etree.parse(schemas + "/XDS.b_DocumentRepository.xsd"))
      lcm = etree.XMLSchema(etree.parse(schemas + "/lcm.xsd"))
      retrieval = etree.parse(folder + "/retrieval.xml")
      repository.assertValid(retrieval)
      submission = etree.parse(folder + "/submission.xml")
      lcm.assertValid(etree.ElementTree(submission.getroot()[0]))
      # The include stands where the schema has base64, which is what XOP replaces.
      for include in submission.getroot().iter("{http://www.w3.org/2004/08/xop/include}Include"):
          parent = include.getparent()
          parent.remove(include)
          parent.text = "AAAA"
      repository.assertValid(submission)
      del submission.getroot()[0]
      assert not repository.validate(submission)
      print("all valid")
      """, [shared.appendingPathComponent("xds/schemas/xds-v3").path, folder.path])
    #expect(ended.output.contains("all valid"), "\(ended.output)")
  }

  @Test("Documents of a recorded answer are named and found", .enabled(if: RecordedExchange.areThere))
  func retrieved() throws {
    let documents = try RetrievedDocuments(SOAPAnswer(RecordedExchange("12-iti43").response))
    #expect(documents.response.outcome == .success)
    #expect(documents.documents.map(\.mimeType) == ["text/plain"])
    #expect(documents.documents.first?.reference.repositoryUniqueID == "1.3.6.1.4.1.21367.13.40.74")
    #expect(
      documents.documents.first?.content
        == .attachment(contentID: "1.urn:uuid:0834F804976DF2943E1795501193627@apache.org"))
    let gateway = try RetrievedDocuments(SOAPAnswer(RecordedExchange("17-iti39").response))
    #expect(gateway.documents.first?.reference.homeCommunityID == "urn:oid:1.3.6.1.4.1.21367.13.70.43")
    let none = try RetrievedDocuments(SOAPAnswer(RecordedExchange("14-iti43-unknown").response))
    #expect(none.documents.isEmpty)
  }
}
