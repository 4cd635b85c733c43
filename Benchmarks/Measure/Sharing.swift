import Foundation
import HTTPExchange
import IHE
import NIOCore
import NIOPosix
import ReferenceNetwork
import XMLTree

/// Asks registries and repositories.
enum Sharing {
  private static let patient = "9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO"
  private static let document = "2.25.1"
  private static let repository = "2.25.2"

  /// The reference network, whose registry knows ten documents of a patient, on a port that it prints, until its input ends.
  static func serveDomain() async throws {
    var settings = AffinityDomain.Settings()
    settings.authorities = ["2.16.840.1.113883.2.1.4.1"]
    let domain = try await AffinityDomain.start(settings)
    guard let registry = domain.address(of: .registry) else { throw MeasureError.unreadable("the registry's address") }
    for number in 0..<10 {
      let answer = try await exchange(
        SOAPRequest(
          Envelope(
            action: SharingTransaction.register.action, messageID: messageID(), to: registry,
            body: registration(number).element)))
      guard try RegistryResponse(answer.envelope).status == ResponseStatus.success.rawValue else {
        throw MeasureError.unreadable("the answer")
      }
    }
    try await serve(Int(registry.split(separator: ":").last?.prefix { $0 != "/" } ?? "") ?? 0)
    await domain.stop()
  }

  /// A repository with one document of so many bytes, which are made while they are sent, on a port that it prints.
  static func serveDocument(bytes: Int) async throws {
    let actor = RepositoryActor(uniqueID: repository, registry: RegistryActor())
    let content = PartContent.read(length: bytes) { range in
      ByteBuffer(repeating: UInt8(truncatingIfNeeded: range.lowerBound >> 18), count: range.count)
    }
    await actor.keep(content, mimeType: "application/dicom", as: document)
    let listener = try await WebListener.start(.init(host: "127.0.0.1", port: 0)) { request in
      guard let message = try? SOAPMessage(request), let reply = try? await actor.answer(message).webReply() else {
        return WebReply(.internalServerError)
      }
      return reply
    }
    try await serve(listener.port)
    await listener.stop()
  }

  private static func serve(_ port: Int) async throws {
    print(port)
    fflush(nil)
    _ = FileHandle.standardInput.readDataToEndOfFile()
  }

  /// Retrieves the document to disk and takes its hash.
  static func retrieve(port: UInt16, bytes: Int) async throws -> Work {
    let retrieval = DocumentRetrieval([.init(repositoryUniqueID: repository, documentUniqueID: document)])
    let answer = try await exchange(
      SOAPRequest(
        Envelope(
          action: DocumentRetrieval.action, messageID: messageID(), to: "http://127.0.0.1:\(port)/",
          body: retrieval.element),
        packaging: .mtom, limits: BodyLimits(memory: 1 << 20, folder: FileManager.default.temporaryDirectory.path)))
    guard let given = try RetrievedDocuments(answer).documents.first,
      let digest = answer.digest(of: given.content), digest.size == bytes
    else { throw MeasureError.unreadable("the document") }
    return Work(count: 1, bytes: bytes)
  }

  /// Stored queries for the patient's documents over so many connections, each answer read to its last entry.
  static func query(port: UInt16, until end: ContinuousClock.Instant, connections: Int) async throws -> Work {
    let query = StoredQuery(
      .findDocuments,
      [
        .init("$XDSDocumentEntryPatientId", text: patient),
        .init("$XDSDocumentEntryStatus", anyOf: [AvailabilityStatus.approved.rawValue]),
      ])
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<connections {
        group.addTask {
          let client = try WebClient(
            WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton, recorder: WebRecorder())
          var count = 0
          while ContinuousClock.now < end {
            let request = SOAPRequest(
              Envelope(
                action: StoredQuery.action, messageID: messageID(), to: "http://127.0.0.1:\(port)/registry",
                body: query.element))
            let answer = try SOAPAnswer(try await client.exchange(try request.webRequest()))
            let entries = try RegistryResponse(answer.envelope).objects.compactMap(DocumentEntry.init)
            guard entries.count == 10 else { throw MeasureError.unreadable("the answer") }
            count += 1
          }
          await client.close()
          return count
        }
      }
      var done = Work()
      for try await count in group { done.count += count }
      return done
    }
  }

  private static func exchange(_ request: SOAPRequest) async throws -> SOAPAnswer {
    let client = try WebClient(
      WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton, recorder: WebRecorder())
    let answer = try SOAPAnswer(try await client.exchange(try request.webRequest()))
    await client.close()
    return answer
  }

  private static func messageID() -> String { "urn:uuid:\(UUID().uuidString.lowercased())" }

  private static func registration(_ number: Int) -> ObjectSubmission {
    var entry = SubmittedDocument(
      id: "Document", uniqueID: "2.25.10\(number)", patientID: patient, sourcePatientID: patient,
      mimeType: "text/plain",
      creationTime: "20260101120000")
    entry.hash = String(repeating: "0", count: 40)
    entry.size = "1"
    entry.repositoryUniqueID = repository
    let code = DocumentEntry.Code(code: "1", scheme: "2.25.3", display: "One")
    entry.codes = [
      .classCode, .typeCode, .practiceSettingCode, .healthcareFacilityTypeCode, .confidentialityCode, .formatCode,
    ].map { SubmittedDocument.CodedAttribute($0, code) }
    let set = SubmissionSet(
      id: "Set", uniqueID: "2.25.20\(number)", sourceID: "2.25.4", patientID: patient,
      submissionTime: "20260101120000", contentTypeCode: code)
    return ObjectSubmission([entry.entry] + set.objects + [set.membership(of: "Document")])
  }
}
