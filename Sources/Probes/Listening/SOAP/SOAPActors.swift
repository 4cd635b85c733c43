import IHE
import NIOCore

/// The actors that the harness plays for systems that call it: a registry with its repository, an imaging document source, and the
/// gateway of their community. What they hold is in memory and ends with the run.
///
/// They are the actors of the standards module; here is what is made of a message beside its answer. A submission is held
/// against `SubmissionReview` before they see it, so that everything that is wrong with it is told, and not the first fault alone.
final class SOAPActors: Sendable {
  /// The repository unique id, of the UUID form (ITU-T X.667).
  static let repositoryUniqueID = "2.25.206146873529412873061294856210394817263"
  /// The home community id.
  static let homeCommunityID = "urn:oid:2.25.118376204915837264019283746510293847561"
  /// The source id of what the harness puts there.
  private static let sourceID = "2.25.283906127745510938264410937562830174659"
  /// Bytes of documents that are held.
  private static let byteLimit = 1 << 30
  /// Findings of one submission that are told as errors.
  private static let findingLimit = 100

  /// Rules of an affinity domain that are not asked of a system under test: nobody feeds the harness patients, and a document
  /// may join one that another registry holds.
  private static let waived: Set<RegistryRule> = [.knowsPatients, .resolvesReferences]

  private let registry: RegistryActor
  private let repository: RepositoryActor
  private let gateway: GatewayActor
  /// The images of the imaging document source.
  let images = OfferedImages()

  /// Makes actors that hold nothing.
  init() {
    var limits = RegistryActor.Limits()
    limits.objects = 50_000
    limits.wholeObjects = 10_000
    registry = RegistryActor(breaking: Self.waived, limits: limits)
    repository = RepositoryActor(uniqueID: Self.repositoryUniqueID, registry: registry, capacity: Self.byteLimit)
    gateway = GatewayActor(homeCommunityID: Self.homeCommunityID, registry: registry, repository: repository)
  }

  /// Puts a document in the registry and the repository, as if somebody else had published it.
  func offer(_ document: SubmittedDocument, content: [UInt8]) async throws(IHE.Refusal) {
    let set = SubmissionSet(
      id: "SubmissionSet01", uniqueID: "\(document.uniqueID).1", sourceID: Self.sourceID,
      patientID: document.patientID, submissionTime: document.creationTime ?? "",
      contentTypeCode: document.codes.first { $0.scheme == .typeCode }?.code
        ?? .init(code: "Communication", scheme: "assay"))
    try await repository.provide(document, content: ByteBuffer(bytes: content), in: set)
  }

  /// Answers a request, and says what was made of it.
  func answer(_ kind: ReceivedTransaction.Kind, _ message: SOAPMessage) async -> (SOAPReply, ReceivedTransaction) {
    switch kind {
    case .provideAndRegister, .register: return await take(kind, message)
    case .storedQuery: return Self.found(await registry.query(message.envelope), kind, message)
    case .crossGatewayQuery: return Self.found(await gateway.query(message.envelope), kind, message)
    case .retrieveImages: return await give(message)
    case .retrieve, .crossGatewayRetrieve:
      do throws(ActorFault) {
        let asked = try DocumentRetrieval(asked: message.envelope).documents
        let answer =
          await kind == .retrieve ? repository.retrieve(asked) : gateway.retrieve(asked)
        return (
          answer.answer.reply(to: message, of: kind.action),
          ReceivedTransaction(
            kind: kind, content: .retrieval(asked), response: answer.status,
            faults: answer.refusals.map { .init($0) }, given: answer.documents.count)
        )
      } catch {
        return (
          .fault(error.code, reason: error.reason, to: message.envelope, messageID: Envelope.newMessageID()),
          ReceivedTransaction(
            kind: kind, content: .unreadable(error.reason), response: .failure, faults: [], given: 0)
        )
      }
    }
  }

  /// Gives images that are asked for.
  private func give(_ message: SOAPMessage) async -> (SOAPReply, ReceivedTransaction) {
    let kind = ReceivedTransaction.Kind.retrieveImages
    do throws(ImagingRetrieval.Problem) {
      let asked = try ImagingRetrieval(message.envelope)
      let answer = await images.answer(asked)
      return (
        answer.answer.reply(to: message, of: kind.action),
        ReceivedTransaction(
          kind: kind, content: .images(asked), response: answer.status, faults: answer.refusals.map { .init($0) },
          given: answer.documents.count)
      )
    } catch {
      return (
        .fault(.sender, reason: "\(error)", to: message.envelope, messageID: Envelope.newMessageID()),
        ReceivedTransaction(kind: kind, content: .unreadable("\(error)"), response: .failure, faults: [], given: 0)
      )
    }
  }

  private func take(
    _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage
  ) async -> (SOAPReply, ReceivedTransaction) {
    let content: ReceivedTransaction.Content
    var refusals: [IHE.Refusal] = []
    do throws(ReceivedSubmission.Problem) {
      let submission = try ReceivedSubmission(message)
      let findings = SubmissionReview(submission).findings
      content = .submission(submission, findings)
      let code: RegistryErrorCode = kind == .register ? .registryMetadataError : .repositoryMetadataError
      refusals = findings.prefix(Self.findingLimit).map { finding in
        let subject = if case .object(let id) = finding.subject { id } else { "submission" }
        return IHE.Refusal(code, "\(subject) \(finding.attribute): \(finding.problem)")
      }
      if refusals.isEmpty, let refusal = await keep(kind, message) { refusals = [refusal] }
    } catch {
      content = .unreadable(error.description)
      refusals = [IHE.Refusal(.repositoryError, error.description)]
    }
    return (
      ActorAnswer(SharingAnswer(refusals: refusals).registryResponse()).reply(to: message, of: kind.action),
      ReceivedTransaction(
        kind: kind, content: content, response: refusals.isEmpty ? .success : .failure,
        faults: refusals.map { .init($0) }, given: 0)
    )
  }

  /// Keeps what a submission brings; what is wrong with it beside the rest that is held.
  private func keep(_ kind: ReceivedTransaction.Kind, _ message: SOAPMessage) async -> IHE.Refusal? {
    do throws(IHE.Refusal) {
      if kind == .register {
        try await registry.register(message.envelope)
      } else {
        try await repository.provide(message)
      }
      return nil
    } catch {
      return error
    }
  }

  private static func found(
    _ answer: SharingAnswer, _ kind: ReceivedTransaction.Kind, _ message: SOAPMessage
  ) -> (SOAPReply, ReceivedTransaction) {
    let content =
      WrittenQuery(message.envelope).map { ReceivedTransaction.Content.query($0) }
      ?? .unreadable("the request holds no stored query")
    return (
      ActorAnswer(answer.queryResponse).reply(to: message, of: kind.action),
      ReceivedTransaction(
        kind: kind, content: content, response: answer.status(isPart: !answer.objects.isEmpty),
        faults: answer.refusals.map { .init($0) }, given: answer.objects.count)
    )
  }
}
