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

/// Puts a directory of providers into a system, over SOAP and by LDAP.
enum ProvidersService: SimulatedService {
  static let name = "provider directory"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard system.roles.contains("provider-directory") else { return [:] }
    return [.hpd: [ProvidersDefect.actor], .ldap: [ProvidersDefect.actor]]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    var ports: [SimulatedEndpoint.Kind: Int] = [:]
    let web = try await web(context)
    ports[.hpd] = web?.port
    let directory: DirectoryListener?
    do { directory = try await self.directory(context) } catch {
      await web?.stop()
      throw error
    }
    ports[.ldap] = directory?.port
    return RunningService(ports: ports) {
      await directory?.stop()
      await web?.stop()
    }
  }

  private static func web(_ context: SimulatedServiceContext) async throws -> WebListener? {
    guard let endpoint = context.endpoints[.hpd] else { return nil }
    let directory = ProviderDirectory(defects: context.defects(ProvidersDefect.self))
    let carriage = Carriage(broken: [])
    let lock = context.lock(of: .hpd)
    return try await WebListener.start(
      WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls), group: context.group
    ) { request in
      if let refusal = lock?.refusal(request) { return refusal }
      guard String(request.path) == endpoint.path else { return WebReply(.notFound) }
      return await carriage.answer(request, by: [directory])
    }
  }

  private static func directory(_ context: SimulatedServiceContext) async throws -> DirectoryListener? {
    guard let endpoint = context.endpoints[.ldap] else { return nil }
    let lock = context.lock(of: .ldap)
    if case .token? = lock?.lock {
      throw SimulatedPlace(description: "its ldap endpoint takes a user name and a password, and no token")
    }
    let tree = ProviderTree(
      base: endpoint.settings["base"] ?? "", defects: context.defects(ProvidersDefect.self), lock: lock)
    return try await DirectoryListener.start(
      host: endpoint.host, port: endpoint.port, tls: endpoint.tls, group: context.group, tree: tree)
  }
}
