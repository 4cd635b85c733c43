import Judgement
import Reports

/// What a gate found beyond the scorecard, for the terminal.
enum GateText {
  static func text(of report: GateReport) -> String {
    var lines: [String] = []
    if let changes = report.changes {
      lines.append("Since the baseline (\(changes.taken)): \(counts(changes))")
      lines += changes.worse.map { "  worse   \($0.requirement) \($0.title): \($0.before), now \($0.after)" }
      lines += changes.slower.map { "  slower  \($0.requirement) \($0.title): \($0.before) ms, now \($0.after) ms" }
      lines += changes.better.map { "  better  \($0.requirement) \($0.title): \($0.before), now \($0.after)" }
      lines += changes.undecided.map { "  open    \($0.requirement) \($0.title): \($0.before), now \($0.after)" }
    }
    for flaky in report.flaky {
      let states = flaky.states.map(\.rawValue).joined(separator: ", then ")
      lines.append("  flaky   \(flaky.requirement) \(flaky.title): \(states)")
    }
    for waiver in report.expiring {
      lines.append("  waiver  \(waiver.requirement) ends on \(waiver.expires), given by \(waiver.approver)")
    }
    lines.append("Exit code \(report.exitCode): \(MarkdownSummary.meaning(report.exitCode))")
    return lines.joined(separator: "\n")
  }

  private static func counts(_ changes: BaselineComparison) -> String {
    let parts = [
      (changes.worse.count, "worse"), (changes.slower.count, "slower"), (changes.better.count, "better"),
      (changes.undecided.count, "not comparable"), (changes.added.count, "new"), (changes.gone.count, "gone"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.isEmpty ? "nothing changed" : parts.joined(separator: ", ")
  }
}
