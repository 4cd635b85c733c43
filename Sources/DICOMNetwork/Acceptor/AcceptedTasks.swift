import Synchronization

/// The connections that an acceptor has under way, and how many of them may be associations.
final class AcceptedTasks: Sendable {
  private struct State {
    var next = 0
    var tasks: [Int: Task<Void, Never>] = [:]
    var associations = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let associationLimit: Int
  private let connectionLimit: Int

  init(associationLimit: Int, connectionLimit: Int) {
    self.associationLimit = associationLimit
    self.connectionLimit = connectionLimit
  }

  /// Serves a connection in a task of its own; false where there are too many.
  func begin(_ connection: AcceptedConnection) -> Bool {
    state.withLock { state in
      guard !state.isStopped, state.tasks.count < connectionLimit else { return false }
      let id = state.next
      state.next += 1
      state.tasks[id] = Task {
        await connection.serve()
        self.end(id)
      }
      return true
    }
  }

  private func end(_ id: Int) { state.withLock { _ = $0.tasks.removeValue(forKey: id) } }

  /// Takes one of the associations that may be at a time; false where all are taken.
  func takeAssociation() -> Bool {
    state.withLock { state in
      guard state.associations < associationLimit else { return false }
      state.associations += 1
      return true
    }
  }

  /// Gives it back.
  func giveAssociation() { state.withLock { $0.associations -= 1 } }

  /// Cancels everything.
  func cancelAll() {
    let tasks = state.withLock { state in
      state.isStopped = true
      return Array(state.tasks.values)
    }
    for task in tasks { task.cancel() }
  }

  /// Cancels everything and waits for it.
  func finish() async {
    cancelAll()
    for task in state.withLock({ Array($0.tasks.values) }) { await task.value }
  }
}
