import HTTPExchange
import NIOCore
import NIOHTTP1

/// A SOAP request as HTTP carries it: alone, or with its documents as MTOM/XOP (ITI TF-2 Appendix V.3.6).
public struct SOAPRequest: Sendable {
  /// The message.
  public var envelope: Envelope
  /// How it is packed.
  public var packaging: SOAPAnswer.Packaging
  /// Documents beside the message, which refer to them by Content-ID.
  public var attachments: [Attachment]
  /// How much of the answer is taken.
  public var limits: BodyLimits

  /// A document beside the message.
  public struct Attachment: Sendable {
    /// Content-ID without angle brackets.
    public var contentID: String
    /// Media type.
    public var mediaType: String
    /// The content.
    public var content: PartContent

    /// Makes an attachment.
    public init(contentID: String, mediaType: String, _ content: PartContent) {
      self.contentID = contentID
      self.mediaType = mediaType
      self.content = content
    }

    /// Makes an attachment whose content is made as a whole; the same bytes each time.
    public init(contentID: String, mediaType: String, content: @escaping @Sendable () throws -> ByteBuffer) {
      self.init(contentID: contentID, mediaType: mediaType, .made(content))
    }
  }

  /// Makes a request.
  public init(
    _ envelope: Envelope, packaging: SOAPAnswer.Packaging = .simple, attachments: [Attachment] = [],
    limits: BodyLimits = BodyLimits()
  ) {
    self.envelope = envelope
    self.packaging = packaging
    self.attachments = attachments
    self.limits = limits
  }

  /// The HTTP request. Makes every document once that is made as a whole, for its length.
  public func webRequest() throws -> WebRequest {
    let package = SOAPPackage(envelope, packaging, attachments)
    let body: WebRequestBody =
      switch package.content {
      case .message(let message): .bytes(message)
      case .parts(let parts): .stream(length: try parts.length(), chunks: parts)
      }
    return WebRequest(
      .POST, envelope.to, fields: ["Content-Type": package.contentType], body: body, limits: limits)
  }
}
