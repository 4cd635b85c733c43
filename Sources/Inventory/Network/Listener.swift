/// A DICOM application entity that the harness plays while it runs.
public struct Listener: Hashable, Sendable {
  /// Its AE title.
  public var aeTitle: String
  /// Host name or address of this machine.
  public var host: String
  /// TCP port.
  public var port: Int
  /// TLS settings; plain TCP where nil.
  public var tls: TLS?

  /// TLS of a listener. Paths are relative to the network file.
  public struct TLS: Hashable, Sendable {
    /// PEM file of the harness's certificate chain.
    public var certificate: String
    /// PEM file of its private key.
    public var key: String
    /// PEM file of the authorities that callers' certificates must come from; none is asked for where nil.
    public var trust: String?

    /// Makes settings.
    public init(certificate: String, key: String, trust: String? = nil) {
      self.certificate = certificate
      self.key = key
      self.trust = trust
    }
  }

  /// Makes a listener.
  public init(aeTitle: String, host: String, port: Int, tls: TLS? = nil) {
    self.aeTitle = aeTitle
    self.host = host
    self.port = port
    self.tls = tls
  }
}
