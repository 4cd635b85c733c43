/// Why an inspection did not come to its end, split by who is to blame.
public enum InspectionFailure: Error, Hashable, Sendable {
  /// No TCP connection.
  case unreachable(String)
  /// Connected, and a deadline passed; with the bytes that had come by then.
  case timedOut(waitingFor: String, after: Duration, bytesReceived: Int)
  /// Something answers that is neither TLS nor what the caller would speak in plain text.
  case notTLS(firstBytes: [UInt8])
  /// Every connection is closed without a byte, so that nothing shows what stands there.
  case closedWithoutAnswer
  /// The port answered before, and no longer: what it did not accept since then shows nothing.
  case ceased(afterConnections: Int)
  /// The peer sent what TLS does not allow.
  case malformed(TLSViolation)
  /// The peer sent more than is read; it broke no rule by that.
  case limitExceeded(what: String, limit: Int)
  /// Our own files or settings.
  case settings(String)
  /// The local task was cancelled.
  case cancelled
}

extension InspectionFailure: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .unreachable(let detail): "expected a TCP connection, got \(detail)"
    case .timedOut(let what, let duration, let count):
      "expected \(what), got \(count == 0 ? "nothing" : "\(count) bytes, not complete,") within \(duration)"
    case .notTLS(let bytes):
      "expected a TLS record, got \"\(String(decoding: bytes.prefix(32).map { (0x20..<0x7F).contains($0) ? $0 : 46 }, as: UTF8.self))\""
    case .closedWithoutAnswer: "expected a TLS alert or handshake, got the end of each connection without a byte"
    case .ceased(let count):
      "expected the answer that the port gave before, got none after \(count) connections"
    case .malformed(let violation): violation.description
    case .limitExceeded(let what, let limit): "expected a \(what) of at most \(limit), got more"
    case .settings(let text): text
    case .cancelled: "cancelled"
    }
  }
}
