import HTTPExchange
import NIOCore

/// A SOAP message and its documents, packed for HTTP (ITI TF-2 Appendix V.3.6).
struct SOAPPackage {
  /// The media type with its parameters.
  var contentType: String
  /// The content.
  var content: Content

  /// What goes out.
  enum Content {
    /// The message alone.
    case message(ByteBuffer)
    /// The message and its documents.
    case parts(MultipartBody)
  }

  /// Packs a message.
  init(_ envelope: Envelope, _ packaging: SOAPMessage.Packaging, _ attachments: [SOAPRequest.Attachment]) {
    let message = ByteBuffer(bytes: envelope.document)
    switch packaging {
    case .simple:
      contentType = "application/soap+xml; charset=UTF-8; action=\"\(envelope.action)\""
      content = .message(message)
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
          ], attachment.content)
      }
      contentType =
        MediaType(
          "multipart", "related",
          parameters: [
            .init("type", "application/xop+xml"), .init("start", "<\(root)>"),
            .init("start-info", "application/soap+xml"), .init("action", envelope.action),
            .init("boundary", writer.boundary.text),
          ]
        ).description
      content = .parts(MultipartBody(parts, writer: writer))
    }
  }
}
