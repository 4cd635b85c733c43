import HTTPExchange
import IHE
import NIOCore
import NIOPosix
import TransportSecurity

/// A small affinity domain in one process that keeps every rule, and whose parts can be given named defects: registry,
/// repository and responding gateway on loopback, their state in memory.
public final class ReferenceNetwork: Sendable {
  /// What is to be started.
  public struct Settings: Sendable {
    /// What it does wrong; nothing where empty.
    public var defects: Set<Defect> = []
    /// OIDs of assigning authorities all of whose patients are known without a feed.
    public var authorities: Set<String> = []
    /// Unique id of the repository.
    public var repositoryUniqueID = "2.25.190468340571922310405211364037563824115"
    /// Home community id of the gateway.
    public var homeCommunityID = "urn:oid:2.25.84291067523406471928305566214370912557"
    /// TLS settings; plain TCP where nil.
    public var tls: ServerSecurity?
    /// TCP port; 0 for a free one.
    public var port = 0

    /// Makes the settings of a network without defects.
    public init() {}
  }

  /// The actors and the paths under which they are.
  public enum Service: String, CaseIterable, Hashable, Sendable {
    case registry = "/registry"
    case repository = "/repository"
    case gateway = "/gateway"
    /// Registry and repository under one address.
    case sharing = "/sharing"
  }

  /// Unique id of the repository.
  public let repositoryUniqueID: String
  /// Home community id of the gateway.
  public let homeCommunityID: String
  /// The registry, which tests and feeds may tell of patients.
  public let registry: RegistryActor
  private let base: String
  private let listener: WebListener

  private init(_ settings: Settings, registry: RegistryActor, listener: WebListener) {
    repositoryUniqueID = settings.repositoryUniqueID
    homeCommunityID = settings.homeCommunityID
    self.registry = registry
    self.listener = listener
    base = "\(settings.tls == nil ? "http" : "https")://127.0.0.1:\(listener.port)"
  }

  /// Starts a network on loopback.
  public static func start(
    _ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(WebFailure) -> ReferenceNetwork {
    var (registryRules, repositoryRules): (Set<RegistryRule>, Set<RepositoryRule>) = ([], [])
    var (gatewayRules, carriageRules): (Set<GatewayActor.Rule>, Set<CarriageRule>) = ([], [])
    for defect in settings.defects {
      switch defect.breach {
      case .registry(let rule): registryRules.insert(rule)
      case .repository(let rule): repositoryRules.insert(rule)
      case .gateway(let rule): gatewayRules.insert(rule)
      case .carriage(let rule): carriageRules.insert(rule)
      }
    }
    let registry = RegistryActor(authorities: settings.authorities, breaking: registryRules)
    let repository = RepositoryActor(
      uniqueID: settings.repositoryUniqueID, registry: registry, breaking: repositoryRules)
    let gateway = GatewayActor(
      homeCommunityID: settings.homeCommunityID, registry: registry, repository: repository, breaking: gatewayRules)
    let carriage = Carriage(broken: carriageRules)
    var listening = WebListener.Settings(host: "127.0.0.1", port: settings.port, tls: settings.tls)
    listening.maximumLength = 64 << 20
    let listener = try await WebListener.start(listening, group: group) { request in
      guard let service = Service(rawValue: String(request.path)) else { return WebReply(.notFound) }
      let actors: [any SOAPActor] =
        switch service {
        case .registry: [registry]
        case .repository: [repository]
        case .gateway: [gateway]
        case .sharing: [repository, registry]
        }
      return await carriage.answer(request, by: actors)
    }
    return ReferenceNetwork(settings, registry: registry, listener: listener)
  }

  /// Address of an actor.
  public func address(of service: Service) -> String { base + service.rawValue }

  /// Stops listening and closes every connection.
  public func stop() async { await listener.stop() }
}
