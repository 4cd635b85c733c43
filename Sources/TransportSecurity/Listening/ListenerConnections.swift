import NIOCore
import Synchronization

/// The connections that a listener has under way.
package final class ListenerConnections: Sendable {
  private struct State {
    var next = 0
    var channels: [Int: any Channel] = [:]
    var isStopped = false
  }

  private let state = Mutex(State())
  private let limit: Int

  /// Makes a list that holds at most so many.
  package init(limit: Int) { self.limit = limit }

  /// The number of a new connection; nil where there are too many.
  package func begin(_ channel: any Channel) -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.channels.count < limit else { return nil }
      state.next += 1
      state.channels[state.next] = channel
      return state.next
    }
  }

  /// A connection has ended.
  package func end(_ number: Int) { state.withLock { _ = $0.channels.removeValue(forKey: number) } }

  /// No more connections; those under way.
  package func stop() -> [any Channel] {
    state.withLock { state in
      state.isStopped = true
      return Array(state.channels.values)
    }
  }
}
