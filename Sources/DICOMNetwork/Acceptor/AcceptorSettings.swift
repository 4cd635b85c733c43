import TransportSecurity

/// How an acceptor secures its connections (PS3.15 Annex B).
public typealias TLSServerSettings = ServerSecurity

/// How an acceptor listens, and what it lets peers make it do.
public struct AcceptorSettings: Sendable {
  /// Host name or IP address to listen on.
  public var host: String
  /// TCP port; 0 for one that is free.
  public var port: Int
  /// How to secure the connections; nil for plain TCP.
  public var tls: TLSServerSettings?
  /// What it agrees to.
  public var policy: AcceptancePolicy
  /// Associations at a time; further ones are rejected by `busy`, and connections beyond twice as many closed.
  public var maximumAssociations: Int
  /// What is answered while all associations are taken: a local limit, which passes (PS3.8 §9.3.4).
  public var busy = AssociateReject(result: .rejectedTransient, source: .serviceProviderPresentation, reason: 2)
  /// How long each wait lasts at most.
  public var deadlines: Deadlines
  /// What a peer can make it hold of one message.
  public var messageLimits: MessageLimits
  /// Where objects go that come by C-STORE.
  public var spool: SpoolSettings

  /// Makes settings.
  public init(
    host: String = "127.0.0.1", port: Int = 0, tls: TLSServerSettings? = nil, policy: AcceptancePolicy,
    maximumAssociations: Int = 32, deadlines: Deadlines = Deadlines(), messageLimits: MessageLimits = .standard,
    spool: SpoolSettings
  ) {
    self.host = host
    self.port = port
    self.tls = tls
    self.policy = policy
    self.maximumAssociations = maximumAssociations
    self.deadlines = deadlines
    self.messageLimits = messageLimits
    self.spool = spool
  }
}
