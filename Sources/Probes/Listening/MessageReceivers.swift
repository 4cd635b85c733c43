import Evidence
import HL7
import NIOCore
import NIOPosix

/// The harness's listeners for HL7 v2 messages during a run. A step may let one of them fail for a time, so that it can be
/// seen what becomes of the messages meanwhile.
actor MessageReceivers {
  /// How a listener fails.
  enum Failing: Sendable {
    /// Its port is closed, and every connection to it.
    case closed
    /// Messages come and are answered so; they count as not delivered.
    case answering(ListenerAnswer)
  }

  /// One time of failing.
  private struct Disturbance {
    var number: Int
    var listener: String
    /// For whose sake.
    var system: String
    /// Nil while it lasts.
    var end: ContinuousClock.Instant?
    var rule: Int?
    var timer: Task<Void, Never>?
  }

  private let log: MessageLog
  private let group: any EventLoopGroup
  private var settings: [String: MLLPListener.Settings] = [:]
  private var listening: [String: MLLPListener] = [:]
  private var disturbances: [Disturbance] = []
  private var isClosed = false
  /// Why a listener could not be opened again; nil where all could.
  private(set) var failure: StepFailure?

  /// Begins without a listener.
  init(log: MessageLog, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton) {
    self.log = log
    self.group = group
  }

  /// Opens a listener of a name.
  func open(_ name: String, _ settings: MLLPListener.Settings) async throws(ConnectionFailure) {
    let log = log
    let listener = try await MLLPListener.start(
      settings, group: group, connected: { host in log.called(name, by: host) },
      answer: { received in log.add(received, at: name) })
    listening[name] = listener
    self.settings[name] = settings
    // A port that the system chose is kept when the listener opens again.
    self.settings[name]?.port = listener.port
  }

  /// Names of the listeners, sorted.
  var names: [String] { settings.keys.sorted() }

  /// Lets a listener fail for a time, or until `mend`; false where there is none of the name or it fails already.
  func disturb(_ name: String, _ failing: Failing, for time: Duration, system: String) async -> Bool {
    guard settings[name] != nil, !isDisturbed([name]) else { return false }
    var disturbance = Disturbance(number: disturbances.count, listener: name, system: system)
    if case .answering(let answer) = failing {
      disturbance.rule = log.begin(
        MessageLog.Rule(listener: name, applies: { _ in true }, answer: answer, turnsAway: true))
    }
    let number = disturbance.number
    disturbance.timer = Task {
      guard (try? await ContinuousClock().sleep(for: time)) != nil else { return }
      await self.end(number)
    }
    disturbances.append(disturbance)
    if case .closed = failing, let listener = listening.removeValue(forKey: name) { await listener.stop() }
    return true
  }

  /// Ends what was done for the sake of a system.
  func mend(for system: String) async {
    for disturbance in disturbances where disturbance.system == system && disturbance.end == nil {
      await end(disturbance.number)
    }
  }

  private func end(_ number: Int) async {
    guard disturbances.indices.contains(number), disturbances[number].end == nil else { return }
    let disturbance = disturbances[number]
    disturbance.timer?.cancel()
    if let rule = disturbance.rule {
      log.end(rule)
    } else if !isClosed, let settings = settings[disturbance.listener] {
      do throws(ConnectionFailure) { try await open(disturbance.listener, settings) } catch {
        failure = StepFailure(
          blame: .harness, message: "The harness's listener \(disturbance.listener) cannot be opened again: \(error).")
      }
    }
    disturbances[number].end = .now
  }

  private func isDisturbed(_ names: [String]) -> Bool {
    disturbances.contains { $0.end == nil && names.contains($0.listener) }
  }

  /// Waits until none of the listeners fails any more.
  func settle(_ names: [String]) async {
    while isDisturbed(names), !Task.isCancelled { try? await ContinuousClock().sleep(for: .milliseconds(20)) }
  }

  /// Whether one of the listeners failed since a moment for the sake of another system.
  func wereDisturbed(_ names: [String], since moment: ContinuousClock.Instant, forOthersThan system: String) -> Bool {
    disturbances.contains { disturbance in
      disturbance.system != system && names.contains(disturbance.listener)
        && (disturbance.end.map { $0 > moment } ?? true)
    }
  }

  /// Stops listening.
  func close() async {
    isClosed = true
    for disturbance in disturbances { disturbance.timer?.cancel() }
    for listener in listening.values { await listener.stop() }
    listening = [:]
  }
}
