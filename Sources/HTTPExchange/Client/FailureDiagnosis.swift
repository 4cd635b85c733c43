import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import TransportSecurity

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What an error of the HTTP client means.
package struct FailureDiagnosis {
  /// What was due when it came.
  var waitingFor: String
  /// Bytes of the answer that had come.
  var bytesReceived: Int
  /// For the texts.
  var deadlines: WebDeadlines

  /// Makes a diagnosis.
  package init(waitingFor: String, bytesReceived: Int, deadlines: WebDeadlines) {
    self.waitingFor = waitingFor
    self.bytesReceived = bytesReceived
    self.deadlines = deadlines
  }

  /// The failure that an error is.
  package func failure(of error: any Error) -> WebFailure {
    switch error {
    case let failure as WebFailure: failure
    case let fault as ConnectionFault: failure(of: fault)
    case let error as NIOConnectionError: Self.unreachable(error)
    case let error as HTTPClientError: failure(of: error)
    case let error as HTTPParserError: Self.malformed(error)
    case let error as IOError: failure(of: error)
    case is NIOSSLExtraError, is PeerNameMismatch: .tls(.nameMismatch, detail: String(describing: error))
    case is NIOSSLError, is BoringSSLError: Self.tls(error)
    case is CancellationError: .cancelled
    case is ChannelError: failure(of: HTTPClientError.remoteConnectionClosed)
    default: Self.other(error)
    }
  }

  /// An error on a connection that stood already, with what that connection had brought.
  private func failure(of fault: ConnectionFault) -> WebFailure {
    if let parserError = fault.error as? HTTPParserError {
      if case .invalidEOFState = parserError {
        return .closed(.closed, waitingFor: waitingFor, bytesReceived: fault.bytesReceived)
      }
      let isHTTP = fault.firstBytes.starts(with: Array("HTTP/".utf8).prefix(max(1, fault.firstBytes.count)))
      if !isHTTP, fault.isFirstAnswer { return .wrongService(firstBytes: fault.firstBytes) }
      return Self.malformed(parserError)
    }
    var diagnosis = self
    diagnosis.bytesReceived = fault.bytesReceived
    return diagnosis.failure(of: fault.error)
  }

  private func failure(of error: HTTPClientError) -> WebFailure {
    switch error {
    case .connectTimeout: .unreachable(.timedOut, detail: "\(error)")
    case .tlsHandshakeTimeout:
      .timedOut(waitingFor: "the end of the TLS handshake", after: deadlines.connect, bytesReceived: 0)
    case .readTimeout, .writeTimeout:
      .timedOut(waitingFor: waitingFor, after: deadlines.idle, bytesReceived: bytesReceived)
    case .deadlineExceeded, .getConnectionFromPoolTimeout:
      .timedOut(waitingFor: waitingFor, after: deadlines.exchange, bytesReceived: bytesReceived)
    case .remoteConnectionClosed, .uncleanShutdown:
      .closed(.closed, waitingFor: waitingFor, bytesReceived: bytesReceived)
    case .cancelled: .cancelled
    default: .misuse(error.shortDescription)
    }
  }

  private func failure(of error: IOError) -> WebFailure {
    switch error.errnoCode {
    case ECONNRESET, EPIPE: .closed(.reset, waitingFor: waitingFor, bytesReceived: bytesReceived)
    default: Self.unreachable(error)
    }
  }

  private static func unreachable(_ error: NIOConnectionError) -> WebFailure {
    guard let first = error.connectionErrors.first?.error else {
      return .unreachable(.unknownHost, detail: error.host)
    }
    if let error = first as? IOError { return unreachable(error) }
    if case .connectTimeout = first as? ChannelError { return .unreachable(.timedOut, detail: "\(first)") }
    return .unreachable(.other, detail: "\(first)")
  }

  private static func unreachable(_ error: IOError) -> WebFailure {
    if let shortage = error.ownShortage { return .misuse(shortage) }
    return switch error.errnoCode {
    case ECONNREFUSED: .unreachable(.refused, detail: error.description)
    case EHOSTUNREACH, ENETUNREACH, ENETDOWN: .unreachable(.noRoute, detail: error.description)
    case ETIMEDOUT: .unreachable(.timedOut, detail: error.description)
    default: .unreachable(.other, detail: error.description)
    }
  }

  private static func malformed(_ error: HTTPParserError) -> WebFailure {
    switch error {
    case .headerOverflow: .limitExceeded(what: "header fields", limit: ConnectionWatch.headLimit)
    case .invalidContentLength, .unexpectedContentLength:
      .malformed(expected: "one Content-Length, a number of bytes", got: "another one", rule: "RFC 9112 §6.2")
    case .invalidChunkSize:
      .malformed(expected: "a chunk size in hexadecimal digits", got: "something else", rule: "RFC 9112 §7.1")
    case .invalidHeaderToken, .invalidCharactersUsed, .lfExpected, .strictModeAssertion:
      .malformed(expected: "header fields as HTTP writes them", got: "\(error)", rule: "RFC 9112 §5")
    default: .malformed(expected: "an HTTP response", got: "\(error)", rule: "RFC 9112 §2")
    }
  }

  /// BoringSSL tells the kind only in the words of its reason.
  private static func tls(_ error: any Error) -> WebFailure {
    let text = String(describing: error)
    if case .uncleanShutdown = error as? NIOSSLError { return .tls(.refusedByPeer, detail: "connection closed") }
    if text.contains("CERTIFICATE_VERIFY_FAILED") { return .tls(.untrusted, detail: text) }
    let foreign = ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNEXPECTED_RECORD", "UNEXPECTED_MESSAGE"]
    if foreign.contains(where: { text.contains($0) }) { return .tls(.notTLS, detail: text) }
    if text.contains("ALERT") || text.contains("eof") { return .tls(.refusedByPeer, detail: text) }
    return .tls(.other, detail: text)
  }

  /// Errors of HTTP/2 come from a module whose types are many; they are told by their name.
  private static func other(_ error: any Error) -> WebFailure {
    let type = String(reflecting: Swift.type(of: error))
    guard type.hasPrefix("NIOHTTP2.") || type.hasPrefix("NIOHPACK.") else { return .misuse("\(type): \(error)") }
    return .malformed(expected: "an HTTP/2 response", got: "\(error)", rule: "RFC 9113 §8")
  }
}
