import DICOMNetwork

/// Puts a research gateway into a system.
enum ResearchService: SimulatedService {
  static let name = "research gateway"

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    // Beside an archive nobody could tell which of both an object is for.
    guard system.roles.contains("gateway"), !system.roles.contains("archive") else { return [:] }
    return [.dicom: [ResearchDefect.actor]]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    var settings = ImageArchive.Settings()
    if let dicom = context.endpoints[.dicom] {
      (settings.dicomPort, settings.dicomTLS) = (dicom.port, dicom.tls)
      if let title = dicom.settings["ae-title"] { settings.aeTitle = title }
    }
    let receivers = context.network.receivers.compactMap { receiver -> ResearchGateway.Receiver? in
      guard case .applicationEntity(let title) = receiver.kind, !receiver.isSecured else { return nil }
      return ResearchGateway.Receiver(
        aeTitle: title, address: DICOMAddress(host: receiver.host, port: receiver.port))
    }
    let gateway = ResearchGateway(
      aeTitle: settings.aeTitle, receivers: receivers, defects: context.defects(ResearchDefect.self),
      optOuts: context.optOuts, extracts: context.extracts, group: context.group)
    settings.onHeld = { await gateway.take($0) }
    settings.arrivals = StudyArrivals { _ in await gateway.ended() }
    let archive = try await ImageArchive.start(settings, group: context.group)
    return RunningService(ports: [.dicom: archive.dicomPort]) {
      await archive.stop()
      await gateway.stop()
    }
  }
}
