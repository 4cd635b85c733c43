/// What an acceptor agrees to: whom it answers, which presentation contexts it accepts, and what it says to the rest of a
/// proposal. A value without state: the same request has the same answer.
public struct AcceptancePolicy: Sendable {
  /// An abstract syntax that is served.
  public struct Service: Hashable, Sendable {
    /// Abstract syntax UID.
    public var abstractSyntax: String
    /// Transfer syntaxes in the acceptor's order of preference.
    public var transferSyntaxes: [String]
    /// Whether the requestor may take the SCU role.
    public var requestorMayBeSCU: Bool
    /// Whether the requestor may take the SCP role, which it has to ask for.
    public var requestorMayBeSCP: Bool

    /// Makes a service; the requestor may be SCU only, unless told otherwise.
    public init(
      _ abstractSyntax: String, transferSyntaxes: [String], requestorMayBeSCU: Bool = true,
      requestorMayBeSCP: Bool = false
    ) {
      self.abstractSyntax = abstractSyntax
      self.transferSyntaxes = transferSyntaxes
      self.requestorMayBeSCU = requestorMayBeSCU
      self.requestorMayBeSCP = requestorMayBeSCP
    }
  }

  /// Whose order of transfer syntaxes decides.
  public enum Preference: Hashable, Sendable { case acceptor, requestor }

  /// What becomes of a user identity.
  public enum IdentityAnswer: Hashable, Sendable {
    /// As an acceptor does that does not support user identity: no word about it.
    case ignored
    /// Known; the server response is sent where one was asked for.
    case accepted(response: [UInt8])
    /// The association is rejected.
    case rejected
  }

  /// AE titles that are answered to; nil for any.
  public var calledAETitles: Set<String>?
  /// AE titles that may call; nil for any.
  public var callingAETitles: Set<String>?
  /// Services by abstract syntax.
  public private(set) var services: [String: Service]
  /// Whose order of transfer syntaxes decides.
  public var preference: Preference
  /// Maximum length in bytes that is received; 0 for no limit.
  public var maximumLength: UInt32
  /// Answers a user identity.
  public var identity: @Sendable (UserIdentityRequest) -> IdentityAnswer
  /// Answers the application information of a SOP class extended negotiation; nil for no answer.
  public var extendedNegotiation: @Sendable (ExtendedNegotiation) -> [UInt8]?

  /// Has the last word on an answer: an acceptor that is to be tried out may be told to give a wrong one.
  public var amends: @Sendable (AssociateRequest, Answer) -> Answer = { $1 }

  /// Makes a policy; of two services for one abstract syntax the first counts.
  public init(
    calledAETitles: Set<String>? = nil, callingAETitles: Set<String>? = nil, services: [Service],
    preference: Preference = .acceptor, maximumLength: UInt32 = 16_384,
    identity: @escaping @Sendable (UserIdentityRequest) -> IdentityAnswer = { _ in .ignored },
    extendedNegotiation: @escaping @Sendable (ExtendedNegotiation) -> [UInt8]? = { _ in nil }
  ) {
    self.calledAETitles = calledAETitles
    self.callingAETitles = callingAETitles
    self.services = Dictionary(services.map { ($0.abstractSyntax, $0) }, uniquingKeysWith: { first, _ in first })
    self.preference = preference
    self.maximumLength = maximumLength
    self.identity = identity
    self.extendedNegotiation = extendedNegotiation
  }
}
