import Specification

/// The sites and systems that a specification is held against.
public struct Network: Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Title for people.
  public var title: String
  /// The AE title that the harness uses unless a system says otherwise.
  public var callingAETitle: String
  /// Where the harness itself listens, in the order of the file.
  public var listeners: [Listener]
  /// Where the harness itself listens for HL7 v2 messages, in the order of the file.
  public var messageListeners: [MessageListener]
  /// Where the harness itself listens for notifications over HTTP, in the order of the file.
  public var notificationListeners: [NotificationListener]
  /// Where the harness itself listens for SOAP messages, in the order of the file.
  public var soapListeners: [SOAPListener]
  /// Where the harness itself takes audit messages, in the order of the file.
  public var auditListeners: [AuditListener]
  /// Patients of the systems under test whom the harness may name though they are none of its own, in the order of the file.
  public var testPatients: [TestPatient] = []
  /// Sites in the order of the file, those of included files in the place of their first.
  public var sites: [Site]
  /// Titles of the networks that its sites are members of, by id.
  public var titles: [String: String] = [:]
  /// Files that it includes, each as its path below the folder of its own file.
  public var includedFiles: [String] = []

  /// The networks that its sites are members of, in the order in which they come: one, unless files are included without
  /// being merged or sites name their networks.
  public var parts: [NetworkPart] {
    var order: [String] = []
    var members: [String: [Site]] = [:]
    for site in sites {
      for part in site.memberOf.isEmpty ? [id] : site.memberOf {
        if members[part] == nil { order.append(part) }
        members[part, default: []].append(site)
      }
    }
    if order.isEmpty { return [NetworkPart(id: id, title: title, sites: [])] }
    return order.map { NetworkPart(id: $0, title: titles[$0] ?? $0, sites: members[$0] ?? []) }
  }

  /// The protocols by which systems can call the harness back.
  public var listened: Set<EndpointProtocol> {
    var protocols: Set<EndpointProtocol> = []
    if !listeners.isEmpty { protocols.insert(.dicom) }
    if !messageListeners.isEmpty { protocols.insert(.hl7) }
    if !notificationListeners.isEmpty { protocols.insert(.fhir) }
    for actor in soapListeners.flatMap(\.actors) {
      switch actor {
      case .documentRegistry, .documentRepository, .imagingSource: protocols.insert(.xds)
      case .respondingGateway: protocols.insert(.xca)
      case .notificationRecipient: protocols.insert(.dsub)
      case .crossReferenceConsumer: protocols.insert(.pixv3)
      }
    }
    if !auditListeners.isEmpty { protocols.insert(.syslog) }
    return protocols
  }

  /// Makes a network.
  public init(
    id: String, title: String, callingAETitle: String = "ASSAY", listeners: [Listener] = [],
    messageListeners: [MessageListener] = [], notificationListeners: [NotificationListener] = [],
    soapListeners: [SOAPListener] = [], auditListeners: [AuditListener] = [], sites: [Site]
  ) {
    self.id = id
    self.title = title
    self.callingAETitle = callingAETitle
    self.listeners = listeners
    self.messageListeners = messageListeners
    self.notificationListeners = notificationListeners
    self.soapListeners = soapListeners
    self.auditListeners = auditListeners
    self.sites = sites
  }
}

/// One of the networks that the sites of a file are members of.
public struct NetworkPart: Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Title for people.
  public var title: String
  /// Its members, in the order of the file.
  public var sites: [Site]
}

/// A place with systems.
public struct Site: Hashable, Sendable {
  /// Identifier within the network.
  public var id: String
  /// Name for people.
  public var name: String
  /// Organisation Data Service code.
  public var odsCode: String?
  /// The line over which its systems are reached.
  public var link: Link?
  /// Ids of the networks that it belongs to; none stands for the network of the file alone.
  public var memberOf: [String]
  /// Systems in the order of the file.
  public var systems: [System]

  /// Makes a site.
  public init(
    id: String, name: String, odsCode: String? = nil, link: Link? = nil, memberOf: [String] = [], systems: [System]
  ) {
    self.id = id
    self.name = name
    self.odsCode = odsCode
    self.link = link
    self.memberOf = memberOf
    self.systems = systems
  }
}

/// A system under test.
public struct System: Hashable, Sendable {
  /// Identifier within the site.
  public var id: String
  /// Site that it stands at.
  public var site: String
  /// Vendor.
  public var vendor: String
  /// Product.
  public var product: String
  /// Version.
  public var version: String?
  /// Roles that it plays.
  public var roles: [String]
  /// Endpoints by protocol.
  public var endpoints: [EndpointProtocol: Endpoint]
  /// What the harness may do to it. `read` alone, where the file says nothing.
  public var permits: Set<Effect>
  /// When the harness may call, any time where empty.
  public var windows: [Window]
  /// How hard the harness may call.
  public var limits: Limits
  /// The line over which it is reached: its own, or else its site's.
  public var link: Link?
  /// Where it stands in the file.
  public var span: SourceSpan

  /// `site/system`
  public var reference: String { "\(site)/\(id)" }

  /// Makes a system.
  public init(
    id: String, site: String, vendor: String, product: String, version: String? = nil, roles: [String],
    endpoints: [EndpointProtocol: Endpoint], permits: Set<Effect> = [.read], windows: [Window] = [],
    limits: Limits = Limits(), link: Link? = nil, span: SourceSpan
  ) {
    self.id = id
    self.site = site
    self.vendor = vendor
    self.product = product
    self.version = version
    self.roles = roles
    self.endpoints = endpoints
    self.permits = permits
    self.windows = windows
    self.limits = limits
    self.link = link
    self.span = span
  }
}

/// A time of the week in which a system may be called.
public struct Window: Hashable, Sendable {
  /// `mon` … `sun`; every day where empty.
  public var days: [String]
  /// Minutes after midnight, local time of the harness.
  public var from: Int
  /// Minutes after midnight, exclusive; below `from` it runs past midnight.
  public var until: Int

  /// Makes a window.
  public init(days: [String], from: Int, until: Int) {
    self.days = days
    self.from = from
    self.until = until
  }
}

/// How hard a system may be called.
public struct Limits: Hashable, Sendable {
  /// Exchanges at a time; nil where the file says nothing.
  public var concurrency: Int?
  /// Exchanges begun per second; nil for no limit.
  public var rate: Int?

  /// Exchanges at a time of steps that are not under load: one, where the file says nothing.
  public var exchangesAtATime: Int { concurrency ?? 1 }

  /// Makes limits.
  public init(concurrency: Int? = nil, rate: Int? = nil) {
    self.concurrency = concurrency
    self.rate = rate
  }
}
