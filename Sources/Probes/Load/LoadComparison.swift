import Evidence
import Specification

/// Whether exchanges took longer while something else went on than they do without it.
///
/// An answer is given only where there is one: where the loads without it agree with each other, where the harness itself was not
/// late, and where what went on went on during the load.
struct LoadComparison {
  /// What a step under load showed.
  struct Measurement {
    /// Its id.
    var step: String
    /// The percentile that is compared, in nanoseconds.
    var time: Int64
    /// By how much the harness itself was late, in nanoseconds.
    var lag: Int64
    /// While it was under way.
    var exchange: ClosedRange<ContinuousClock.Instant>
  }

  /// Loads without it; one at least.
  let base: [Measurement]
  /// The load while it went on.
  let meanwhile: Measurement
  /// Hundredths by which it may be slower.
  let percent: Int64
  /// What counts as no difference in any case, in nanoseconds.
  let grain: Int64
  /// When the parts of what went on came.
  let arrivals: [ContinuousClock.Instant]

  /// Hundredths of the load's time that what went on has to cover: a percentile of half of the exchanges then tells of it.
  static let leastCover: Int64 = 75

  /// The slower of the loads without it.
  var slowest: Int64 { base.map(\.time).max() ?? 0 }
  /// How far these are apart.
  var spread: Int64 { slowest - (base.map(\.time).min() ?? 0) }
  /// By how much the load may be slower.
  var allowed: Int64 {
    let (share, overflow) = slowest.multipliedReportingOverflow(by: percent)
    return max(grain, overflow ? .max : share / 100)
  }
  /// By how much it was slower; 0 where it was not.
  var difference: Int64 { max(0, meanwhile.time - slowest) }
  /// By how much more than allowed; 0 where by no more.
  var excess: Int64 { max(0, difference - allowed) }
  /// What came while the load was under way.
  var arrived: Int { arrivals.count { meanwhile.exchange.contains($0) } }

  /// Hundredths of the load's time between the first and the last of what came, cut.
  var covered: Int64 {
    guard let first = arrivals.min(), let last = arrivals.max() else { return 0 }
    let length = (meanwhile.exchange.upperBound - meanwhile.exchange.lowerBound).nanoseconds
    let common = min(last, meanwhile.exchange.upperBound) - max(first, meanwhile.exchange.lowerBound)
    guard length > 0, common > .zero else { return 0 }
    return Int64(Double(common.nanoseconds) / Double(length) * 100)
  }

  /// Why the loads show nothing either way; nil where they do.
  var doubt: StepFailure? {
    if let step = base.first(where: { step in arrivals.contains { step.exchange.contains($0) } }) {
      return StepFailure(
        blame: .silence,
        message: "Objects came while `\(step.step)` was under way, which was to show the times without them.",
        advice: "Let nothing else be sent to the harness meanwhile, and run again.")
    }
    if arrived == 0 || covered < Self.leastCover {
      return StepFailure(
        blame: .silence,
        message: """
          While `\(meanwhile.step)` was under way \(arrived) of \(arrivals.count) objects came, and from the first to the last \
          of them it was \(covered) % of its time: what its times are while they come is not shown. At least \
          \(Self.leastCover) % were expected.
          """, advice: "Give the load a shorter time, so that it ends before the last object comes.")
    }
    let lag = (base + [meanwhile]).map(\.lag).max() ?? 0
    if lag > allowed {
      return StepFailure(
        blame: .harness,
        message: """
          The harness itself was late by \(Self.text(lag)) in 5 of 100 looks, and a difference of \(Self.text(allowed)) was to \
          be told.
          """, advice: "Run on a machine with less other work.")
    }
    guard spread > allowed else { return nil }
    let times = base.map { "`\($0.step)` \(Self.text($0.time))" }.joined(separator: ", ")
    return StepFailure(
      blame: .network,
      message: """
        Without it the times differ by \(Self.text(spread)) (\(times)), and a difference of \(Self.text(allowed)) was to be told: \
        the network's own unrest hides it. Meanwhile (`\(meanwhile.step)`) it was \(Self.text(meanwhile.time)).
        """, advice: "Run at a quieter time, or with longer loads.")
  }

  /// The fields of the observation: type `LoadCompareProbe.description`.
  var fields: [String: Value] {
    [
      "base": .duration(nanoseconds: slowest), "meanwhile": .duration(nanoseconds: meanwhile.time),
      "spread": .duration(nanoseconds: spread), "allowed": .duration(nanoseconds: allowed),
      "difference": .duration(nanoseconds: difference), "excess": .duration(nanoseconds: excess),
      "arrived": .number(.init(arrived)), "covered": .number(.init(covered)),
    ]
  }

  static func text(_ nanoseconds: Int64) -> String { ValueText.text(.duration(nanoseconds: nanoseconds)) }
}
