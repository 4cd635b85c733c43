import Evidence
import Foundation
import Specification

/// `load.compare`: holds what an earlier step under load showed while something else went on against others without it.
enum LoadCompareProbe: Probe {
  static let description = StepDescription(
    name: "load.compare",
    summary: """
      Compares the times of earlier steps under load: those while a system sent objects by itself against those before and \
      after. Where the others differ among themselves, or the harness was late, nothing can be told; where the objects did not \
      come during the load, nothing is shown.
      """,
    effect: .read, endpoint: .dicom, needsEndpoint: false, sendsNothing: true,
    inputs: [
      StepInput(
        "base", .list(of: .string, key: nil), required: true,
        meaning: """
          Two steps or more under `load` with a `rate`, made while the objects did not come: before and after. The slowest \
          of them counts.
          """, refersTo: .earlierLoad),
      StepInput(
        "meanwhile", .string, required: true,
        meaning: """
          The step under `load` with a `rate` that was made while they came: the same step, aimed at the same system with the \
          same inputs.
          """, refersTo: .earlierLoad),
      StepInput(
        "arrivals", .string, required: true,
        meaning: "The `dicom.await` that took the objects.", refersTo: .earlierWait),
      StepInput(
        "measure", .word(["p50", "p95", "p99"]), standardValue: "p50", meaning: "The percentile that is compared."),
      StepInput(
        "percent", .number, standardValue: "10",
        meaning: "By how many hundredths of the base it may be slower, a whole number from 0 to 1000."),
      StepInput(
        "grain", .duration, standardValue: "0 s",
        meaning: "By how much it may be slower in any case: what nobody notices, and no line is more even than."),
    ],
    observation: [
      Field("base", .duration, .when("there is an answer"), meaning: "The slowest of the loads without the objects."),
      Field("meanwhile", .duration, .when("there is an answer"), meaning: "The load while they came."),
      Field(
        "spread", .duration, .when("there is an answer"), meaning: "How far the loads without them are apart."),
      Field(
        "allowed", .duration, .when("there is an answer"),
        meaning: "By how much the load may be slower: the hundredths of the base, or the grain where that is more."),
      Field(
        "difference", .duration, .when("there is an answer"),
        meaning: "By how much the load was slower than the base; 0 where it was not."),
      Field(
        "excess", .duration, .when("there is an answer"),
        meaning: "By how much more than allowed it was slower; 0 where by no more."),
      Field(
        "arrived", .number, .when("there is an answer"), meaning: "Objects that came while the load was under way."),
      Field(
        "covered", .number, .when("there is an answer"),
        meaning: """
          Hundredths of the load's time between the first and the last object, \(LoadComparison.leastCover) at least. With \
          fewer there is no answer.
          """),
    ],
    example: """
      - do: load.compare
        at: archive
        with:
          base: [before, afterwards]
          meanwhile: during
          arrivals: export
          percent: 10
          grain: 20 ms
        expect: |
          excess == 0 s
      """,
    sources: [])

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard case .list(let written)? = inputs.values["base"], let during = inputs.text("meanwhile"),
      let awaited = inputs.text("arrivals")
    else { return .misuse("load.compare needs the inputs base, meanwhile and arrivals.") }
    let names = StepInputs.words(written)
    guard Set(names + [during]).count >= 3, Set(names).count == names.count, !names.contains(during) else {
      return .misuse("base of load.compare names two different steps at least, and not the one that is compared.")
    }
    guard let percent = inputs.integer("percent", or: 10, in: 0...1_000) else {
      return .misuse("percent of load.compare is a whole number from 0 to 1000.")
    }
    guard let arrivals = context.earlier.last(where: { $0.id == awaited }), arrivals.kind == "dicom.await" else {
      return .misuse("arrivals of load.compare names no earlier dicom.await: `\(awaited)`.")
    }
    var steps: [EarlierStep] = []
    for name in names + [during] {
      guard let step = context.earlier.last(where: { $0.id == name }) else {
        return .misuse("load.compare names no earlier step: `\(name)`.")
      }
      if let first = steps.first,
        (first.kind, first.system) != (step.kind, step.system) || first.inputs != step.inputs
      {
        return .misuse(
          "load.compare compares like with like, and `\(name)` asks otherwise, or another system, than `\(first.id)`.")
      }
      steps.append(step)
    }
    var measured: [LoadComparison.Measurement] = []
    for step in steps {
      switch measurement(of: step, inputs.text("measure") ?? "p50") {
      case .success(let measurement): measured.append(measurement)
      case .failure(let problem): return .unprepared(problem.failure)
      }
    }
    guard let meanwhile = measured.popLast() else { return .misuse("load.compare has nothing to compare.") }
    var grain: Int64 = 0
    if case .duration(let given)? = inputs.values["grain"] { grain = given }
    return result(
      of: LoadComparison(
        base: measured, meanwhile: meanwhile, percent: Int64(percent), grain: grain, arrivals: arrivals.arrivals))
  }

  /// Why a step shows no time.
  private struct Problem: Error {
    var failure: StepFailure
  }

  private static func measurement(
    of step: EarlierStep, _ name: String
  ) -> Result<LoadComparison.Measurement, Problem> {
    guard case .duration(let time)? = step.observation[name], case .duration(let lag)? = step.observation["harness-lag"]
    else {
      var failure =
        step.failure ?? StepFailure(blame: .harness, message: "It did not stand under load, or too few did their work.")
      failure.message = "Of `\(step.id)` no \(name) is known. \(failure.message)"
      return .failure(Problem(failure: failure))
    }
    // Of the harness's own lateness the comparison says itself whether it matters.
    if var failure = step.failure, failure.blame != .system, failure.blame != .harness {
      failure.message = "The times of `\(step.id)` can't be compared. \(failure.message)"
      return .failure(Problem(failure: failure))
    }
    return .success(.init(step: step.id, time: time, lag: lag, exchange: step.exchange))
  }

  private static func result(of comparison: LoadComparison) -> StepResult {
    let doubt = comparison.doubt
    var observation: [String: Value] = [
      "outcome": .string(doubt == nil ? "completed" : "failed"), "duration": .duration(nanoseconds: 0),
    ]
    if doubt == nil { observation.merge(comparison.fields, uniquingKeysWith: { _, new in new }) }
    let lines = (comparison.base + [comparison.meanwhile]).map {
      "\($0.step): \(LoadComparison.text($0.time)), the harness late by \(LoadComparison.text($0.lag))"
    }
    let entry = Transcript.Entry(
      microseconds: 0, direction: .event, summary: doubt?.message ?? "compared",
      details: lines + [
        """
        \(comparison.arrived) of \(comparison.arrivals.count) objects came meanwhile, over \(comparison.covered) % of the time
        """
      ], length: 0, hex: "")
    return StepResult(observation: observation, failure: doubt, transcript: Transcript(entries: [entry]))
  }
}
