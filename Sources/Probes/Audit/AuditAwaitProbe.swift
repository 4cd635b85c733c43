import Evidence
import Foundation
import IHE
import Specification

/// `audit.await`: waits for the audit messages of earlier exchanges.
enum AuditAwaitProbe: Probe {
  static let description = AuditAwaitDescription.description

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    if let failure = context.listeners.failure { return .unprepared(failure) }
    guard !context.listeners.audits.listeners.isEmpty else {
      return .misuse("The network file has no audit-listeners.")
    }
    var within: Int64 = 60_000_000_000
    if case .duration(let time) = inputs.values["within"] { within = time }
    guard context.deadline > within else {
      return .misuse(
        "The timeout of audit.await must be longer than `within`, or a late message would count as missing.")
    }
    var named: [String]?
    if case .list(let values)? = inputs.values["steps"] { named = StepInputs.words(values) }
    let own = context.earlier.filter { $0.system == context.system.reference }
    if let stranger = named?.first(where: { name in !own.contains { $0.id == name } }) {
      return .misuse("No earlier step `\(stranger)` of the scenario was aimed at \(context.system.reference).")
    }
    let chosen = own.filter { named?.contains($0.id) ?? true }
    let exchanges = chosen.compactMap { AuditedExchange($0, inputs, in: context) }
    guard let first = exchanges.map(\.step.begin).min() else {
      return .misuse(
        "No earlier step of the scenario is a transaction with \(context.system.reference) that has to be audited.",
        advice: "Say by `transaction` what the step stands for.")
    }
    let start = ContinuousClock.now
    let attribution = Attribution(context.network)
    let system = context.system.reference
    var matching = AuditMatching(exchanges) { attribution.allows(auditsFrom: $0, of: system) }
    let arrivals = await wait(for: &matching, since: first, in: context, until: start + .nanoseconds(context.deadline))
    var report = AuditReport(exchanges: exchanges, found: matching.found, within: within)
    report.unreadable = arrivals.filter {
      $0.message == nil && attribution.allows(auditsFrom: $0.remoteHost, of: system)
    }
    // That nothing is heard of a system shows nothing: it may know another repository. That it sends other messages here
    // shows that the way is open.
    let isHeard =
      !matching.found.isEmpty
      || context.listeners.audits.log.arrivals(from: 0).contains {
        attribution.isPlace($0.remoteHost, ofAlone: system)
      }
    var observation = report.fields(isHeard: isHeard)
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    observation["outcome"] = .string(isHeard ? "completed" : "timed-out")
    return StepResult(
      observation: observation, failure: isHeard ? nil : silence(exchanges, in: context),
      transcript: report.transcript(since: first))
  }

  /// Looks at what comes until every exchange has its message, or the time is over; gives all that came.
  private static func wait(
    for matching: inout AuditMatching, since first: ContinuousClock.Instant, in context: StepContext,
    until end: ContinuousClock.Instant
  ) async -> [AuditArrival] {
    var arrivals: [AuditArrival] = []
    var next = 0
    while true {
      let new = context.listeners.audits.log.arrivals(from: next)
      if !new.isEmpty {
        next = new.endIndex
        arrivals += new.filter { $0.time >= first }
        matching.look(at: arrivals, now: (Date().timeIntervalSince1970, .now))
      }
      guard !matching.isComplete, ContinuousClock.now < end, !Task.isCancelled else { return arrivals }
      try? await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }

  private static func silence(_ exchanges: [AuditedExchange], in context: StepContext) -> StepFailure {
    let steps = exchanges.map { "\($0.step.id) (\($0.demand.transaction.rawValue))" }.joined(separator: ", ")
    return context.silence(
      "No audit message of \(steps), and none else, came from \(context.system.reference)", within: context.deadline,
      rule: "ITI TF-2 §3.20",
      advice: """
        Check that the system knows address, port and certificate of the harness's audit listeners, and that no firewall \
        stands between. Only once something comes from it is a missing message its own.
        """)
  }
}
