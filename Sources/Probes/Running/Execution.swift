import Evidence
import Foundation
import Inventory
import Specification

/// One run under way.
struct Execution: Sendable {
  let runner: Runner
  let systems: [String: Inventory.System]
  let listeners: Listeners
  let pacer: Pacer
  let health: EndpointHealth
  let record: RunDirectoryWriter
  let variables: [String: Value]
  /// Values that only secret inputs of steps may name: they never come into a record.
  let secrets: [String: Value]
  /// Who is a patient of the run, and who must not be named in its record.
  let patients: RunPatients
  /// Secrets that must not be kept, wherever a system gives them back.
  let known: RunSecrets

  /// Inputs whose values the operator gave.
  var givenInputs: Set<String> {
    Set(
      runner.plan.rules.inputs.filter { _, input in
        switch input.origin {
        case .specification, .profile: false
        case .commandLine, .environment, .file: true
        }
      }.keys)
  }

  /// A step as the next ones see it and as it is recorded.
  struct Taken {
    var live: StepRecord
    var recorded: StepRecord
    var isSatisfied: Bool
    /// While the exchange of the last attempt was under way.
    var exchange: ClosedRange<ContinuousClock.Instant>
    /// When each thing came that was awaited.
    var arrivals: [ContinuousClock.Instant]
  }

  /// Gathers one piece of evidence and records it; nil when the run was cancelled before it was complete.
  func gather(_ work: Work) async -> Result<String, RunDirectoryError>? {
    var scope = variables
    let fixtures = runner.fixtures.own(for: work.binding)
    for name in runner.fixtures.ownNames { scope[name] = fixtures.value(of: name) }
    patients.add(fixtures)
    let content: EvidenceRecord.Content
    let note: String
    switch work.item.body {
    case .probe(let steps):
      switch Permission.decide(
        work, systems: systems, listened: runner.plan.network.listened, catalogue: StepRegistry.catalogue,
        permits: runner.options.permits, moment: Self.moment())
      {
      case .refused(let reason):
        content = .notGathered(reason: reason)
        note = "not sent"
      case .granted:
        runner.progress(
          .began(requirement: work.requirement.id, title: work.requirement.title, systems: work.systems))
        do {
          let outcome: Result<[StepRecord], any Error>
          do { outcome = .success(try await probe(steps, of: work, with: fixtures, scope: &scope)) } catch {
            outcome = .failure(error)
          }
          // What a scenario did to the harness's listeners is no matter of the next one.
          for system in work.systems { await listeners.receivers.mend(for: system) }
          let records = try outcome.get()
          // The record's own values: assertions on them have the outcome that they had on those that came.
          for record in records { scope.merge(record.captured, uniquingKeysWith: { $1 }) }
          content = .probe(ProbeEvidence(steps: records))
          note = records.last.map { Self.note($0) } ?? "nothing to do"
        } catch let error as RunDirectoryError {
          return .failure(error)
        } catch {
          return nil
        }
      }
    case .statement, .declaration, .assessment:
      content = runner.papers(work)
      note = if case .notGathered(let reason) = content { reason } else { "read" }
    }
    let names = VariableUse.names(in: work.item)
    let evidence = EvidenceRecord(
      requirement: work.requirement.reference, binding: work.binding, evidence: work.item.id, content: content,
      variables: scope.filter { names.contains($0.key) })
    do {
      try await record.append(evidence)
      return .success(note)
    } catch {
      return .failure(error)
    }
  }

  /// Carries out the steps in order, until one of them ends the scenario.
  private func probe(
    _ steps: [Step], of work: Work, with fixtures: FixtureSet, scope: inout [String: Value]
  ) async throws -> [StepRecord] {
    var records: [StepRecord] = []
    var earlier: [EarlierStep] = []
    // What was captured, as the record has it.
    var shown: [String: Value] = [:]
    // Where each came from: a system is told again only what it said itself.
    var origins: [String: String] = [:]
    for step in steps {
      try Task.checkCancellation()
      guard let reference = work.binding[step.at], let system = systems[reference],
        let probe = StepRegistry.probes[step.kind]
      else { continue }
      let begin = ContinuousClock.now
      let taken = try await carryOut(
        step, by: probe, on: system, of: work, with: fixtures, scope: scope, shown: shown,
        elsewhere: Set(origins.filter { $0.value != reference }.keys), after: earlier)
      records.append(taken.recorded)
      earlier.append(
        EarlierStep(taken.live, begin: begin, end: .now, exchange: taken.exchange, arrivals: taken.arrivals))
      for (name, value) in taken.live.captured { (scope[name], origins[name]) = (value, reference) }
      for (name, value) in taken.recorded.captured { shown[name] = value }
      if !taken.isSatisfied { break }
    }
    return records
  }

  private static func note(_ record: StepRecord) -> String {
    guard case .record(let fields) = record.observation, case .string(let outcome) = fields["outcome"] else {
      return ""
    }
    return "\(record.kind) \(outcome)"
  }

  /// Weekday (0 is Monday) and minutes after midnight, local time.
  private static func moment() -> (weekday: Int, minutes: Int) {
    let parts = Calendar(identifier: .gregorian).dateComponents([.weekday, .hour, .minute], from: Date())
    return (((parts.weekday ?? 2) + 5) % 7, (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
  }
}
