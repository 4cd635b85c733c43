/// Messages of HL7 V3 that the transactions on identity exchange (ITI TF-2 §3.44 to §3.47 and §3.55).
public enum IdentityInteraction: String, CaseIterable, Hashable, Sendable {
  /// A patient is added (ITI-44).
  case recordAdded = "PRPA_IN201301UV02"
  /// A patient's record is revised (ITI-44), or its identifiers changed (ITI-46).
  case recordRevised = "PRPA_IN201302UV02"
  /// Two records are one (ITI-44).
  case duplicatesResolved = "PRPA_IN201304UV02"
  /// Who is this? (ITI-47, ITI-55)
  case candidatesQuery = "PRPA_IN201305UV02"
  /// These might be meant.
  case candidatesResponse = "PRPA_IN201306UV02"
  /// What else is this patient called? (ITI-45)
  case identifiersQuery = "PRPA_IN201309UV02"
  /// These are the other identifiers.
  case identifiersResponse = "PRPA_IN201310UV02"
  /// The next candidates, or no more of them (ITI-47).
  case queryContinuation = "QUQI_IN000003UV01"
  /// The message was taken.
  case acceptAcknowledgement = "MCCI_IN000002UV01"

  /// Namespace of HL7 V3.
  public static let namespace = "urn:hl7-org:v3"
  /// Object identifier of the interactions and of their trigger events.
  public static let registry = "2.16.840.1.113883.1.6"

  /// WS-Addressing action; that of a continuation is of its own (ITI TF-2 §3.47.4.2.3.1).
  public var action: String {
    self == .queryContinuation
      ? "\(Self.namespace):QUQI_IN000003UV01_Continue" : "\(Self.namespace):\(rawValue)"
  }

  /// WS-Addressing action of a cancelled query.
  public static let cancelAction = "\(namespace):QUQI_IN000003UV01_Cancel"

  /// Code of the trigger event in the control act; nil where there is no control act.
  public var trigger: String? {
    switch self {
    case .acceptAcknowledgement: nil
    // As printed in ITI TF-2 Table 3.47.4.3.2.3-1.
    case .queryContinuation: "PRPA_TE000003UV01"
    default: rawValue.replacing("_IN", with: "_TE")
    }
  }

  /// When the receiver acknowledges: an answer is not acknowledged (ITI TF-2 Appendix O.1).
  public var acceptAcknowledgementCode: String {
    switch self {
    case .acceptAcknowledgement, .candidatesResponse, .identifiersResponse: "NE"
    default: "AL"
    }
  }
}

/// How a message was taken (HL7 V3, AcknowledgementType).
public enum AcknowledgementType: String, CaseIterable, Hashable, Sendable {
  /// The application did what was asked.
  case applicationAccept = "AA"
  /// The application met an error.
  case applicationError = "AE"
  /// The application did not take the message.
  case applicationReject = "AR"
  /// The message is taken, and will be seen to.
  case commitAccept = "CA"
  /// The message can't be taken.
  case commitError = "CE"
  /// The message is not of a kind that is taken.
  case commitReject = "CR"
}

/// How a query ended (HL7 V3, QueryResponse).
public enum QueryResponse: String, CaseIterable, Hashable, Sendable {
  /// Something was found.
  case found = "OK"
  /// Nothing was found.
  case notFound = "NF"
  /// The application met an error.
  case applicationError = "AE"
  /// The query is wrong.
  case queryError = "QE"
}
