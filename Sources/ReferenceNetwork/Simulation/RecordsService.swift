import HTTPExchange

/// Puts records, directory, terminology and a patient index over FHIR into a system.
enum RecordsService: SimulatedService {
  static let name = "FHIR server"
  private static let roles: Set<String> = [
    "fhir-server", "fhir-patient-index", "directory", "document-responder", "terminology-server",
  ]

  /// Whether a system is a FHIR server that gives tokens.
  static func givesTokens(_ system: SimulatedSystem) -> Bool {
    !system.roles.isDisjoint(with: roles) && system.endpoint(.fhir)?.client != nil
  }

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard !system.roles.isDisjoint(with: roles) else { return [:] }
    let own: Set<String> = [RecordsDefect.actor]
    // Where another actor of the system takes objects or messages, it hands them on.
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [.fhir: own]
    if system.roles.isDisjoint(with: ["archive", "scheduler", "reporting", "record", "patient-index"]) {
      actors[.hl7] = own
    }
    if system.roles.isDisjoint(with: ["archive", "scheduler"]) { (actors[.dicom], actors[.dicomweb]) = (own, own) }
    return actors
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
    let stated = context.system.endpoint(.fhir)?.port ?? 0
    if stated != 0 { settings.statedPort = stated }
    // Who asks for tokens to reach images of the system is a client of its own, or the same one.
    let clients = [SimulatedEndpoint.Kind.dicomweb, .fhir].compactMap { context.system.endpoint($0)?.client }
    for client in clients where givesTokens(context.system) {
      switch client.authentication {
      case .secret(let secret): settings.clients[client.id] = .secret(secret)
      case .key(let id):
        settings.clients[client.id] = context.network.credentials.map { .key(pem: $0.tokenKey, id: id) }
      }
    }
    if let lock = context.lock(of: .fhir) { settings.authorize = { lock.refusal($0) } }
    let records = try await RecordsServer.start(settings, group: context.group)
    try leaveTokens(of: records, in: context.network.credentials)
    let check = TokenCheck { records.refusal($0, type: "ImagingStudy") }
    context.events.share(check)
    if !settings.clients.isEmpty { context.tokens.share(check) }
    context.events.subscribe(to: StoredInstance.self) { records.received(study: $0.attributes) }
    context.events.subscribe(to: ReceivedByBroker.self) { records.received(message: $0.message) }
    context.events.subscribe(to: SentByBroker.self) { records.received(message: $0.message) }
    let store = try await objects(for: records, context)
    var ports = [SimulatedEndpoint.Kind.fhir: records.port].filter { context.endpoints[$0.key] != nil }
    ports[.hl7] = records.messagePort
    if let store { (ports[.dicom], ports[.dicomweb]) = (store.dicomPort, store.webPort) }
    return RunningService(ports: ports) {
      await store?.stop()
      await records.stop()
    }
  }

  /// Where objects come in that become resources; nil where the system takes none.
  private static func objects(
    for records: RecordsServer, _ context: SimulatedServiceContext
  ) async throws -> ImageArchive? {
    let (dicom, web) = (context.endpoints[.dicom], context.endpoints[.dicomweb])
    guard dicom != nil || web != nil else { return nil }
    try SimulatedPlace.check(context, path: ArchiveWebService.root, of: [.dicomweb])
    var settings = ImageArchive.Settings()
    if let dicom {
      (settings.dicomPort, settings.dicomTLS) = (dicom.port, dicom.tls)
      if let title = dicom.settings["ae-title"] { settings.aeTitle = title }
    }
    if let web { (settings.webPort, settings.webTLS) = (web.port, web.tls) }
    if let lock = context.lock(of: .dicomweb) { settings.authorize = { lock.refusal($0) } }
    settings.onStored = { records.received(study: $0.attributes) }
    return try await ImageArchive.start(settings, group: context.group)
  }

  /// Tokens that are to be refused, for whoever looks at it.
  private static func leaveTokens(of records: RecordsServer, in credentials: SimulatedCredentials?) throws {
    guard let credentials, let expired = records.token(lifetime: -600),
      let foreign = records.token(lifetime: 3_600, audience: "https://elsewhere.example/fhir")
    else { return }
    try credentials.leave(expired, as: .expiredToken)
    try credentials.leave(foreign, as: .foreignToken)
  }
}

/// Whether the token of a request opens images, as a FHIR server says.
struct TokenCheck: Sendable {
  /// The refusal; nil where it does.
  let refusal: @Sendable (ReceivedRequest) -> WebReply?

  init(_ refusal: @escaping @Sendable (ReceivedRequest) -> WebReply?) { self.refusal = refusal }
}
