import HTTPExchange
import TransportSecurity

/// What a simulation is made from: sites, their systems, and where each system is reached.
public struct SimulatedNetwork: Hashable, Sendable {
  /// Sites in order.
  public var sites: [SimulatedSite]
  /// Where systems may send to by themselves: what listens outside the simulation.
  public var receivers: [SimulatedReceiver]
  /// Certificates, keys and tokens of the run; nil where nothing is secured by them.
  public var credentials: SimulatedCredentials?
  /// The sites that this process simulates; the others run elsewhere, at the addresses that are stated of them. All where nil.
  public var sitesHere: Set<String>?

  /// Makes a network.
  public init(
    sites: [SimulatedSite], receivers: [SimulatedReceiver] = [], credentials: SimulatedCredentials? = nil
  ) {
    self.sites = sites
    self.receivers = receivers
    self.credentials = credentials
  }

  /// Whether the systems of a site are simulated by this process.
  func isHere(_ site: String) -> Bool { sitesHere?.contains(site) ?? true }

  /// All systems in order.
  public var systems: [SimulatedSystem] { sites.flatMap(\.systems) }

  /// Archives that exchange what they acquire: all with a DICOM endpoint, where they are at two sites or more.
  var exchangingArchives: [SimulatedSystem] {
    let archives = systems.filter { $0.roles.contains("archive") && $0.endpoint(.dicom) != nil }
    return Set(archives.map(\.site)).count > 1 ? archives : []
  }

  /// Where systems submit manifests by themselves: a repository that asks for no assertion and no credentials, best one that has
  /// the registry beside it and lists what it takes without another's help.
  var manifestRepository: SimulatedSystem? {
    let open = systems.filter { system in
      guard system.roles.contains("document-repository"), let endpoint = system.endpoint(.xds) else { return false }
      return endpoint.audience == nil && endpoint.lock == nil
    }
    return open.first { $0.roles.contains("document-registry") } ?? open.first
  }

  /// How a system of the network secures a connection to an endpoint; nil for one without TLS.
  func tls(to endpoint: SimulatedEndpoint) -> WebTLSSettings? {
    guard endpoint.tls != nil, let own = credentials?.client else { return nil }
    return WebTLSSettings(
      trustRootsFile: own.trustRootsFile, certificateFile: own.certificateFile, privateKeyFile: own.privateKeyFile)
  }

  /// Where whoever turns to the harness sends SOAP messages; nil where it does not listen, or wants TLS.
  var actorOfHarness: String? {
    receivers.lazy.filter { !$0.isSecured }.compactMap { receiver in
      if case .soap(let url) = receiver.kind { url } else { nil }
    }.first
  }

  /// Repositories that take audit messages over TCP. Those that want TLS take no messages of systems without certificates.
  var auditRepositories: [AuditTrail.Repository] {
    receivers.filter { $0.kind == .audits(overUDP: false) && (!$0.isSecured || credentials != nil) }
      .map { AuditTrail.Repository(host: $0.host, port: $0.port, tls: $0.isSecured ? credentials?.client : nil) }
  }

  /// The same network with these defects where its connections are secured by the credentials of the run.
  func secured(with defects: Set<SecurityDefect>) -> SimulatedNetwork {
    guard let security = credentials?.server(defects), !defects.isEmpty else { return self }
    var network = self
    for site in network.sites.indices {
      for system in network.sites[site].systems.indices {
        for endpoint in network.sites[site].systems[system].endpoints.indices
        where network.sites[site].systems[system].endpoints[endpoint].tls != nil {
          network.sites[site].systems[system].endpoints[endpoint].tls = security
        }
      }
    }
    return network
  }
}

/// A place with systems, and the line over which it is reached.
public struct SimulatedSite: Hashable, Sendable {
  /// Its name within the network.
  public var id: String
  /// The line to it.
  public var line: SimulatedLine
  /// Its systems in order.
  public var systems: [SimulatedSystem]

  /// Makes a site.
  public init(id: String, line: SimulatedLine = SimulatedLine(), systems: [SimulatedSystem]) {
    self.id = id
    self.line = line
    self.systems = systems
  }
}

/// A system that is simulated.
public struct SimulatedSystem: Hashable, Sendable {
  /// Its site.
  public var site: String
  /// Its name within the site.
  public var id: String
  /// The roles that it plays, as a specification names them.
  public var roles: Set<String>
  /// Where it is reached, one endpoint a kind.
  public var endpoints: [SimulatedEndpoint]
  /// The line to it; the site's where nil.
  public var line: SimulatedLine?

