import NIOSSL

extension TLSClientSettings {
  /// The settings as NIOSSL wants them; files are read now.
  func context() throws(AssociationFailure) -> NIOSSLContext {
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
      throw .tls(.settings, detail: "the certificates or the key can't be read: \(error)")
    }
  }
}
