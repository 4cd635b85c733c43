import DICOMNetwork
import Synchronization

/// What came to the listeners and was not taken by a step yet. Bounded for each sender, so that one that floods the
/// harness takes nothing from the others.
final class ArrivalLog: Sendable {
  private struct State {
    var next = 0
    var arrivals: [Arrival] = []
    var held: [String: (count: Int, bytes: Int)] = [:]
  }

  private let state = Mutex(State())

  /// Arrivals of one sender that are held.
  static let countLimit = 10_000
  /// Bytes of one sender that are held.
  static let byteLimit = 8 << 30

  /// The number that the next arrival has: what a step notes before it sends.
  var position: Int { state.withLock { $0.next } }

  /// Keeps an arrival; false where its sender has no room left.
  func add(_ arrival: Arrival) -> Bool {
    state.withLock { state in
      let held = state.held[arrival.remoteHost] ?? (0, 0)
      guard held.count < Self.countLimit, held.bytes + arrival.length <= Self.byteLimit else { return false }
      state.held[arrival.remoteHost] = (held.count + 1, held.bytes + arrival.length)
      var arrival = arrival
      arrival.number = state.next
      state.next += 1
      state.arrivals.append(arrival)
      return true
    }
  }

  /// Takes the arrivals that belong to a step; they are held no longer than the step holds them.
  func take(since position: Int, where belongs: (Arrival) -> Bool) -> [Arrival] {
    // What belongs may have to be decoded, which must not keep the listeners waiting.
    let candidates = state.withLock { $0.arrivals.filter { $0.number >= position } }
    let numbers = Set(candidates.filter(belongs).map(\.number))
    guard !numbers.isEmpty else { return [] }
    return state.withLock { state in
      let taken = state.arrivals.filter { numbers.contains($0.number) }
      state.arrivals.removeAll { numbers.contains($0.number) }
      for arrival in taken {
        guard let held = state.held[arrival.remoteHost] else { continue }
        state.held[arrival.remoteHost] = (held.count - 1, held.bytes - arrival.length)
      }
      return taken
    }
  }

  /// Takes arrivals as they come until there are so many or the time is over.
  func take(
    _ count: Int, since position: Int, until end: ContinuousClock.Instant, where belongs: (Arrival) -> Bool
  ) async -> [Arrival] {
    await take(since: position, until: end, isEnough: { $0.count >= count }, where: belongs)
  }

  /// Takes arrivals as they come until there are enough or the time is over.
  func take(
    since position: Int, until end: ContinuousClock.Instant, isEnough: ([Arrival]) -> Bool,
    where belongs: (Arrival) -> Bool
  ) async -> [Arrival] {
    var taken: [Arrival] = []
    // Each arrival is looked at once.
    var next = position
    while true {
      let here = self.position
      taken += take(since: next, where: belongs)
      next = here
      guard !isEnough(taken), ContinuousClock.now < end, !Task.isCancelled else { return taken }
      try? await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }
}
