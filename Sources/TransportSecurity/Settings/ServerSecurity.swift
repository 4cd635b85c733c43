import NIOSSL

/// How a listener secures its connections, TLS 1.2 or later (PS3.15 Annex B, BCP 195). Paths are absolute.
public struct ServerSecurity: Hashable, Sendable {
  /// What a listener can be made to allow that it should not, so that it can be seen whether anybody notices.
  public enum Fault: Hashable, Sendable, CaseIterable {
    /// TLS 1.0 and 1.1 (RFC 8996 §4, §5).
    case oldVersions
    /// Clients that speak without TLS.
    case plainText
    /// Clients with a certificate that nobody vouches for.
    case anyCertificate
  }

  /// PEM file of the certificate chain, leaf first.
  public var certificateFile: String
  /// PEM file of the private key.
  public var privateKeyFile: String
  /// PEM file of the authorities that a client's certificate must come from; nil to ask for none.
  public var trustRootsFile: String?
  /// What is allowed though it should not be; nothing where empty.
  public var faults: Set<Fault> = []

  /// Makes settings.
  public init(certificateFile: String, privateKeyFile: String, trustRootsFile: String? = nil) {
    self.certificateFile = certificateFile
    self.privateKeyFile = privateKeyFile
    self.trustRootsFile = trustRootsFile
  }

  /// What the connections of a listener need; files are read now.
  package func session() throws(SecurityFilesError) -> ServerSession {
    do {
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) },
        privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem)))
      configuration.minimumTLSVersion = faults.contains(.oldVersions) ? .tlsv1 : .tlsv12
      if let trustRootsFile {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(trustRootsFile))
        // A listener knows its clients by their certificates, not by host names.
        configuration.certificateVerification = .noHostnameVerification
      }
      return ServerSession(
        context: try NIOSSLContext(configuration: configuration), takesPlainText: faults.contains(.plainText),
        takesAnyCertificate: faults.contains(.anyCertificate))
    } catch {
      throw SecurityFilesError(error)
    }
  }
}
