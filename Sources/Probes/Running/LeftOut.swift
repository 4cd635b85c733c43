import Evidence

/// What an answer held that is not kept.
enum LeftOut {
  /// Patients who are not of the run.
  case patients
  /// Secrets of the run.
  case secrets

  /// Why an answer cannot be judged without it.
  var failure: StepFailure {
    switch self {
    case .patients:
      StepFailure(
        blame: .harness,
        message: "The answer held patients who are not of this run, and without their identities it cannot be judged.",
        advice: "Evaluate against a system that holds test patients alone.")
    case .secrets:
      StepFailure(
        blame: .harness,
        message: """
          The answer held a secret by which the harness shows who it is. Without it, as it is recorded, it cannot be \
          judged.
          """,
        advice: "Use a password or token that stands in no answer: a long one, made at random.")
    }
  }
}
