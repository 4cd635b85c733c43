import Procurement

/// What an evaluation found, for the terminal.
enum EvaluationText {
  /// A line for each bid, then the files.
  static func text(_ entry: EvaluationLedger.Entry, reports: [String]) -> String {
    let width = entry.outcomes.map(\.folder.count).max() ?? 0
    var lines = entry.outcomes.map { outcome in
      let name = outcome.folder + String(repeating: " ", count: width - outcome.folder.count)
      let gate =
        switch outcome.gate {
        case .passed: "gate passed"
        case .failed: "gate FAILED"
        case .undecided: "gate undecided"
        }
      return "  \(name)  \(gate)  \(outcome.bidder)"
    }
    lines += reports.map { "  \($0)" }
    return lines.joined(separator: "\n")
  }

  /// The most pressing exit code of the bids: 3 before 6, 4 and 5.
  static func exitCode(_ outcomes: [EvaluationLedger.Outcome]) -> Int {
    let codes = Set(outcomes.map(\.exitCode))
    return [3, 6, 4, 5].first(where: codes.contains) ?? 0
  }
}
