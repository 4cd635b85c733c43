import Specification

/// Where and how a system is reached by one protocol.
public enum Endpoint: Hashable, Sendable {
  case dicom(DICOMEndpoint)
  /// Of every other protocol: an address with its settings.
  case address(AddressEndpoint)
}

/// A DICOM application entity.
public struct DICOMEndpoint: Hashable, Sendable {
  /// Host name or address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// The system's AE title (called).
  public var aeTitle: String
  /// The harness's AE title towards this system (calling); the network's where nil.
  public var callingAETitle: String?
  /// TLS settings; plain TCP where nil.
  public var tls: TLSSettings?

  /// Makes an endpoint.
  public init(host: String, port: Int, aeTitle: String, callingAETitle: String? = nil, tls: TLSSettings? = nil) {
    self.host = host
    self.port = port
    self.aeTitle = aeTitle
    self.callingAETitle = callingAETitle
    self.tls = tls
  }
}

/// An endpoint known by its address.
public struct AddressEndpoint: Hashable, Sendable {
  /// Its protocol.
  public var protocolName: EndpointProtocol
  /// `http://…`, or `host:port` for protocols without URLs.
  public var address: String
  /// Further settings of the block by key: receiving application, repository unique id, …
  public var settings: [String: String]
  /// TLS settings.
  public var tls: TLSSettings?
  /// How the harness shows who it is; not at all where nil.
  public var authorization: Authorization?

  /// Makes an endpoint.
  public init(
    protocolName: EndpointProtocol, address: String, settings: [String: String] = [:], tls: TLSSettings? = nil,
    authorization: Authorization? = nil
  ) {
    self.protocolName = protocolName
    self.address = address
    self.settings = settings
    self.tls = tls
    self.authorization = authorization
  }
}

/// TLS towards an endpoint. Paths are relative to the network file.
public struct TLSSettings: Hashable, Sendable {
  /// PEM file of the authorities trusted; the system's store where nil.
  public var trust: String?
  /// PEM file of the harness's certificate chain, for mutual authentication.
  public var certificate: String?
  /// PEM file of its private key.
  public var key: String?
  /// Name expected in the peer's certificate; the host where nil.
  public var serverName: String?

  /// Makes settings.
  public init(trust: String? = nil, certificate: String? = nil, key: String? = nil, serverName: String? = nil) {
    self.trust = trust
    self.certificate = certificate
    self.key = key
    self.serverName = serverName
  }
}
