import Foundation
import NIOCore

/// A kind of actor that can be put into a system: one type for each, which adapts the actor to what a simulation knows.
protocol SimulatedService: Sendable {
  /// What it is, for people: `affinity domain`.
  static var name: String { get }
  /// Whether it listens on loopback alone, and is reached through a relay where the network states another address.
  static var isOnLoopbackAlone: Bool { get }
  /// The actors, by the first word of their defects' names, that stand behind an endpoint that it serves.
  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>]
  /// Starts it for a system.
  ///
  /// - Throws: Why it does not start, for people.
  static func start(_ context: SimulatedServiceContext) async throws -> RunningService
}

extension SimulatedService {
  static var isOnLoopbackAlone: Bool { false }
}

/// What an actor is started with.
struct SimulatedServiceContext: Sendable {
  /// The system.
  let system: SimulatedSystem
  /// Where it listens, by kind: the endpoints of the system that the service serves.
  let endpoints: [SimulatedEndpoint.Kind: SimulatedEndpoint]
  /// The whole network: whom it may send to.
  let network: SimulatedNetwork
  /// Full names of defects; those of other actors among them.
  let defects: Set<String>
  /// What the actors of this system tell each other.
  let events: SystemEvents
  /// The registries of the network.
  let registries: SimulatedRegistries
  /// What archives exchange; nil where no two sites have one.
  let exchange: SimulatedExchange?
  /// The authorization server of the network.
  let tokens: NetworkTokens
  /// Who opted out of research.
  let optOuts: OptOuts
  /// The AI services of the network.
  let analysis: AnalysisServices
  /// Whether data sets for research are let out.
  let extracts: Extracts
  /// Where what happens at the system is told.
  let trail: AuditTrail
  /// A folder of its own for what does not go into memory, removed at the end.
  let folder: URL
  /// Threads.
  let group: any EventLoopGroup

  /// Whether two endpoints of the system are stated at one host and port, so that what stands there listens once.
  func isOnePlace(_ one: SimulatedEndpoint.Kind, _ other: SimulatedEndpoint.Kind) -> Bool {
    guard let first = system.endpoint(one), let second = system.endpoint(other) else { return false }
    return first.host == second.host && first.port == second.port && first.port != 0
  }

  /// The defects of one kind.
  func defects<Kind: NamedDefect>(_ kind: Kind.Type) -> Set<Kind> { DefectCatalogue.defects(kind, among: defects) }
}

/// An actor under way.
struct RunningService: Sendable {
  /// The ports that it listens on, by kind of endpoint.
  let ports: [SimulatedEndpoint.Kind: Int]
  /// Ends it.
  let stop: @Sendable () async -> Void
}

/// The kinds of actors, in the order in which a system starts them: who is told of something before who tells it.
enum SimulatedServices {
  static let kinds: [any SimulatedService.Type] = [
    SharingService.self, IdentityService.self, RecordsService.self, BrokerService.self, ArchiveService.self,
    ImagingSourceService.self, InitiatingGatewayService.self, NotificationService.self, WorkflowService.self,
    ResearchService.self, ClockService.self, NamesService.self, ProvidersService.self, LocatorService.self,
    TrailService.self, AIService.self,
  ]
}
