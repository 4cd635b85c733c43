import Foundation
import IHE
import NIOCore
import Specification
import TestPeers
import Testing
import XMLTree

@testable import Probes

@Suite("The registry, repository and gateway that the harness plays")
struct SOAPActorTests {
  private static let patient = "P1^^^&2.16.840.1.113883.2.1.4.1&ISO"

  /// Actors that hold one document, and its unique id.
  private static func actors() -> (SOAPActors, uniqueID: String) {
    let actors = SOAPActors()
    var document = SubmittedDocument(
      id: "Document01", uniqueID: "1.2.3.5", patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: "20260101120000")
    document.codes = SubmissionInputs.standardCodes
    document.title = "A <report> & more"
    actors.offer(document, content: Array("A report.".utf8))
    return (actors, document.uniqueID)
  }

  private static func message(_ body: MarkupElement, action: String = "a") throws -> SOAPMessage {
    let envelope = Envelope(action: action, messageID: "urn:uuid:1", to: "http://127.0.0.1/", body: body)
    return try SOAPMessage(
      contentType: "application/soap+xml", .memory(ByteBuffer(bytes: envelope.document)))
  }

  /// What an actor answers, read as a client reads it.
  private static func ask(
    _ actors: SOAPActors, _ kind: ReceivedTransaction.Kind, _ body: MarkupElement
  ) throws -> (answer: SOAPAnswer, transaction: ReceivedTransaction) {
    let (reply, transaction) = actors.answer(kind, try message(body))
    let packed = try reply.webReply()
    return (
      try SOAPMessage(contentType: packed.fields.first(name: "content-type"), .memory(packed.content)), transaction
    )
  }

  private static func query(
    patient: String? = patient, status: AvailabilityStatus = .approved, returning: StoredQuery.ReturnType = .leafClass,
    id: String = StoredQueryKind.findDocuments.rawValue
  ) -> MarkupElement {
    StoredQuery(
      id: id,
      (patient.map { [.init("$XDSDocumentEntryPatientId", text: $0)] } ?? [])
        + [.init("$XDSDocumentEntryStatus", anyOf: [status.rawValue])], returning: returning
    ).element
  }

  @Test("A query is answered by what fits it, and refused by its code")
  func queries() throws {
    let (actors, uniqueID) = Self.actors()
    let (answer, transaction) = try Self.ask(actors, .storedQuery, Self.query())
    #expect(answer.envelope.relatesTo == "urn:uuid:1" && answer.envelope.replyTo == nil)
    let response = try RegistryResponse(answer.envelope)
    let entry = try #require(response.objects.first.flatMap(DocumentEntry.init))
    #expect(entry.uniqueID == uniqueID && entry.object.name == "A <report> & more" && entry.object.home == nil)
    #expect(entry.hash == ContentDigest(Array("A report.".utf8)).hash && entry.size == "9")
    #expect(transaction.given == 1 && transaction.response == .success)
    let (references, _) = try Self.ask(actors, .crossGatewayQuery, Self.query(returning: .objectReference))
    let reference = try #require(try RegistryResponse(references.envelope).objects.first)
    #expect(reference.kind == .objectReference && reference.home == SOAPActors.homeCommunityID)
    for none in [Self.query(patient: "P2^^^&1.2&ISO"), Self.query(status: .deprecated)] {
      let (answer, _) = try Self.ask(actors, .storedQuery, none)
      #expect(try RegistryResponse(answer.envelope).outcome == .success)
      #expect(try RegistryResponse(answer.envelope).objects.isEmpty)
    }
    let (missing, _) = try Self.ask(actors, .crossGatewayQuery, Self.query(patient: nil))
    let fault = try #require(try RegistryResponse(missing.envelope).faults.first)
    #expect(fault.code == "XDSStoredQueryMissingParam" && fault.location == SOAPActors.homeCommunityID)
    let (unknown, _) = try Self.ask(actors, .storedQuery, Self.query(id: "urn:uuid:x"))
    #expect(try RegistryResponse(unknown.envelope).faults.map(\.code) == ["XDSUnknownStoredQuery"])
  }

