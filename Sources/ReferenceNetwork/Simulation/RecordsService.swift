/// Puts records, directory, terminology and a patient index over FHIR into a system.
enum RecordsService: SimulatedService {
  static let name = "FHIR server"
  private static let roles: Set<String> = [
    "fhir-server", "fhir-patient-index", "directory", "document-responder", "terminology-server",
  ]

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard !system.roles.isDisjoint(with: roles) else { return [:] }
    let own: Set<String> = [RecordsDefect.actor]
    // Where another actor of the system takes messages, it hands them on.
    return system.roles.isDisjoint(with: ["scheduler", "reporting", "record", "patient-index"])
      ? [.fhir: own, .hl7: own] : [.fhir: own]
  }

  /// Where the images are that records lead to: at the system itself, at its site, else at another site.
  private static func images(of context: SimulatedServiceContext) -> SimulatedEndpoint? {
    let archives = context.network.systems.filter { $0.roles.contains("archive") }
    let near = [context.system] + archives.filter { $0.site == context.system.site } + archives
    return near.lazy.compactMap { $0.endpoint(.dicomweb) }.first
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    try SimulatedPlace.check(context, path: RecordsServer.path, of: [.fhir])
    var settings = RecordsServer.Settings()
    settings.defects = context.defects(RecordsDefect.self)
    settings.identities = context.events.shared(PatientIdentities.self)
    if let endpoint = context.endpoints[.fhir] { (settings.port, settings.tls) = (endpoint.port, endpoint.tls) }
    if let web = images(of: context) {
      settings.images = "\(web.tls == nil ? "http" : "https")://\(web.host):\(web.port)\(web.path)"
    }
    settings.messagePort = context.endpoints[.hl7]?.port
    let records = try await RecordsServer.start(settings, group: context.group)
    context.events.subscribe(to: StoredInstance.self) { records.received(study: $0.attributes) }
    context.events.subscribe(to: ReceivedByBroker.self) { records.received(message: $0.message) }
    context.events.subscribe(to: SentByBroker.self) { records.received(message: $0.message) }
    var ports = [SimulatedEndpoint.Kind.fhir: records.port].filter { context.endpoints[$0.key] != nil }
    ports[.hl7] = records.messagePort
    return RunningService(ports: ports) { await records.stop() }
  }
}
