import DICOMNetwork
import HL7

/// Puts an image archive into a system; with messages and a worklist where it has an endpoint for messages.
enum ArchiveService: SimulatedService {
  static let name = "image archive"
  static let isOnLoopbackAlone = true
  /// Roles whose own actors take the messages of a system, and hand them on.
  private static let messageRoles: Set<String> = [
    "scheduler", "reporting", "record", "patient-index", "patient-index-v3", "discovery-gateway",
  ]

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard system.roles.contains("archive") else { return [:] }
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [
      .dicom: [ArchiveDefect.actor, AuditDefect.actor], .dicomweb: [ArchiveDefect.actor],
    ]
    guard system.endpoint(.hl7) != nil else { return actors }
    if system.roles.isDisjoint(with: messageRoles) { actors[.hl7] = [BrokerDefect.actor, ManagerDefect.actor] }
    actors[.dicom]?.formUnion([BrokerDefect.actor, ManagerDefect.actor])
    actors[.dicomweb]?.insert(ManagerDefect.actor)
    return actors
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    try SimulatedPlace.check(context, path: ArchiveWebService.root, of: [.dicomweb])
    let messages = try await messages(context)
    var settings = try settings(context)
    settings.scheduler = messages?.answers ?? context.events.shared(BrokerAssociations.self)
    let archive = try await ImageArchive.start(settings, group: context.group)
    context.events.subscribe(to: ReceivedByBroker.self) { await archive.administer($0.message) }
    var ports = [SimulatedEndpoint.Kind.dicom: archive.dicomPort, .dicomweb: archive.webPort]
      .filter { context.endpoints[$0.key] != nil }
    ports[.hl7] = messages?.listener.port
    return RunningService(ports: ports) {
      await messages?.listener.stop()
      await archive.stop()
    }
  }

  private static func settings(_ context: SimulatedServiceContext) throws -> ImageArchive.Settings {
    var settings = ImageArchive.Settings()
    settings.defects = context.defects(ArchiveDefect.self)
    settings.patientDefects = context.defects(ManagerDefect.self)
    if let dicom = context.endpoints[.dicom] {
      (settings.dicomPort, settings.dicomTLS) = (dicom.port, dicom.tls)
      if let title = dicom.settings["ae-title"] { settings.aeTitle = title }
    }
    if let web = context.endpoints[.dicomweb] { (settings.webPort, settings.webTLS) = (web.port, web.tls) }
    for receiver in context.network.receivers where !receiver.isSecured {
      guard case .applicationEntity(let title) = receiver.kind else { continue }
      settings.destinations[title] = DICOMAddress(host: receiver.host, port: receiver.port)
      settings.availabilityReceivers.append(title)
    }
    if context.endpoints[.dicomweb]?.client != nil {
      if let check = context.events.shared(TokenCheck.self) {
        settings.authorize = { check.refusal($0) }
      } else {
        let network = context.network
        guard network.systems.contains(where: { RecordsService.givesTokens($0) && network.isHere($0.site) }) else {
          throw SimulatedPlace(
            description: "its dicomweb endpoint wants tokens, and there is no FHIR server here that gives them")
        }
        let tokens = context.tokens
        settings.authorize = { tokens.refusal($0) }
      }
    }
    if let lock = context.lock(of: .dicomweb) { settings.authorize = { lock.refusal($0) } }
    settings.trail = context.trail
    let extracts = context.extracts
    let isSlowed = context.defects(ResearchDefect.self).contains(.slowsArchives)
    settings.isHindered = {
      extracts.noteQuestion()
      return isSlowed && extracts.areUnderWay
    }
    let events = context.events
    settings.onStored = { await events.tell($0) }
    context.exchange?.connect(&settings, of: context.system)
    return settings
  }

  /// Where the system takes orders and what becomes of patients; nil where it has no endpoint for them, or another of its
  /// actors has.
  private static func messages(
    _ context: SimulatedServiceContext
  ) async throws -> (listener: MLLPListener, answers: BrokerAssociations)? {
    guard let endpoint = context.endpoints[.hl7] else { return nil }
    var settings = Broker.Settings()
    settings.defects = context.defects(BrokerDefect.self)
    settings.hasStandingExaminations = false
    let events = context.events
    settings.onMessage = { await events.tell(ReceivedByBroker(message: $0)) }
    let reporter = EventReporter(
      aeTitle: settings.aeTitle, subscribers: [:], sockets: EventSockets(defects: settings.defects),
      group: context.group)
    let desk = BrokerDesk(settings, reporter: reporter, queues: [])
    let listener = try await MLLPListener.start(
      MLLPListener.Settings(
        host: endpoint.host, port: endpoint.port, security: endpoint.tls, maximumLength: 16 << 20),
      group: context.group
    ) { await desk.receive($0) }
    return (listener, BrokerAssociations(desk: desk, settings: settings))
  }
}
