import IHE
import Testing

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
}
