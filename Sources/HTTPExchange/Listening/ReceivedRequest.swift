import NIOCore
import NIOHTTP1

/// A request that came to a listener of ours.
public struct ReceivedRequest: Sendable {
  /// `POST`, `PUT`, …
  public var method: HTTPMethod
  /// Path and query as they were sent.
  public var target: String
  /// Header fields in the order in which they came.
  public var fields: HTTPHeaders
  /// The content.
  public var content: [UInt8]
  /// Address of the sender.
  public var remoteHost: String
  /// Whether it came over TLS.
  public var isSecured: Bool
  /// When it was there as a whole.
  public var time: ContinuousClock.Instant

  /// Makes a request.
  public init(
    method: HTTPMethod, target: String, fields: HTTPHeaders = [:], content: [UInt8] = [], remoteHost: String = "",
    isSecured: Bool = false, time: ContinuousClock.Instant = .now
  ) {
    self.method = method
    self.target = target
    self.fields = fields
    self.content = content
    self.remoteHost = remoteHost
    self.isSecured = isSecured
    self.time = time
  }

  /// The path, without the query.
  public var path: Substring { target.prefix { $0 != "?" } }

  /// The media type in lower case, without parameters; nil where none is named.
  public var mediaType: String? {
    fields.first(name: "content-type").map {
      $0.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
    }
  }
}

extension WebEntry {
  /// A request and its answer as a record keeps them, free of credentials.
  public static func entries(
    of request: ReceivedRequest, answered status: Int, concealing secrets: [Secret] = []
  ) -> [WebEntry] {
    var redaction = Redaction()
    for secret in secrets { redaction.conceal(secret) }
    let lines = request.fields.prefix(WebRecorder.fieldsKept).map { redaction.line($0.name, $0.value) }
    return [
      WebEntry(
        microseconds: 0, direction: .received,
        summary: redaction.url(in: "\(request.method.rawValue) \(request.target)"),
        details: lines, length: request.content.count,
        firstBytes: redaction.bytes(ByteBuffer(bytes: request.content), keeping: WebRecorder.bytesKept)),
      WebEntry(microseconds: 0, direction: .sent, summary: "\(status)", details: [], length: 0, firstBytes: []),
    ]
  }

  /// The header fields of a request by name, credentials starred out.
  public static func fields(of request: ReceivedRequest) -> [(name: String, value: String)] {
    let redaction = Redaction()
    return request.fields.prefix(WebRecorder.fieldsKept).map { name, value in
      (name.lowercased(), Redaction.isCredential(name) ? "***" : redaction.text(value))
    }
  }
}
