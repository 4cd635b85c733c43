import HTTPExchange
import NIOHTTP1
import Synchronization

/// Lets a system tell the time by NTP.
enum ClockService: SimulatedService {
  static let name = "clock"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    system.endpoint(.ntp) == nil ? [:] : [.ntp: [ClockDefect.actor]]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    guard let endpoint = context.endpoints[.ntp] else { return RunningService(ports: [:]) {} }
    let clock = NetworkClock(
      defects: context.defects(ClockDefect.self), isTimeServer: context.system.roles.contains("time-server"))
    let count = Mutex(0)
    let listener = try await DatagramListener.start(host: endpoint.host, port: endpoint.port, group: context.group) {
      bytes in
      let number = count.withLock {
        $0 += 1
        return $0
      }
      return clock.answer(bytes, number: number)
    }
    return RunningService(ports: [.ntp: listener.port]) { await listener.stop() }
  }
}

/// Puts a name server into a system.
enum NamesService: SimulatedService {
  static let name = "name server"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    system.roles.contains("name-server") ? [.dns: [NamesDefect.actor]] : [:]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    guard let endpoint = context.endpoints[.dns] else { return RunningService(ports: [:]) {} }
    let directory = context.network.systems.lazy.compactMap { $0.endpoint(.ldap) }.first
    // Where no directory is in the network file, the port is that of LDAP (RFC 4511 §5.2.1).
    let zone = NameZone(defects: context.defects(NamesDefect.self), directoryPort: directory?.port ?? 389)
    let listener = try await DatagramListener.start(host: endpoint.host, port: endpoint.port, group: context.group) {
      zone.answer($0)
    }
    return RunningService(ports: [.dns: listener.port]) { await listener.stop() }
  }
}

/// Puts a directory of providers into a system.
enum ProvidersService: SimulatedService {
  static let name = "provider directory"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    system.roles.contains("provider-directory") ? [.hpd: [ProvidersDefect.actor]] : [:]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    guard let endpoint = context.endpoints[.hpd] else { return RunningService(ports: [:]) {} }
    let directory = ProviderDirectory(defects: context.defects(ProvidersDefect.self))
    let carriage = Carriage(broken: [])
    let lock = context.lock(of: .hpd)
    let listener = try await WebListener.start(
      WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls), group: context.group
    ) { request in
      if let refusal = lock?.refusal(request) { return refusal }
      guard String(request.path) == endpoint.path else { return WebReply(.notFound) }
      return await carriage.answer(request, by: [directory])
    }
    return RunningService(ports: [.hpd: listener.port]) { await listener.stop() }
  }
}