  /// Makes a system.
  public init(
    site: String, id: String, roles: Set<String>, endpoints: [SimulatedEndpoint], line: SimulatedLine? = nil
  ) {
    self.site = site
    self.id = id
    self.roles = roles
    self.endpoints = endpoints
    self.line = line
  }

  /// `site/system`
  public var reference: String { "\(site)/\(id)" }

  /// The endpoint of a kind.
  public func endpoint(_ kind: SimulatedEndpoint.Kind) -> SimulatedEndpoint? {
    endpoints.first { $0.kind == kind }
  }
}

/// Where a system is reached by one protocol.
public struct SimulatedEndpoint: Hashable, Sendable {
  /// The protocols, as network files name them.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case dicom, dicomweb, hl7, fhir, xds, xca, xcpd, pixv3, pdqv3, dsub, hpd, syslog, ntp, ldap, dns
    case xdsi = "xds-i"
    case xcai = "xca-i"

    /// Whether it is spoken over UDP, to which no line is drawn.
    var isOfDatagrams: Bool { self == .ntp || self == .dns }
  }

  /// Its protocol.
  public var kind: Kind
  /// Address to listen on.
  public var host: String
  /// TCP port; 0 for a free one.
  public var port: Int
  /// Path of its address, `/` where it has none.
  public var path: String
  /// TLS settings; plain TCP where nil.
  public var tls: ServerSecurity?
  /// AE titles, identifiers and other settings by their keys in the network file.
  public var settings: [String: String]
  /// Who may ask for tokens there; nobody needs one where nil.
  public var client: SimulatedClient?
  /// For whom assertions about users must be meant there; nobody needs one where nil.
  public var audience: String?
  /// What is asked to be shown there with each request; nothing where nil.
  public var lock: SimulatedLock?

  /// Its address.
  var address: String { "\(tls == nil ? "http" : "https")://\(host):\(port)\(path)" }

  /// Makes an endpoint.
  public init(
    kind: Kind, host: String, port: Int, path: String = "/", tls: ServerSecurity? = nil,
    settings: [String: String] = [:], client: SimulatedClient? = nil, audience: String? = nil,
    lock: SimulatedLock? = nil
  ) {
    self.lock = lock
    self.client = client
    self.audience = audience
    self.kind = kind
    self.host = host
    self.port = port
    self.path = path
    self.tls = tls
    self.settings = settings
  }
}

/// Who asks for tokens.
public struct SimulatedClient: Hashable, Sendable {
  /// How a client shows that it is the one.
  public enum Authentication: Hashable, Sendable {
    /// By the key of the run's credentials, which has this name.
    case key(id: String)
    /// By a shared secret.
    case secret(String)
  }

  /// Its name at the token endpoint.
  public var id: String
  /// How it shows that it is the one.
  public var authentication: Authentication

  /// Makes a client.
  public init(id: String, authentication: Authentication) {
    self.id = id
    self.authentication = authentication
  }
}

/// Something outside the simulation to which systems send by themselves.
public struct SimulatedReceiver: Hashable, Sendable {
  /// What it takes.
  public enum Kind: Hashable, Sendable {
    /// DICOM objects and reports, under an AE title.
    case applicationEntity(title: String)
    /// HL7 v2 messages.
    case messages
    /// Audit messages, over TCP, or over UDP.
    case audits(overUDP: Bool)
    /// What actors of document sharing are asked and told by SOAP, at an address.
    case soap(url: String)
    /// Notifications of changed identifiers over HL7 V3 (ITI-46), at an address.
    case revisions(url: String)
    /// Notifications over HTTP, at an address.
    case notifications(url: String)
  }

  /// What it takes.
  public var kind: Kind
  /// Host name or address.
  public var host: String
  /// Port.
  public var port: Int
  /// Whether it wants TLS.
  public var isSecured: Bool
  /// For whom assertions about users are meant that are sent there; nil where it looks at none.
  public var audience: String?

  /// Makes a receiver.
  public init(kind: Kind, host: String, port: Int, isSecured: Bool = false, audience: String? = nil) {
    self.kind = kind
    self.host = host
    self.port = port
    self.isSecured = isSecured
    self.audience = audience
  }
}
