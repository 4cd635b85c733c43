import Evidence

/// Remembers endpoints that could not be reached, so that a dead system costs its deadline twice and not once per
/// requirement.
actor EndpointHealth {
  private var failures: [String: (count: Int, failure: StepFailure)] = [:]

  /// The failures in a row after which an endpoint is not called again in this run.
  static let patience = 2

  /// Why an endpoint is no longer called; nil while it is.
  func verdict(on endpoint: String) -> StepFailure? {
    guard let entry = failures[endpoint], entry.count >= Self.patience else { return nil }
    return StepFailure(
      blame: entry.failure.blame,
      message: """
        Not tried again: \(entry.count) exchanges in a row found no connection. The last one: \(entry.failure.message)
        """,
      rule: entry.failure.rule, advice: entry.failure.advice)
  }

  /// Notes how an exchange went.
  func note(_ endpoint: String, result: StepResult) {
    if result.isUnreachable, let failure = result.failure {
      failures[endpoint] = ((failures[endpoint]?.count ?? 0) + 1, failure)
    } else {
      failures[endpoint] = nil
    }
  }
}
