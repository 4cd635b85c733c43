import Evidence

/// Why a listener of the harness can't be opened.
struct ListenerFailure: Error {
  /// What it is called.
  var listener: String
  /// The block of the network file that it stands in.
  var block: String
  /// What is wrong.
  var reason: String
  /// What to look at there.
  var advice = "the address must be this machine's and the port free"

  /// What the steps say that need it.
  var failure: StepFailure {
    StepFailure(
      blame: .harness, message: "The harness's listener \(listener): \(reason).",
      advice: "Check \(block) in the network file: \(advice).")
  }
}
