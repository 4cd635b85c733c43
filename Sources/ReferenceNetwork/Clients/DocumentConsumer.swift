import HL7
import IHE

/// A document consumer that looks for a patient's documents when an order for the patient comes, and fetches them
/// (ITI TF-2 §3.18, §3.43).
struct DocumentConsumer: Sendable {
  let defects: Set<ConsumerDefect>

  /// Looks for the documents of the patient of a message, where it is an order.
  func consult(_ message: Message, by client: SharingClient) async throws {
    guard ["ORM", "OMG", "OMI"].contains(SegmentFields("MSH", of: message).text(9)) else { return }
    let identity = SegmentFields("PID", of: message)
    let number = identity.repetitions(3).lazy.filter { identity.text(of: $0, 5) == "NH" }
      .map { identity.text(of: $0, 1) }.first
    guard let number, !number.isEmpty else { return }
    let query = StoredQuery(
      .findDocuments,
      [
        .init("$XDSDocumentEntryPatientId", text: SharingClient.patient(number)),
        .init("$XDSDocumentEntryStatus", anyOf: [AvailabilityStatus.approved.rawValue]),
      ])
    let answer = try await client.send(
      query.element, action: StoredQuery.action, packaging: .simple, messageID: messageID, bend: bend)
    let entries = try RegistryResponse(answer.envelope).objects.compactMap(DocumentEntry.init)
    let references = entries.compactMap { entry -> DocumentReference? in
      guard let repository = entry.repositoryUniqueID, let document = entry.uniqueID else { return nil }
      return DocumentReference(
        repositoryUniqueID: defects.contains(.fetchesOthers) ? "\(repository).1" : repository,
        documentUniqueID: document)
    }
    guard !references.isEmpty else { return }
    _ = try await client.send(
      DocumentRetrieval(references).element, action: DocumentRetrieval.action,
      packaging: defects.contains(.asksUnpacked) ? .simple : .mtom, messageID: messageID, bend: bend)
  }

  /// What is wrong with what it says of its user.
  private var bend: AssertionBend? {
    let bends: [(ConsumerDefect, AssertionBend)] = [
      (.assertsNobody, .missing), (.assertsUnsigned, .unsigned), (.assertsExpired, .expired),
      (.assertsElsewhere, .wrongAudience),
    ]
    return bends.first { defects.contains($0.0) }?.1
  }

  private var messageID: String? { defects.contains(.namesNoMessage) ? nil : Envelope.newMessageID() }
}
