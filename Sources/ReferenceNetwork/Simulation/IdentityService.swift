import HL7

/// Puts a patient index into a system, over HL7 v2, HL7 V3 and patient discovery.
enum IdentityService: SimulatedService {
  static let name = "patient index"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    var actors: [SimulatedEndpoint.Kind: Set<String>] = [:]
    let own: Set<String> = [IndexDefect.actor]
    if !system.roles.isDisjoint(with: ["patient-index", "patient-index-v3", "discovery-gateway"]) {
      actors[.hl7] = own
    }
    if system.roles.contains("patient-index-v3") { (actors[.pixv3], actors[.pdqv3]) = (own, own) }
    if system.roles.contains("discovery-gateway") { actors[.xcpd] = own }
    return actors
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    try SimulatedPlace.check(context, path: PatientIndex.path, of: [.pixv3, .pdqv3])
    try SimulatedPlace.check(context, path: PatientIndex.discoveryPath, of: [.xcpd])
    var settings = PatientIndex.Settings()
    settings.defects = context.defects(IndexDefect.self)
    if let endpoint = context.endpoints[.hl7] { settings.messagePort = endpoint.port }
    let web = [SimulatedEndpoint.Kind.pixv3, .pdqv3, .xcpd].compactMap { context.endpoints[$0] }
    if let first = web.first {
      (settings.webPort, settings.tls) = (first.port, first.tls)
      if let lock = context.lock(of: first.kind) { settings.authorize = { lock.refusal($0) } }
      guard web.allSatisfy({ $0.port == first.port && $0.lock == first.lock }) else {
        throw SimulatedPlace(
          description: "its endpoints of HL7 V3 are simulated on one port, with the same credentials")
      }
    }
    if let id = context.endpoints[.xcpd]?.settings["home-community-id"] { settings.homeCommunityID = "urn:oid:\(id)" }
    for receiver in context.network.receivers where receiver.kind == .messages && !receiver.isSecured {
      settings.consumers.append(MLLPConnection.Endpoint(host: receiver.host, port: receiver.port))
    }
    settings.revisionConsumers = context.network.receivers.compactMap { receiver in
      guard case .revisions(let url) = receiver.kind, !receiver.isSecured else { return nil }
      return url
    }
    let index = try await PatientIndex.start(settings, group: context.group)
    context.events.share(index.identities)
    var ports = [SimulatedEndpoint.Kind.hl7: index.messagePort].filter { context.endpoints[$0.key] != nil }
    for endpoint in web { ports[endpoint.kind] = index.webPort }
    return RunningService(ports: ports) { await index.stop() }
  }
}
