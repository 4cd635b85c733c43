/// Why an association or an exchange over it did not come about, split by who is to blame.
public enum AssociationFailure: Error, Hashable, Sendable {
  /// No connection.
  case unreachable(Unreachable, detail: String)
  /// No secure connection.
  case tls(TLSFailure, detail: String)
  /// The peer rejected the association.
  case rejected(AssociateReject)
  /// The peer aborted the association.
  case aborted(Abort, waitingFor: String)
  /// The peer ended the connection or the association in the middle of an exchange.
  case closed(Closure, waitingFor: String, bytesReceived: Int)
  /// The peer sent what the standard does not allow.
  case malformed(ProtocolViolation)
  /// A deadline passed.
  case timedOut(waitingFor: String, after: Duration, bytesReceived: Int)
  /// Something listens there, but it does not speak DICOM.
  case wrongService(String, firstBytes: [UInt8])
  /// The peer sent more than we hold; it broke no rule of the standard by that.
  case limitExceeded(what: String, limit: Int)
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
    /// The certificate's issuer is not among the trusted.
    case untrusted
    /// The certificate's time has passed or has not begun.
    case expired
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

  /// How the peer ended the connection or association.
  public enum Closure: String, CaseIterable, Hashable, Sendable {
    /// End of stream.
    case closed
    /// Connection reset.
    case reset
    /// It asked for release with requests outstanding.
    case released
  }

  /// What was due.
  public var expected: String {
    switch self {
    case .unreachable: "a TCP connection"
    case .tls: "a TLS session with a trusted peer"
    case .rejected: "A-ASSOCIATE-AC"
    case .aborted(_, let what), .closed(_, let what, _), .timedOut(let what, _, _): what
    case .malformed(let violation): violation.expected
    case .wrongService: "a DICOM upper layer peer, a PDU type from 01H to 07H"
    case .limitExceeded(let what, let limit): "a \(what) of at most \(limit) bytes"
    case .cancelled: "time to finish"
    case .misuse: "a request that can be sent"
    }
  }

  /// What came.
  public var got: String {
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
      case .untrusted: "a certificate whose issuer is not trusted"
      case .expired: "a certificate that is not valid at this time: \(detail)"
      case .nameMismatch: "a certificate for another name"
      case .notTLS: "an answer that is not TLS"
      case .refusedByPeer: "the end of the handshake by the peer: \(detail)"
      case .settings, .other: detail
      }
    case .rejected(let reject):
      "A-ASSOCIATE-RJ: \(reject.result.word), \(reject.source.word), \(reject.reasonWord)"
    case .aborted(let abort, _):
      abort.isFromUser ? "A-ABORT by the service-user" : "A-ABORT: \(abort.sourceWord), \(abort.reasonWord)"
    case .closed(let how, _, let count):
      switch how {
      case .closed: "the end of the connection after \(count) bytes"
      case .reset: "a reset of the connection after \(count) bytes"
      case .released: "A-RELEASE-RQ"
      }
    case .malformed(let violation): violation.got
    case .timedOut(_, let duration, let count):
      "\(count == 0 ? "nothing" : "\(count) bytes, not complete,") within \(duration)"
    case .wrongService(let name, let bytes): "\(name): \"\(printable(bytes))\""
    case .limitExceeded: "more"
    case .cancelled: "cancellation"
    case .misuse(let text): text
    }
  }

  /// The rule broken; nil where none was.
  public var rule: String? {
    switch self {
    case .rejected: "PS3.8 §9.3.4"
    case .aborted: "PS3.8 §9.3.8"
    case .malformed(let violation): violation.rule
    case .wrongService: "PS3.8 §9.3.1"
    case .closed: "PS3.8 §9.2"
    default: nil
    }
  }
}

extension AssociationFailure: CustomStringConvertible {
  /// One line for people.
  public var description: String {
    let place = if case .malformed(let violation) = self { " at byte \(violation.offset)" } else { "" }
    return "expected \(expected), got \(got)\(place)" + (rule.map { " (\($0))" } ?? "")
  }
}
