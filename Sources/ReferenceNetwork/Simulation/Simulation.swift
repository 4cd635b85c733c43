import DICOMNetwork
import Foundation
import HL7
import HTTPExchange
import NIOCore
import NIOPosix
import TransportSecurity

/// A whole network that runs in this process: every endpoint of every system that an actor can stand behind.
public final class Simulation: Sendable {
  /// An endpoint that is served.
  public struct Served: Hashable, Sendable {
    /// `site/system`
    public let system: String
    /// The endpoint, with the port that it has.
    public let endpoint: SimulatedEndpoint
    /// What stands behind it, for people.
    public let service: String
    /// The line over which it is reached.
    public let line: SimulatedLine
  }

  /// An endpoint that nothing stands behind.
  public struct Unserved: Hashable, Sendable {
    /// `site/system`
    public let system: String
    /// Its protocol.
    public let kind: SimulatedEndpoint.Kind
    /// Why, for people.
    public let reason: String
  }

  /// What is served, in the order of the network.
  public let served: [Served]
  /// What is not, in the order of the network.
  public let unserved: [Unserved]
  private let ends: [@Sendable () async -> Void]
  private let exchange: ImagingExchange?
  private let optOuts: OptOuts
  private let analysis: AnalysisServices
  private let folder: URL

  private init(_ starting: Starting, folder: URL) {
    served = starting.served
    unserved = starting.unserved
    ends = starting.ends
    exchange = starting.exchange?.exchange
    optOuts = starting.optOuts
    analysis = starting.analysis
    self.folder = folder
  }

