import Judgement
import Reports

/// What a self-test says of what it tried.
extension SelfTestCommand {
  /// What became of requirements that were tried again.
  func tell(
    _ result: SelfTestResult, ids: Set<String>, _ session: SelfTestSession, before: SelfTestResult? = nil
  ) {
    let failing = result.failing(among: ids)
    for verdict in result.verdicts where ids.contains(verdict.id) && !failing.contains(verdict) {
      Terminal.out(FailurePage.line(verdict, colour: Terminal.hasColour))
    }
    let known = before?.verdicts ?? []
    // What fails as it did before needs no second telling.
    let (same, new) = (failing.filter { $0.isAlike(known) }, failing.filter { !$0.isAlike(known) })
    for verdict in same { Terminal.out("\(FailurePage.line(verdict, colour: Terminal.hasColour)) (as before)") }
    showFailures(new, of: result)
  }

  /// Shows failures, the weightiest at length and the others in a line each.
  func showFailures(_ failing: [RequirementVerdict], of result: SelfTestResult) {
    let shown = full ? failing.count : 8
    for verdict in failing.prefix(shown) {
      Terminal.out(
        FailurePage.render(
          verdict, of: result.scorecard, transcripts: result.transcripts.source, columns: Terminal.width,
          colour: Terminal.hasColour, isFull: full), newline: false)
    }
    guard failing.count > shown else { return }
    Terminal.out("\nAnd \(failing.count - shown) more, at length with --full or --only ID:")
    for verdict in failing.dropFirst(shown) { Terminal.out(FailurePage.line(verdict, colour: Terminal.hasColour)) }
  }
}

extension RequirementVerdict {
  /// Whether one of the verdicts says the same of it for the same reasons.
  fileprivate func isAlike(_ verdicts: [RequirementVerdict]) -> Bool {
    verdicts.contains { earlier in
      earlier.id == id && earlier.state == state && earlier.failures == failures
    }
  }

  /// What fails, without the values found: those differ with each attempt's patients.
  private var failures: [String] {
    bindings.flatMap(\.evidence).flatMap { evidence in
      evidence.findings.filter { $0.result != .holds }.map { "\(evidence.id) \($0.step ?? "") \($0.assertion)" }
        + evidence.steps.filter { $0.failure != nil }.map { "\(evidence.id) \($0.id) \($0.outcome)" }
    }
  }
}
