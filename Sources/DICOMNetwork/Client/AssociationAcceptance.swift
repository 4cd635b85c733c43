/// What a peer answered to the presentation contexts and user information proposed.
public struct AssociationAcceptance: Hashable, Sendable {
  /// One context, proposal and answer.
  public struct Context: Hashable, Sendable {
    /// What was proposed.
    public var proposed: ProposedContext
    /// The answer; nil where the peer left the context out of its answer.
    public var result: ContextResult?
    /// Transfer syntax chosen by the peer; nil unless accepted.
    public var transferSyntax: String?
  }

  /// The contexts in the order of the proposal.
  public var contexts: [Context]
  /// Maximum length that the peer receives, 0 for no limit; nil where it stated none.
  public var maximumLength: UInt32?
  /// Implementation Class UID.
  public var implementationClassUID: String?
  /// Implementation Version Name.
  public var implementationVersionName: String?
  /// Operations window answered; nil means one operation at a time.
  public var asynchronousOperations: AsynchronousOperationsWindow?
  /// Roles answered.
  public var roleSelections: [RoleSelection]
  /// SOP class extended negotiations answered.
  public var extendedNegotiations: [ExtendedNegotiation] { userInformation.extendedNegotiations }
  /// Length of the server response to a user identity; nil where the peer sent none.
  public var userIdentityResponseLength: Int? { userInformation.userIdentityResponseLength }
  /// All sub-items of the answer.
  public var userInformation: UserInformation
  /// Breaches of the standard that do not stand in the way of the exchange.
  public var blemishes: [ProtocolViolation]

  /// The first accepted context for an abstract syntax, in the first of the transfer syntaxes that has one; any
  /// transfer syntax when none are given.
  public func context(abstractSyntax: String, transferSyntaxes: [String] = []) -> Context? {
    let candidates = contexts.filter { $0.proposed.abstractSyntax == abstractSyntax && $0.result == .acceptance }
    guard !transferSyntaxes.isEmpty else { return candidates.first }
    for syntax in transferSyntaxes {
      if let context = candidates.first(where: { $0.transferSyntax == syntax }) { return context }
    }
    return nil
  }

  /// Compares the answer with the proposal.
  init(_ accept: AssociateAccept, of request: AssociationRequest) throws(ProtocolViolation) {
    let rule = "PS3.8 §9.3.3.2"
    var answers: [UInt8: AnsweredContext] = [:]
    for answer in accept.presentationContexts {
      guard let proposed = request.contexts.first(where: { $0.id == answer.id }) else {
        throw ProtocolViolation(
          offset: 0, rule: rule, expected: "answers to the presentation contexts proposed",
          got: "an answer to context \(answer.id), which was not proposed")
      }
      if answer.result == .acceptance, let syntax = answer.transferSyntax,
        !proposed.transferSyntaxes.contains(syntax)
      {
        throw ProtocolViolation(
          offset: 0, rule: rule,
          expected:
            "a transfer syntax proposed for context \(answer.id): \(proposed.transferSyntaxes.joined(separator: ", "))",
          got: syntax)
      }
      answers[answer.id] = answer
    }
    blemishes = []
    if accept.protocolVersion & 1 == 0 {
      blemishes.append(
        ProtocolViolation(
          offset: 6, rule: "PS3.8 §9.3.3", expected: "Protocol-version with bit 0 set",
          got: "\(accept.protocolVersion.hexadecimal)H"))
    }
    if accept.applicationContextName != dicomApplicationContextName {
      blemishes.append(
        ProtocolViolation(
          offset: 74, rule: "PS3.7 §A.2.1", expected: "application context name \(dicomApplicationContextName)",
          got: accept.applicationContextName))
    }
    for context in request.contexts where answers[context.id] == nil {
      blemishes.append(
        ProtocolViolation(
          offset: 0, rule: "PS3.8 §9.3.3", expected: "an answer to presentation context \(context.id)", got: "none"))
    }
    contexts = request.contexts.map {
      let answer = answers[$0.id]
      return Context(
        proposed: $0, result: answer?.result,
        transferSyntax: answer?.result == .acceptance ? answer?.transferSyntax : nil)
    }
    let information = accept.userInformation
    if information.maximumLength == nil {
      blemishes.append(
        ProtocolViolation(offset: 0, rule: "PS3.8 §D.1", expected: "the Maximum Length sub-item", got: "none"))
    }
    if information.implementationClassUID == nil {
      blemishes.append(
        ProtocolViolation(
          offset: 0, rule: "PS3.7 §D.3.3.2", expected: "the Implementation Class UID sub-item", got: "none"))
    }
    for roles in information.roleSelections
    where !request.roleSelections.contains(where: { $0.sopClassUID == roles.sopClassUID }) {
      blemishes.append(
        ProtocolViolation(
          offset: 0, rule: "PS3.7 §D.3.3.4", expected: "role selections only for what was proposed",
          got: roles.sopClassUID))
    }
    for negotiation in information.extendedNegotiations
    where !request.furtherInformation.contains(where: {
      if case .extendedNegotiation(let asked) = $0 { asked.sopClassUID == negotiation.sopClassUID } else { false }
    }) {
      blemishes.append(
        ProtocolViolation(
          offset: 0, rule: "PS3.7 §D.3.3.5", expected: "extended negotiation only for what was proposed",
          got: negotiation.sopClassUID))
    }
    maximumLength = information.maximumLength
    implementationClassUID = information.implementationClassUID
    implementationVersionName = information.implementationVersionName
    asynchronousOperations = information.asynchronousOperations
    roleSelections = information.roleSelections
    userInformation = information
  }

  /// Requests that may be outstanding at a time: what the peer performs, when both sides negotiated a window
  /// (PS3.7 §D.3.3.3), else one.
  func window(of request: AssociationRequest) -> Int {
    guard let proposed = request.asynchronousOperations, let answered = asynchronousOperations else { return 1 }
    let unlimited = 64
    let ours = proposed.invoked == 0 ? unlimited : Int(proposed.invoked)
    let theirs = answered.invoked == 0 ? unlimited : Int(answered.invoked)
    return max(1, min(ours, theirs, unlimited))
  }
}
