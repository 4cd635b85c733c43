import NIOCore
import NIOHTTP1

/// A request as it is sent.
public struct WebRequest: Sendable {
  /// `GET`, `POST`, …
  public var method: HTTPMethod
  /// Absolute address, its query included.
  public var url: String
  /// Header fields, without authorization and host, which the client adds.
  public var fields: HTTPHeaders
  /// Content; none where nil.
  public var body: WebRequestBody?
  /// How much of the answer is taken.
  public var limits: BodyLimits
  /// Whether it goes without the credentials of the client, as a browser's preflight does.
  public var isAnonymous: Bool
  /// Whether its content and that of the answer are credentials, which are not recorded.
  public var holdsSecrets: Bool

  /// Makes a request.
  public init(
    _ method: HTTPMethod = .GET, _ url: String, fields: HTTPHeaders = [:], body: WebRequestBody? = nil,
    limits: BodyLimits = BodyLimits(), isAnonymous: Bool = false, holdsSecrets: Bool = false
  ) {
    self.method = method
    self.url = url
    self.fields = fields
    self.body = body
    self.limits = limits
    self.isAnonymous = isAnonymous
    self.holdsSecrets = holdsSecrets
  }
}

/// Content of a request.
public enum WebRequestBody: Sendable {
  /// In memory.
  case bytes(ByteBuffer)
  /// Made while it is sent. Without a length it goes in chunks (RFC 9112 §7.1).
  case stream(length: Int?, chunks: any AsyncSequence<ByteBuffer, any Error> & Sendable)

  /// Its length in bytes; nil where it is not known beforehand.
  public var length: Int? {
    switch self {
    case .bytes(let bytes): bytes.readableBytes
    case .stream(let length, _): length
    }
  }
}
