import IHE
import XMLTree

/// What a message to an actor of an affinity domain was about, as its audit message says it (ITI TF-2 §3.18.5, §3.41.5,
/// §3.43.5).
struct AuditedEvent {
  /// The kinds of events.
  enum Kind: Hashable, Sendable {
    case query
    case retrieval
    case submission
  }

  /// Its kind.
  let kind: Kind
  private let transaction: AuditedTransaction
  private var patient: String?
  /// What was submitted, as it came.
  private var submission: [UInt8] = []
  private var documents: [String] = []
  /// Id of the submission set, or of the stored query.
  private var subject: String?
  private var query: [UInt8]?

  /// Reads a message; nil for one that is not audited, and for one that cannot be read.
  init?(_ message: SOAPMessage, action: String) {
    guard let sharing = SharingTransaction.allCases.first(where: { $0.action == action }) else { return nil }
    switch sharing {
    case .query: (transaction, kind) = (.storedQuery, .query)
    case .crossGatewayQuery: (transaction, kind) = (.crossGatewayQuery, .query)
    case .retrieve: (transaction, kind) = (.retrieve, .retrieval)
    case .crossGatewayRetrieve: (transaction, kind) = (.crossGatewayRetrieve, .retrieval)
    case .provide: (transaction, kind) = (.provideAndRegister, .submission)
    case .register: (transaction, kind) = (.register, .submission)
    default: return nil
    }
    switch kind {
    case .query: readQuery(message)
    case .retrieval: readRetrieval(message)
    case .submission: readSubmission(message)
    }
  }

  private mutating func readQuery(_ message: SOAPMessage) {
    guard let received = try? ReceivedQuery(message.envelope) else { return }
    let slots = received.parameters.sorted { $0.key < $1.key }.map { name, lists in
      MarkupElement(
        "rim:Slot", [.init("name", name)],
        [MarkupElement("rim:ValueList", [], lists.flatMap(\.self).map { MarkupElement("rim:Value", text: $0) })])
    }
    subject = received.id
    query =
      MarkupElement("rim:AdhocQuery", [.init("xmlns:rim", Namespace.rim), .init("id", received.id)], slots).document
    let parameter = received.parameters.first { $0.key.lowercased().hasSuffix("patientid") }
    patient = parameter?.value.first?.first
  }

  private mutating func readRetrieval(_ message: SOAPMessage) {
    documents = DocumentRetrieval.references(in: message.envelope).map(\.documentUniqueID)
  }

  private mutating func readSubmission(_ message: SOAPMessage) {
    guard let received = try? ReceivedSubmission(message) else { return }
    for object in received.objects {
      patient = patient ?? object.identifier(.documentEntryPatientID) ?? object.identifier(.submissionSetPatientID)
      subject = subject ?? object.identifier(.submissionSetUniqueID)
    }
    submission = message.carried.bytes(upTo: 64 << 10).map { Array($0.readableBytesView) } ?? []
  }

  /// The audit message.
  func message(isSuccess: Bool, from consumer: String, at own: String, by trail: AuditTrail) -> AuditMessage {
    let isExport = (kind == .retrieval) == trail.keeps(.codesEvents)
    let event: AuditMessage.Code =
      switch (kind, isExport) {
      case (.query, _): .init("110112", AuditMessage.dicom, "Query")
      case (_, true): .init("110106", AuditMessage.dicom, "Export")
      case (_, false): .init("110107", AuditMessage.dicom, "Import")
      }
    let succeeded = isSuccess || !trail.keeps(.statesOutcome)
    // Data flow from who asks where something is submitted or searched, and to who asks where something is read.
    let (asking, asked) =
      kind == .retrieval
      ? (AuditMessage.destinationRole, AuditMessage.sourceRole)
      : (AuditMessage.sourceRole, AuditMessage.destinationRole)
    func place(_ address: String) -> (String?, String?) {
      trail.keeps(.namesAccessPoints) ? (address, "2") : (nil, nil)
    }
    let (near, far) = (place(own), place(consumer))
    return AuditMessage(
      event: AuditMessage.Event(
        id: event, types: [.init(transaction.rawValue, AuditDemand.transactions, transaction.rawValue)],
        action: kind == .query ? "E" : isExport ? "R" : "C", time: AuditTrail.now(), outcome: succeeded ? "0" : "8"),
      participants: [
        AuditMessage.Participant(
          userID: Envelope.anonymous, isRequestor: true, roles: [asking], accessPoint: far.0, accessPointType: far.1),
        AuditMessage.Participant(
          userID: "urn:reference-network:\(own)", alternativeUserID: "1", isRequestor: false, roles: [asked],
          accessPoint: near.0, accessPointType: near.1),
      ], source: nil, objects: objects(by: trail))
  }

  private func objects(by trail: AuditTrail) -> [AuditMessage.Object] {
    var objects: [AuditMessage.Object] = []
    if let patient, trail.keeps(.namesPatients) {
      let details = trail.keeps(.keepsToIdentifiers) || submission.isEmpty ? [] : [submission]
      objects.append(
        AuditMessage.Object(
          id: patient, type: "1", role: "1", idType: .init("2", "RFC-3881", "Patient Number"),
          details: details.map { .init(type: "submission", value: $0) }))
    }
    switch kind {
    case .query:
      objects.append(
        AuditMessage.Object(
          id: subject, type: "2", role: "24",
          idType: .init(transaction.rawValue, AuditDemand.transactions, transaction.rawValue), query: query))
    case .retrieval:
      for document in documents where trail.keeps(.namesDocuments) {
        objects.append(
          AuditMessage.Object(
            id: document, type: "2", role: "3", idType: .init("9", "RFC-3881", "Report Number")))
      }
    case .submission:
      objects.append(
        AuditMessage.Object(
          id: subject, type: "2", role: "20",
          idType: .init(
            "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd", "IHE XDS Metadata",
            "submission set classificationNode")))
    }
    return objects
  }
}
