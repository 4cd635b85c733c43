import TransportSecurity

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

  /// What a secured connection needs; nil for plain TCP. Files are read now.
  func session() throws(AssociationFailure) -> ClientSession? {
    do { return try tls?.session(for: host) } catch { throw .tls(.settings, detail: error.description) }
  }
}

/// How the client secures its connections (PS3.15 Annex B).
public typealias TLSClientSettings = ClientSecurity
