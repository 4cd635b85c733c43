import NIOHTTP1

/// An answer as it came. A redirection is an answer like any other: nothing is followed by itself.
public struct WebResponse: Equatable, Sendable {
  /// Status code (RFC 9110 §15).
  public var status: Int
  /// HTTP version: `1.1`, `2.0`.
  public var version: String
  /// Header fields in the order in which they came.
  public var fields: HTTPHeaders
  /// The content, its content coding undone.
  public var body: ReceivedBody
  /// Bytes of the content as it was sent.
  public var sentLength: Int
  /// The content coding that was undone: `gzip`; nil for none.
  public var contentCoding: String?
  /// When the parts came.
  public var times: Times

  /// Times since the request began.
  public struct Times: Hashable, Sendable {
    /// To the status line and the header fields.
    public var head: Duration
    /// To the first byte of the content; nil where there is none.
    public var firstByte: Duration?
    /// To the end.
    public var lastByte: Duration
  }

  /// The media type with its parameters; nil where the answer names none.
  public var contentType: String? { fields.first(name: "content-type") }

  /// Whether the status says success.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// Where a redirection points to; nil where the answer is none.
  public var redirection: String? { (300..<400).contains(status) ? fields.first(name: "location") : nil }
}
