import NIOSSL

extension WebTLSSettings {
  /// The settings as NIOSSL wants them; files are read now.
  package func configuration() throws(WebFailure) -> TLSConfiguration {
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
      throw .tls(.settings, detail: "the certificates or the key can't be read: \(error)")
    }
    return configuration
  }
}
