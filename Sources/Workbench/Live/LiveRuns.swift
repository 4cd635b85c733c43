import Foundation
import HTTPTypes

/// The runs that this server started: what they told, who listens, and which network is taken.
///
/// An actor because runs, browsers and forms all come to it.
actor LiveRuns {
  /// A notice with its number, by which a browser says what it has already.
  struct Numbered: Sendable {
    var number: Int
    /// Nil where nothing happened for a while: the connection is tried.
    var notice: RunNotice?
  }

  /// How a run stands.
  struct Standing: Codable, Hashable, Sendable {
    var key: String
    var path: String
    var network: String
    var startedAt: String
    var done: Int
    var total: Int
    /// What is being done, for people.
    var current: String
    var isRunning: Bool
    /// Exit code where it has ended.
    var status: Int?
    /// Why it ended as it did, for people.
    var note: String?
  }

  private struct Held {
    var standing: Standing
    var program: (any RunUnderWay)?
    var notices: [Numbered] = []
    var next = 1
    var listeners: [Int: AsyncStream<Numbered>.Continuation] = [:]
  }

  private var runs: [String: Held] = [:]
  /// Keys of runs that have ended, the one that ended first at the front.
  private var ended: [String] = []
  private var listenerCount = 0
  private var nextListener = 0
  private var beat: Task<Void, Never>?
  private var waiting: [CheckedContinuation<Void, Never>] = []
  private let starter: any RunStarter
  private let limits: WorkbenchLimits

  /// Notices that are kept of a run for browsers that come again.
  private static let kept = 2_000
  /// Runs that are remembered after their end.
  private static let remembered = 64

  init(starter: any RunStarter, limits: WorkbenchLimits) {
    self.starter = starter
    self.limits = limits
  }

  /// Starts a run unless its network is taken: two runs at once would see each other's load and objects.
  func start(_ order: RunOrder, key: String, path: String, network: String) throws -> Standing {
    let running = runs.values.filter { $0.standing.isRunning }
    if let other = running.first(where: { $0.standing.network == network }) {
      var refusal = Refusal(
        .conflict, "A run on this network goes on",
        "\(other.standing.path) has begun at \(other.standing.startedAt). One run at a time is made on a network: wait for its end, or stop it."
      )
      refusal.fields[.link] = "</runs/\(other.standing.key)>; rel=\"related\""
      throw refusal
    }
    guard running.count < limits.runs else {
      throw Refusal(
        .conflict, "Too many runs go on", "At most \(limits.runs) go on at a time: wait for the end of one, or stop it."
      )
    }
    let standing = Standing(
      key: key, path: path, network: network, startedAt: Date.now.formatted(.iso8601), done: 0, total: 0, current: "",
      isRunning: true)
    runs[key] = Held(standing: standing)
    // In order: one task takes what the run's thread tells.
    let (notices, told) = AsyncStream.makeStream(of: RunNotice.self, bufferingPolicy: .bufferingNewest(10_000))
    Task { for await notice in notices { self.hear(notice, of: key) } }
    do {
      let program = try starter.start(order) { notice in
        told.yield(notice)
        if notice.event == .finished { told.finish() }
      }
      runs[key]?.program = program
    } catch {
      runs[key] = nil
      told.finish()
      throw Refusal(.internalServerError, "The run could not be started", "\(error)")
    }
    return standing
  }

  /// Ends a run in order; a second call ends it at once.
  func stop(_ key: String) throws(Refusal) -> Standing {
    guard let held = runs[key], held.standing.isRunning else {
      throw Refusal(.conflict, "This run does not go on", "It has ended, or was not started by this server.")
    }
    held.program?.stop()
    return held.standing
  }

  /// How a run of this server stands; nil for others.
  func standing(_ key: String) -> Standing? { runs[key]?.standing }

  /// How all stand that go on.
  func running() -> [Standing] {
    runs.values.map(\.standing).filter(\.isRunning).sorted { $0.startedAt < $1.startedAt }
  }

  /// What a run tells from after a number on: what is kept of before, then what comes, until its end.
  ///
  /// - Returns: nil for a run that this server did not start.
  func listen(to key: String, after number: Int) throws(Refusal) -> AsyncStream<Numbered>? {
    guard let held = runs[key] else { return nil }
    guard listenerCount < limits.streams else {
      var refusal = Refusal(
        .serviceUnavailable, "Too many listen", "At most \(limits.streams) streams of events are served at a time.")
      refusal.fields[.retryAfter] = "10"
      throw refusal
    }
    let (stream, told) = AsyncStream.makeStream(of: Numbered.self, bufferingPolicy: .bufferingNewest(Self.kept * 2))
    for notice in held.notices where notice.number > number { told.yield(notice) }
    guard held.standing.isRunning else {
      told.finish()
      return stream
    }
    nextListener += 1
    listenerCount += 1
    let id = nextListener
    runs[key]?.listeners[id] = told
    told.onTermination = { _ in Task { await self.leave(id, key) } }
    if beat == nil { beat = Task { await self.keepBeating() } }
    return stream
  }

  /// Ends every run in order and waits for their ends.
  func endAll() async {
    for held in runs.values where held.standing.isRunning { held.program?.stop() }
    beat?.cancel()
    while runs.values.contains(where: { $0.standing.isRunning }) {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  private func hear(_ notice: RunNotice, of key: String) {
    guard var held = runs[key] else { return }
    let numbered = Numbered(number: held.next, notice: notice)
    held.next += 1
    held.notices.append(numbered)
    if held.notices.count > Self.kept { held.notices.removeFirst(held.notices.count - Self.kept) }
    held.standing.done = notice.done ?? held.standing.done
    held.standing.total = notice.total ?? held.standing.total
    if let requirement = notice.requirement {
      held.standing.current = ([requirement, notice.step].compactMap { $0 } + (notice.systems ?? []))
        .joined(separator: "  ")
    }
    for listener in held.listeners.values { listener.yield(numbered) }
    if notice.event == .finished {
      held.standing.isRunning = false
      held.standing.status = notice.status
      held.standing.note = notice.note
      held.program = nil
      for listener in held.listeners.values { listener.finish() }
      held.listeners = [:]
      ended.append(key)
    }
    runs[key] = held
    if ended.count > Self.remembered { runs[ended.removeFirst()] = nil }
    if notice.event == .finished {
      for continuation in waiting { continuation.resume() }
      waiting = []
    }
  }

  private func leave(_ id: Int, _ key: String) {
    listenerCount -= 1
    runs[key]?.listeners[id] = nil
    if listenerCount == 0 {
      beat?.cancel()
      beat = nil
    }
  }

  /// Tries the connections of those who listen, so that those who have gone are noticed.
  private func keepBeating() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(15))
      for held in runs.values {
        for listener in held.listeners.values { listener.yield(Numbered(number: held.next - 1, notice: nil)) }
      }
    }
  }
}
