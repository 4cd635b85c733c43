import Evidence
import Specification

/// Why a step about a workitem goes no further, and how the exchange ended by it.
struct WorkitemHalt {
  /// Word for the field `outcome`.
  var outcome: String
  /// For the record.
  var failure: StepFailure

  /// Makes a reason.
  init(outcome: String, blame: StepFailure.Blame, message: String, rule: String?, advice: String? = nil) {
    self.init(outcome: outcome, failure: StepFailure(blame: blame, message: message, rule: rule, advice: advice))
  }

  /// Makes a reason of a failure that is known.
  init(outcome: String, failure: StepFailure) {
    self.outcome = outcome
    self.failure = failure
  }
}
