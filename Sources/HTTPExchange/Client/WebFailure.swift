/// Why an exchange did not come about or ended early, split by who is to blame.
public indirect enum WebFailure: Error, Hashable, Sendable {
  /// No connection.
  case unreachable(Unreachable, detail: String)
  /// No secure connection.
  case tls(TLSFailure, detail: String)
  /// The peer ended the connection in the middle of an exchange.
  case closed(Closure, waitingFor: String, bytesReceived: Int)
  /// The peer sent what HTTP does not allow.
  case malformed(expected: String, got: String, rule: String)
  /// A deadline passed.
  case timedOut(waitingFor: String, after: Duration, bytesReceived: Int)
  /// Something listens there, but it does not speak HTTP.
  case wrongService(firstBytes: [UInt8])
  /// The peer sent more than we hold; it broke no rule by that.
  case limitExceeded(what: String, limit: Int)
  /// The authorization server gave no token.
  case noToken(detail: String)
  /// The authorization server could not be asked.
  case tokenEndpoint(WebFailure)
  /// The local task was cancelled.
  case cancelled
  /// The caller's mistake or a fault of this software; no evidence about the peer.
  case misuse(String)

  /// Why there is no connection.
  public enum Unreachable: String, CaseIterable, Hashable, Sendable {
    /// Nothing listens on the port, or a firewall says so.
    case refused
    /// No way to the host or network.
    case noRoute
    /// The name of the host is unknown.
    case unknownHost
    /// No answer in time.
    case timedOut
    case other
  }

  /// Why there is no secure connection.
  public enum TLSFailure: String, CaseIterable, Hashable, Sendable {
    /// The certificate does not come from a trusted issuer, or its time is over or has not begun.
    case untrusted
    /// The certificate is for another name.
    case nameMismatch
    /// The peer does not speak TLS.
    case notTLS
    /// The peer ended the handshake: an alert, often because it wants a certificate of ours.
    case refusedByPeer
    /// Our own files or settings.
    case settings
    case other
  }

  /// How the peer ended the connection.
  public enum Closure: String, CaseIterable, Hashable, Sendable {
    /// End of stream.
    case closed
    /// Connection reset.
    case reset
  }

  /// The rule broken; nil where none was.
  public var rule: String? {
    switch self {
    case .malformed(_, _, let rule): rule
    case .closed: "RFC 9112 §8"
    case .wrongService: "RFC 9112 §4"
    case .noToken: "RFC 6749 §5"
    case .tokenEndpoint(let failure): failure.rule
    default: nil
    }
  }
}

extension WebFailure: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    switch self {
    case .tokenEndpoint(let failure): return "the authorization server: \(failure)"
    default: return "expected \(expected), got \(got)" + (rule.map { " (\($0))" } ?? "")
    }
  }

  private var expected: String {
    switch self {
    case .unreachable: "a TCP connection"
    case .tls: "a TLS session with a trusted peer"
    case .closed(_, let what, _), .timedOut(let what, _, _): what
    case .malformed(let expected, _, _): expected
    case .wrongService: "an HTTP response"
    case .limitExceeded(let what, let limit): "\(what) of at most \(limit) bytes"
    case .noToken, .tokenEndpoint: "an access token"
    case .cancelled: "time to finish"
    case .misuse: "a request that can be sent"
    }
  }

  private var got: String {
    switch self {
    case .unreachable(let why, let detail):
      switch why {
      case .refused: "connection refused"
      case .noRoute: "no route to the host"
      case .unknownHost: "a host name that can't be resolved"
      case .timedOut: "no answer in time"
      case .other: detail
      }
    case .tls(let why, let detail):
      switch why {
      case .untrusted: "a certificate that is not trusted: its issuer is unknown, or it is not valid at this time"
      case .nameMismatch: "a certificate for another name"
      case .notTLS: "an answer that is not TLS"
      case .refusedByPeer: "the end of the handshake by the peer: \(detail)"
      case .settings, .other: detail
      }
    case .closed(let how, _, let count):
      "\(how == .closed ? "the end" : "a reset") of the connection after \(count) bytes"
    case .malformed(_, let got, _): got
    case .timedOut(_, let duration, let count):
      "\(count == 0 ? "nothing" : "\(count) bytes, not complete,") within \(duration)"
    case .wrongService(let bytes): "\"\(Self.printable(bytes))\""
    case .limitExceeded: "more"
    case .noToken(let detail): detail
    case .tokenEndpoint(let failure): failure.got
    case .cancelled: "cancellation"
    case .misuse(let text): text
    }
  }

  private static func printable(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(32).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: ".") }, as: UTF8.self)
  }
}
