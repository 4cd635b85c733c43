import HTTPExchange
import IHE

/// Puts a repository of workflow documents into a system, in which a remote read is documented that was completed.
enum WorkflowService: SimulatedService {
  static let name = "repository of workflow documents"
  /// Roles whose own actors stand at the endpoint.
  private static let others: Set<String> = [
    "document-registry", "document-repository", "responding-gateway", "document-recipient", "outgoing-gateway",
  ]

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard system.roles.contains("remote-reading"), system.roles.isDisjoint(with: others) else { return [:] }
    return [.xds: [WorkflowDefect.actor]]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    guard let id = context.endpoints[.xds]?.settings["repository-unique-id"] else {
      throw SimulatedPlace(
        description: "its xds endpoint has no repository-unique-id, by which documents are asked for")
    }
    let repository = RepositoryActor(
      uniqueID: id, registry: RegistryActor(authorities: [SimulatedRegistries.nhsNumbers]))
    let read = RemoteRead(defects: context.defects(WorkflowDefect.self))
    await repository.keep(
      PartContent(read.content), mimeType: RemoteRead.mimeType, as: RemoteRead.documentUniqueID)
    let places = try await SOAPPlaces.start([.xds: repository], context)
    return RunningService(ports: places.ports) { await places.stop() }
  }
}
