import Foundation
import IHE
import NIOCore
import Synchronization
import XMLTree

/// The actors that the harness plays for systems that call it: a registry with its repository, and the gateway of their
/// community. What they hold is in memory and ends with the run.
///
/// They refuse what `SubmissionReview` finds fault with, as an affinity domain does, and answer every stored query from the
/// document entries that they hold.
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
    name(&entry)
    entry.status = AvailabilityStatus.approved.rawValue
    entry.slots.removeAll { ["hash", "size", "repositoryUniqueId"].contains($0.name) }
    entry.slots += [
      .init(name: "hash", values: [digest.hash]), .init(name: "size", values: [String(digest.size)]),
      .init(name: "repositoryUniqueId", values: [Self.repositoryUniqueID]),
    ]
  }

  /// Gives an entry an id of the registry.
  private func name(_ entry: inout RegistryObject) {
    entry.id = "urn:uuid:\(UUID().uuidString.lowercased())"
    entry.logicalID = entry.id
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
    var refusals: [IHE.Refusal] = []
    do throws(ReceivedSubmission.Problem) {
      let submission = try ReceivedSubmission(message)
      let findings = SubmissionReview(submission).findings
      content = .submission(submission, findings)
      let code: RegistryErrorCode = kind == .register ? .registryMetadataError : .repositoryMetadataError
      refusals = findings.prefix(100).map { finding in
        let subject = if case .object(let id) = finding.subject { id } else { "submission" }
        return IHE.Refusal(code, "\(subject) \(finding.attribute): \(finding.problem)")
      }
      if refusals.isEmpty, let refusal = keep(submission, message) { refusals = [refusal] }
    } catch {
      content = .unreadable(error.description)
      refusals = [IHE.Refusal(.repositoryError, error.description)]
    }
    return (
      reply(kind, message, SharingAnswer(refusals: refusals).registryResponse()),
      ReceivedTransaction(
        kind: kind, content: content, response: refusals.isEmpty ? .success : .failure,
        faults: refusals.map { .init($0) }, given: 0)
    )
  }

  /// Keeps the documents of a submission; what is wrong with it beside the rest that is held.
  private func keep(_ submission: ReceivedSubmission, _ message: SOAPMessage) -> IHE.Refusal? {
    var new: [Held] = []
    for entry in submission.entries {
      let document = submission.documents.first { $0.entry == entry.object.id }
      let content = document.flatMap { message.bytes(of: $0.content, upTo: Self.byteLimit) } ?? []
      var object = entry.object
      if let digest = document?.digest {
        complete(&object, digest)
      } else {
        name(&object)
      }
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
        return IHE.Refusal(.repositoryOutOfResources, "the harness has no room left")
      }
      let known = Set(held.map(\.entry).compactMap { $0.identifier(.documentEntryUniqueID) })
      for addition in additions {
        guard let id = addition.entry.identifier(.documentEntryUniqueID), known.contains(id) else { continue }
        return IHE.Refusal(.duplicateUniqueIDInRegistry, "\(id) is there already")
      }
      for index in held.indices where replaced.contains(held[index].entry.id) {
        held[index].entry.status = AvailabilityStatus.deprecated.rawValue
      }
      held += additions
      return nil
    }
  }

  // MARK: - Queries

  private func find(
    _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage
  ) -> (SOAPReply, ReceivedTransaction) {
    let home = kind == .crossGatewayQuery ? Self.homeCommunityID : nil
    var answer: SharingAnswer
    do throws(IHE.Refusal) {
      let query = try ReceivedQuery(message.envelope)
      let entries = held.withLock { $0.map(\.entry) }
      answer = StoredQueryAnswer(of: entries, wholeObjects: Self.countLimit).answer(query, home: home)
    } catch {
      answer = SharingAnswer(refusals: [error])
    }
    for index in answer.refusals.indices { answer.refusals[index].location = home }
    let content =
      WrittenQuery(message.envelope).map { ReceivedTransaction.Content.query($0) }
      ?? .unreadable("the request holds no stored query")
    return (
      reply(kind, message, answer.queryResponse),
      ReceivedTransaction(
        kind: kind, content: content, response: answer.refusals.isEmpty ? .success : .failure,
        faults: answer.refusals.map { .init($0) }, given: answer.objects.count)
    )
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
