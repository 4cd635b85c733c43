/// The sub-items of the user information item, in the order of the wire (PS3.8 §9.3.2.3, Annex D; PS3.7 Annex D.3.3).
public struct UserInformation: Hashable, Sendable {
  /// The sub-items.
  public var items: [UserInformationItem]

  /// Makes user information.
  public init(_ items: [UserInformationItem] = []) { self.items = items }

  /// Maximum length received of the first such sub-item; 0 means no limit.
  public var maximumLength: UInt32? {
    for case .maximumLength(let value) in items { return value }
    return nil
  }

  /// Implementation Class UID.
  public var implementationClassUID: String? {
    for case .implementationClassUID(let value) in items { return value }
    return nil
  }

  /// Implementation Version Name.
  public var implementationVersionName: String? {
    for case .implementationVersionName(let value) in items { return value }
    return nil
  }

  /// Asynchronous operations window.
  public var asynchronousOperations: AsynchronousOperationsWindow? {
    for case .asynchronousOperations(let value) in items { return value }
    return nil
  }

  /// Role selections.
  public var roleSelections: [RoleSelection] {
    items.compactMap { if case .roleSelection(let value) = $0 { value } else { nil } }
  }

  /// SOP class extended negotiations.
  public var extendedNegotiations: [ExtendedNegotiation] {
    items.compactMap { if case .extendedNegotiation(let value) = $0 { value } else { nil } }
  }

  /// User identity of the requestor.
  public var userIdentity: UserIdentityRequest? {
    for case .userIdentityRequest(let value) in items { return value }
    return nil
  }

  /// Length of the server response to a user identity; the response itself is a secret. Nil where there is none.
  public var userIdentityResponseLength: Int? {
    for case .userIdentityAccept(let response) in items { return response.count }
    return nil
  }
}

/// One sub-item of the user information.
public enum UserInformationItem: Hashable, Sendable {
  /// Maximum length of the variable field of P-DATA-TF PDUs that the sender receives, in bytes; 0 means no limit
  /// (type 51H, PS3.8 §D.1).
  case maximumLength(UInt32)
  /// Type 52H (PS3.7 §D.3.3.2.1).
  case implementationClassUID(String)
  /// Type 53H (PS3.7 §D.3.3.3).
  case asynchronousOperations(AsynchronousOperationsWindow)
  /// Type 54H (PS3.7 §D.3.3.4).
  case roleSelection(RoleSelection)
  /// Type 55H (PS3.7 §D.3.3.2.3).
  case implementationVersionName(String)
  /// Type 56H (PS3.7 §D.3.3.5).
  case extendedNegotiation(ExtendedNegotiation)
  /// Type 57H (PS3.7 §D.3.3.6).
  case commonExtendedNegotiation(CommonExtendedNegotiation)
  /// Type 58H (PS3.7 §D.3.3.7.1).
  case userIdentityRequest(UserIdentityRequest)
  /// Type 59H (PS3.7 §D.3.3.7.2): the server response.
  case userIdentityAccept([UInt8])
  /// A type that the standard does not define.
  case unknown(RawItem)
}

/// Asynchronous operations window (PS3.7 §D.3.3.3); 0 means no limit.
public struct AsynchronousOperationsWindow: Hashable, Sendable {
  /// Maximum number of operations invoked.
  public var invoked: UInt16
  /// Maximum number of operations performed.
  public var performed: UInt16

  /// Makes a window.
  public init(invoked: UInt16, performed: UInt16) {
    self.invoked = invoked
    self.performed = performed
  }
}

/// SCP/SCU role selection (PS3.7 §D.3.3.4).
public struct RoleSelection: Hashable, Sendable {
  /// SOP Class UID.
  public var sopClassUID: String
  /// Whether the requestor takes (or may take) the SCU role.
  public var scu: Bool
  /// Whether the requestor takes (or may take) the SCP role.
  public var scp: Bool

  /// Makes a selection.
  public init(sopClassUID: String, scu: Bool, scp: Bool) {
    self.sopClassUID = sopClassUID
    self.scu = scu
    self.scp = scp
  }
}

/// SOP class extended negotiation (PS3.7 §D.3.3.5).
public struct ExtendedNegotiation: Hashable, Sendable {
  /// SOP Class UID.
  public var sopClassUID: String
  /// Service class application information; its layout is the service class's.
  public var information: [UInt8]

  /// Makes a negotiation.
  public init(sopClassUID: String, information: [UInt8]) {
    self.sopClassUID = sopClassUID
    self.information = information
  }
}

/// SOP class common extended negotiation (PS3.7 §D.3.3.6).
public struct CommonExtendedNegotiation: Hashable, Sendable {
  /// SOP Class UID.
  public var sopClassUID: String
  /// Service Class UID.
  public var serviceClassUID: String
  /// Related general SOP Class UIDs.
  public var relatedGeneralSOPClassUIDs: [String]

  /// Makes a negotiation.
  public init(sopClassUID: String, serviceClassUID: String, relatedGeneralSOPClassUIDs: [String]) {
    self.sopClassUID = sopClassUID
    self.serviceClassUID = serviceClassUID
    self.relatedGeneralSOPClassUIDs = relatedGeneralSOPClassUIDs
  }
}

/// User identity of the requestor (PS3.7 §D.3.3.7.1). Both fields are secrets and never described in full.
public struct UserIdentityRequest: Hashable, Sendable {
  /// Type: 1 username, 2 username and passcode, 3 Kerberos service ticket, 4 SAML assertion, 5 JSON Web Token.
  public var type: UInt8
  /// Whether a positive response is asked for.
  public var positiveResponseRequested: Bool
  /// Primary field.
  public var primary: [UInt8]
  /// Secondary field; empty unless the type is 2.
  public var secondary: [UInt8]

  /// Makes an identity.
  public init(type: UInt8, positiveResponseRequested: Bool, primary: [UInt8], secondary: [UInt8] = []) {
    self.type = type
    self.positiveResponseRequested = positiveResponseRequested
    self.primary = primary
    self.secondary = secondary
  }
}
