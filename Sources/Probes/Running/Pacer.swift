import Foundation

/// Spreads exchanges so that no system, and no run as a whole, is called more often than allowed.
actor Pacer {
  private var next: [String: ContinuousClock.Instant] = [:]
  private let clock = ContinuousClock()

  /// Waits until an exchange may begin.
  ///
  /// - Parameters:
  ///   - key: System, or the empty text for the run as a whole.
  ///   - rate: Exchanges per second; nil for no limit.
  func turn(_ key: String, rate: Double?) async throws {
    guard let rate, rate > 0 else { return }
    let now = clock.now
    let mine = max(next[key] ?? now, now)
    next[key] = mine + .nanoseconds(Int64(1_000_000_000 / rate))
    if mine > now { try await clock.sleep(until: mine) }
  }
}
