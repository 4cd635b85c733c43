import NIOSSL

/// Whom a client of TLS 1.2 or later trusts and who it is (PS3.15 Annex B, BCP 195). Paths are absolute.
public struct ClientSecurity: Hashable, Sendable {
  /// PEM file of the authorities trusted; the system's where nil.
  public var trustRootsFile: String?
  /// PEM file of the own certificate chain, leaf first, for mutual authentication; none is shown where nil.
  public var certificateFile: String?
  /// PEM file of its private key.
  public var privateKeyFile: String?
  /// Name that the server's certificate must bear; the host where nil.
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
  ///
  /// What is connected by them must be held against the name by ``PeerName/require(_:on:)``, which ``ClientSession`` does.
  package func configuration() throws(SecurityFilesError) -> TLSConfiguration {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    do {
      if let trustRootsFile {
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(trustRootsFile))
      }
      if let certificateFile {
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) }
      }
      if let privateKeyFile {
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem))
      }
    } catch {
      throw SecurityFilesError(error)
    }
    return configuration
  }

  /// What connections to a host need.
  package func session(for host: String) throws(SecurityFilesError) -> ClientSession {
    let configuration = try configuration()
    do {
      return ClientSession(context: try NIOSSLContext(configuration: configuration), name: serverName ?? host)
    } catch {
      throw SecurityFilesError(error)
    }
  }
}

/// The certificates or the key can't be read or don't belong together: the harness's own fault.
package struct SecurityFilesError: Error, CustomStringConvertible {
  /// What the library says.
  package let detail: String

  init(_ error: any Error) { detail = "\(error)" }

  /// A sentence for people.
  package var description: String { "the certificates or the key can't be read: \(detail)" }
}
