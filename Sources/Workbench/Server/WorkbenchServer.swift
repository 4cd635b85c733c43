import Evidence
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Specification

/// The web page over runs: lists, drill-down, comparison, trends, live progress, and what evaluators write.
///
/// It reads run directories and starts the program that makes them; it speaks to no system under test itself.
public struct WorkbenchServer: Sendable {
  private let settings: WorkbenchSettings
  private let desk: Desk

  /// Prepares the page over a folder; the index is brought up to date first.
  ///
  /// - Parameters:
  ///   - catalogue: The step kinds of specifications.
  ///   - starter: Starts runs and judgements.
  /// - Throws: Where the folder can't be read, or the database of the index not be reached.
  public init(_ settings: WorkbenchSettings, catalogue: StepCatalogue, starter: any RunStarter) async throws {
    self.settings = settings
    desk = try await Desk(settings, catalogue: catalogue, starter: starter)
  }

  /// Serves until its task is cancelled; runs that it started are ended in order before.
  ///
  /// - Parameter ready: Told the port once it listens.
  public func run(ready: @escaping @Sendable (_ port: Int) async -> Void = { _ in }) async throws {
    let limits = settings.limits
    let ledger = ConnectionLedger(limit: limits.connections(of: Self.descriptors))
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)
    let channel = HTTP1Channel.Configuration(
      additionalChannelHandlers: [ConnectionDeadlines(limits: limits, ledger: ledger)],
      httpDecoderConfiguration: decoder)
    var logger = Logger(label: "assay serve")
    logger.logLevel = .error
    let application = Application(
      responder: Reception(settings, desk: desk), server: .http1(configuration: channel),
      configuration: ApplicationConfiguration(address: .hostname(settings.host, port: settings.port), backlog: 1_024),
      onServerRunning: { await ready($0.localAddress?.port ?? 0) }, logger: logger)
    do {
      try await application.run()
    } catch is CancellationError {
      // The ordinary end.
    }
    await desk.live.endAll()
  }

  /// Descriptors that this process may have open.
  private static var descriptors: Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
    return Int(clamping: limit.rlim_cur)
  }
}
