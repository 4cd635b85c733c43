import Foundation
import XMLTree

/// A SOAP 1.2 message with its addressing, as it is sent (ITI TF-2 Appendix V.3).
public struct Envelope: Hashable, Sendable {
  /// WS-Addressing action.
  public var action: String
  /// Id of this message, `urn:uuid:…`.
  public var messageID: String
  /// Where it goes.
  public var to: String
  /// Where the answer goes; nil for the same connection.
  public var replyTo: String?
  /// Id of the message that this one answers.
  public var relatesTo: String?
  /// Further header blocks.
  public var headers: [MarkupElement]
  /// What is in the body.
  public var body: MarkupElement

  /// Makes a message.
  public init(
    action: String, messageID: String, to: String, replyTo: String? = nil, relatesTo: String? = nil,
    headers: [MarkupElement] = [], body: MarkupElement
  ) {
    self.action = action
    self.messageID = messageID
    self.to = to
    self.replyTo = replyTo
    self.relatesTo = relatesTo
    self.headers = headers
    self.body = body
  }

  /// The address that means the connection on which a message came (WS-Addressing 1.0 SOAP Binding §5.1).
  public static let anonymous = "\(Namespace.addressing)/anonymous"

  /// An id that no other message has (RFC 4122 §4.4).
  public static func newMessageID() -> String { "urn:uuid:\(UUID().uuidString.lowercased())" }

  /// The whole message in UTF-8.
  public var document: [UInt8] {
    let mustUnderstand = [MarkupElement.Attribute("soap:mustUnderstand", "1")]
    var blocks = [
      MarkupElement("wsa:Action", mustUnderstand, text: action), MarkupElement("wsa:MessageID", text: messageID),
    ]
    if let relatesTo { blocks.append(MarkupElement("wsa:RelatesTo", text: relatesTo)) }
    // An answer has no answer.
    if relatesTo == nil || replyTo != nil {
      blocks.append(MarkupElement("wsa:ReplyTo", [], [MarkupElement("wsa:Address", text: replyTo ?? Self.anonymous)]))
    }
    blocks.append(MarkupElement("wsa:To", mustUnderstand, text: to))
    return MarkupElement(
      "soap:Envelope", [.init("xmlns:soap", Namespace.soap), .init("xmlns:wsa", Namespace.addressing)],
      [MarkupElement("soap:Header", [], blocks + headers), MarkupElement("soap:Body", [], [body])]
    ).document
  }
}
