/// What the client proposes when it opens an association.
public struct AssociationRequest: Hashable, Sendable {
  /// Called AE title, 1 to 16 characters.
  public var calledAETitle: String
  /// Calling AE title, 1 to 16 characters.
  public var callingAETitle: String
  /// Presentation contexts, 1 to 128.
  public var contexts: [ProposedContext]
  /// Maximum length in bytes that we receive; 0 for no limit.
  public var maximumLength: UInt32
  /// Operations window to propose; nil to stay synchronous.
  public var asynchronousOperations: AsynchronousOperationsWindow?
  /// Roles to propose.
  public var roleSelections: [RoleSelection]
  /// Further sub-items of the user information.
  public var furtherInformation: [UserInformationItem]
  /// Whether AE titles and the maximum length are sent as they are, to see what a peer makes of wrong ones. Characters
  /// beyond Latin-1 lose their upper bits, and titles end after 16 characters.
  public var isBent = false

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

  /// Proposes each abstract syntax in a context of its own, IDs 1, 3, 5 …
  public static func contexts(_ syntaxes: [(abstractSyntax: String, transferSyntaxes: [String])]) -> [ProposedContext] {
    zip(stride(from: 1, through: 255, by: 2), syntaxes).map {
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
    guard (1...128).contains(contexts.count) else { return "\(contexts.count) presentation contexts, 1 to 128 can be" }
    guard contexts.allSatisfy({ $0.id & 1 == 1 }) else { return "presentation context IDs must be odd" }
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
    return nil
  }

  private static func isUID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// The PDU's fields.
  var pdu: AssociateRequest {
    var items: [UserInformationItem] = [
      .maximumLength(maximumLength), .implementationClassUID(Self.implementationClassUID),
    ]
    if let asynchronousOperations { items.append(.asynchronousOperations(asynchronousOperations)) }
    items += roleSelections.map { .roleSelection($0) }
    items.append(.implementationVersionName(Self.implementationVersionName))
    items += furtherInformation
    return AssociateRequest(
      calledAETitle: calledAETitle, callingAETitle: callingAETitle, presentationContexts: contexts,
      userInformation: UserInformation(items))
  }
}
