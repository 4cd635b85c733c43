import Foundation
import IHE
import NIOCore
import Synchronization
import XMLTree

/// The actors that the harness plays for systems that call it: a registry with its repository, and the gateway of their
/// community. What they hold is in memory and ends with the run.
///
/// They refuse what `SubmissionReview` finds fault with, as an affinity domain does, and answer FindDocuments and
/// GetDocuments; every other query is one that they do not know.
final class SOAPActors: Sendable {
  /// A document that they hold.
  struct Held: Sendable {
    /// Its entry, as a registry lists it.
    var entry: RegistryObject
    /// Its content.
    var content: [UInt8]
    /// Whether the harness put it there.
    var isOwn: Bool
  }

  /// The repository unique id, of the UUID form (ITU-T X.667).
  static let repositoryUniqueID = "2.25.206146873529412873061294856210394817263"
  /// The home community id.
  static let homeCommunityID = "urn:oid:2.25.118376204915837264019283746510293847561"
  /// Documents that are held.
  static let countLimit = 10_000
  /// Bytes of documents that are held.
  static let byteLimit = 1 << 30

  /// What they hold.
  let held = Mutex<[Held]>([])

  /// Puts a document in the registry and the repository, as if somebody else had published it.
  func offer(_ document: SubmittedDocument, content: [UInt8]) {
    var entry = document.entry
    complete(&entry, ContentDigest(content))
    let own = Held(entry: entry, content: content, isOwn: true)
    held.withLock { $0.append(own) }
  }

  /// What a registry and a repository add to the entry of a document.
  private func complete(_ entry: inout RegistryObject, _ digest: ContentDigest) {
    entry.id = "urn:uuid:\(UUID().uuidString.lowercased())"
    entry.logicalID = entry.id
    entry.status = AvailabilityStatus.approved.rawValue
    entry.slots.removeAll { ["hash", "size", "repositoryUniqueId"].contains($0.name) }
    entry.slots += [
      .init(name: "hash", values: [digest.hash]), .init(name: "size", values: [String(digest.size)]),
      .init(name: "repositoryUniqueId", values: [Self.repositoryUniqueID]),
    ]
  }

  /// Answers a request, and says what was made of it.
  func answer(_ kind: ReceivedTransaction.Kind, _ message: SOAPMessage) -> (SOAPReply, ReceivedTransaction) {
    switch kind {
    case .provideAndRegister, .register: take(kind, message)
    case .storedQuery, .crossGatewayQuery: find(kind, message)
    case .retrieve, .crossGatewayRetrieve: give(kind, message)
    }
  }

  // MARK: - Submissions

  private func take(
    _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage
  ) -> (SOAPReply, ReceivedTransaction) {
    let content: ReceivedTransaction.Content
    var faults: [RegistryResponse.Fault] = []
    do throws(ReceivedSubmission.Problem) {
      let submission = try ReceivedSubmission(message)
      let findings = SubmissionReview(submission).findings
      content = .submission(submission, findings)
      let code: RegistryErrorCode = kind == .register ? .registryMetadataError : .repositoryMetadataError
      faults = findings.prefix(100).map { finding in
        let subject = if case .object(let id) = finding.subject { id } else { "submission" }
        return .init(code, context: "\(subject) \(finding.attribute): \(finding.problem)")
      }
      if faults.isEmpty { faults = keep(submission, message) }
    } catch {
      content = .unreadable(error.description)
      faults = [.init(.repositoryError, context: error.description)]
    }
    let response = faults.isEmpty ? ResponseStatus.success : .failure
    let reply = RegistryAnswer(
      name: "rs:RegistryResponse", status: response, faults: faults,
      namespaces: [.init("xmlns:rs", Namespace.rs)])
    return (
      self.reply(kind, message, reply.element([])),
      ReceivedTransaction(kind: kind, content: content, response: response, faults: faults, given: 0)
    )
  }

