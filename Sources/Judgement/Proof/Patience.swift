import Specification

/// How long steps wait for a system that runs in the same machine and whose faults are known: where a defect keeps an
/// answer away for good, the minutes that a real network is given would only be spent.
public struct Patience: Hashable, Sendable {
  /// For how long a step is repeated at most, in nanoseconds.
  public var repeating: Int64
  /// The pause between its attempts at most, in nanoseconds.
  public var pause: Int64
  /// How long a step waits at most for what a system sends by itself, in nanoseconds; as long again for each twenty of what it
  /// awaits, as they are sent one after the other.
  public var arrival: Int64
  /// How long the users of a step under load take at most until all are there, in nanoseconds.
  public var ramp: Int64

  /// Makes a patience; a second of attempts and three for what is sent, where nothing is said.
  public init(
    repeating: Int64 = 1_000_000_000, pause: Int64 = 50_000_000, arrival: Int64 = 3_000_000_000,
    ramp: Int64 = 200_000_000
  ) {
    self.repeating = repeating
    self.pause = pause
    self.arrival = arrival
    self.ramp = ramp
  }

  /// So many are sent within the time for one.
  private static let share: Int64 = 20
  /// Beyond so many nobody waits longer.
  private static let countLimit: Int64 = 1_000

  private func applied(to retry: Retry) -> Retry {
    Retry(every: min(retry.every, pause), total: retry.total, limit: min(retry.limit ?? repeating, repeating))
  }

  /// A step that waits no longer than this.
  func applied(to step: Step) -> Step {
    var step = step
    step.retry = step.retry.map(applied)
    step.hold = step.hold.map(applied)
    if case .value(.duration(let time), let span)? = step.load?["ramp"] {
      step.load?["ramp"] = .value(.duration(nanoseconds: min(time, ramp)), span)
    }
    guard step.kind.hasSuffix(".await") else { return step }
    var wait = arrival
    if case .value(.number(let count), _)? = step.inputs["count"] {
      wait += arrival * (Int64(count.description).map { min(max($0, 0), Self.countLimit) / Self.share } ?? 0)
    }
    if case .value(.duration(let within), let span)? = step.inputs["within"] {
      wait = min(wait, within)
      step.inputs["within"] = .value(.duration(nanoseconds: wait), span)
    } else if step.kind == "audit.await" {
      step.inputs["within"] = .value(.duration(nanoseconds: wait), step.span)
    }
    // A late message is told from a missing one by what comes between `within` and the end.
    step.timeout = step.kind == "audit.await" ? wait + wait / 2 : min(step.timeout ?? wait, wait)
    return step
  }
}
