import XMLTree

extension RegistryActor {
  /// WS-Addressing actions of a registry (ITI TF-2 §3.18.5, §3.42.5, §3.44.5, §3.51.5, §3.57.5, §3.61.5, §3.62.5).
  private enum Action {
    static let query = StoredQuery.action
    static let multiPatientQuery = "urn:ihe:iti:2009:MultiPatientStoredQuery"
    static let register = "urn:ihe:iti:2007:RegisterDocumentSet-b"
    static let registerOnDemand = "urn:ihe:iti:2010:RegisterOnDemandDocumentEntry"
    static let update = "urn:ihe:iti:2010:UpdateDocumentSet"
    static let remove = "urn:ihe:iti:2010:DeleteDocumentSet"
    static let feed: [IdentityInteraction] = [.recordAdded, .recordRevised, .duplicatesResolved]
  }

  /// What it takes.
  public nonisolated var actions: Set<String> {
    Set(
      [
        Action.query, Action.multiPatientQuery, Action.register, Action.registerOnDemand, Action.update, Action.remove,
      ] + Action.feed.map(\.action))
  }

  /// Does what a message asks for.
  public func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let envelope = message.envelope
    switch action {
    case Action.query, Action.multiPatientQuery: return ActorAnswer(query(envelope).queryResponse)
    case Action.register, Action.registerOnDemand, Action.update, Action.remove:
      do throws(Refusal) {
        switch action {
        case Action.remove: try remove(Self.references(envelope.tree, try Self.body(envelope)))
        case Action.update: try change(try ReceivedObjects(envelope.tree, try Self.body(envelope)).objects)
        default: try register(envelope)
        }
        return ActorAnswer(SharingAnswer().registryResponse())
      } catch {
        return ActorAnswer(SharingAnswer(refusals: [error]).registryResponse())
      }
    default: return try feed(envelope)
    }
  }

  /// Answers the stored query that a message asks (ITI-18, ITI-51).
  public func query(_ envelope: ReceivedEnvelope) -> SharingAnswer {
    do throws(Refusal) { return query(try ReceivedQuery(envelope)) } catch { return SharingAnswer(refusals: [error]) }
  }

  /// Registers the objects that a message submits, all together or none of them (ITI-42, ITI-61).
  public func register(_ envelope: ReceivedEnvelope) throws(Refusal) {
    try register(try ReceivedObjects(envelope.tree, try Self.body(envelope)).objects)
  }

  private static func body(_ envelope: ReceivedEnvelope) throws(Refusal) -> Int {
    guard let body = envelope.body else { throw Refusal(.registryMetadataError, "the body is empty") }
    return body
  }

  /// Changes of availability, and new versions of entries (ITI TF-2 §3.57.4.1.3).
  private func change(_ objects: [RegistryObject]) throws(Refusal) {
    let changes = objects.filter {
      $0.association?.type == "urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus"
    }
    guard !changes.isEmpty else {
      guard objects.contains(where: { $0.kind == .extrinsicObject }) else {
        throw Refusal(
          .metadataUpdateOperationError, "only entries and their availability can be changed here")
      }
      return try update(objects)
    }
    for change in changes {
      guard let target = change.association?.target, let original = change.values("OriginalStatus").first,
        let new = change.values("NewStatus").first
      else { throw Refusal(.metadataUpdateError, "the change of \(change.id.prefix(80)) names no status") }
      try mark(target, from: original, to: new)
    }
  }

  /// `lcm:RemoveObjectsRequest`.
  private static func references(_ tree: MarkupTree, _ body: Int) -> [String] {
    tree.elements("ObjectRefList", in: Namespace.rim, of: body)
      .flatMap { tree.elements("ObjectRef", in: Namespace.rim, of: $0) }.compactMap { tree.attribute("id", of: $0) }
  }

  /// A feed of patients (ITI TF-2 §3.44.4).
  private func feed(_ envelope: ReceivedEnvelope) throws(ActorFault) -> ActorAnswer {
    guard takesFeeds else { throw ActorFault(.receiver, "nobody is taken in here") }
    let message: IdentityMessage
    do throws(IdentityMessage.Problem) { message = try IdentityMessage(envelope) } catch {
      throw ActorFault(.sender, error.description)
    }
    for registration in message.registrations {
      let identifiers = registration.patient.identifiers.filter { !$0.root.isEmpty && $0.extension != nil }
      for identifier in identifiers {
        guard let patient = PatientKey(cx: identifier.cx) else { continue }
        admit(patient)
        for old in registration.replaced where message.interaction == .duplicatesResolved && old.root == identifier.root
        {
          if let subsumed = PatientKey(cx: old.cx) { merge(subsumed, into: identifier.cx) }
        }
      }
    }
    return message.acknowledgement(.commitAccept)
  }
}
