/// What the client proposes when it opens an association.
public struct AssociationRequest: Hashable, Sendable {
  /// Called AE title, 1 to 16 characters.
  public var calledAETitle: String
  /// Calling AE title, 1 to 16 characters.
  public var callingAETitle: String
  /// Presentation contexts, 1 to 128; up to 255 where bent.
  public var contexts: [ProposedContext]
  /// Maximum length in bytes that we receive; 0 for no limit.
  public var maximumLength: UInt32
  /// Operations window to propose; nil to stay synchronous.
  public var asynchronousOperations: AsynchronousOperationsWindow?
  /// Roles to propose.
  public var roleSelections: [RoleSelection]
  /// Further sub-items of the user information.
  public var furtherInformation: [UserInformationItem]
  /// Whether everything is sent as it is, to see what a peer makes of it, even where the standard forbids it. Characters of
  /// titles beyond Latin-1 lose their upper bits, and titles end after 16 characters.
  public var isBent = false
  /// Application context name.
  public var applicationContextName = dicomApplicationContextName
  /// One bit for each protocol version offered; bit 0 is version 1.
  public var protocolVersion: UInt16 = 1
  /// Parts of the user information that are left out.
  public var omitted: Set<RequiredItem> = []

  /// Parts of the user information that this side sends in every request; the first two are required of everybody (PS3.8
  /// §D.1, PS3.7 §D.3.3.2).
  public enum RequiredItem: String, CaseIterable, Hashable, Sendable {
    case maximumLength = "maximum-length"
    case implementationClassUID = "implementation-class-uid"
    case implementationVersionName = "implementation-version-name"
  }

  /// Implementation Class UID of this software.
  public static let implementationClassUID = "2.25.123686886064812696316029541402808005639"
  /// Implementation Version Name of this software.
  public static let implementationVersionName = "ASSAY_1"

  /// Makes a request.
  public init(
    calledAETitle: String, callingAETitle: String, contexts: [ProposedContext], maximumLength: UInt32 = 16_384,
    asynchronousOperations: AsynchronousOperationsWindow? = nil, roleSelections: [RoleSelection] = [],
    furtherInformation: [UserInformationItem] = []
  ) {
    self.calledAETitle = calledAETitle
    self.callingAETitle = callingAETitle
    self.contexts = contexts
    self.maximumLength = maximumLength
    self.asynchronousOperations = asynchronousOperations
    self.roleSelections = roleSelections
    self.furtherInformation = furtherInformation
  }

  /// Proposes each abstract syntax in a context of its own, IDs 1, 3, 5 … After the last odd ID come the even ones, which
  /// only a bent request may have; more than there are IDs are left out.
  public static func contexts(_ syntaxes: [(abstractSyntax: String, transferSyntaxes: [String])]) -> [ProposedContext] {
    let ids = Array(stride(from: 1, through: 255, by: 2)) + Array(stride(from: 2, through: 254, by: 2))
    return zip(ids, syntaxes).map {
      ProposedContext(
        id: UInt8($0), abstractSyntax: $1.abstractSyntax, transferSyntaxes: $1.transferSyntaxes)
    }
  }

  /// What is wrong with the request; nil when it can be sent.
  var fault: String? {
    for (name, title) in isBent ? [] : [("Called", calledAETitle), ("Calling", callingAETitle)] {
      let scalars = title.unicodeScalars
      guard (1...16).contains(scalars.count), scalars.allSatisfy({ (0x20...0x7E).contains($0.value) && $0 != "\\" }),
        scalars.contains(where: { $0 != " " })
      else {
        return "\(name) AE title \"\(title)\": 1 to 16 ASCII characters without backslash (PS3.5 §6.2) are needed"
      }
    }
    let most = isBent ? 255 : 128
    guard (1...most).contains(contexts.count) else {
      return "\(contexts.count) presentation contexts, 1 to \(most) can be"
    }
    guard isBent || contexts.allSatisfy({ $0.id & 1 == 1 }) else { return "presentation context IDs must be odd" }
    guard Set(contexts.map(\.id)).count == contexts.count else { return "a presentation context ID is used twice" }
    for context in contexts {
      for uid in [context.abstractSyntax] + context.transferSyntaxes where !Self.isUID(uid) {
        return "\"\(uid)\" of context \(context.id) is not a UID"
      }
      guard (1...64).contains(context.transferSyntaxes.count) else {
        return "context \(context.id) has \(context.transferSyntaxes.count) transfer syntaxes, 1 to 64 can be"
      }
    }
    guard isBent || maximumLength == 0 || maximumLength >= MessageFragmenter.leastMaximumLength else {
      return "a maximum length of \(maximumLength) lets nothing pass"
    }
    guard Self.isUID(applicationContextName) else { return "\"\(applicationContextName)\" is not a UID" }
    let isStandard = applicationContextName == dicomApplicationContextName && protocolVersion & 1 == 1
    guard isBent || (isStandard && omitted.isEmpty) else {
      return "application context, protocol version and user information are not what the standard asks for"
    }
    return nil
  }

  private static func isUID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The PDU's fields.
  var pdu: AssociateRequest {
    var items: [UserInformationItem] = []
    if !omitted.contains(.maximumLength) { items.append(.maximumLength(maximumLength)) }
    if !omitted.contains(.implementationClassUID) { items.append(.implementationClassUID(Self.implementationClassUID)) }
    if let asynchronousOperations { items.append(.asynchronousOperations(asynchronousOperations)) }
    items += roleSelections.map { .roleSelection($0) }
    if !omitted.contains(.implementationVersionName) {
      items.append(.implementationVersionName(Self.implementationVersionName))
    }
    items += furtherInformation
    return AssociateRequest(
      protocolVersion: protocolVersion, calledAETitle: calledAETitle, callingAETitle: callingAETitle,
      applicationContextName: applicationContextName, presentationContexts: contexts,
      userInformation: UserInformation(items))
  }
}
