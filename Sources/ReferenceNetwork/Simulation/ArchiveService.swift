import DICOMNetwork

/// Puts an image archive into a system.
enum ArchiveService: SimulatedService {
  static let name = "image archive"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard system.roles.contains("archive") else { return [:] }
    return [.dicom: [ArchiveDefect.actor, AuditDefect.actor], .dicomweb: [ArchiveDefect.actor]]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    try SimulatedPlace.check(context, path: ArchiveWebService.root, of: [.dicomweb])
    var settings = ImageArchive.Settings()
    settings.defects = context.defects(ArchiveDefect.self)
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
      guard let check = context.events.shared(TokenCheck.self) else {
        throw SimulatedPlace(
          description: "its dicomweb endpoint wants tokens, and it has no FHIR server that gives them")
      }
      settings.authorize = { check.refusal($0) }
    }
    settings.trail = context.trail
    let events = context.events
    settings.onStored = { await events.tell($0) }
    context.exchange?.connect(&settings, of: context.system)
    let archive = try await ImageArchive.start(settings, group: context.group)
    let ports = [SimulatedEndpoint.Kind.dicom: archive.dicomPort, .dicomweb: archive.webPort]
      .filter { context.endpoints[$0.key] != nil }
    return RunningService(ports: ports) { await archive.stop() }
  }
}
