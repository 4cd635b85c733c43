import Synchronization

/// Whether research gateways of a network let out data sets just now, for systems that share a machine with them.
final class Extracts: Sendable {
  private let count = Mutex(0)

  /// Whether one is under way.
  var areUnderWay: Bool { count.withLock { $0 > 0 } }

  /// One begins.
  func begin() { count.withLock { $0 += 1 } }

  /// It ends.
  func end() { count.withLock { $0 -= 1 } }
}
