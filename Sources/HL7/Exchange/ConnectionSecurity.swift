import NIOCore
import NIOSSL
import TransportSecurity

/// TLS towards a listener of HL7 messages.
public typealias ConnectionSecurity = ClientSecurity

/// TLS of a listener of HL7 messages.
public typealias ListenerSecurity = ServerSecurity

extension ConnectionFailure {
  /// The failure behind an error of the handshake; no error means that the peer just closed.
  static func ofHandshake(_ error: (any Error)?) -> ConnectionFailure {
    guard let error else { return .security(.refusedByPeer, detail: "connection closed") }
    let text = String(describing: error)
    switch error {
    case let failure as ConnectionFailure: return failure
    case is NIOSSLExtraError, is PeerNameMismatch: return .security(.nameMismatch, detail: text)
    case let error as IOError: return .security(.refusedByPeer, detail: error.description)
    case NIOSSLError.uncleanShutdown: return .security(.refusedByPeer, detail: "connection closed")
    default: break
    }
    // BoringSSL tells the kind only in the words of its reason.
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return .security(.untrusted, detail: text) }
    let foreign = ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_RECORD", "UNEXPECTED_MESSAGE"]
    if foreign.contains(where: text.contains) { return .security(.notTLS, detail: text) }
    if text.contains("ALERT") || text.contains("eof") { return .security(.refusedByPeer, detail: text) }
    return .security(.other, detail: text)
  }
}
