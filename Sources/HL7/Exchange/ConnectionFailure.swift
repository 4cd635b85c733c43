/// Why an exchange over a connection did not complete, so told that the blame can be laid where it belongs.
public enum ConnectionFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Why no connection could be had.
  public enum Unreachable: String, Hashable, Sendable {
    case refused
    case noRoute = "no route"
    case timedOut = "no answer in time"
    case unknownHost = "unknown host"
    case other = "not reachable"
  }

  /// Why no TLS session came about.
  public enum Security: String, Hashable, Sendable {
    /// The harness's own certificate files can't be read.
    case settings = "the settings can't be used"
    case untrusted = "the certificate is not trusted"
    case nameMismatch = "the certificate has another name"
    /// The peer ended the handshake.
    case refusedByPeer = "the peer refused"
    /// The peer does not speak TLS.
    case notTLS = "the peer does not speak TLS"
    /// The peer took the connection and did not answer the handshake, as one without TLS does that waits for a frame.
    case silent = "the handshake was not answered in time"
    case other = "no session"
  }

  case unreachable(Unreachable, detail: String)
  case security(Security, detail: String)
  /// The peer closed or reset the connection before what was awaited had come.
  case closed(bytesReceived: Int, isInsideFrame: Bool)
  /// What was awaited did not come in time.
  case timedOut(seconds: Double, bytesReceived: Int, isInsideFrame: Bool)
  /// What came has no start block anywhere: something else than MLLP answers.
  case wrongService(beginning: String)
  /// A frame longer than the limit.
  case overflow(FrameDecoder.Overflow)
  /// A frame that holds no message.
  case malformed(ParsingError)
  /// The exchange was cancelled.
  case cancelled
  /// The caller's own mistake.
  case misuse(String)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .unreachable(let why, let detail): "no connection: \(why.rawValue) (\(detail))"
    case .security(let why, let detail): "no TLS session: \(why.rawValue) (\(detail))"
    case .closed(let bytes, let isInside):
      isInside
        ? "the connection was closed within a frame, after \(bytes) bytes"
        : "the connection was closed before an answer, after \(bytes) bytes"
    case .timedOut(let seconds, let bytes, let isInside):
      "no \(isInside ? "complete answer" : "answer") within \(seconds) s; \(bytes) bytes came"
    case .wrongService(let beginning): "what answers does not speak MLLP; it begins with \(beginning)"
    case .overflow(let overflow): overflow.description
    case .malformed(let error): "the frame holds no message: \(error)"
    case .cancelled: "the exchange was cancelled"
    case .misuse(let what): what
    }
  }
}