  /// Keeps the documents of a submission; what is wrong with it beside the rest that is held.
  private func keep(_ submission: ReceivedSubmission, _ message: SOAPMessage) -> [RegistryResponse.Fault] {
    var new: [Held] = []
    for entry in submission.entries {
      let document = submission.documents.first { $0.entry == entry.object.id }
      let content = document.flatMap { message.bytes(of: $0.content, upTo: Self.byteLimit) } ?? []
      var object = entry.object
      if let digest = document?.digest { complete(&object, digest) }
      object.status = AvailabilityStatus.approved.rawValue
      new.append(Held(entry: object, content: content, isOwn: false))
    }
    let replaced = Set(
      submission.objects.compactMap(\.association)
        .filter { [AssociationType.replace.rawValue, AssociationType.transformAndReplace.rawValue].contains($0.type) }
        .map(\.target))
    let additions = new
    return held.withLock { held in
      guard held.count + additions.count <= Self.countLimit,
        held.reduce(additions.reduce(0) { $0 + $1.content.count }, { $0 + $1.content.count }) <= Self.byteLimit
      else {
        return [
          .init(.repositoryOutOfResources, context: "the harness has no room left")
        ]
      }
      let known = Set(held.map(\.entry).compactMap { $0.identifier(.documentEntryUniqueID) })
      for addition in additions {
        guard let id = addition.entry.identifier(.documentEntryUniqueID), known.contains(id) else { continue }
        return [
          .init(.duplicateUniqueIDInRegistry, context: "\(id) is there already")
        ]
      }
      for index in held.indices where replaced.contains(held[index].entry.id) {
        held[index].entry.status = AvailabilityStatus.deprecated.rawValue
      }
      held += additions
      return []
    }
  }

  // MARK: - Queries

  private func find(
    _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage
  ) -> (SOAPReply, ReceivedTransaction) {
    let home = kind == .crossGatewayQuery ? Self.homeCommunityID : nil
    var found: [RegistryObject] = []
    var faults: [RegistryResponse.Fault] = []
    let content: ReceivedTransaction.Content
    var isReferences = false
    if let query = WrittenQuery(message.envelope) {
      content = .query(query)
      isReferences = query.returnType != StoredQuery.ReturnType.leafClass.rawValue
      switch entries(by: query) {
      case .success(let entries): found = entries
      case .failure(let refusal):
        faults = [.init(refusal.code, context: refusal.context, location: home)]
      }
    } else {
      content = .unreadable("the request holds no stored query")
      faults = [
        .init(.registryError, context: "the request holds no stored query", location: home)
      ]
    }
    let objects = found.map { object in
      var object = object
      object.home = home ?? object.home
      return isReferences ? RegistryObject.reference(to: object.id, home: object.home).element : object.element
    }
    let response = faults.isEmpty ? ResponseStatus.success : .failure
    let reply = RegistryAnswer(
      name: "query:AdhocQueryResponse", status: response, faults: faults,
      namespaces: [
        .init("xmlns:query", Namespace.query), .init("xmlns:rim", Namespace.rim), .init("xmlns:rs", Namespace.rs),
      ])
    return (
      self.reply(kind, message, reply.element([MarkupElement("rim:RegistryObjectList", [], objects)])),
      ReceivedTransaction(kind: kind, content: content, response: response, faults: faults, given: found.count)
    )
  }

  private struct Refusal: Error {
    var code: RegistryErrorCode
    var context: String
  }

  private func entries(by query: WrittenQuery) -> Result<[RegistryObject], Refusal> {
    func missing(_ name: String) -> Result<[RegistryObject], Refusal> {
      .failure(Refusal(code: .storedQueryMissingParam, context: "\(name) is missing"))
    }
    let entries = held.withLock { $0.map(\.entry) }
    switch query.kind {
    case .findDocuments:
      let (patients, statuses) = (
        query.values("$XDSDocumentEntryPatientId"), query.values("$XDSDocumentEntryStatus")
      )
      guard !patients.isEmpty else { return missing("$XDSDocumentEntryPatientId") }
      guard !statuses.isEmpty else { return missing("$XDSDocumentEntryStatus") }
      return .success(
        entries.filter { entry in
          entry.identifier(.documentEntryPatientID).map(patients.contains) == true
            && entry.status.map(statuses.contains) == true
        })
    case .getDocuments:
      let (ids, unique) = (
        query.values("$XDSDocumentEntryEntryUUID"), query.values("$XDSDocumentEntryUniqueId")
      )
      guard !ids.isEmpty || !unique.isEmpty else {
        return missing("$XDSDocumentEntryEntryUUID or $XDSDocumentEntryUniqueId")
      }
      return .success(
        entries.filter { entry in
          ids.contains(entry.id) || entry.identifier(.documentEntryUniqueID).map(unique.contains) == true
        })
    default:
      return .failure(
        Refusal(code: .unknownStoredQuery, context: "this registry answers FindDocuments and GetDocuments"))
    }
  }

  // MARK: - Answers

  /// An answer packed as it has to be: with documents as MTOM, else as the request was.
  func reply(
    _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage, _ body: MarkupElement,
    _ attachments: [SOAPRequest.Attachment] = []
  ) -> SOAPReply {
    SOAPReply(
      Envelope(
        action: "\(kind.action)Response", messageID: SOAPFields.messageID(), to: Envelope.anonymous,
        relatesTo: message.envelope.messageID, body: body),
      packaging: attachments.isEmpty ? message.packaging : .mtom, attachments: attachments)
  }
}
