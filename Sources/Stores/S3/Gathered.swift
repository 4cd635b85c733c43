import Synchronization

/// How many of several tasks' pieces are done.
final class Count: Sendable {
  private let state = Mutex(0)

  var value: Int { state.withLock { $0 } }

  func add() { state.withLock { $0 += 1 } }
}

/// Names that several tasks found.
final class Names: Sendable {
  private let state = Mutex(Set<String>())

  var value: Set<String> { state.withLock { $0 } }

  func insert(_ name: String) { state.withLock { _ = $0.insert(name) } }
}
