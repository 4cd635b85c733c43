import XMLTree

/// An IHE actor that takes SOAP messages and answers each: message in, message out, without a socket.
public protocol SOAPActor: Sendable {
  /// WS-Addressing actions that it takes.
  var actions: Set<String> { get }
  /// Those of them whose messages must be packed as MTOM.
  var packedActions: Set<String> { get }
  /// Does what a message asks for.
  ///
  /// - Throws: What makes the message no request of this action.
  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer
}

/// What an actor answers with, before its envelope.
public struct ActorAnswer: Sendable {
  /// WS-Addressing action of the answer; that of the request with `Response` where nil.
  public var action: String?
  /// What is in the body.
  public var body: MarkupElement
  /// Documents beside it.
  public var attachments: [SOAPRequest.Attachment]

  /// Makes an answer.
  public init(action: String? = nil, _ body: MarkupElement, attachments: [SOAPRequest.Attachment] = []) {
    self.action = action
    self.body = body
    self.attachments = attachments
  }

  /// The message that answers another: with documents it is packed as MTOM, else as the request was.
  ///
  /// - Parameter action: WS-Addressing action that was asked for.
  public func reply(to message: SOAPMessage, of action: String) -> SOAPReply {
    SOAPReply(
      Envelope(
        action: self.action ?? "\(action)Response", messageID: Envelope.newMessageID(), to: Envelope.anonymous,
        relatesTo: message.envelope.messageID, body: body),
      packaging: attachments.isEmpty ? message.packaging : .mtom, attachments: attachments)
  }
}

/// Why a message is answered with a fault (SOAP 1.2 Part 1 §5.4, WS-Addressing 1.0 SOAP Binding §6.4).
public struct ActorFault: Error, Hashable, Sendable {
  /// Code.
  public var code: SOAPFault.Code
  /// Local name of a fault of WS-Addressing or WS-Security.
  public var subcode: String?
  /// The reason for people.
  public var reason: String

  /// Makes a fault.
  public init(_ code: SOAPFault.Code, subcode: String? = nil, _ reason: String) {
    self.code = code
    self.subcode = subcode
    self.reason = reason
  }
}

extension SOAPActor {
  /// No message must be.
  public var packedActions: Set<String> { [] }

  /// Answers a message: by what it asks for, or by a fault where the message itself is wrong.
  public func answer(_ message: SOAPMessage) async -> SOAPReply {
    let envelope = message.envelope
    do throws(ActorFault) {
      let action = try check(message)
      return try await respond(to: message, action: action).reply(to: message, of: action)
    } catch {
      var fault = SOAPReply.fault(
        error.code, subcode: error.subcode, reason: error.reason, to: envelope, messageID: Envelope.newMessageID())
      fault.packaging = message.packaging
      return fault
    }
  }

  /// What is wrong with a message of whatever kind; its action where nothing is.
  private func check(_ message: SOAPMessage) throws(ActorFault) -> String {
    let envelope = message.envelope
    guard !envelope.isSOAP11 else { throw ActorFault(.versionMismatch, "SOAP 1.2 is expected") }
    guard let action = envelope.action, !action.isEmpty else {
      throw ActorFault(.sender, subcode: "MessageAddressingHeaderRequired", "wsa:Action is missing")
    }
    guard envelope.messageID?.isEmpty == false else {
      throw ActorFault(.sender, subcode: "MessageAddressingHeaderRequired", "wsa:MessageID is missing")
    }
    guard actions.contains(action) else {
      throw ActorFault(.sender, subcode: "ActionNotSupported", "\(action.prefix(200)) is not served here")
    }
    if let block = envelope.demands(beside: Self.understood).first {
      throw ActorFault(.mustUnderstand, "the header block \(block.prefix(64)) is not understood")
    }
    guard !packedActions.contains(action) || message.packaging == .mtom else {
      throw ActorFault(.sender, "\(action) is packed as MTOM (ITI TF-2 Appendix V.3)")
    }
    return action
  }

  /// Assertions about the user come along and are looked at elsewhere.
  private static var understood: Set<String> {
    ["http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"]
  }
}
