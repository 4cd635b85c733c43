import NIOCore
import NIOSSL
import NIOTLS

/// TLS towards a listener of HL7 messages; paths are absolute.
public struct ConnectionSecurity: Hashable, Sendable {
  /// PEM file of the authorities trusted; the system's store where nil.
  public var trustRootsFile: String?
  /// PEM file of the own certificate chain, for mutual authentication.
  public var certificateFile: String?
  /// PEM file of its private key.
  public var privateKeyFile: String?
  /// Name expected in the peer's certificate; the host where nil.
  public var serverName: String?

  /// Makes settings.
  public init(
    trustRootsFile: String? = nil, certificateFile: String? = nil, privateKeyFile: String? = nil,
    serverName: String? = nil
  ) {
    self.trustRootsFile = trustRootsFile
    self.certificateFile = certificateFile
    self.privateKeyFile = privateKeyFile
    self.serverName = serverName
  }

  /// The settings as NIOSSL wants them; files are read now.
  func context() throws(ConnectionFailure) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    if let trustRootsFile { configuration.trustRoots = .file(trustRootsFile) }
    do {
      if let certificateFile {
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) }
      }
      if let privateKeyFile {
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem))
      }
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .security(.settings, detail: "\(error)")
    }
  }

  /// The failure behind an error of the handshake; no error means that the peer just closed.
  static func failure(of error: (any Error)?) -> ConnectionFailure {
    guard let error else { return .security(.refusedByPeer, detail: "connection closed") }
    let text = String(describing: error)
    switch error {
    case let failure as ConnectionFailure: return failure
    case is NIOSSLExtraError: return .security(.nameMismatch, detail: text)
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

/// TLS of a listener; paths are absolute.
public struct ListenerSecurity: Hashable, Sendable {
  /// PEM file of the certificate chain, leaf first.
  public var certificateFile: String
  /// PEM file of the private key.
  public var privateKeyFile: String
  /// PEM file of the authorities that a client's certificate must come from; nil to ask for none.
  public var trustRootsFile: String?

  /// Makes settings.
  public init(certificateFile: String, privateKeyFile: String, trustRootsFile: String? = nil) {
    self.certificateFile = certificateFile
    self.privateKeyFile = privateKeyFile
    self.trustRootsFile = trustRootsFile
  }

  /// The settings as NIOSSL wants them; files are read now.
  func context() throws(ConnectionFailure) -> NIOSSLContext {
    do {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      if let trustRootsFile {
        configuration.trustRoots = .file(trustRootsFile)
        // A listener knows its senders by their certificates, not by host names.
        configuration.certificateVerification = .noHostnameVerification
      }
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .security(.settings, detail: "\(error)")
    }
  }
}
