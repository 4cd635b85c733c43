import HTTPExchange
import IHE
import NIOCore
import NIOPosix
import TransportSecurity

/// A small affinity domain in one process that keeps every rule, and whose parts can be given named defects: registry,
/// repository and responding gateway under one address, their state in memory.
public final class AffinityDomain: Sendable {
  /// What is to be started.
  public struct Settings: Sendable {
    /// What the registry does wrong.
    public var registryDefects: Set<RegistryDefect> = []
    /// What the repository does wrong.
    public var repositoryDefects: Set<RepositoryDefect> = []
    /// What the gateway does wrong.
    public var gatewayDefects: Set<GatewayDefect> = []
    /// What goes wrong with the messages of all three.
    public var carriageDefects: Set<CarriageDefect> = []
    /// OIDs of assigning authorities all of whose patients are known without a feed.
    public var authorities: Set<String> = []
    /// Unique id of the repository.
    public var repositoryUniqueID = "2.25.190468340571922310405211364037563824115"
    /// Home community id of the gateway.
    public var homeCommunityID = "urn:oid:2.25.84291067523406471928305566214370912557"
    /// A registry that is there already, with its own defects; a new one where nil.
    public var registry: RegistryActor?
    /// Where what happens is told; nowhere where nil.
    public var trail: AuditTrail?
    /// Where the actors listen; each at a path of its own, on one free port, where nothing is said.
    public var places = [Place()]

    /// Makes the settings of a domain without defects.
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

  /// A port, and which actor is at which of its paths.
  public struct Place: Sendable {
    /// Address to listen on.
    public var host: String
    /// TCP port; 0 for a free one.
    public var port: Int
    /// TLS settings; plain TCP where nil.
    public var tls: ServerSecurity?
    /// Actors by path.
    public var services: [String: Service]
    /// What is asked of who asks there; nothing where nil.
    var gate: AssertionGate?
    /// Who is let in there; everybody where nil.
    var lock: EndpointLock?

    /// Makes a place.
    public init(
      host: String = "127.0.0.1", port: Int = 0, tls: ServerSecurity? = nil,
      services: [String: Service] = Dictionary(uniqueKeysWithValues: Service.allCases.map { ($0.rawValue, $0) })
    ) {
      self.host = host
      self.port = port
      self.tls = tls
      self.services = services
    }
  }

  /// Unique id of the repository.
  public let repositoryUniqueID: String
  /// Home community id of the gateway.
  public let homeCommunityID: String
  /// The registry, which tests and feeds may tell of patients.
  public let registry: RegistryActor
  private let places: [Place]
  private let listeners: [WebListener]

  private init(_ settings: Settings, registry: RegistryActor, listeners: [WebListener]) {
    repositoryUniqueID = settings.repositoryUniqueID
    homeCommunityID = settings.homeCommunityID
    places = settings.places
    self.registry = registry
    self.listeners = listeners
  }

  /// Starts a domain.
  public static func start(
    _ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(WebFailure) -> AffinityDomain {
    let registry =
      settings.registry
      ?? RegistryActor(authorities: settings.authorities, breaking: Set(settings.registryDefects.map(\.rule)))
    let repository = RepositoryActor(
      uniqueID: settings.repositoryUniqueID, registry: registry,
      breaking: Set(settings.repositoryDefects.map(\.rule)))
    let gateway = GatewayActor(
      homeCommunityID: settings.homeCommunityID, registry: registry, repository: repository,
      breaking: Set(settings.gatewayDefects.compactMap(\.rule)))
    let carriage = Carriage(broken: Set(settings.carriageDefects.map(\.rule)))
    let lateness = Lateness(every: settings.gatewayDefects.contains(.answersLate) ? 5 : 0, by: .milliseconds(5_500))
    var listeners: [WebListener] = []
    for place in settings.places {
      var listening = WebListener.Settings(host: place.host, port: place.port, tls: place.tls)
      listening.maximumLength = 64 << 20
      do throws(WebFailure) {
        let listener = try await WebListener.start(listening, group: group) { request in
          guard let service = place.services[String(request.path)] else { return WebReply(.notFound) }
          if let refusal = place.lock?.refusal(request) { return refusal }
          if service == .gateway { await lateness.wait() }
          let actors: [any SOAPActor] =
            switch service {
            case .registry: [registry]
            case .repository: [repository]
            case .gateway: [gateway]
            case .sharing: [repository, registry]
            }
          let guarded = actors.map { actor in place.gate.map { AssertedActor(actor: actor, gate: $0) } ?? actor }
          guard let trail = settings.trail else { return await carriage.answer(request, by: guarded) }
          let places = (consumer: request.remoteHost, own: place.host)
          return await carriage.answer(
            request, by: guarded.map { AuditedActor(actor: $0, trail: trail, places: places, gate: place.gate) })
        }
        listeners.append(listener)
      } catch {
        for listener in listeners { await listener.stop() }
        throw error
      }
    }
    return AffinityDomain(settings, registry: registry, listeners: listeners)
  }

  /// TCP ports, place by place.
  public var ports: [Int] { listeners.map(\.port) }

  /// Address of an actor; nil where it is at no place.
  public func address(of service: Service) -> String? {
    for (place, listener) in zip(places, listeners) {
      guard let path = place.services.first(where: { $0.value == service })?.key else { continue }
      return "\(place.tls == nil ? "http" : "https")://\(place.host):\(listener.port)\(path)"
    }
    return nil
  }

  /// Stops listening and closes every connection.
  public func stop() async { for listener in listeners { await listener.stop() } }
}
