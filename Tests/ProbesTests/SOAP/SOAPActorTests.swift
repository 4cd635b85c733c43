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
  private static func actors() async throws -> (SOAPActors, uniqueID: String) {
    let actors = SOAPActors()
    var document = SubmittedDocument(
      id: "Document01", uniqueID: "1.2.3.5", patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: "20260101120000")
    document.codes = SubmissionInputs.standardCodes
    document.title = "A <report> & more"
    try await actors.offer(document, content: Array("A report.".utf8))
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
  ) async throws -> (answer: SOAPAnswer, transaction: ReceivedTransaction) {
    let (reply, transaction) = await actors.answer(kind, try message(body))
    let packed = try reply.webReply()
    return (
      try SOAPMessage(contentType: packed.fields.first(name: "content-type"), .memory(packed.content)), transaction
    )
  }

  private static func query(
    patient: String? = patient, status: AvailabilityStatus = .approved, returning: StoredQuery.ReturnType = .leafClass,
    id: String = StoredQueryKind.findDocuments.rawValue, home: String? = nil
  ) -> MarkupElement {
    StoredQuery(
      id: id,
      (patient.map { [.init("$XDSDocumentEntryPatientId", text: $0)] } ?? [])
        + [.init("$XDSDocumentEntryStatus", anyOf: [status.rawValue])], returning: returning, homeCommunityID: home
    ).element
  }

  @Test("A query is answered by what fits it, and refused by its code")
  func queries() async throws {
    let (actors, uniqueID) = try await Self.actors()
    let (answer, transaction) = try await Self.ask(actors, .storedQuery, Self.query())
    #expect(answer.envelope.relatesTo == "urn:uuid:1" && answer.envelope.replyTo == nil)
    let response = try RegistryResponse(answer.envelope)
    let entry = try #require(response.objects.first.flatMap(DocumentEntry.init))
    #expect(entry.uniqueID == uniqueID && entry.object.name == "A <report> & more" && entry.object.home == nil)
    #expect(entry.hash == ContentDigest(Array("A report.".utf8)).hash && entry.size == "9")
    #expect(transaction.given == 1 && transaction.response == .success)
    let (references, _) = try await Self.ask(actors, .crossGatewayQuery, Self.query(returning: .objectReference))
    let reference = try #require(try RegistryResponse(references.envelope).objects.first)
    #expect(reference.kind == .objectReference && reference.home == SOAPActors.homeCommunityID)
    for none in [Self.query(patient: "P2^^^&1.2&ISO"), Self.query(status: .deprecated)] {
      let (answer, _) = try await Self.ask(actors, .storedQuery, none)
      #expect(try RegistryResponse(answer.envelope).outcome == .success)
      #expect(try RegistryResponse(answer.envelope).objects.isEmpty)
    }
    let (missing, _) = try await Self.ask(
      actors, .crossGatewayQuery, Self.query(patient: nil, home: SOAPActors.homeCommunityID))
    let fault = try #require(try RegistryResponse(missing.envelope).faults.first)
    #expect(fault.code == "XDSStoredQueryMissingParam" && fault.location == SOAPActors.homeCommunityID)
    let (unknown, _) = try await Self.ask(actors, .storedQuery, Self.query(id: "urn:uuid:x"))
    #expect(try RegistryResponse(unknown.envelope).faults.map(\.code) == ["XDSUnknownStoredQuery"])
  }

  @Test("Documents are given to who names them rightly, and each other request is refused by its code")
  func documents() async throws {
    let (actors, uniqueID) = try await Self.actors()
    func reference(_ id: String, _ repository: String, _ home: String? = nil) -> DocumentReference {
      DocumentReference(repositoryUniqueID: repository, documentUniqueID: id, homeCommunityID: home)
    }
    let own = SOAPActors.repositoryUniqueID
    let whole = DocumentRetrieval([reference(uniqueID, own), reference("9.9", own), reference(uniqueID, "9.9")])
    let (answer, transaction) = try await Self.ask(actors, .retrieve, whole.element)
    let retrieved = try RetrievedDocuments(answer)
    #expect(retrieved.response.outcome == .partialSuccess)
    #expect(retrieved.response.faults.map(\.code) == ["XDSDocumentUniqueIdError", "XDSUnknownRepositoryId"])
    #expect(
      retrieved.documents.map(\.content).compactMap { answer.bytes(of: $0, upTo: 100) } == [Array("A report.".utf8)])
    #expect(transaction.given == 1)
    let (stranger, _) = try await Self.ask(
      actors, .crossGatewayRetrieve, DocumentRetrieval([reference(uniqueID, own)]).element)
    #expect(try RetrievedDocuments(stranger).response.faults.map(\.code) == ["XDSMissingHomeCommunityId"])
    let (lost, _) = try await Self.ask(
      actors, .crossGatewayRetrieve, DocumentRetrieval([reference(uniqueID, own, "urn:oid:2.25.1")]).element)
    #expect(try RetrievedDocuments(lost).response.faults.map(\.code) == ["XDSUnknownCommunity"])
    let (neighbour, _) = try await Self.ask(
      actors, .crossGatewayRetrieve,
      DocumentRetrieval([reference(uniqueID, own, SOAPActors.homeCommunityID)]).element)
    #expect(
      try RetrievedDocuments(neighbour).documents.map(\.reference.homeCommunityID) == [SOAPActors.homeCommunityID])
  }

  /// A registration of one document.
  ///
  /// - Parameters:
  ///   - id: Its entry, and the number of its set.
  ///   - replaced: The entry that it replaces.
  private static func registration(
    _ id: String, uniqueID: String, hash: Character = "a", replacing replaced: String? = nil,
    bending bend: (inout RegistryObject) -> Void = { _ in }
  ) -> MarkupElement {
    var document = SubmittedDocument(
      id: id, uniqueID: uniqueID, patientID: patient, sourcePatientID: patient, mimeType: "text/plain",
      creationTime: "20260101120000")
    document.codes = SubmissionInputs.standardCodes
    document.hash = String(repeating: hash, count: 40)
    document.size = "12"
    document.repositoryUniqueID = "2.25.2"
    let set = SubmissionSet(
      id: "Set-\(id)", uniqueID: "\(uniqueID).7", sourceID: "2.25.4", patientID: patient,
      submissionTime: "20260101120000", contentTypeCode: .init(code: "1", scheme: "2.25.3", display: "One"))
    var entry = document.entry
    bend(&entry)
    let relation = replaced.map {
      [RegistryObject.association(.replace, from: id, to: $0, id: "Replacement-\(id)")]
    }
    return ObjectSubmission([entry] + set.objects + [set.membership(of: id)] + (relation ?? [])).element
  }

  @Test("What is registered is found as by a registry, with what it replaces and what joins it")
  func registrations() async throws {
    let actors = SOAPActors()
    let first = "urn:uuid:11111111-1111-4111-8111-111111111111"
    let second = "urn:uuid:22222222-2222-4222-8222-222222222222"
    for body in [
      Self.registration(first, uniqueID: "2.25.10"),
      Self.registration(second, uniqueID: "2.25.11", replacing: first),
    ] {
      let (answer, transaction) = try await Self.ask(actors, .register, body)
      #expect(try RegistryResponse(answer.envelope).outcome == .success)
      #expect(transaction.response == .success && transaction.faults.isEmpty)
    }
    func found(_ status: AvailabilityStatus) async throws -> [String] {
      try RegistryResponse(try await Self.ask(actors, .storedQuery, Self.query(status: status)).answer.envelope)
        .objects.map(\.id)
    }
    #expect(try await found(.approved) == [second])
    #expect(try await found(.deprecated) == [first])
    let related = StoredQuery(
      id: StoredQueryKind.getAssociations.rawValue, [.init("$uuid", anyOf: [first])], returning: .leafClass)
    let (joined, _) = try await Self.ask(actors, .storedQuery, related.element)
    #expect(
      try RegistryResponse(joined.envelope).objects.compactMap(\.association?.type).sorted()
        == [AssociationType.hasMember.rawValue, AssociationType.replace.rawValue].sorted())
  }

  @Test("A registration is refused for what it lacks and what the registry holds, and not for what no client can know")
  func refusals() async throws {
    let actors = SOAPActors()
    let id = "urn:uuid:11111111-1111-4111-8111-111111111111"
    let elsewhere = "urn:uuid:99999999-9999-4999-8999-999999999999"
    func codes(_ body: MarkupElement) async throws -> [String] {
      let (answer, transaction) = try await Self.ask(actors, .register, body)
      let faults = try RegistryResponse(answer.envelope).faults
      #expect(transaction.faults.map(\.code) == faults.map(\.code))
      return faults.map(\.code)
    }
    let bent = Self.registration("Document01", uniqueID: "2.25.10") { entry in
      entry.mimeType = nil
      entry.slots.removeAll { $0.name == "languageCode" }
    }
    // Each fault is told.
    #expect(try await codes(bent) == ["XDSRegistryMetadataError", "XDSRegistryMetadataError"])
    // Nobody told of the patient, and another registry may hold what is replaced.
    #expect(try await codes(Self.registration(id, uniqueID: "2.25.10", replacing: elsewhere)).isEmpty)
    #expect(
      try await codes(Self.registration("Document02", uniqueID: "2.25.10", hash: "b")) == ["XDSNonIdenticalHash"])
  }

  @Test(
    "What is answered is valid by the standard's schemas",
    .enabled(
      if: Project.shared.map { FileManager.default.fileExists(atPath: $0.appendingPathComponent("xds").path) } ?? false)
  )
  func schemas() async throws {
    let (actors, uniqueID) = try await Self.actors()
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
      let (reply, _) = await actors.answer(answer.0, try Self.message(answer.1))
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
