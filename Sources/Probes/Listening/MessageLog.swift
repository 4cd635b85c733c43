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

  /// The message; nil where the frame held none.
  var message: HL7.Message? { try? received.message.get() }
}

/// What came to the listeners for HL7 v2 messages and was not taken by a step yet, and how the harness answers. Bounded
/// for each sender, so that one that floods the harness takes nothing from the others.
final class MessageLog: Sendable {
  /// How messages of a kind are answered while a step waits for them.
  struct Rule: Sendable {
    /// Which messages.
    var applies: @Sendable (HL7.Message) -> Bool
    /// The answer.
    var answer: ListenerAnswer
  }

  private struct State {
    var next = 0
    var arrivals: [MessageArrival] = []
    var held: [String: (count: Int, bytes: Int)] = [:]
    var rules: [Int: Rule] = [:]
  }

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
    if let message {
      answer =
        rules.sorted { $0.key < $1.key }.first { $0.value.applies(message) }?.value.answer ?? Self.standard(message)
    }
    return state.withLock { state in
      let held = state.held[received.remoteHost] ?? (0, 0)
      guard held.count < Self.countLimit, held.bytes + received.content.count <= Self.byteLimit else {
        return message == nil ? nil : ListenerAnswer(.applicationError, text: "the harness has no room left")
      }
      state.held[received.remoteHost] = (held.count + 1, held.bytes + received.content.count)
      state.arrivals.append(
        MessageArrival(number: state.next, listener: listener, received: received, answer: answer))
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

  /// Takes messages as they come until there are enough or the time is over.
  func take(
    _ count: Int, until end: ContinuousClock.Instant, where belongs: (MessageArrival) -> Bool
  ) async -> [MessageArrival] {
    var taken: [MessageArrival] = []
    // Each arrival is looked at once.
    var next = 0
    while true {
      let (arrivals, here) = state.withLock { state in
        let first = next
        return (state.arrivals.filter { $0.number >= first }, state.next)
      }
      next = here
      let own = arrivals.filter(belongs)
      taken += own
      remove(Set(own.map(\.number)))
      guard taken.count < count, ContinuousClock.now < end, !Task.isCancelled else { return taken }
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
