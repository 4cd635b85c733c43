import HTTPExchange
import IHE
import Synchronization

/// What came to the listeners for SOAP. It stays there for every step to see, bounded for each sender, so that one that
/// floods the harness takes nothing from the others.
final class SOAPLog: Sendable {
  private struct State {
    var arrivals: [SOAPArrival] = []
    var held: [String: (count: Int, bytes: Int)] = [:]
    var channels: Set<String> = []
  }

  private let state = Mutex(State())

  /// Messages of one sender that are held.
  static let countLimit = 2_000
  /// Bytes of one sender that are held.
  static let byteLimit = 512 << 20

  /// Opens a channel; its path has no slash, and nobody can guess it.
  func open() -> String {
    var generator = SystemRandomNumberGenerator()
    let path = (0..<2).map { _ in String(UInt64.random(in: .min ... .max, using: &generator), radix: 36) }.joined()
    state.withLock { _ = $0.channels.insert(path) }
    return path
  }

  /// The channel that a path leads to; nil for every other path.
  func channel(of path: Substring) -> String? {
    // The address that systems are told may have a path of its own before the channel's.
    guard let last = path.split(separator: "/", omittingEmptySubsequences: true).last.map({ String($0) }) else {
      return nil
    }
    return has(last) ? last : nil
  }

  /// Whether there is such a channel.
  func has(_ channel: String) -> Bool { state.withLock { $0.channels.contains(channel) } }

  /// Whether a sender has room for a message left.
  func hasRoom(for request: ReceivedRequest) -> Bool {
    state.withLock { state in
      let held = state.held[request.remoteHost] ?? (0, 0)
      return held.count < Self.countLimit && held.bytes + request.content.count <= Self.byteLimit
    }
  }

  /// Keeps a message.
  func add(_ arrival: SOAPArrival) {
    state.withLock { state in
      let held = state.held[arrival.remoteHost] ?? (0, 0)
      state.held[arrival.remoteHost] = (held.count + 1, held.bytes + arrival.length)
      var arrival = arrival
      arrival.number = state.arrivals.count
      state.arrivals.append(arrival)
    }
  }

  /// The messages that belong to a step, as soon as there are enough of them or the time is over. What came before counts
  /// too: a system is quicker than a scenario.
  func arrivals(
    until end: ContinuousClock.Instant, isEnough: ([SOAPArrival]) -> Bool, where belongs: (SOAPArrival) -> Bool
  ) async -> [SOAPArrival] {
    var found: [SOAPArrival] = []
    // Each is looked at once.
    var next = 0
    while true {
      let come = state.withLock { Array($0.arrivals[next...]) }
      next += come.count
      found += come.filter(belongs)
      guard !isEnough(found), ContinuousClock.now < end, !Task.isCancelled else { return found }
      try? await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }
}
