/// Puts an AI service into a system.
enum AIService: SimulatedService {
  static let name = "AI service"
  static let isOnLoopbackAlone = true
  /// Roles whose own actors take objects there.
  private static let others: Set<String> = ["archive", "gateway", "scheduler", "fhir-server", "imaging-source"]

  static func actors(of system: SimulatedSystem) -> [SimulatedEndpoint.Kind: Set<String>] {
    guard system.roles.contains("ai-service"), system.roles.isDisjoint(with: others) else { return [:] }
    // It has no defects: requirements look at what others do without it.
    return [.dicom: []]
  }

  static func start(_ context: SimulatedServiceContext) async throws -> RunningService {
    var settings = ImageArchive.Settings()
    if let dicom = context.endpoints[.dicom] {
      (settings.dicomPort, settings.dicomTLS) = (dicom.port, dicom.tls)
      if let title = dicom.settings["ae-title"] { settings.aeTitle = title }
    }
    let service = try await AnalysisService.start(settings, group: context.group)
    await context.analysis.add(service)
    return RunningService(ports: [.dicom: service.port]) { await service.switchOff() }
  }
}
