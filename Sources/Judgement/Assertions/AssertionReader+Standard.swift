import Evidence
import Specification

extension AssertionReader {
  /// Reads by the rules of the evidence.
  static let standard = AssertionReader { assertion, context in
    let outcome = AssertionEvaluator.evaluate(
      assertion, on: context.observation, schema: context.schema, failure: context.failure,
      variables: context.variables, absence: context.absenceIsSilence ? .silence : .observed)
    let report = outcome.report
    switch outcome {
    case .holds: return AssertionReading(result: .holds, expected: report.expected, found: report.found)
    case .fails: return AssertionReading(result: .fails, expected: report.expected, found: report.found)
    case .undecided(let reason, _):
      // The two often say the same; once is enough.
      let start = report.found.split(separator: ":").first.map(String.init) ?? report.found
      let isTold = report.found.contains(reason.text) || reason.text.contains(start)
      let found = isTold ? report.found : "\(report.found): \(reason.text)"
      return AssertionReading(
        result: .undecided(AssertionReading.Doubt(reason.cause)), expected: report.expected, found: found)
    }
  }
}

extension AssertionReading.Doubt {
  /// The doubt that a reason of the evaluation means for judgement.
  fileprivate init(_ cause: UndecidedReason.Cause) {
    switch cause {
    case .silence, .selection: self = .silence
    case .reservation: self = .reservation
    case .exchange: self = .exchange
    case .name, .harness: self = .harness
    }
  }
}
