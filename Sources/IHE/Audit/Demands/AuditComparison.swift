/// A field of an audit message that is not what it has to be.
public struct AuditDifference: Hashable, Sendable {
  /// The field, as PS3.15 §A.5 names it.
  public var field: String
  /// What it has to be.
  public var expected: String
  /// What it is; empty where it is missing.
  public var actual: String
}

/// Holds an audit message against what its exchange demands.
public struct AuditComparison {
  private let message: AuditMessage
  private let demand: AuditDemand
  private let expectation: AuditExpectation
  private var differences: [AuditDifference] = []

  /// Every field that is not what it has to be.
  public static func differences(
    _ message: AuditMessage, _ demand: AuditDemand, _ expectation: AuditExpectation
  ) -> [AuditDifference] {
    var comparison = AuditComparison(message: message, demand: demand, expectation: expectation)
    comparison.event()
    comparison.participants()
    comparison.objects()
    return comparison.differences
  }

  /// Whether a message tells of the kind of event: by its EventID or by its EventTypeCode.
  public static func isOfKind(_ message: AuditMessage, _ demand: AuditDemand) -> Bool {
    guard demand.types.isEmpty else {
      return message.event.types.contains { demand.types.contains($0.code) }
    }
    // What names another transaction is another's, whatever its event.
    let isOther = message.event.types.contains { type in
      AuditedTransaction(rawValue: type.code).map { $0 != demand.transaction } ?? false
    }
    return !isOther && message.event.id.map { demand.events.contains($0.code) } ?? false
  }

  private init(message: AuditMessage, demand: AuditDemand, expectation: AuditExpectation) {
    self.message = message
    self.demand = demand
    self.expectation = expectation
  }

  private mutating func note(_ field: String, _ expected: some StringProtocol, _ actual: String) {
    differences.append(AuditDifference(field: field, expected: String(expected), actual: actual))
  }

  private mutating func event() {
    let event = message.event
    // The patterns of FHIR call every event of an interface `rest` and tell the transaction by the subtype.
    if let id = event.id?.code, demand.events.contains(id) || (id == "rest" && !demand.types.isEmpty) {
    } else {
      note("EventID", demand.events.joined(separator: " or "), event.id?.code ?? "")
    }
    if !demand.types.isEmpty, !event.types.contains(where: { demand.types.contains($0.code) }) {
      note(
        "EventTypeCode", demand.types.joined(separator: " or "), event.types.map(\.code).joined(separator: ", "))
    }
    if !demand.actions.contains(event.action ?? "") {
      note("EventActionCode", demand.actions.joined(separator: " or "), event.action ?? "")
    }
    switch expectation.isSuccess {
    case true? where event.outcome != "0": note("EventOutcomeIndicator", "0", event.outcome ?? "")
    case false? where !["4", "8", "12"].contains(event.outcome ?? ""):
      note("EventOutcomeIndicator", "4, 8 or 12", event.outcome ?? "")
    default: break
    }
    if let purpose = expectation.purpose, !event.purposes.contains(where: { $0.code == purpose }) {
      note("PurposeOfUse", purpose, event.purposes.map(\.code).joined(separator: ", "))
    }
  }

  private mutating func participants() {
    if message.participants.contains(where: { $0.userID.isEmpty }) { note("UserID", "an identity", "") }
    if let user = expectation.user,
      !message.participants.contains(where: { participant in
        [participant.userID, participant.alternativeUserID, participant.name].contains { $0?.contains(user) ?? false }
      })
    {
      note("UserID", user, message.participants.map(\.userID).joined(separator: ", "))
    }
    if let role = expectation.role,
      !message.participants.contains(where: { $0.roles.contains { $0.code == role } })
    {
      note("RoleIDCode", role, message.participants.flatMap(\.roles).map(\.code).joined(separator: ", "))
    }
    for title in expectation.applicationEntities where !message.participants.contains(where: { isNamed(title, $0) }) {
      note(
        "AlternativeUserID", "AE title \(title)",
        message.participants.compactMap(\.alternativeUserID).joined(separator: ", "))
    }
    guard demand.hasBothSides else { return }
    for role in [AuditMessage.sourceRole, AuditMessage.destinationRole] {
      let found = message.participants.filter { $0.roles.contains { $0.code == role.code } }
      guard !found.isEmpty else {
        let roles = message.participants.flatMap(\.roles).map(\.code).joined(separator: ", ")
        note("RoleIDCode", "\(role.code) (\(role.meaning))", roles)
        continue
      }
      guard demand.hasAccessPoints else { continue }
      for participant in found where (participant.accessPoint ?? "").isEmpty {
        note("NetworkAccessPointID", "the place of \(role.meaning)", "")
      }
      for participant in found where (participant.accessPointType ?? "").isEmpty {
        note("NetworkAccessPointTypeCode", "the kind of place of \(role.meaning)", "")
      }
    }
  }

  /// Whether a participant has an AE title (PS3.15 §A.5.2.2).
  private func isNamed(_ title: String, _ participant: AuditMessage.Participant) -> Bool {
    [participant.userID, participant.alternativeUserID ?? ""].contains { text in
      let list = text.hasPrefix("AETITLES=") ? text.dropFirst("AETITLES=".count) : Substring(text)
      return list.split(separator: ";").contains { $0.filter { $0 != " " } == title.filter { $0 != " " } }
    }
  }

  private mutating func objects() {
    for wanted in demand.objects {
      let codes = wanted.codes
      let found = message.objects.filter { $0.type == codes.type && $0.role == codes.role }
      if found.isEmpty {
        if wanted.isRequired {
          note(
            "ParticipantObjectIdentification", "\(wanted.kind.rawValue) (type \(codes.type), role \(codes.role))", "")
        }
        continue
      }
      let ids = found.compactMap(\.id)
      switch wanted.kind {
      case .patient where !expectation.patients.isEmpty:
        if !ids.contains(where: { id in expectation.patients.contains { AuditExpectation.isSame($0, id) } }) {
          note("ParticipantObjectID", expectation.patients[0], ids.joined(separator: ", "))
        }
      case .document, .study:
        for object in expectation.objects where !ids.contains(object) {
          note("ParticipantObjectID", object, ids.joined(separator: ", "))
        }
      case .query where found.contains(where: { ($0.query ?? []).isEmpty }):
        note("ParticipantObjectQuery", "the query", "")
      case .submissionSet where ids.isEmpty: note("ParticipantObjectID", "the submission set", "")
      default: break
      }
    }
  }
}
