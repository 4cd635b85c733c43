import NIOCore

/// An AI service of a network, as far as it can be seen from outside: it takes objects, answers C-ECHO, and does neither while it is
/// switched off.
actor AnalysisService {
  /// The port on which it listens while it is on.
  let port: Int
  private let settings: ImageArchive.Settings
  private let group: any EventLoopGroup
  private var running: ImageArchive?

  private init(_ running: ImageArchive, settings: ImageArchive.Settings, group: any EventLoopGroup) {
    self.running = running
    self.settings = settings
    self.group = group
    port = running.dicomPort
  }

  /// Starts a service.
  static func start(_ settings: ImageArchive.Settings, group: any EventLoopGroup) async throws -> AnalysisService {
    AnalysisService(try await ImageArchive.start(settings, group: group), settings: settings, group: group)
  }

  /// Stops listening and closes every connection.
  func switchOff() async {
    let ended = running
    running = nil
    await ended?.stop()
  }

  /// Listens again, on the port that it had.
  func switchOn() async throws {
    guard running == nil else { return }
    var settings = settings
    settings.dicomPort = port
    let started = try await ImageArchive.start(settings, group: group)
    // Whoever was quicker listens already.
    guard running == nil else { return await started.stop() }
    running = started
  }
}

/// The AI services of a network, which are switched off and on together.
actor AnalysisServices {
  private var services: [AnalysisService] = []

  /// Adds a service that was started.
  func add(_ service: AnalysisService) { services.append(service) }

  /// Switches all of them off.
  func switchOff() async {
    for service in services { await service.switchOff() }
  }

  /// Switches all of them on again.
  func switchOn() async throws {
    for service in services { try await service.switchOn() }
  }
}
