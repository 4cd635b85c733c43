import Evidence
import Foundation

/// The machine's clock beside one that nobody sets: tells when the former was set while an exchange was under way.
///
/// Times in messages, of tokens and of certificates are read against the machine's clock. What was seen while it jumped
/// says nothing of a system.
struct WallClock: Sendable {
  /// Seconds since 1970, as the machine has them.
  var now: @Sendable () -> Double = { Date().timeIntervalSince1970 }

  /// A step of the clock that is more than slewing and the time between two readings, in seconds.
  static let tolerance = 2.0

  /// A moment by both clocks.
  struct Reading: Sendable {
    fileprivate let wall: Double
    fileprivate let steady: ContinuousClock.Instant
  }

  /// Reads both clocks.
  func reading() -> Reading { Reading(wall: now(), steady: .now) }

  /// Why nothing can be said of what happened since a reading; nil where the clock went on as it should.
  func failure(since begin: Reading) -> StepFailure? {
    let elapsed = ContinuousClock.now - begin.steady
    let passed = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    let step = now() - begin.wall - passed
    guard abs(step) > Self.tolerance else { return nil }
    let size = String(format: "%.1f", abs(step))
    return StepFailure(
      blame: .harness,
      message: "This machine's clock was set \(step > 0 ? "forward" : "back") by \(size) s during the exchange.",
      advice: "Keep the clock by NTP without steps, then finish the run with assay run --resume.")
  }
}
