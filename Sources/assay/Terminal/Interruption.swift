import Dispatch
import Foundation

/// Ctrl-C and SIGTERM: the first one ends the run in order, the second one at once.
final class Interruption: Sendable {
  // Only kept alive here; sources are safe to use from any thread.
  nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

  /// Calls the action at the first signal.
  init(_ action: @escaping @Sendable () -> Void) {
    let count = Counter()
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if count.next() == 1 { action() } else { ExitStatus.leave(.interrupted) }
      }
      source.resume()
      return source
    }
  }

  /// Counts across threads.
  private final class Counter: Sendable {
    private let lock = NSLock()
    // Guarded by `lock`; the compiler cannot see it.
    nonisolated(unsafe) private var value = 0

    func next() -> Int {
      lock.lock()
      defer { lock.unlock() }
      value += 1
      return value
    }
  }
}
