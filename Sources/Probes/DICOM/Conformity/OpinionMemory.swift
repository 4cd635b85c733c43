import Synchronization

/// Second opinions that were given, by the digest of the file that they are about: a run meets the same object again and
/// again, stored at one system and fetched from others, and a program started for each time takes longer than all the rest.
final class OpinionMemory: Sendable {
  private struct State {
    var opinions: [String: SecondOpinion] = [:]
    /// The digests, the earliest first.
    var order: [String] = []
  }

  private let capacity: Int
  private let state = Mutex(State())

  /// Makes a memory that holds so many opinions, and loses the earliest for further ones.
  init(capacity: Int) { self.capacity = capacity }

  /// The opinion on a file with a digest; asked for where none is known. One that was not given is asked for again.
  func opinion(on digest: String, asking ask: () throws -> SecondOpinion) rethrows -> SecondOpinion {
    if let known = state.withLock({ $0.opinions[digest] }) { return known }
    let opinion = try ask()
    guard case .given = opinion else { return opinion }
    state.withLock { state in
      guard state.opinions.updateValue(opinion, forKey: digest) == nil else { return }
      state.order.append(digest)
      if state.order.count > capacity { state.opinions[state.order.removeFirst()] = nil }
    }
    return opinion
  }
}
