import Foundation
import IHE
import TestPeers
import Testing
import XMLTree

@Suite("Communities")
struct CommunityTests {
  @Test(
    "A home community id is an OID as URN, and nothing else",
    arguments: [
      ("urn:oid:1.2.826.0.1", "1.2.826.0.1"), ("URN:OID:1.2", "1.2"), ("1.2.826.0.1", nil), ("urn:oid:", nil),
      ("urn:oid:01.2", nil), ("urn:uuid:1.2", nil), ("urn:oid:1.2 ", nil), ("urn:oid:urn:oid:1.2", nil), ("", nil),
    ] as [(String, String?)])
  func form(text: String, oid: String?) {
    #expect(HomeCommunityID(urn: text)?.oid == oid)
    if let oid { #expect(HomeCommunityID(oid: oid)?.urn == "urn:oid:\(oid)") }
  }

  @Test("An independent gateway labels what it finds and what it gives", .enabled(if: RecordedExchange.areThere))
  func recorded() throws {
    let found = try SOAPAnswer(RecordedExchange("16-iti38").response)
    #expect(found.envelope.action == "\(StoredQuery.crossGatewayAction)Response")
    let labels = CommunityLabels(try RegistryResponse(found.envelope))
    #expect(labels.communities == ["urn:oid:1.3.6.1.4.1.21367.13.70.43"])
    #expect(labels.unlabelled == 0)
    #expect(labels.malformed.isEmpty)
    #expect(labels.repeated == 0)
    let given = try SOAPAnswer(RecordedExchange("17-iti39").response)
    #expect(given.packaging == .mtom)
    #expect(given.envelope.action == "\(DocumentRetrieval.crossGatewayAction)Response")
    let documents = try RetrievedDocuments(given)
    #expect(documents.response.outcome == .success)
    #expect(CommunityLabels(documents).communities == ["urn:oid:1.3.6.1.4.1.21367.13.70.43"])
    #expect(documents.documents.map(\.mimeType) == ["text/plain"])
  }

  @Test("A registry's answer within a community labels nothing", .enabled(if: RecordedExchange.areThere))
  func unlabelled() throws {
    for name in ["05-iti18-ref", "06-iti18-leaf"] {
      let labels = CommunityLabels(try RegistryResponse(SOAPAnswer(RecordedExchange(name).response).envelope))
      #expect(labels.unlabelled == 1, "\(name)")
      #expect(labels.communities.isEmpty, "\(name)")
    }
    let retrieved = try RetrievedDocuments(SOAPAnswer(RecordedExchange("12-iti43").response))
    #expect(CommunityLabels(retrieved).unlabelled == retrieved.documents.count)
  }

  @Test("What gateways are asked is valid by the standards' schemas", .enabled(if: RecordedExchange.areThere))
  func schemas() async throws {
    let shared = try #require(Project.shared)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gateways-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let home = "urn:oid:1.2.3"
    let instance = DocumentReference(repositoryUniqueID: "1.2.4", documentUniqueID: "1.2.5", homeCommunityID: home)
    var discovery = CandidatesQuery(
      id: InstanceIdentifier(root: "1.2.6"), names: [PersonName(family: ["Muster"], given: ["Erika"])], gender: "F",
      birthTime: .exact("19640812"), identifiers: [InstanceIdentifier(root: "1.2.7", extension: "9990000018")])
    discovery.assigningAuthority = "1.2.7"
    let transmission = Transmission(
      id: InstanceIdentifier(root: "1.2.8"), creationTime: "20260101120000",
      sender: Transmission.Device("1.2.9", organization: "1.2.9"),
      receiver: Transmission.Device("1.2.3", organization: "1.2.3"))
    let messages: [(String, MarkupElement)] = [
      (
        "xds-v3/query.xsd",
        StoredQuery(.findDocuments, [.init("$XDSDocumentEntryPatientId", text: "1")], homeCommunityID: home).element
      ),
      ("xds-v3/XDS.b_DocumentRepository.xsd", DocumentRetrieval([instance]).element),
      (
        "xds-v3/XDSI.b_ImagingDocumentSource.xsd",
        ImagingRetrieval(
          [ImagingDocumentReference(study: "1.2.10", series: "1.2.11", document: instance)],
          transferSyntaxes: ["1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.1"]
        ).element
      ),
      ("hl7v3/NE2008/multicacheschemas/PRPA_IN201305UV02.xsd", discovery.element(in: transmission)),
    ]
    var files: [String] = []
    for (number, (schema, element)) in messages.enumerated() {
      let file = folder.appendingPathComponent("\(number).xml")
      try Data(element.document).write(to: file)
      files += [schema, file.path]
    }
    let ended = try await PeerClient.python(
      """
      import sys
      from lxml import etree
      for schema, file in zip(sys.argv[2::2], sys.argv[3::2]):
          rules = etree.XMLSchema(etree.parse(sys.argv[1] + "/" + schema))
          message = etree.parse(file)
          rules.assertValid(message)
          message.getroot().append(etree.Element("{urn:other}stranger"))
          assert not rules.validate(message)
      print("all valid")
      """, [shared.appendingPathComponent("xds/schemas").path] + files)
    #expect(ended.output.contains("all valid"), "\(ended.output)")
  }
}
