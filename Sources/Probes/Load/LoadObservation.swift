import Evidence
import Foundation
import Specification

/// What a load showed, as fields of the observation: type `LoadDescription.observation`.
struct LoadObservation: Sendable {
  let plan: LoadPlan
  let tally: LoadTally
  let elapsed: Duration

  private var errors: Int { tally.kinds.values.reduce(0) { $0 + ($1.failure.blame == .system ? $1.count : 0) } }
  private var lost: Int { tally.kinds.values.reduce(0) { $0 + ($1.failure.blame == .system ? 0 : $1.count) } }
  private var lag: Int64 { tally.lag.percentile(95, of: tally.lag.count) ?? 0 }

  /// The result of the step.
  var result: StepResult {
    let failure = failure
    // What was sent otherwise than was asked for shows nothing of what was asked for.
    let isTelling = !hasMissedRate
    var fields: [String: Value] = [
      "outcome": .string(tally.done > 0 ? "completed" : tally.firstOutcome ?? "failed"),
      "duration": .duration(nanoseconds: elapsed.nanoseconds), "exchanges": .number(Decimal(tally.exchanges)),
      "rate": .number(perSecond(tally.done)), "concurrency": .number(Decimal(plan.concurrency)),
      "harness-lag": .duration(nanoseconds: lag),
      "error-kinds": .list(
        tally.kinds.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map {
          .record(["kind": .string($0.key), "count": .number(Decimal($0.value.count))])
        }),
    ]
    if lost == 0, tally.exchanges > 0 { fields["errors"] = .number(Decimal(errors)) }
    if isTelling {
      fields.merge(percentiles(tally.times, of: tally.exchanges), uniquingKeysWith: { _, new in new })
      if tally.firstTimes.count > 0 {
        fields["first"] = .record(percentiles(tally.firstTimes, of: tally.exchanges))
      }
    }
    if tally.done > 0 { fields["histogram"] = .string(tally.times.text) }
    if let fewest = tally.fewest { fields["fewest"] = .number(Decimal(fewest)) }
    if let bytes = tally.bytes {
      fields["bytes"] = .size(bytes: bytes)
      let seconds = max(Double(elapsed.nanoseconds) / 1e9, 1e-9)
      fields["throughput"] = .size(bytes: Int64(min(Double(bytes) / seconds, 1e15)))
    }
    return StepResult(
      observation: fields, failure: failure, transcript: tally.transcript,
      isUnreachable: tally.done == 0 && tally.unreachable > 0)
  }

  private func percentiles(_ times: LatencyHistogram, of total: Int) -> [String: Value] {
    var fields: [String: Value] = [:]
    for (name, percent) in [("p50", 50), ("p95", 95), ("p99", 99), ("max", 100)] {
      if let time = times.percentile(percent, of: total) { fields[name] = .duration(nanoseconds: time) }
    }
    return fields
  }

  /// Two decimals, cut.
  private func perSecond(_ count: Int) -> Decimal {
    let seconds = max(Double(elapsed.nanoseconds) / 1e9, 1e-9)
    return Decimal(Int(min(Double(count) / seconds * 100, 1e12))) / 100
  }

  // MARK: Blame

  /// Whether exchanges were due while all that the step allows were under way, so that the rate asked for was not sent.
  private var hasMissedRate: Bool { plan.rate != nil && tally.queued * 100 > tally.exchanges }

  /// Whether the harness's own lateness is a part of the times that counts.
  private var isOverloaded: Bool {
    guard let time = tally.times.percentile(95, of: max(tally.done, 1)) else { return false }
    return lag > 20_000_000 && lag > time / 10
  }

  private var failure: StepFailure? {
    if tally.exchanges == 0 {
      return StepFailure(blame: .harness, message: "No exchange was made before the end of the step.")
    }
    if errors > 0, errors >= lost { return failure(of: .system) }
    if lost > 0 { return failure(of: nil) }
    if hasMissedRate {
      return StepFailure(
        blame: .harness,
        message: """
          \(tally.queued) of \(tally.exchanges) exchanges were begun late, because \(plan.concurrency) were under way \
          already: the rate asked for was not sent, and what was measured shows nothing of it.
          """, advice: "Give the step a higher `concurrency`, or ask for a lower `rate`.")
    }
    if isOverloaded {
      return StepFailure(
        blame: .harness,
        message: """
          The harness itself was late by \(Duration.nanoseconds(lag)) in 5 of 100 looks, and the times are too long by as \
          much.
          """, advice: "Run on a machine with less other work, or with a lower `concurrency`.")
    }
    return nil
  }

  /// The failure of the exchanges that one side is to blame for, told by the most frequent kind.
  private func failure(of blame: StepFailure.Blame?) -> StepFailure? {
    let kinds = tally.kinds.filter {
      blame == nil ? $0.value.failure.blame != .system : $0.value.failure.blame == blame
    }
    guard let (kind, most) = kinds.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }) else { return nil }
    let count = kinds.values.reduce(0) { $0 + $1.count }
    return StepFailure(
      blame: most.failure.blame,
      message: """
        \(count) of \(tally.exchanges) exchanges did not do their work, \(most.count) of them: \(kind). The first: \
        \(most.failure.message)
        """, rule: most.failure.rule, advice: most.failure.advice)
  }
}
