import Synchronization

/// How far an answer has come, for whoever has to tell why it came no further.
final class ExchangeProgress: Sendable {
  private struct State {
    var isHeadThere = false
    var bytes = 0
  }

  private let state = Mutex(State())

  /// The status line and the header fields are there.
  func begin() { state.withLock { $0.isHeadThere = true } }

  /// Some more of the content came.
  func add(_ count: Int) { state.withLock { $0.bytes += count } }

  /// What is due.
  var waitingFor: String { state.withLock { $0.isHeadThere ? "the end of the content" : "a response" } }

  /// Bytes of the content; at least 1 once the header fields are there, for something was said then.
  var bytesReceived: Int { state.withLock { $0.isHeadThere ? max(1, $0.bytes) : 0 } }
}
