import IHE

/// A notification to the patient identifier cross-reference consumer that the harness plays (ITI TF-2 §3.46).
struct ReceivedUpdate: Sendable {
  /// The message.
  var message: IdentityMessage
  /// How the harness took it: only a revised record is a notification, and one that names nobody can't be taken.
  var answered: AcknowledgementType

  /// Reads a message; nil for one that tells of no patient.
  init?(_ message: SOAPMessage) {
    guard let read = try? IdentityMessage(message.envelope) else { return nil }
    switch read.interaction {
    case .recordRevised: answered = .commitAccept
    case .recordAdded, .duplicatesResolved: answered = .commitReject
    default: return nil
    }
    self.message = read
    if answered == .commitAccept, identifiers.isEmpty { answered = .commitError }
  }

  /// Identifiers that it names, of `Patient.id` and `OtherIDs.id` alike (ITI TF-2 §3.46.4.1.3).
  var identifiers: [InstanceIdentifier] { message.registrations.flatMap(\.patient.allIdentifiers) }

  /// Whether it names one of these, whatever the domain: a wrong domain is a finding, and not another patient.
  func names(anyOf values: [String]) -> Bool { identifiers.contains { values.contains($0.extension ?? "") } }

  /// The acknowledgement.
  func reply(to request: SOAPMessage) -> SOAPReply {
    message.acknowledgement(answered).reply(to: request, of: message.interaction.action)
  }
}
