import IHE

/// Puts initiating gateways into a system, for documents or for images: they know every responding one of the network, and a
/// community that does not answer. One that is to ask the harness knows the harness alone.
enum InitiatingGatewayService: SimulatedService {
  static let name = "initiating gateway"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [:]
    // At one address a system is one of the two.
    if system.roles.contains("initiating-gateway"), !system.roles.contains("responding-gateway") {
      actors[.xca] = [InitiatingGatewayDefect.actor]
    }
    if system.roles.contains("initiating-imaging-gateway"), !system.roles.contains("imaging-source") {
      actors[.xdsi] = [InitiatingImagingGatewayDefect.actor]
    }
    if system.roles.contains("outgoing-gateway") { actors[.xds] = [InitiatingGatewayDefect.actor] }
    return actors
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    let harness = CommunityDirectory(
      communities: context.network.actorOfHarness.map { [CommunityDirectory.Community(address: $0)] } ?? [],
      group: context.group)
    let actors: [SimulatedEndpoint.Kind: any SOAPActor] = [
      .xds: InitiatingGatewayActor(directory: harness, defects: context.defects(InitiatingGatewayDefect.self)),
      .xca: InitiatingGatewayActor(
        directory: directory(of: "responding-gateway", at: .xca, context),
        defects: context.defects(InitiatingGatewayDefect.self)),
      .xdsi: InitiatingImagingGatewayActor(
        directory: directory(of: "responding-imaging-gateway", at: .xcai, context),
        defects: context.defects(InitiatingImagingGatewayDefect.self)),
    ]
    let places = try await SOAPPlaces.start(actors, context)
    return RunningService(ports: places.ports) { await places.stop() }
  }

  /// The communities whose gateways play a role.
  private static func directory(
    of role: String, at kind: SimulatedEndpoint.Kind, _ context: SimulatedServiceContext
  ) -> CommunityDirectory {
    let communities = context.network.systems.filter { $0.roles.contains(role) }.compactMap { system in
      system.endpoint(kind).flatMap { endpoint in
        endpoint.settings["home-community-id"].map {
          CommunityDirectory.Community(
            home: "urn:oid:\($0)", address: endpoint.address, tls: context.network.tls(to: endpoint))
        }
      }
    }
    return CommunityDirectory(communities: communities + [CommunityDirectory.silent], group: context.group)
  }
}
