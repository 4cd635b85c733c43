import DICOMNetwork
import HL7

/// Puts a broker into a system that schedules, reports or keeps reports.
enum BrokerService: SimulatedService {
  static let name = "broker"

  /// Roles of what takes messages, and the actors that act on them beside the broker.
  private static let roles: [String: Set<String>] = [
    "scheduler": [], "reporting": [], "record": [], "report-publisher": [PublisherDefect.actor],
    "document-consumer": [ConsumerDefect.actor], "imaging-consumer": [ConsumerDefect.actor],
    "integration-engine": [EngineDefect.actor],
  ]

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard !system.roles.isDisjoint(with: roles.keys) else { return [:] }
    let others = system.roles.compactMap { roles[$0] }.reduce(into: Set<String>()) { $0.formUnion($1) }
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [.hl7: others.union([BrokerDefect.actor])]
    // An archive in the same system answers for it on its own port.
    if system.roles.contains("scheduler"), !system.roles.contains("archive") {
      actors[.dicom] = [BrokerDefect.actor]
      actors[.dicomweb] = [BrokerDefect.actor]
    }
    return actors
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    var settings = Broker.Settings()
    settings.defects = context.defects(BrokerDefect.self)
    if let hl7 = context.endpoints[.hl7] {
      (settings.host, settings.messagePort, settings.messageTLS) = (hl7.host, hl7.port, hl7.tls)
    }
    if let dicom = context.endpoints[.dicom] {
      (settings.host, settings.dicomPort, settings.dicomTLS) = (dicom.host, dicom.port, dicom.tls)
      if let title = dicom.settings["ae-title"] { settings.aeTitle = title }
    }
    if let web = context.endpoints[.dicomweb] {
      (settings.host, settings.webPort, settings.webTLS) = (web.host, web.port, web.tls)
      settings.webPath = web.path
      if let lock = context.lock(of: .dicomweb) { settings.authorize = { lock.refusal($0) } }
    }
    for receiver in context.network.receivers where !receiver.isSecured {
      switch receiver.kind {
      case .messages:
        settings.receivers.append(
          Broker.MessageReceiver(MLLPConnection.Endpoint(host: receiver.host, port: receiver.port)))
      case .applicationEntity(let title):
        settings.subscribers[title] = DICOMAddress(host: receiver.host, port: receiver.port)
      default: continue
      }
    }
    let events = context.events
    let dealings = MessageDealings(context, receivers: settings.receivers)
    settings.onMessage = { message in
      await dealings.received(message)
      await events.tell(ReceivedByBroker(message: message))
    }
    settings.onSent = { message in
      await dealings.sent(message)
      await events.tell(SentByBroker(message: message))
    }
    let broker = try await Broker.start(settings, group: context.group)
    if context.system.roles.contains("scheduler") { context.events.share(broker.answers) }
    let ports = [
      SimulatedEndpoint.Kind.hl7: broker.messagePort, .dicom: broker.dicomPort, .dicomweb: broker.webPort,
    ].filter { context.endpoints[$0.key] != nil }
    return RunningService(ports: ports) {
      await broker.stop()
      await dealings.stop()
    }
  }
}

/// A message came to the broker of a system, and was accepted.
struct ReceivedByBroker: Sendable {
  /// The message.
  let message: Message
}

/// The broker of a system sent a message by itself.
struct SentByBroker: Sendable {
  /// The message.
  let message: Message
}
