import NIOCore
import NIOSSL
import NIOTLS
import TransportSecurity

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a TLS session did not come about.
enum TLSDiagnosis {
  /// The failure behind an error of the connection; no error means that the peer just closed.
  /// - Parameter peerValidity: when the certificate that the peer showed is valid; nil when it showed none.
  static func failure(of error: (any Error)?, peerValidity: ClosedRange<Int>?) -> AssociationFailure {
    guard let error else { return .tls(.refusedByPeer, detail: "connection closed") }
    let text = String(describing: error)
    switch error {
    case let error as AssociationFailure: return error
    case is NIOSSLExtraError, is PeerNameMismatch: return .tls(.nameMismatch, detail: text)
    case let error as IOError: return .tls(.refusedByPeer, detail: error.description)
    case NIOSSLError.uncleanShutdown: return .tls(.refusedByPeer, detail: "connection closed")
    default: break
    }
    // BoringSSL tells the kind only in the words of its reason.
    if text.contains("CERTIFICATE_VERIFY_FAILED") {
      // It tells no more than that; the certificate's own dates tell whether time is the cause.
      let now = time(nil)
      // BoringSSL takes the last second of validity for over.
      guard let peerValidity, now < peerValidity.lowerBound || now >= peerValidity.upperBound else {
        return .tls(.untrusted, detail: text)
      }
      let days = abs(now - (now < peerValidity.lowerBound ? peerValidity.lowerBound : peerValidity.upperBound)) / 86_400
      let span = days == 0 ? "less than a day" : "\(days) days"
      let since = now < peerValidity.lowerBound ? "it begins in \(span)" : "it ended \(span) ago"
      return .tls(.expired, detail: since)
    }
    if text.contains("WRONG_VERSION_NUMBER") || text.contains("HTTP_REQUEST") || text.contains("UNEXPECTED_RECORD")
      || text.contains("UNEXPECTED_MESSAGE")
    {
      return .tls(.notTLS, detail: text)
    }
    if text.contains("ALERT") || text.contains("eof") { return .tls(.refusedByPeer, detail: text) }
    return .tls(.other, detail: text)
  }

  /// The time of validity of a certificate; one whose end is before its beginning is valid at no time but its end.
  static func validity(of certificate: NIOSSLCertificate??) -> ClosedRange<Int>? {
    guard let certificate = certificate ?? nil else { return nil }
    let end = Int(certificate.notValidAfter)
    return min(Int(certificate.notValidBefore), end)...end
  }

  /// Whether an event of the channel says that the session stands.
  static func isHandshakeCompleted(_ event: Any) -> Bool {
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event { true } else { false }
  }
}
