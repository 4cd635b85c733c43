import NIOSSL

/// How a listener secures its connections, TLS 1.2 or later (PS3.15 Annex B, BCP 195). Paths are absolute.
public struct ServerSecurity: Hashable, Sendable {
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
  package func context() throws(SecurityFilesError) -> NIOSSLContext {
    do {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      if let trustRootsFile {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(trustRootsFile))
        // A listener knows its clients by their certificates, not by host names.
        configuration.certificateVerification = .noHostnameVerification
      }
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw SecurityFilesError(error)
    }
  }
}
