import Judgement
import Rendering

/// The summary of a gate in Markdown, as it goes into the job summary of a CI service or into a comment.
public enum MarkdownSummary {
  /// Most rows of a table; the reports hold the rest.
  static let limit = 50

  /// Renders the summary.
  ///
  /// - Parameter links: names and addresses of the full reports.
  public static func render(_ report: GateReport, links: [(name: String, address: String)] = []) -> String {
    let scorecard = report.scorecard
    let gate = scorecard.gate
    var blocks = [
      "## \(text(scorecard.subject))",
      "**Gate \(gate.state.symbol) \(gate.state.rawValue)** · score \(text(scorecard.shownScore)) · coverage "
        + "\(text(scorecard.score.coverage.shown)) % · exit code \(report.exitCode) (\(meaning(report.exitCode)))",
      "By \(text(scorecard.specification.id)) \(text(scorecard.specification.version)), run \(text(scorecard.run.id)), "
        + "\(text(Timestamp.shown(scorecard.run.startedAt))).",
    ]
    if scorecard.isProvisional {
      blocks.append(
        "> The run is provisional: something could not be decided. Nothing of that counts against a system.")
    }
    if let changes = report.changes { blocks += self.changes(changes) }
    if !report.flaky.isEmpty {
      blocks.append("### Flaky: failed, and met when tried again (\(report.flaky.count))")
      blocks.append(
        table(
          ["requirement", "title", "attempts"],
          report.flaky.map { flaky in
            [flaky.requirement, flaky.title, flaky.states.map(\.rawValue).joined(separator: ", then ")]
          }))
    }
    let open = scorecard.groups.flatMap(\.requirements).filter { verdict in
      verdict.level == .mandatory && verdict.state != .met
    }
    if !open.isEmpty {
      blocks.append("### Mandatory and not met (\(open.count))")
      blocks.append(
        table(
          ["requirement", "state", "title", "why"],
          open.map { verdict in
            let waived = verdict.waiver.map { ", waived until \($0.expires)" } ?? ""
            return [
              "\(verdict.id)@\(verdict.revision)", "\(verdict.state.symbol) \(verdict.state.rawValue)\(waived)",
              verdict.title, verdict.why,
            ]
          }))
    }
    if !report.expiring.isEmpty {
      blocks.append("### Waivers that end soon (\(report.expiring.count))")
      blocks.append(
        table(
          ["requirement", "last day", "given by"], report.expiring.map { [$0.requirement, $0.expires, $0.approver] }))
    }
    let faults = scorecard.problems.filter { $0.area == "waiver" }
    if !faults.isEmpty {
      blocks.append("### Waivers that do not hold (\(faults.count))")
      blocks.append(table(["requirement", "what is wrong"], faults.map { [$0.subject, $0.message] }))
    }
    let states = RequirementState.allCases.compactMap { state in
      scorecard.score.states[state.rawValue].map { "\(state.symbol) \($0) \(state.rawValue)" }
    }
    blocks.append(states.joined(separator: " · "))
    if !links.isEmpty {
      blocks.append(
        links.map { "[\(text($0.name))](<\($0.address.replacing(">", with: "%3E"))>)" }.joined(separator: " · "))
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func changes(_ changes: BaselineComparison) -> [String] {
    func rows(_ entries: [BaselineComparison.Change]) -> String {
      table(
        ["requirement", "before", "now", "title", "why"],
        entries.map {
          [$0.requirement, $0.before, $0.after, $0.title, $0.why]
        })
    }
    var blocks = ["Since the baseline (\(text(changes.taken))):"]
    if !changes.worse.isEmpty { blocks += ["### Worse (\(changes.worse.count))", rows(changes.worse)] }
    if !changes.slower.isEmpty {
      blocks.append("### Slower (\(changes.slower.count))")
      blocks.append(
        table(
          ["requirement", "before", "now", "title"],
          changes.slower.map {
            [$0.requirement, "\($0.before) ms", "\($0.after) ms", $0.title]
          }))
    }
    if !changes.better.isEmpty { blocks += ["### Better (\(changes.better.count))", rows(changes.better)] }
    if !changes.undecided.isEmpty {
      blocks += ["### Not comparable (\(changes.undecided.count))", rows(changes.undecided)]
    }
    if !changes.added.isEmpty { blocks.append("New since the baseline: \(list(changes.added)).") }
    if !changes.gone.isEmpty { blocks.append("Gone since the baseline: \(list(changes.gone)).") }
    if changes.worse.isEmpty && changes.slower.isEmpty && changes.better.isEmpty { blocks.append("Nothing changed.") }
    return blocks
  }

  /// What an exit code says, in a few words.
  public static func meaning(_ code: Int) -> String {
    switch code {
    case 0: "all well"
    case 3: "the harness could not do its work"
    case 4: "a mandatory requirement is not met"
    case 5: "below the threshold, or worse than the baseline"
    case 6: "a waiver does not hold"
    default: "see the documentation"
    }
  }

  private static func table(_ heads: [String], _ rows: [[String]]) -> String {
    var lines = ["| \(heads.joined(separator: " | ")) |", "|\(heads.map { _ in "---" }.joined(separator: "|"))|"]
    lines += rows.prefix(limit).map { row in "| \(row.map(cell).joined(separator: " | ")) |" }
    if rows.count > limit { lines.append("\nand \(rows.count - limit) more, in the full report") }
    return lines.joined(separator: "\n")
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(limit).map(text).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  private static func cell(_ words: String) -> String { text(words) }

  /// Words in which nothing is markup.
  static func text(_ words: String) -> String {
    PlainText.singleLine(words).reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "|", "*", "_", "`", "[", "]", "\\", "#", "~", "!": result += "\\" + String(character)
      case "@": result += "&#64;"
      default: result.append(character)
      }
    }
  }
}
