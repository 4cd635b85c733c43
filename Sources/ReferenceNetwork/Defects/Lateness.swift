import Synchronization

/// What keeps some answers of an actor waiting.
final class Lateness: Sendable {
  private let interval: Int
  private let delay: Duration
  private let count = Mutex(0)

  /// - Parameters:
  ///   - interval: One answer of so many is late; none where 0.
  ///   - delay: By how much.
  init(every interval: Int, by delay: Duration) {
    self.interval = interval
    self.delay = delay
  }

  /// Waits where the next answer is a late one.
  func wait() async {
    guard interval > 0 else { return }
    let number = count.withLock {
      $0 += 1
      return $0
    }
    if number.isMultiple(of: interval) { try? await Task.sleep(for: delay) }
  }
}
