import Evidence
import Specification

/// Turns the record of a probe into what it shows.
///
/// Steps are judged in order, and the first one that fails or could not be carried out decides: what a later step saw
/// after a time-out of ours, say, an empty result after images that never arrived, is no evidence against the system. Nor is
/// silence where the harness listened: it is no evidence at all. Nor is what happened under a premise that was not so.
struct ProbeJudge {
  let reader: AssertionReader
  let catalogue: StepCatalogue
  let phrases: Phrases

  /// What one step shows.
  private enum StepResult {
    case holds
    case fails
    case silent
    /// What was awaited did not come.
    case unheard(StepFailure)
    case undetermined(StepFailure)
    /// What the scenario supposes was not so, or could not be seen.
    case unfounded(premise: String)
  }

  private struct JudgedStep {
    let step: Step
    let record: StepRecord
    let result: StepResult
    let findings: [Finding]
  }

  func verdict(
    id: String, steps: [Step], evidence: ProbeEvidence, variables: [String: Value]
  ) -> EvidenceVerdict {
    var judged: [JudgedStep] = []
    // A name may be captured again and again, as by a procedure that is used twice: each step is judged by what was captured
    // before it, and the record's variables hold what was captured last.
    let captured = Set(steps.flatMap(\.capture).map(\.name))
    var known = variables.filter { !captured.contains($0.key) }
    var missing: Step?
    for step in steps {
      guard let record = evidence.steps.last(where: { $0.id == step.id && $0.kind == step.kind }) else {
        missing = missing ?? step
        continue
      }
      judged.append(judge(step, record, variables: known))
      known.merge(record.captured) { _, latest in latest }
    }
    let (result, why) = conclusion(judged, missing: missing, planned: steps.count)
    return EvidenceVerdict(
      id: id, kind: .probe, result: result, why: why, findings: judged.flatMap(\.findings), citations: [],
      steps: judged.map { summary(of: $0.record) })
  }

  private func conclusion(
    _ judged: [JudgedStep], missing: Step?, planned: Int
  ) -> (EvidenceVerdict.Result, String) {
    for step in judged {
      switch step.result {
      case .fails:
        return (.fails, failing(step))
      case .unheard(let failure):
        return (.silent, phrases.nothingCame(failure, step: step.step.id, system: step.record.system))
      case .undetermined(let failure):
        return (.undetermined, phrases.couldNotBeTested(failure, step: step.step.id, system: step.record.system))
      case .unfounded(let premise):
        return (
          .undetermined,
          phrases.supposedWrongly(
            premise, finding: step.findings.first { $0.result != .holds }, failure: step.record.failure,
            step: step.step.id, system: step.record.system)
        )
      case .holds, .silent:
        continue
      }
    }
    let silent = judged.first { if case .silent = $0.result { true } else { false } }
    if let silent {
      let finding = silent.findings.first { $0.result == .silent }
      return (.silent, phrases.nothingToLookAt(finding, step: silent.step.id, system: silent.record.system))
    }
    if let missing {
      // Nothing ended the scenario, and yet a step is missing: the run stopped, or the specification has changed.
      let failure = StepFailure(
        blame: .harness, message: "step “\(missing.id)” (\(missing.kind)) is not in the record of this run")
      return (.undetermined, phrases.couldNotBeTested(failure, step: nil, system: nil))
    }
    return (.holds, phrases.didAsExpected(systems: judged.map(\.record.system), steps: planned))
  }

  private func failing(_ step: JudgedStep) -> String {
    phrases.didOtherwise(
      finding: step.findings.first { $0.result == .fails }, failure: step.record.failure, step: step.step.id,
      system: step.record.system)
  }

  private func judge(_ step: Step, _ record: StepRecord, variables: [String: Value]) -> JudgedStep {
    let context = AssertionContext(
      observation: record.observation,
      schema: catalogue.observationType(of: step.kind, isUnderLoad: step.load != nil)
        ?? .record(StepDescription.commonFields),
      failure: record.failure, absenceIsSilence: false, variables: variables)
    let readings = step.expect.map { ($0, guarded(reader.read($0, context), record.failure)) }
    var result = result(of: readings, record)
    let lost = step.capture.filter { record.captured[$0.name] == nil }
    // What later steps would have used was not in an answer that was in order: there was nothing to take it from.
    if case .holds = result, record.failure == nil, !lost.isEmpty { result = .silent }
    if let premise = step.premise {
      if case .holds = result {} else { result = .unfounded(premise: premise) }
    }
    var findings = readings.map { assertion, reading in
      Finding(
        assertion: assertion.text, step: step.id, result: Self.finding(reading.result, within: result),
        expected: reading.expected, found: reading.found, span: assertion.span)
    }
    if record.failure == nil {
      findings += lost.map { capture in
        Finding(
          assertion: "\(capture.name) = \(capture.path.text)", step: step.id, result: .silent,
          expected: "a value at \(capture.path.text), which later steps use", found: "none", span: capture.span)
      }
    }
    return JudgedStep(step: step, record: record, result: result, findings: findings)
  }

