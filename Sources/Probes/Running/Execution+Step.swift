import Evidence
import Foundation
import Inventory
import Specification

extension Execution {
  /// Carries out one step, again while its rules of repetition ask for it.
  func carryOut(
    _ step: Step, by probe: any Probe.Type, on system: Inventory.System, of work: Work, with fixtures: FixtureSet,
    scope: [String: Value], shown: [String: Value], elsewhere: Set<String>, after earlier: [EarlierStep]
  ) async throws -> Taken {
    let clock = ContinuousClock()
    let end = clock.now + .nanoseconds((step.retry ?? step.hold)?.longest(with: scope) ?? 0)
    let endpoint = EndpointText.text(of: system, for: step, by: probe.description)
    var attempts = 0
    while true {
      attempts += 1
      runner.progress(.step(requirement: work.requirement.id, kind: step.kind, system: system.reference))
      try await pacer.turn("", rate: runner.options.maximumRate)
      try await pacer.turn(system.reference, rate: system.limits.rate.map(Double.init))
      let startedAt = Timestamp.now()
      let begin = runner.clock.reading()
      let decoding = DecodingTrouble()
      let began = clock.now
      var (inputs, result) = await perform(
        step, by: probe, on: system, of: work, with: fixtures, scope: scope,
        foreignNames: givenInputs.union(elsewhere), after: earlier)
      let exchange = began...clock.now
      if let failure = runner.clock.failure(since: begin) ?? decoding.failure { result.failure = failure }
      if let link = system.link?.value { result.observation["link"] = link }
      try Task.checkCancellation()
      let type = probe.description.observationType(isUnderLoad: step.load != nil)
      let satisfied = expectationsHold(step, type: type, result: result, scope: scope)
      if !satisfied, step.retry != nil, clock.now < end, !result.isUnreachable {
        try await clock.sleep(for: .nanoseconds(step.retry?.every ?? 0))
        continue
      }
      if satisfied, let hold = step.hold, clock.now < end {
        try await clock.sleep(for: .nanoseconds(hold.every))
        continue
      }
      var screen = PatientScreen(patients, kind: step.kind)
      let withStandIns = screen.screened(result)
      var kept = known.screened(withStandIns)
      if result.failure == nil, kept.observation != result.observation {
        let names = scope.merging(shown, uniquingKeysWith: { $1 })
        kept.failure = divergence(
          of: step, type: type, result: result, kept: kept, scope: scope, names: names,
          because: kept.observation == withStandIns.observation ? .patients : .secrets)
      }
      let transcript = try await record.add(
        transcript: kept.transcript, of: "\(work.requirement.id)-\(work.item.id)-\(step.id)",
        number: "\(work.index + 1)-\(earlier.count + 1)")
      let shownInputs = Self.shown(inputs, of: probe.description)
      func made(_ inputs: [String: Value], _ result: StepResult, _ scope: [String: Value]) -> StepRecord {
        var captured: [String: Value] = [:]
        for capture in step.capture {
          let value = PathResolver.capture(
            capture.path, on: .record(result.observation), schema: type, variables: scope)
          if let value { captured[capture.name] = value }
        }
        return StepRecord(
          id: step.id, kind: step.kind, system: system.reference, endpoint: endpoint, inputs: .record(inputs),
          attempts: attempts, startedAt: startedAt, observation: .record(result.observation), failure: result.failure,
          captured: captured, transcript: transcript, foreignPatients: screen.count > 0 ? screen.count : nil,
          unlinkedPseudonyms: screen.unlinkedCount > 0 ? screen.unlinkedCount : nil)
      }
      let live = made(shownInputs, result, scope)
      let recorded = made(
        known.screened(patients.screened(shownInputs, kind: step.kind)), kept,
        scope.merging(shown, uniquingKeysWith: { $1 }))
      return Taken(
        live: live, recorded: recorded, isSatisfied: satisfied && live.captured.count == step.capture.count,
        exchange: exchange, arrivals: result.arrivals)
    }
  }

  /// Why nothing can be said where an expectation has another outcome on what is recorded than on what came: a stand-in or a
  /// mark is never held against a system, nor in its favour.
  private func divergence(
    of step: Step, type: ValueType, result: StepResult, kept: StepResult, scope: [String: Value],
    names: [String: Value], because reason: LeftOut
  ) -> StepFailure? {
    func outcome(_ assertion: Assertion, _ result: StepResult, _ scope: [String: Value]) -> Int {
      switch AssertionEvaluator.evaluate(
        assertion, on: .record(result.observation), schema: type, failure: result.failure, variables: scope)
      {
      case .holds: 0
      case .fails: 1
      case .undecided: 2
      }
    }
    guard step.expect.contains(where: { outcome($0, result, scope) != outcome($0, kept, names) }) else { return nil }
    return reason.failure
  }

  /// Whether a scenario may go on after a step: every expectation holds, or, without any, the exchange completed.
  private func expectationsHold(
    _ step: Step, type: ValueType, result: StepResult, scope: [String: Value]
  ) -> Bool {
    guard !step.expect.isEmpty else { return result.failure == nil }
    return step.expect.allSatisfy { assertion in
      if case .holds = AssertionEvaluator.evaluate(
        assertion, on: .record(result.observation), schema: type, failure: result.failure, variables: scope)
      {
        true
      } else {
        false
      }
    }
  }

  /// Inputs as the record may show them.
  static func shown(_ inputs: [String: Value], of description: StepDescription) -> [String: Value] {
    let secrets = secretNames(of: description)
    return inputs.reduce(into: [:]) { $0[$1.key] = secrets.contains($1.key) ? .string("***") : $1.value }
  }

  static func secretNames(of description: StepDescription) -> Set<String> {
    Set(description.inputs.filter(\.isSecret).map(\.name))
  }
}
