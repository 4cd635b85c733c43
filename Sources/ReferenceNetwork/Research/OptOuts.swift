import Synchronization

/// The list of patients who opted out of research, which the gateways of a network ask (DCB3058).
final class OptOuts: Sendable {
  private let numbers = Mutex<Set<String>>([])

  /// Enters a patient by NHS number.
  func add(_ number: String) { numbers.withLock { _ = $0.insert(number) } }

  /// Whether a patient is on it.
  func contains(_ number: String) -> Bool { numbers.withLock { $0.contains(number) } }
}
