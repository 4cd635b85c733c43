import NIOCore
import NIOSSL

/// Why a TLS session did not come about.
enum TLSDiagnosis {
  /// The failure behind an error of the connection; no error means that the peer just closed.
  static func failure(of error: (any Error)?) -> AssociationFailure {
    guard let error else { return .tls(.refusedByPeer, detail: "connection closed") }
    let text = String(describing: error)
    switch error {
    case let error as AssociationFailure: return error
    case is NIOSSLExtraError: return .tls(.nameMismatch, detail: text)
    case let error as IOError: return .tls(.refusedByPeer, detail: error.description)
    case NIOSSLError.uncleanShutdown: return .tls(.refusedByPeer, detail: "connection closed")
    default: break
    }
    // BoringSSL tells the kind only in the words of its reason.
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return .tls(.untrusted, detail: text) }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") || text.contains("UNEXPECTED_RECORD")
      || text.contains("UNEXPECTED_MESSAGE")
    {
      return .tls(.notTLS, detail: text)
    }
    if text.contains("ALERT") || text.contains("eof") { return .tls(.refusedByPeer, detail: text) }
    return .tls(.other, detail: text)
  }
}