  /// Starts a network.
  ///
  /// - Parameter defects: Full names of what its systems do wrong.
  public static func start(
    _ network: SimulatedNetwork, defects: Set<String> = [],
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(SimulationFailure) -> Simulation {
    let known = Set(DefectCatalogue.entries.map(\.name))
    if let unknown = defects.subtracting(known).min() { throw .unknownDefect(unknown) }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("simulation-\(UUID().uuidString)")
    do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
      throw .folder(error.localizedDescription)
    }
    let network = network.secured(with: DefectCatalogue.defects(SecurityDefect.self, among: defects))
    var starting = Starting(
      network: network, defects: defects, registries: SimulatedRegistries(network, defects: defects),
      exchange: SimulatedExchange(network, defects: defects, group: group), folder: folder, group: group)
    do throws(SimulationFailure) {
      for site in network.sites where network.isHere(site.id) {
        let traffic = LineTraffic(site.line)
        for system in site.systems {
          try await starting.start(system, over: system.line.map { LineTraffic($0) } ?? traffic)
        }
      }
      await starting.beginExchange()
    } catch {
      for end in starting.ends.reversed() { await end() }
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
    return Simulation(starting, folder: folder)
  }

  /// Ends everything; what was kept is gone.
  public func stop() async {
    for end in ends.reversed() { await end() }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Cuts the line between a system and the others of the network, not that to whoever looks at it from outside.
  ///
  /// - Parameter system: `site/system`.
  public func cut(_ system: String) async { await exchange?.cut(system) }

  /// Restores the line of a system.
  public func restore(_ system: String) async { await exchange?.restore(system) }

  /// Enters a patient in the list of opt-outs that research gateways ask.
  ///
  /// - Parameter number: NHS number.
  public func optOut(_ number: String) { optOuts.add(number) }

  /// Switches off the AI services of the network.
  public func switchOffAI() async { await analysis.switchOff() }

  /// Switches them on again.
  ///
  /// - Throws: Why one of them does not listen again.
  public func switchOnAI() async throws { try await analysis.switchOn() }

  /// The actors behind the endpoints of a system, by the kinds of endpoints.
  public static func actors(
    of system: SimulatedSystem, in network: SimulatedNetwork
  ) -> [SimulatedEndpoint.Kind: Set<String>] {
    var actors: [SimulatedEndpoint.Kind: Set<String>] = SimulatedServices.kinds.reduce(into: [:]) {
      $0.merge($1.actors(of: system)) { $0.union($1) }
    }
    for endpoint in system.endpoints where actors[endpoint.kind] != nil {
      if endpoint.tls != nil, network.credentials != nil { actors[endpoint.kind]?.insert(SecurityDefect.actor) }
      if endpoint.lock != nil { actors[endpoint.kind]?.insert(LockDefect.actor) }
      if endpoint.audience != nil { actors[endpoint.kind]?.insert(AssertionDefect.actor) }
      if endpoint.client != nil, endpoint.kind == .dicomweb { actors[.dicomweb]?.insert(RecordsDefect.actor) }
    }
    if network.exchangingArchives.contains(where: { $0.reference == system.reference }) {
      for kind in [SimulatedEndpoint.Kind.dicom, .dicomweb] { actors[kind]?.insert(ExchangeDefect.actor) }
    }
    return actors
  }

  /// Actors that act between systems: what looks at one system alone does not come near them.
  public static let actorsBetweenSystems: Set<String> = [ExchangeDefect.actor]
}

/// A network while its actors are started.
private struct Starting {
  let network: SimulatedNetwork
  let defects: Set<String>
  let registries: SimulatedRegistries
  let exchange: SimulatedExchange?
  let tokens = NetworkTokens()
  let optOuts = OptOuts()
  let analysis = AnalysisServices()
  let extracts = Extracts()
  let folder: URL
  let group: any EventLoopGroup
  var served: [Simulation.Served] = []
  var unserved: [Simulation.Unserved] = []
  var ends: [@Sendable () async -> Void] = []

  /// Lets archives exchange what they acquire from now on.
  mutating func beginExchange() async {
    guard let exchange else { return }
    await exchange.begin(among: served, in: network)
    ends.append { await exchange.exchange.stop() }
  }

  mutating func start(_ system: SimulatedSystem, over traffic: LineTraffic) async throws(SimulationFailure) {
    let events = SystemEvents()
    let trail = AuditTrail(
      to: network.auditRepositories, source: system.reference,
      defects: DefectCatalogue.defects(AuditDefect.self, among: defects), group: group)
    var found: [SimulatedEndpoint.Kind: Simulation.Served] = [:]
    for service in SimulatedServices.kinds {
      let kinds = Set(service.actors(of: system).keys).subtracting(found.keys)
      let endpoints = system.endpoints.filter { kinds.contains($0.kind) }
      guard !endpoints.isEmpty else { continue }
      let ports = try await start(service, for: system, at: endpoints, over: traffic, events, trail)
      for endpoint in endpoints {
        guard let port = ports[endpoint.kind] else { continue }
        var endpoint = endpoint
        endpoint.port = port
        found[endpoint.kind] = Simulation.Served(
          system: system.reference, endpoint: endpoint, service: service.name, line: traffic.line)
      }
    }
    for endpoint in system.endpoints {
      if let place = found[endpoint.kind] {
        served.append(place)
      } else {
        unserved.append(
          Simulation.Unserved(
            system: system.reference, kind: endpoint.kind,
            reason: "none of its roles (\(system.roles.sorted().joined(separator: ", "))) is simulated there"))
      }
    }
  }

  /// Starts an actor, behind relays where the line is not perfect, or where it is to be reached elsewhere than it can
  /// listen.
  private mutating func start(
    _ service: any SimulatedService.Type, for system: SimulatedSystem, at endpoints: [SimulatedEndpoint],
    over traffic: LineTraffic, _ events: SystemEvents, _ trail: AuditTrail
  ) async throws(SimulationFailure) -> [SimulatedEndpoint.Kind: Int] {
    do {
      let place = folder.appendingPathComponent("\(ends.count)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let isElsewhere = endpoints.contains { !["127.0.0.1", "localhost"].contains($0.host) }
      let isRelayed = !traffic.line.isPerfect || (service.isOnLoopbackAlone && isElsewhere)
      let inner = endpoints.map { endpoint in
        guard isRelayed, !endpoint.kind.isOfDatagrams else { return endpoint }
        var inner = endpoint
        (inner.host, inner.port) = ("127.0.0.1", 0)
        return inner
      }
      let context = SimulatedServiceContext(
        system: system,
        endpoints: Dictionary(inner.map { ($0.kind, $0) }, uniquingKeysWith: { first, _ in first }), network: network,
        defects: defects, events: events, registries: registries, exchange: exchange, tokens: tokens,
        optOuts: optOuts, analysis: analysis, extracts: extracts, trail: trail, folder: place, group: group)
      let running = try await service.start(context)
      ends.append(running.stop)
      guard isRelayed else { return running.ports }
      var relayed: [SimulatedEndpoint.Kind: Int] = [:]
      for endpoint in endpoints {
        guard let target = running.ports[endpoint.kind] else { continue }
        guard !endpoint.kind.isOfDatagrams else {
          relayed[endpoint.kind] = target
          continue
        }
        if let shared = relayed.first(where: { context.isOnePlace($0.key, endpoint.kind) }) {
          relayed[endpoint.kind] = shared.value
          continue
        }
        let relay = try await LineRelay.start(
          host: endpoint.host, port: endpoint.port, to: target, over: traffic, group: group)
        ends.append { await relay.stop() }
        relayed[endpoint.kind] = relay.port
      }
      return relayed
    } catch {
      throw .service(system: system.reference, name: service.name, reason: Self.reason(error))
    }
  }

  /// Why an actor does not start, for people.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case ImageArchive.StartFailure.dicom(let failure): failure.description
    case ImageArchive.StartFailure.folder(let words): words
    case ImageArchive.StartFailure.web(let failure), PatientIndex.Failure.web(let failure),
      RecordsServer.Failure.web(let failure):
      reason(failure)
    case PatientIndex.Failure.messages(let failure), RecordsServer.Failure.messages(let failure): reason(failure)
    case PatientIndex.Failure.community(let text): "\(text) is no home community: an OID as urn:oid:…"
    case WebFailure.unreachable(_, let detail), ConnectionFailure.unreachable(_, let detail): detail
    default: error.socketReason
    }
  }
}