  @Test("Documents are given to who names them rightly, and each other request is refused by its code")
  func documents() throws {
    let (actors, uniqueID) = Self.actors()
    func reference(_ id: String, _ repository: String, _ home: String? = nil) -> DocumentReference {
      DocumentReference(repositoryUniqueID: repository, documentUniqueID: id, homeCommunityID: home)
    }
    let own = SOAPActors.repositoryUniqueID
    let whole = DocumentRetrieval([reference(uniqueID, own), reference("9.9", own), reference(uniqueID, "9.9")])
    let (answer, transaction) = try Self.ask(actors, .retrieve, whole.element)
    let retrieved = try RetrievedDocuments(answer)
    #expect(retrieved.response.outcome == .partialSuccess)
    #expect(retrieved.response.faults.map(\.code) == ["XDSDocumentUniqueIdError", "XDSUnknownRepositoryId"])
    #expect(
      retrieved.documents.map(\.content).compactMap { answer.bytes(of: $0, upTo: 100) } == [Array("A report.".utf8)])
    #expect(transaction.given == 1)
    let (stranger, _) = try Self.ask(
      actors, .crossGatewayRetrieve, DocumentRetrieval([reference(uniqueID, own)]).element)
    #expect(try RetrievedDocuments(stranger).response.faults.map(\.code) == ["XDSUnknownCommunity"])
    let (neighbour, _) = try Self.ask(
      actors, .crossGatewayRetrieve,
      DocumentRetrieval([reference(uniqueID, own, SOAPActors.homeCommunityID)]).element)
    #expect(
      try RetrievedDocuments(neighbour).documents.map(\.reference.homeCommunityID) == [SOAPActors.homeCommunityID])
  }

  @Test(
    "What is answered is valid by the standard's schemas",
    .enabled(
      if: Project.shared.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent("xds").path) } ?? false)
  )
  func schemas() async throws {
    let (actors, uniqueID) = Self.actors()
    let known = DocumentReference(
      repositoryUniqueID: SOAPActors.repositoryUniqueID, documentUniqueID: uniqueID,
      homeCommunityID: SOAPActors.homeCommunityID)
    var unknown = known
    unknown.documentUniqueID = "9.9"
    let answers: [(ReceivedTransaction.Kind, MarkupElement)] = [
      (.storedQuery, Self.query()), (.storedQuery, Self.query(returning: .objectReference)),
      (.crossGatewayQuery, Self.query()), (.storedQuery, Self.query(patient: nil)),
      (.retrieve, DocumentRetrieval([known, unknown]).element),
      (.crossGatewayRetrieve, DocumentRetrieval([known]).element), (.provideAndRegister, Self.query()),
    ]
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("answers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (index, answer) in answers.enumerated() {
      let (reply, _) = actors.answer(answer.0, try Self.message(answer.1))
      try Data(reply.envelope.document).write(to: folder.appendingPathComponent("\(index).xml"))
    }
    let shared = try #require(Project.shared)
    let ended = try await PeerClient.python(
      """
      import glob, sys
      from lxml import etree
      kinds = {"AdhocQueryResponse": "query.xsd", "RegistryResponse": "rs.xsd",
               "RetrieveDocumentSetResponse": "XDS.b_DocumentRepository.xsd"}
      schemas = {name: etree.XMLSchema(etree.parse(sys.argv[1] + "/" + file)) for name, file in kinds.items()}
      files = glob.glob(sys.argv[2] + "/*.xml")
      for file in files:
          body = etree.parse(file).getroot()[1][0]
          # What XOP took out is put back, as a reader does.
          for include in list(body.iter("{http://www.w3.org/2004/08/xop/include}Include")):
              place = include.getparent()
              place.remove(include)
              place.text = "QQ=="
          schemas[etree.QName(body).localname].assertValid(etree.ElementTree(body))
      print(len(files), "valid")
      """, [shared.appendingPathComponent("xds/schemas/xds-v3").path, folder.path])
    #expect(ended.output.contains("7 valid"), "\(ended.output)")
  }
}
