import Evidence
import Specification

extension StepContext {
  /// Why a step ends at whose end something awaited is missing, though the harness listened from its beginning to its end.
  ///
  /// Silence shows nothing: the system may not send, or may not be told where to. It is the harness's own fault where its listeners
  /// could not be opened, and the network's where the scenario had a line cut by hand that is cut still.
  ///
  /// - Parameters:
  ///   - missing: What did not come, and from whom: `0 of 1 awaited messages (ORU^R01) came from royal/ris`.
  ///   - time: For how long the harness waited, in nanoseconds.
  ///   - remark: What is to be said besides.
  func silence(
    _ missing: String, within time: Int64, remark: String = "", rule: String? = nil, advice: String
  ) -> StepFailure {
    if let failure = listeners.failure { return failure }
    let message = "\(missing) within \(Duration.nanoseconds(time)), while the harness was listening\(remark)."
    if let step = cut {
      return StepFailure(
        blame: .network, message: "\(message) The line of \(step.system) was cut by hand in step `\(step.id)`.",
        rule: rule, advice: "Restore the line, and run again.")
    }
    return StepFailure(blame: .silence, message: message, rule: rule, advice: advice)
  }

  /// The step of the scenario by which a line was cut that is cut still; nil where all are whole.
  private var cut: EarlierStep? {
    var cuts: [String: EarlierStep] = [:]
    for step in earlier where step.observation["answer"] == .string(OperatorAnswer.Word.done.rawValue) {
      switch step.inputs[StepDescription.deedInput] {
      case .string(OperatorDeed.cutLine.rawValue): cuts[step.system] = step
      case .string(OperatorDeed.restoreLine.rawValue): cuts[step.system] = nil
      default: continue
      }
    }
    return earlier.first { cuts[$0.system]?.id == $0.id }
  }
}
