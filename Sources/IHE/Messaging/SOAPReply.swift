import HTTPExchange
import NIOCore
import NIOHTTP1
import XMLTree

/// What an actor of ours answers a SOAP request with.
public struct SOAPReply: Sendable {
  /// Status of HTTP: 200, or that of a fault.
  public var status: HTTPResponseStatus
  /// The message.
  public var envelope: Envelope
  /// How it is packed: as the request was.
  public var packaging: SOAPMessage.Packaging
  /// Documents beside it.
  public var attachments: [SOAPRequest.Attachment]

  /// Makes an answer.
  public init(
    _ envelope: Envelope, status: HTTPResponseStatus = .ok, packaging: SOAPMessage.Packaging = .simple,
    attachments: [SOAPRequest.Attachment] = []
  ) {
    self.envelope = envelope
    self.status = status
    self.packaging = packaging
    self.attachments = attachments
  }

  /// The answer as a listener gives it: in memory, but for documents that are read piece by piece.
  public func webReply() throws -> WebReply {
    let package = SOAPPackage(envelope, packaging, attachments)
    let fields: HTTPHeaders = ["Content-Type": package.contentType]
    switch package.content {
    case .message(let message): return WebReply(status, fields: fields, content: message)
    case .parts(let parts) where parts.isRead:
      return WebReply(status, fields: fields, length: try parts.length(), chunks: parts)
    case .parts(let parts): return WebReply(status, fields: fields, content: try parts.whole())
    }
  }

  /// A fault (SOAP 1.2 Part 1 §5.4, Part 2 §7.5.2.2 on the status).
  ///
  /// - Parameters:
  ///   - subcode: Local name of a fault of WS-Addressing or WS-Security.
  ///   - request: The message that it answers, where one could be read.
  public static func fault(
    _ code: SOAPFault.Code, subcode: String? = nil, reason: String, to request: ReceivedEnvelope?, messageID: String
  ) -> SOAPReply {
    var elements = [MarkupElement("soap:Value", text: "soap:\(code.rawValue)")]
    if let subcode {
      let isSecurity = SOAPFault.isSecurity(subcode)
      let value = MarkupElement(
        "soap:Value", isSecurity ? [.init("xmlns:wsse", AssertionNamespace.security)] : [],
        text: "\(isSecurity ? "wsse" : "wsa"):\(subcode)")
      elements.append(MarkupElement("soap:Subcode", [], [value]))
    }
    let fault = MarkupElement(
      "soap:Fault", [],
      [
        MarkupElement("soap:Code", [], elements),
        MarkupElement(
          "soap:Reason", [], [MarkupElement("soap:Text", [.init("xml:lang", "en")], text: reason)]),
      ])
    return SOAPReply(
      Envelope(
        action: subcode == nil ? "\(Namespace.addressing)/soap/fault" : "\(Namespace.addressing)/fault",
        messageID: messageID, to: Envelope.anonymous,
        relatesTo: request?.messageID ?? "\(Namespace.addressing)/unspecified", body: fault),
      status: code == .sender ? .badRequest : .internalServerError)
  }
}

extension SOAPFault {
  /// Codes of a fault (SOAP 1.2 Part 1 §5.4.6).
  public enum Code: String, CaseIterable, Hashable, Sendable {
    /// The envelope is of another version.
    case versionMismatch = "VersionMismatch"
    /// A header block has to be understood and is not.
    case mustUnderstand = "MustUnderstand"
    /// The message is wrong.
    case sender = "Sender"
    /// The message cannot be served.
    case receiver = "Receiver"
  }
}
