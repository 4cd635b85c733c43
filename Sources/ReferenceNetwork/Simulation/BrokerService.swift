import DICOMNetwork
import HL7

/// Puts a broker into a system that schedules, reports or keeps reports.
enum BrokerService: SimulatedService {
  static let name = "broker"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard !system.roles.isDisjoint(with: ["scheduler", "reporting", "record"]) else { return [:] }
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [.hl7: [BrokerDefect.actor]]
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
    settings.onMessage = { await events.tell(ReceivedByBroker(message: $0)) }
    settings.onSent = { await events.tell(SentByBroker(message: $0)) }
    let broker = try await Broker.start(settings, group: context.group)
    if context.system.roles.contains("scheduler") { context.events.share(broker.answers) }
    let ports = [
      SimulatedEndpoint.Kind.hl7: broker.messagePort, .dicom: broker.dicomPort, .dicomweb: broker.webPort,
    ].filter { context.endpoints[$0.key] != nil }
    return RunningService(ports: ports) { await broker.stop() }
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
