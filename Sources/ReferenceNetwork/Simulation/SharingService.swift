import IHE

/// Puts registry, repository and responding gateway into a system.
enum SharingService: SimulatedService {
  static let name = "affinity domain"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [:]
    if !system.roles.isDisjoint(with: ["document-registry", "document-repository", "responding-gateway"]) {
      actors[.xds] = [RegistryDefect.actor, RepositoryDefect.actor, CarriageDefect.actor, AuditDefect.actor]
    }
    if system.roles.contains("responding-gateway") {
      actors[.xca] = [
        GatewayDefect.actor, RegistryDefect.actor, RepositoryDefect.actor, CarriageDefect.actor, AuditDefect.actor,
      ]
    }
    return actors
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    var settings = AffinityDomain.Settings()
    settings.registry = context.registries.registry(of: context.system)
    settings.repositoryDefects = context.defects(RepositoryDefect.self)
    settings.gatewayDefects = context.defects(GatewayDefect.self)
    settings.carriageDefects = context.defects(CarriageDefect.self)
    settings.trail = context.trail
    if let id = context.endpoints[.xds]?.settings["repository-unique-id"] { settings.repositoryUniqueID = id }
    if let id = context.endpoints[.xca]?.settings["home-community-id"] { settings.homeCommunityID = "urn:oid:\(id)" }
    // What stands at one address listens once.
    var kinds: [[SimulatedEndpoint.Kind]] = []
    settings.places = []
    for (kind, endpoint) in context.endpoints.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let service: AffinityDomain.Service = kind == .xca ? .gateway : .sharing
      let shared = settings.places.firstIndex {
        $0.host == endpoint.host && $0.port == endpoint.port && endpoint.port != 0
      }
      if let shared {
        settings.places[shared].services[endpoint.path] = service
        kinds[shared].append(kind)
      } else {
        settings.places.append(
          AffinityDomain.Place(
            host: endpoint.host, port: endpoint.port, tls: endpoint.tls, services: [endpoint.path: service]))
        kinds.append([kind])
      }
    }
    let domain = try await AffinityDomain.start(settings, group: context.group)
    var ports: [SimulatedEndpoint.Kind: Int] = [:]
    for (port, kinds) in zip(domain.ports, kinds) { for kind in kinds { ports[kind] = port } }
    return RunningService(ports: ports) { await domain.stop() }
  }
}
