import TransportSecurity

/// What holds for every exchange of a client.
public struct WebClientSettings: Hashable, Sendable {
  /// Certificates; the system's authorities and none of our own where nil.
  public var tls: WebTLSSettings?
  /// Who the harness is.
  public var authorization: WebAuthorization
  /// How long everything may take.
  public var deadlines: WebDeadlines

  /// Makes settings.
  public init(
    tls: WebTLSSettings? = nil, authorization: WebAuthorization = .none, deadlines: WebDeadlines = WebDeadlines()
  ) {
    self.tls = tls
    self.authorization = authorization
    self.deadlines = deadlines
  }
}

/// Certificates of an `https` connection, TLS 1.2 or later (PS3.15 §B.9 and later BCP 195 profiles).
public struct WebTLSSettings: Hashable, Sendable {
  /// PEM file of the authorities trusted; the system's where nil.
  public var trustRootsFile: String?
  /// PEM file of the harness's certificate chain, for mutual authentication.
  public var certificateFile: String?
  /// PEM file of its private key.
  public var privateKeyFile: String?
  /// The name that one host's certificate must be for; every other host's is for the host of the address.
  public var serverName: ServerName?

  /// A name that stands in for a host.
  public struct ServerName: Hashable, Sendable {
    /// Host as addresses have it.
    public var host: String
    /// Name expected in its certificate.
    public var name: String

    /// Makes a stand-in.
    public init(host: String, name: String) {
      self.host = host
      self.name = name
    }
  }

  /// Makes settings.
  public init(
    trustRootsFile: String? = nil, certificateFile: String? = nil, privateKeyFile: String? = nil,
    serverName: ServerName? = nil
  ) {
    self.trustRootsFile = trustRootsFile
    self.certificateFile = certificateFile
    self.privateKeyFile = privateKeyFile
    self.serverName = serverName
  }

  /// The settings for connections to a host; to any where nil.
  package func security(for host: String? = nil) -> ClientSecurity {
    let isNamed = host.map { $0.lowercased() == serverName?.host.lowercased() } ?? false
    return ClientSecurity(
      trustRootsFile: trustRootsFile, certificateFile: certificateFile, privateKeyFile: privateKeyFile,
      serverName: isNamed ? serverName?.name : nil)
  }
}

/// How long the parts of an exchange may take.
public struct WebDeadlines: Hashable, Sendable {
  /// To connect, TLS included.
  public var connect: Duration
  /// Between two pieces of an answer.
  public var idle: Duration
  /// The whole exchange, body included.
  public var exchange: Duration

  /// Makes deadlines.
  public init(connect: Duration = .seconds(10), idle: Duration = .seconds(30), exchange: Duration = .seconds(60)) {
    self.connect = connect
    self.idle = idle
    self.exchange = exchange
  }
}

/// How much of an answer is taken, and where it is kept.
public struct BodyLimits: Hashable, Sendable {
  /// Bytes held in memory; what is longer goes to a file.
  public var memory: Int
  /// Longest body in bytes, after its content coding is undone.
  public var total: Int
  /// Folder for the file; where nil, nothing longer than `memory` is taken.
  public var folder: String?

  /// Makes limits.
  public init(memory: Int = 16 << 20, total: Int = 4 << 30, folder: String? = nil) {
    self.memory = memory
    self.total = folder == nil ? min(memory, total) : total
    self.folder = folder
  }
}
