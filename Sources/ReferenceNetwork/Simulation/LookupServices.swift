import HTTPExchange
import IHE
import NIOHTTP1

/// Puts a locator of records into a system.
enum LocatorService: SimulatedService {
  static let name = "record locator"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    system.roles.contains("record-locator") ? [.fhir: [LocatorDefect.actor]] : [:]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    guard let endpoint = context.endpoints[.fhir] else { return RunningService(ports: [:]) {} }
    let locator = RecordLocator(defects: context.defects(LocatorDefect.self))
    let lock = context.lock(of: .fhir)
    let listener = try await WebListener.start(
      WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls), group: context.group
    ) { request in
      lock?.refusal(request) ?? locator.answer(request, below: endpoint.path) ?? WebReply(.notFound)
    }
    return RunningService(ports: [.fhir: listener.port]) { await listener.stop() }
  }
}

/// Puts an audit record repository into a system.
enum TrailService: SimulatedService {
  static let name = "audit record repository"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard system.roles.contains("audit-repository") else { return [:] }
    return [.syslog: [TrailDefect.actor], .fhir: [TrailDefect.actor]]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    let repository = AuditRepository(defects: context.defects(TrailDefect.self))
    var ports: [SimulatedEndpoint.Kind: Int] = [:]
    var syslog: SyslogListener?
    var web: WebListener?
    if let endpoint = context.endpoints[.syslog] {
      let transport = endpoint.tls.map { SyslogListener.Transport.tls($0) } ?? .tcp
      syslog = try await SyslogListener.start(
        SyslogListener.Settings(host: endpoint.host, port: endpoint.port, transport: transport), group: context.group
      ) { repository.receive($0) }
      ports[.syslog] = syslog?.port
    }
    if let endpoint = context.endpoints[.fhir] {
      let lock = context.lock(of: .fhir)
      web = try await WebListener.start(
        WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls), group: context.group
      ) { request in
        lock?.refusal(request) ?? repository.answer(request, below: endpoint.path) ?? WebReply(.notFound)
      }
      ports[.fhir] = web?.port
    }
    return RunningService(ports: ports) { [syslog, web] in
      await web?.stop()
      await syslog?.stop()
    }
  }
}
