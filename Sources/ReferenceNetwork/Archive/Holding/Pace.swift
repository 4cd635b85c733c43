import Synchronization

/// Counts who asks or fetches at a time, and how many large studies were fetched: what archives go by that are soon full.
final class Pace: Sendable {
  /// Objects from whose bytes on a study is a large one.
  private static let large = 10 << 20
  private let state = Mutex((users: 0, largeStudies: 0))

  /// An operation begins; how many there are with it.
  func begin() -> Int {
    state.withLock {
      $0.users += 1
      return $0.users
    }
  }

  /// It ends.
  func end() { state.withLock { $0.users -= 1 } }

  /// Whether a retrieval of these objects is one too many: every fifth of a large study.
  func isTooMuch(_ objects: [HeldObject]) -> Bool {
    guard objects.reduce(0, { $0 + $1.content.length }) >= Self.large else { return false }
    return state.withLock {
      $0.largeStudies += 1
      return $0.largeStudies.isMultiple(of: 5)
    }
  }
}
