import Synchronization

/// What came to the audit listeners of a run. Bounded for each sender, so that one that floods the harness takes nothing from
/// the others.
final class AuditLog: Sendable {
  private struct State {
    var arrivals: [AuditArrival] = []
    var held: [String: Int] = [:]
  }

  /// Messages of one sender that are held.
  static let countLimit = 20_000
  private let state = Mutex(State())

  /// Keeps messages; false where their sender has no room left.
  @discardableResult
  func add(_ arrivals: [AuditArrival]) -> Bool {
    state.withLock { state in
      for var arrival in arrivals {
        let held = state.held[arrival.remoteHost] ?? 0
        guard held < Self.countLimit else { return false }
        state.held[arrival.remoteHost] = held + 1
        arrival.number = state.arrivals.count
        state.arrivals.append(arrival)
      }
      return true
    }
  }

  /// What came, from a number on. It stays for others to see: a message may bear on several requirements.
  func arrivals(from number: Int) -> ArraySlice<AuditArrival> {
    state.withLock { $0.arrivals[min(max(0, number), $0.arrivals.count)...] }
  }
}
