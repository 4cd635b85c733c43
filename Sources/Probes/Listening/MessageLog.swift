import HL7
import Synchronization

/// An HL7 v2 message that a system sent to a listener of the harness.
struct MessageArrival: Sendable {
  /// Its place among all arrivals.
  var number: Int
  /// Name of the listener.
  var listener: String
  /// What came.
  var received: ReceivedMessage
  /// How it was answered; nil where not at all.
  var answer: ListenerAnswer?
  /// Whether it came while its listener failed on purpose: its sender still has to deliver it.
  var isTurnedAway = false

  /// The message; nil where the frame held none.
  var message: HL7.Message? { try? received.message.get() }
}

/// What came to the listeners for HL7 v2 messages and was not taken by a step yet, and how the harness answers. Bounded
/// for each sender, so that one that floods the harness takes nothing from the others.
final class MessageLog: Sendable {
  /// How messages of a kind are answered while a step waits for them, or while a listener fails on purpose.
  struct Rule: Sendable {
    /// Name of the listener; nil for each of them.
    var listener: String?
    /// Which messages.
    var applies: @Sendable (HL7.Message) -> Bool
    /// The answer.
    var answer: ListenerAnswer
    /// Whether what it answers counts as not delivered.
    var turnsAway = false
  }

  private struct State {
    var next = 0
    var arrivals: [MessageArrival] = []
    var held: [String: (count: Int, bytes: Int)] = [:]
    var rules: [Int: Rule] = [:]
    /// Addresses that a listener was called from, by its name.
    var callers: [String: Set<String>] = [:]
  }

  /// Addresses that are remembered for a listener.
  private static let callerLimit = 10_000

  /// Messages of one sender that are held.
  static let countLimit = 10_000
  /// Bytes of one sender that are held.
  static let byteLimit = 1 << 30
  private let state = Mutex(State())

  /// Keeps a message and says how it is answered: as a waiting step wants it, else that it was accepted. Its sender learns
  /// where there is no room for it.
  func add(_ received: ReceivedMessage, at listener: String) -> ListenerAnswer? {
    let message = try? received.message.get()
    let rules = state.withLock { $0.rules }
    var answer: ListenerAnswer?
    var rule: Rule?
    if let message {
      rule =
        rules.sorted { $0.key < $1.key }.map(\.value).first {
          ($0.listener == nil || $0.listener == listener) && $0.applies(message)
        }
      answer = rule?.answer ?? Self.standard(message)
    }
    let isTurnedAway = rule?.turnsAway ?? false
    return state.withLock { state in
      let held = state.held[received.remoteHost] ?? (0, 0)
      guard held.count < Self.countLimit, held.bytes + received.content.count <= Self.byteLimit else {
        return message == nil ? nil : ListenerAnswer(.applicationError, text: "the harness has no room left")
      }
      state.held[received.remoteHost] = (held.count + 1, held.bytes + received.content.count)
      state.arrivals.append(
        MessageArrival(
          number: state.next, listener: listener, received: received, answer: answer, isTurnedAway: isTurnedAway))
      state.next += 1
      return answer
    }
  }

  /// In enhanced mode that the message is kept is all that the harness has to say (HL7 v2.5.1 §2.9.3).
  private static func standard(_ message: HL7.Message) -> ListenerAnswer? {
    let mode = AcknowledgementMode(message)
    if mode.isOriginal { return ListenerAnswer() }
    if mode.commit == .always || mode.commit == .onSuccess { return ListenerAnswer(.commitAccept) }
    return mode.application == .always || mode.application == .onSuccess ? ListenerAnswer() : nil
  }

  /// Has messages answered by a rule; gives its number, to take it away again.
  func begin(_ rule: Rule) -> Int {
    state.withLock { state in
      state.next += 1
      state.rules[state.next] = rule
      return state.next
    }
  }

  /// Takes a rule away.
  func end(_ rule: Int) { state.withLock { _ = $0.rules.removeValue(forKey: rule) } }

  /// Notes that a connection to a listener was opened.
  func called(_ listener: String, by host: String) {
    state.withLock { state in
      guard state.callers[listener, default: []].count < Self.callerLimit else { return }
      state.callers[listener, default: []].insert(host)
    }
  }

  /// Whether a listener was called from an address that may be a system's.
  func wasCalled(_ listener: String, where isOwn: (String) -> Bool) -> Bool {
    state.withLock { $0.callers[listener] ?? [] }.contains(where: isOwn)
  }

  /// Takes messages as they come until there are enough or the time is over. What is more than enough stays for later
  /// steps; what was turned away is taken and not counted.
  ///
  /// - Parameters:
  ///   - count: How many are enough; nil for all that come in the time.
  ///   - listeners: Names of the listeners at each of which so many are wanted; with none so many in all.
  func take(
    _ count: Int?, at listeners: [String], until end: ContinuousClock.Instant, where belongs: (MessageArrival) -> Bool
  ) async -> [MessageArrival] {
    var taken: [MessageArrival] = []
    var room: [String: Int] = [:]
    for name in listeners.isEmpty ? [""] : listeners { room[name] = count }
    // Each arrival is looked at once.
    var next = 0
    while true {
      let (arrivals, here) = state.withLock { state in
        let first = next
        return (state.arrivals.filter { $0.number >= first }, state.next)
      }
      next = here
      var own: Set<Int> = []
      for arrival in arrivals where listeners.isEmpty || listeners.contains(arrival.listener) {
        let name = listeners.isEmpty ? "" : arrival.listener
        guard arrival.isTurnedAway || count == nil || room[name, default: 0] > 0, belongs(arrival) else { continue }
        taken.append(arrival)
        own.insert(arrival.number)
        if !arrival.isTurnedAway { room[name]? -= 1 }
      }
      remove(own)
      let isEnough = count != nil && room.values.allSatisfy { $0 <= 0 }
      guard !isEnough, ContinuousClock.now < end, !Task.isCancelled else { return taken }
      try? await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }

  private func remove(_ numbers: Set<Int>) {
    guard !numbers.isEmpty else { return }
    state.withLock { state in
      for arrival in state.arrivals where numbers.contains(arrival.number) {
        guard let held = state.held[arrival.received.remoteHost] else { continue }
        state.held[arrival.received.remoteHost] = (held.count - 1, held.bytes - arrival.received.content.count)
      }
      state.arrivals.removeAll { numbers.contains($0.number) }
    }
  }
}
