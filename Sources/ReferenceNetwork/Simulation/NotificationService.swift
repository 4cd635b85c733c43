import HTTPExchange
import NIOHTTP1

/// Puts a broker of notifications about documents into a system.
enum NotificationService: SimulatedService {
  static let name = "notification broker"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    system.roles.contains("notification-broker") ? [.dsub: [NotificationDefect.actor]] : [:]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    guard let endpoint = context.endpoints[.dsub] else { return RunningService(ports: [:]) {} }
    let broker = NotificationBroker(defects: context.defects(NotificationDefect.self), group: context.group)
    let path = endpoint.path == "/" ? "" : endpoint.path
    let stated = context.system.endpoint(.dsub) ?? endpoint
    let address = "\(stated.tls == nil ? "http" : "https")://\(stated.host):\(stated.port)\(path)"
    let carriage = Carriage(broken: [])
    let lock = context.lock(of: .dsub)
    let listener = try await WebListener.start(
      WebListener.Settings(host: endpoint.host, port: endpoint.port, tls: endpoint.tls), group: context.group
    ) { request in
      if let refusal = lock?.refusal(request) { return refusal }
      let asked = String(request.path)
      let isOwn = asked == path || asked == "\(path)/"
      guard isOwn || asked.hasPrefix("\(path)/") else { return WebReply(.notFound) }
      let name = isOwn ? nil : String(asked.dropFirst(path.count + 1))
      return await carriage.answer(
        request, by: [NotificationActor(broker: broker, address: address, subscription: name)])
    }
    await context.registries.registry(of: context.system).observe { objects in
      Task { await broker.tell(of: objects, at: address) }
    }
    return RunningService(ports: [.dsub: listener.port]) {
      await listener.stop()
      await broker.stop()
    }
  }
}
