import Foundation
import HTTPExchange
import NIOCore
import XMLTree

/// A document repository in memory (ITI TF-1 §10.1.1.4): keeps documents, tells its registry of them, and gives them back.
public actor RepositoryActor: SOAPActor {
  /// Its unique id.
  public nonisolated let uniqueID: String
  /// The registry that it tells.
  private let registry: RegistryActor
  /// Rules that are broken on purpose.
  private let broken: Set<RepositoryRule>
  /// Bytes that it keeps at most.
  private let capacity: Int
  private var kept = 0
  private var documents: [String: KeptDocument] = [:]
  private var order: [String] = []

  /// A document.
  private struct KeptDocument {
    var mimeType: String
    var content: Content
  }

  /// Where the content of a document is.
  private enum Content {
    /// Here.
    case memory(ByteBuffer)
    /// Elsewhere, and read piece by piece when it is asked for.
    case elsewhere(PartContent)

    /// Bytes of memory that it takes.
    var size: Int {
      if case .memory(let bytes) = self { bytes.readableBytes } else { 0 }
    }
  }

  /// WS-Addressing action of ITI-43.
  private static let retrieve = DocumentRetrieval.action
  /// WS-Addressing action of ITI-86.
  private static let remove = SharingTransaction.removeDocuments.action

  /// Makes an empty repository.
  ///
  /// - Parameters:
  ///   - broken: Rules that are broken on purpose.
  ///   - capacity: Bytes that it keeps at most.
  public init(
    uniqueID: String, registry: RegistryActor, breaking broken: Set<RepositoryRule> = [], capacity: Int = 256 << 20
  ) {
    self.uniqueID = uniqueID
    self.registry = registry
    self.broken = broken
    self.capacity = capacity
  }

  /// What it takes.
  public nonisolated var actions: Set<String> { [DocumentSubmission.action, Self.retrieve, Self.remove] }
  /// What carries documents is packed.
  public nonisolated var packedActions: Set<String> { [DocumentSubmission.action, Self.retrieve] }

  private func keeps(_ rule: RepositoryRule) -> Bool { !broken.contains(rule) }

  /// Does what a message asks for.
  public func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    guard action != Self.remove else {
      do throws(Refusal) {
        try remove(message)
        return ActorAnswer(SharingAnswer().registryResponse())
      } catch {
        return ActorAnswer(SharingAnswer(refusals: [error]).registryResponse())
      }
    }
    guard action == Self.retrieve else {
      do throws(Refusal) {
        try await provide(message)
        return ActorAnswer(SharingAnswer().registryResponse())
      } catch {
        let refusals = keeps(.passesRefusals) ? [error] : []
        return ActorAnswer(SharingAnswer(refusals: refusals).registryResponse())
      }
    }
    return retrieve(try DocumentRetrieval(asked: message.envelope).documents).answer
  }

  // MARK: - ITI-41

  /// Keeps the documents that a message submits once the registry took it (ITI TF-2 §3.41.4.1.3).
  public func provide(_ message: SOAPMessage) async throws(Refusal) {
    let tree = message.envelope.tree
    guard let body = message.envelope.body, tree.name(of: body) == "ProvideAndRegisterDocumentSetRequest",
      let request = tree.child("SubmitObjectsRequest", in: Namespace.lcm, of: body)
    else { throw Refusal(.repositoryMetadataError, "the body is no ProvideAndRegisterDocumentSetRequest") }
    let objects = try ReceivedObjects(tree, request)
    var contents: [String: ByteBuffer] = [:]
    for index in tree.elements("Document", in: Namespace.xds, of: body) {
      contents[tree.attribute("id", of: index) ?? ""] = try content(index, message)
    }
    try await provide(objects, contents)
  }

  /// Keeps a document once the registry took its submission, as if a source had sent it.
  public func provide(_ document: SubmittedDocument, content: ByteBuffer, in set: SubmissionSet) async throws(Refusal) {
    let objects = ReceivedObjects([document.entry] + set.objects + [set.membership(of: document.id)])
    try await provide(objects, [document.id: content])
  }

  private func provide(_ received: ReceivedObjects, _ contents: [String: ByteBuffer]) async throws(Refusal) {
    var objects = received.objects
    if !keeps(.takesRecipients), objects.contains(where: { !$0.values("intendedRecipient").isEmpty }) {
      throw Refusal(.repositoryError, "internal error")
    }
    if !keeps(.passesRelations) { objects.removeAll { $0.association != nil && !$0.joins(as: .hasMember) } }
    let entries = Set(objects.filter { $0.kind == .extrinsicObject }.map(\.id))
    if let stray = contents.keys.first(where: { !entries.contains($0) }), keeps(.demandsMetadata) {
      throw Refusal(.missingDocumentMetadata, "the document \(stray.prefix(80)) has no metadata")
        .coded(keeps(.codesMissingMetadata), general: .repositoryError)
    }
    var arriving: [(uniqueID: String, document: KeptDocument)] = []
    for (index, object) in objects.enumerated() where object.kind == .extrinsicObject {
      let content = contents[object.id] ?? ByteBuffer()
      guard contents[object.id] != nil || !keeps(.demandsDocuments) else {
        throw Refusal(.missingDocument, "\(object.id.prefix(80)) has no document")
          .coded(keeps(.codesMissingDocument), general: .repositoryError)
      }
      try state(content, in: &objects[index])
      guard let uniqueID = object.identifier(.documentEntryUniqueID) else { continue }
      arriving.append(
        (uniqueID, KeptDocument(mimeType: object.mimeType ?? "application/octet-stream", content: .memory(content))))
    }
    let size = arriving.reduce(0) { $0 + $1.document.content.size }
    guard size <= capacity - kept else {
      throw Refusal(.repositoryOutOfResources, "the repository keeps \(capacity) bytes at most")
    }
    try await registry.register(objects)
    for (uniqueID, document) in arriving { keep(document, as: uniqueID) }
  }

  private func keep(_ document: KeptDocument, as uniqueID: String) {
    kept += document.content.size
    if let old = documents.updateValue(document, forKey: uniqueID) {
      kept -= old.content.size
    } else {
      order.append(uniqueID)
    }
  }

  /// Keeps a document that no submission brought. Where it is read piece by piece, it goes out in bounded memory, as it is.
  public func keep(_ content: PartContent, mimeType: String, as uniqueID: String) {
    keep(KeptDocument(mimeType: mimeType, content: .elsewhere(content)), as: uniqueID)
  }

  /// Writes into an entry what a repository knows of its document, where it does not contradict what the source states
  /// (ITI TF-2 §3.41.4.1.3, §3.41.4.1.3.2).
  private func state(_ content: ByteBuffer, in entry: inout RegistryObject) throws(Refusal) {
    let digest = ContentDigest(content.readableBytesView)
    if let stated = entry.values("hash").first, stated.lowercased() != digest.hash {
      throw Refusal(.repositoryMetadataError, "\(entry.id.prefix(80)) has the hash \(digest.hash)")
    }
    if let stated = entry.values("size").first, stated != String(digest.size) {
      throw Refusal(.repositoryMetadataError, "\(entry.id.prefix(80)) has the size \(digest.size)")
    }
    func set(_ name: String, _ value: String?) {
      entry.slots.removeAll { $0.name == name }
      if let value { entry.slots.append(RegistryObject.Slot(name: name, values: [value])) }
    }
    // A registry that is told nothing refuses; a wrong value is taken.
    set("hash", keeps(.computesHash) ? digest.hash : String(repeating: "0", count: 40))
    set("size", String(keeps(.computesSize) ? digest.size : digest.size + 1))
    set("repositoryUniqueId", keeps(.statesItself) ? uniqueID : "\(uniqueID).1")
  }

  /// The content of a document: beside the message, or in it as base64.
  private func content(_ index: Int, _ message: SOAPMessage) throws(Refusal) -> ByteBuffer {
    let tree = message.envelope.tree
    guard let include = tree.child("Include", in: Namespace.xop, of: index) else {
      guard let data = Data(base64Encoded: tree.text(of: index).filter { !$0.isWhitespace }) else {
        throw Refusal(.invalidDocumentContent, "the document at line \(tree.nodes[index].line) is no base64")
      }
      return ByteBuffer(bytes: data)
    }
    guard let part = message.attachment(at: tree.attribute("href", of: include) ?? ""),
      let content = message.bytes(of: part, in: 0..<part.range.count)
    else { throw Refusal(.missingDocument, "the part that line \(tree.nodes[index].line) names did not come") }
    return content
  }

  // MARK: - ITI-86

  /// Forgets documents (ITI TF-2 §3.86.4.1.3): all of them, or none.
  private func remove(_ message: SOAPMessage) throws(Refusal) {
    let tree = message.envelope.tree
    guard let body = message.envelope.body, tree.name(of: body) == "RemoveDocumentsRequest",
      tree.nodes[body].namespace == Namespace.removal
    else { throw Refusal(.repositoryError, "the body is no RemoveDocumentsRequest") }
    let references = DocumentRetrieval.references(tree, body)
    for reference in references {
      guard reference.repositoryUniqueID == uniqueID else {
        throw Refusal(.unknownRepositoryID, "\(reference.repositoryUniqueID.prefix(200)) is not this repository")
      }
      guard documents[reference.documentUniqueID] != nil else {
        throw Refusal(.documentUniqueIDError, "\(reference.documentUniqueID.prefix(200)) is not here")
      }
    }
    for reference in references where keeps(.forgetsRemoved) {
      kept -= documents.removeValue(forKey: reference.documentUniqueID)?.content.size ?? 0
    }
    order.removeAll { documents[$0] == nil }
  }

  // MARK: - ITI-43

  /// Gives documents (ITI TF-2 §3.43.4.2).
  ///
  /// - Parameter home: Community that they are said to be in.
  public func retrieve(_ references: [DocumentReference], home: String? = nil) -> DocumentSetAnswer {
    var answer = DocumentSetAnswer(tellsPartialSuccess: keeps(.tellsPartialSuccess))
    for reference in references {
      guard reference.repositoryUniqueID == uniqueID || !keeps(.refusesOtherRepositories) else {
        answer.refusals.append(
          Refusal(
            .unknownRepositoryID, "\(reference.repositoryUniqueID.prefix(200)) is not this repository",
            location: reference.documentUniqueID
          ).coded(keeps(.codesOtherRepositories), general: .repositoryError))
        continue
      }
      guard let document = document(reference.documentUniqueID) else {
        guard keeps(.refusesUnknownDocuments) else { continue }
        answer.refusals.append(
          Refusal(
            .documentUniqueIDError, "\(reference.documentUniqueID.prefix(200)) is not here",
            location: reference.documentUniqueID
          ).coded(keeps(.codesUnknownDocuments), general: .repositoryError))
        continue
      }
      let named = DocumentReference(
        repositoryUniqueID: reference.repositoryUniqueID,
        documentUniqueID: keeps(.namesDocuments) ? reference.documentUniqueID : "", homeCommunityID: home)
      let given: DocumentSetAnswer.Document =
        switch document.content {
        case .memory(let bytes):
          .init(
            reference: named, mimeType: mediaType(document.mimeType, of: bytes), content: bent(bytes),
            isInline: !keeps(.attaches))
        case .elsewhere(let content): .init(reference: named, mimeType: document.mimeType, content: content)
        }
      answer.documents.append(given)
      if !keeps(.givesOnce) { answer.documents.append(given) }
    }
    return answer
  }

  private func document(_ uniqueID: String) -> KeptDocument? {
    guard let document = documents[uniqueID] else { return nil }
    return keeps(.givesAsked) ? document : order.first.flatMap { documents[$0] }
  }

  /// The media type that the source stated, or what the bytes look like where the rule that it is that is broken.
  private func mediaType(_ stated: String, of content: ByteBuffer) -> String {
    guard !keeps(.statesMediaType), stated == "application/pdf" else { return stated }
    return content.readableBytesView.starts(with: Array("%PDF-".utf8)) ? stated : "text/plain"
  }

  /// The content, with what is broken on purpose.
  private func bent(_ content: ByteBuffer) -> ByteBuffer {
    var content = content
    if !keeps(.givesWhole) { content.moveWriterIndex(to: max(content.readerIndex, content.writerIndex - 1)) }
    if !keeps(.givesBytes), let first: UInt8 = content.getInteger(at: content.readerIndex) {
      content.setInteger(first ^ 0x20, at: content.readerIndex)
    }
    return content
  }
}