  /// A failure that is not the system's makes no evidence against the system: what was missed then is unknown.
  private func guarded(_ reading: AssertionReading, _ failure: StepFailure?) -> AssertionReading {
    guard reading.result == .fails, let failure, failure.blame != .system else { return reading }
    return AssertionReading(result: .undecided(.exchange), expected: reading.expected, found: reading.found)
  }

  private func result(
    of readings: [(assertion: Assertion, reading: AssertionReading)], _ record: StepRecord
  ) -> StepResult {
    if readings.contains(where: { $0.reading.result == .fails }) { return .fails }
    let doubts = readings.compactMap { if case .undecided(let doubt) = $0.reading.result { doubt } else { nil } }
    if let reading = readings.first(where: { $0.reading.result == .undecided(.harness) })?.reading {
      let message = "the record of step “\(record.id)” does not hold what is needed to tell"
      return .undetermined(StepFailure(blame: .harness, message: "\(message): \(reading.found)"))
    }
    // The time that an exchange took before it broke off speaks for nobody.
    let telling =
      record.failure == nil ? readings : readings.filter { $0.assertion.path.segments != [.field("duration")] }
    if !telling.isEmpty, readings.allSatisfy({ $0.reading.result == .holds }) { return .holds }
    if let failure = record.failure {
      return switch failure.blame {
      case .system: .fails
      case .silence: .unheard(failure)
      case .configuration, .network, .harness, .person: .undetermined(failure)
      }
    }
    guard readings.isEmpty else {
      guard doubts.contains(.exchange) else { return .silent }
      return .undetermined(StepFailure(blame: .network, message: "the exchange did not complete"))
    }
    guard record.completed else {
      return .undetermined(
        StepFailure(
          blame: .harness, message: "the exchange ended as “\(record.outcome)”, and the record does not say why"))
    }
    return .holds
  }

  private static func finding(_ result: AssertionReading.Result, within step: StepResult) -> EvidenceVerdict.Result {
    switch (result, step) {
    case (.holds, _): .holds
    case (_, .unfounded): .undetermined
    case (.fails, _): .fails
    case (.undecided, .undetermined): .undetermined
    // The system itself kept the harness from looking.
    case (.undecided, .fails): .fails
    case (.undecided, _): .silent
    }
  }

  private func summary(of record: StepRecord) -> EvidenceVerdict.StepSummary {
    EvidenceVerdict.StepSummary(
      id: record.id, kind: record.kind, system: record.system, endpoint: record.endpoint, startedAt: record.startedAt,
      outcome: record.outcome, duration: record.duration.map(Phrases.duration) ?? "", attempts: record.attempts,
      failure: record.failure, transcript: record.transcript, link: record.link,
      answer: catalogue.descriptions[record.kind]?.asksPerson == true ? record.answer : nil)
  }
}

extension StepRecord {
  /// The outcome word of the observation; `failed` where it has none.
  var outcome: String {
    if case .record(let fields) = observation, case .string(let word)? = fields["outcome"] { word } else { "failed" }
  }

  /// Whether the exchange ended as it should.
  var completed: Bool { failure == nil && outcome == "completed" }

  /// What a person answered, for people: `done, by J. Smith, 2026-01-15T10:00:00.000Z: the plug is out`.
  var answer: String? {
    guard case .record(let fields) = observation, case .string(let answer)? = fields["answer"],
      case .string(let name)? = fields["by"], case .string(let moment)? = fields["answered-at"]
    else { return nil }
    var text = "\(answer), by \(name), \(moment)"
    if case .string(let note)? = fields["note"] { text += ": \(note)" }
    return text
  }

  /// The line declared for the system, for people: `100 Mbit/s, 50.0 ms round trip`.
  var link: String? {
    guard case .record(let fields) = observation, case .record(let link)? = fields["link"] else { return nil }
    var parts: [String] = []
    if case .number(let bandwidth)? = link["mbit-per-second"] { parts.append("\(bandwidth) Mbit/s") }
    if case .duration(let time)? = link["round-trip"] { parts.append("\(Phrases.duration(time)) round trip") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// How long it took, in nanoseconds.
  var duration: Int64? {
    if case .record(let fields) = observation, case .duration(let nanoseconds)? = fields["duration"] {
      nanoseconds
    } else {
      nil
    }
  }
}
