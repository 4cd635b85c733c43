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
    /// Makes the content; the same bytes each time.
    public var content: @Sendable () throws -> ByteBuffer

    /// Makes an attachment.
    public init(contentID: String, mediaType: String, content: @escaping @Sendable () throws -> ByteBuffer) {
      self.contentID = contentID
      self.mediaType = mediaType
      self.content = content
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

  /// The HTTP request. Makes every document once, for its length.
  public func webRequest() throws -> WebRequest {
    let message = ByteBuffer(bytes: envelope.document)
    switch packaging {
    case .simple:
      let type = "application/soap+xml; charset=UTF-8; action=\"\(envelope.action)\""
      return WebRequest(.POST, envelope.to, fields: ["Content-Type": type], body: .bytes(message), limits: limits)
    case .mtom:
      var generator = SystemRandomNumberGenerator()
      let writer = MultipartWriter(MultipartBoundary(random: &generator))
      let root = "root@assay"
      var parts = [
        MultipartBody.Part(headers: [
          ("Content-Type", "application/xop+xml; charset=UTF-8; type=\"application/soap+xml\""),
          ("Content-Transfer-Encoding", "binary"), ("Content-ID", "<\(root)>"),
        ]) { message }
      ]
      parts += attachments.map { attachment in
        MultipartBody.Part(
          headers: [
            ("Content-Type", attachment.mediaType), ("Content-Transfer-Encoding", "binary"),
            ("Content-ID", "<\(attachment.contentID)>"),
          ], content: attachment.content)
      }
      let body = MultipartBody(parts, writer: writer)
      let type = MediaType(
        "multipart", "related",
        parameters: [
          .init("type", "application/xop+xml"), .init("start", "<\(root)>"),
          .init("start-info", "application/soap+xml"), .init("action", envelope.action),
          .init("boundary", writer.boundary.text),
        ])
      return WebRequest(
        .POST, envelope.to, fields: ["Content-Type": type.description],
        body: .stream(length: try body.length(), chunks: body), limits: limits)
    }
  }
}
