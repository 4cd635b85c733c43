/// Where a DICOM application listens.
public struct DICOMAddress: Hashable, Sendable {
  /// Host name or IP address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// How to secure the connection; nil for plain TCP.
  public var tls: TLSClientSettings?

  /// Makes an address.
  public init(host: String, port: Int, tls: TLSClientSettings? = nil) {
    self.host = host
    self.port = port
    self.tls = tls
  }
}

/// How the client secures its connections (PS3.15 Annex B).
public struct TLSClientSettings: Hashable, Sendable {
  /// PEM file of the certificates trusted; nil for those that the system trusts.
  public var trustRootsFile: String?
  /// PEM file of the client's certificate chain, leaf first; nil to show none.
  public var certificateFile: String?
  /// PEM file of the client's private key.
  public var privateKeyFile: String?
  /// Name that the server's certificate must bear; nil for the host of the address.
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
}
