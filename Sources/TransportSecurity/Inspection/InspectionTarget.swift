/// What is inspected, and with what.
public struct InspectionTarget: Sendable {
  /// Host name or address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// Name that the certificate must bear; the host where nil.
  public var serverName: String?
  /// PEM file of the authorities trusted; nil for the system's.
  public var trustRootsFile: String?
  /// PEM file of the certificate chain to show when the peer asks for it.
  public var clientCertificateFile: String?
  /// PEM file of its private key.
  public var clientKeyFile: String?
  /// What a client of the service says first. It is sent as plain text, to see whether the service answers without TLS,
  /// and within sessions, because some servers refuse clients only then. Empty where nothing harmless can be said.
  public var greeting: [UInt8]
  /// Whether first bytes are an answer of the service, whatever it says.
  public var isService: @Sendable ([UInt8]) -> Bool
  /// Application protocols to offer (ALPN); none where the service has none.
  public var applicationProtocols: [String]

  /// Makes a target.
  public init(
    host: String, port: Int, serverName: String? = nil, trustRootsFile: String? = nil,
    clientCertificateFile: String? = nil, clientKeyFile: String? = nil, greeting: [UInt8],
    isService: @escaping @Sendable ([UInt8]) -> Bool, applicationProtocols: [String] = []
  ) {
    self.host = host
    self.port = port
    self.serverName = serverName
    self.trustRootsFile = trustRootsFile
    self.clientCertificateFile = clientCertificateFile
    self.clientKeyFile = clientKeyFile
    self.greeting = greeting
    self.isService = isService
    self.applicationProtocols = applicationProtocols
  }

  /// The name that is called: what the certificate is held against.
  public var expectedName: String { serverName ?? host }

  /// The name for server name indication; nil for an address, which can't be indicated.
  var indication: String? { CertificateFacts.address(expectedName) == nil ? expectedName : nil }
}

/// One connection of an inspection, for people.
public struct InspectionEntry: Hashable, Sendable {
  /// Microseconds from the beginning of the inspection to the beginning of the connection.
  public var began: Int64
  /// And to its end.
  public var ended: Int64
  /// What was sent.
  public var sent: String
  /// What came.
  public var received: String
  /// First bytes sent.
  public var sentBytes: [UInt8]
  /// First bytes that came.
  public var receivedBytes: [UInt8]
  /// Bytes sent in all.
  public var sentLength: Int
  /// Bytes that came in all.
  public var receivedLength: Int
}
