/// What an inspection found out about a port.
public struct TLSFindings: Hashable, Sendable {
  /// Whether anything that came was TLS; nil while nothing came.
  public var speaksTLS: Bool?
  /// Versions accepted, oldest first.
  public var versions: [TLSVersion] = []
  /// Suites accepted for each version, in the order in which the peer chose them.
  public var suites: [AcceptedSuite] = []
  /// Versions whose suites the peer chooses by its own order; others follow the client's, or have one suite only.
  public var ownOrder: [TLSVersion] = []
  /// Versions whose suites were all looked for.
  public var enumerated: [TLSVersion] = []
  /// Groups accepted for ephemeral key exchange.
  public var groups: [NamedGroup] = []
  /// Whether the groups were all looked for.
  public var areGroupsComplete = false
  /// Whether the latest version was chosen when all were offered; nil with one version only.
  public var prefersLatest: Bool?
  /// Whether compression was chosen when offered; nil where no version below TLS 1.3 is accepted, as for the next four.
  public var compresses: Bool?
  /// Whether the peer knows secure renegotiation (RFC 5746).
  public var renegotiatesSecurely: Bool?
  /// Whether it agrees on the extended master secret (RFC 7627).
  public var extendsMasterSecret: Bool?
  /// Whether it staples an OCSP response.
  public var staplesStatus: Bool?
  /// Whether it asks the client for a certificate.
  public var asksForCertificate: Bool?
  /// Whether it refuses a second attempt with an earlier version (RFC 7507); nil with one version only.
  public var refusesFallback: Bool?
  /// Whether it marks its hello when it could have spoken TLS 1.3 (RFC 8446 §4.1.3); nil where it can't.
  public var marksDowngrade: Bool?
  /// Application protocol chosen; nil where none was.
  public var applicationProtocol: String?
  /// The certificates.
  public var chain: CertificateChain?
  /// What the peer does without a server name.
  public var withoutName: NameReaction?
  /// What it does with a server name that it can't know.
  public var withUnknownName: NameReaction?
  /// What comes of a client with no certificate.
  public var withoutCertificate: ClientReaction?
  /// What comes of one with the harness's certificate.
  public var withOurCertificate: ClientReaction?
  /// What comes of one with a certificate of nobody that is known.
  public var withStrangersCertificate: ClientReaction?
  /// What comes of the service's greeting in plain text.
  public var plain: PlainReaction?

  /// Makes findings of nothing.
  public init() {}

  /// A suite that the peer chose.
  public struct AcceptedSuite: Hashable, Sendable {
    /// Version that it was chosen in.
    public var version: TLSVersion
    /// The suite.
    public var suite: CipherSuite
    /// Length of the key of its finite-field key exchange in bits, where it has one.
    public var finiteFieldBits: Int?
    /// Group of its elliptic-curve key exchange, where it has one.
    public var group: NamedGroup?
  }

  /// What a server does with a name indication.
  public enum NameReaction: String, CaseIterable, Hashable, Sendable {
    case sameCertificate = "same-certificate"
    case otherCertificate = "other-certificate"
    case refused
  }

  /// What a server does with a client.
  public enum ClientReaction: Hashable, Sendable {
    /// The handshake was completed and the service answered; with the first bytes of the answer.
    case answered([UInt8])
    /// The handshake was completed and nothing came within the time.
    case silent
    /// The peer ended the handshake, or the session before an answer.
    case refused(String)
  }

  /// What a port does with plain text.
  public enum PlainReaction: Hashable, Sendable {
    /// It answered; with the first bytes.
    case answered([UInt8])
    case closed
    case silent
  }

  /// Suites accepted for a version.
  public func suites(of version: TLSVersion) -> [AcceptedSuite] { suites.filter { $0.version == version } }
}
