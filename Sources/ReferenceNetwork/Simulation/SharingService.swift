import HL7
import IHE

/// Puts registry, repository and responding gateway into a system.
enum SharingService: SimulatedService {
  static let name = "affinity domain"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [:]
    if !system.roles.isDisjoint(with: ["document-registry", "document-repository", "responding-gateway"]) {
      actors[.xds] = [RegistryDefect.actor, RepositoryDefect.actor, CarriageDefect.actor, AuditDefect.actor]
    }
    // Where another actor of the system takes messages, the registry is told nothing.
    let others: Set<String> = [
      "archive", "scheduler", "reporting", "record", "patient-index", "patient-index-v3", "discovery-gateway",
    ]
    if system.roles.contains("document-registry"), system.roles.isDisjoint(with: others) {
      actors[.hl7] = [RegistryDefect.actor]
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
    for (kind, endpoint) in context.endpoints.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where kind != .hl7 {
      let service: AffinityDomain.Service = kind == .xca ? .gateway : .sharing
      let shared = kinds.firstIndex { $0.contains { context.isOnePlace($0, kind) } }
      if let shared {
        settings.places[shared].services[endpoint.path] = service
        kinds[shared].append(kind)
      } else {
        var place = AffinityDomain.Place(
          host: endpoint.host, port: endpoint.port, tls: endpoint.tls, services: [endpoint.path: service])
        place.gate = endpoint.audience.flatMap { audience in
          context.network.credentials.map {
            AssertionGate(
              certificate: $0.issuerCertificate, audience: audience, defects: context.defects(AssertionDefect.self))
          }
        }
        place.lock = context.lock(of: kind)
        settings.places.append(place)
        kinds.append([kind])
      }
    }
    let domain = try await AffinityDomain.start(settings, group: context.group)
    var ports: [SimulatedEndpoint.Kind: Int] = [:]
    for (port, kinds) in zip(domain.ports, kinds) { for kind in kinds { ports[kind] = port } }
    let feed = try await feed(of: domain.registry, context)
    ports[.hl7] = feed?.port
    return RunningService(ports: ports) {
      await feed?.stop()
      await domain.stop()
    }
  }

  /// Where the registry is told of patients; nil where it has no endpoint for it.
  private static func feed(
    of registry: RegistryActor, _ context: SimulatedServiceContext
  ) async throws -> MLLPListener? {
    guard let endpoint = context.endpoints[.hl7] else { return nil }
    let feed = RegistryFeed(registry)
    return try await MLLPListener.start(
      MLLPListener.Settings(host: endpoint.host, port: endpoint.port, security: endpoint.tls), group: context.group
    ) { received in
      guard case .success(let message) = received.message else { return ListenerResponse([]) }
      return ListenerResponse([await feed.answer(message)])
    }
  }
}
