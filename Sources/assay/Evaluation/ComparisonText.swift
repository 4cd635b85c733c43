import Judgement

/// A comparison in a few lines: a bid each, the gate beside every score.
enum ComparisonText {
  /// The lines, best bid first where the order is settled.
  static func text(of comparison: Comparison) -> String {
    let columns = comparison.bids.sorted { ($0.rank ?? .max) < ($1.rank ?? .max) }
    let width = columns.map(\.bid.bidder.count).max() ?? 0
    var lines = ["\(comparison.specification.title) \(comparison.specification.version)"]
    for column in columns {
      let name = column.bid.bidder + String(repeating: " ", count: width - column.bid.bidder.count)
      let low = column.score.low.shown
      let high = column.score.high.shown
      let gate =
        switch column.gate.state {
        case .passed: "gate passed"
        case .failed: "gate FAILED by \(column.gate.failing.count)"
        case .undecided: "gate undecided"
        }
      lines.append(
        "  \(name)  \(low == high ? low : "\(low) to \(high)")  \(gate)  coverage \(column.score.coverage.shown) %")
    }
    let differing = comparison.requirements.filter(\.differs).count
    lines.append("  \(differing) of \(comparison.requirements.count) requirements differ")
    for problem in comparison.problems { lines.append("  ! \(problem.subject): \(problem.message)") }
    return lines.joined(separator: "\n")
  }
}
