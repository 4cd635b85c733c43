import Judgement
import Rendering

/// What a run came to, for a terminal: who, gate, score, coverage, contradictions, what fails, where the reports are.
public enum TextSummary {
  /// Renders the summary.
  ///
  /// - Parameters:
  ///   - scorecard: The result.
  ///   - reports: Paths of the reports, as they shall be shown.
  ///   - columns: Width of the terminal, held between 40 and 100.
  ///   - colour: Whether to use ANSI colours. Symbols and words say everything without them.
  /// - Returns: Lines that end with a line feed. No control character of a foreign string reaches the terminal.
  public static func render(
    _ scorecard: Scorecard, reports: [String] = [], columns: Int = 80, colour: Bool = false
  ) -> String {
    var page = TerminalPage(columns: min(max(columns, 40), 100), isColoured: colour)
    page.line(scorecard.subject, style: .strong)
    let profile = scorecard.specification.profile.map { ", profile \($0.title) \($0.version)" } ?? ""
    page.line("\(scorecard.specification.title) \(scorecard.specification.version)\(profile)", style: .faint)
    page.space()
    if scorecard.isProvisional {
      let word = scorecard.run.isPartial || scorecard.run.endedAt == nil ? "partial" : "provisional"
      page.field("Result", "! \(word)", tone: .partlyMet)
      for reason in scorecard.provisionalReasons { page.continuation(reason) }
    }
    let gate = scorecard.gate
    page.field("Gate", "\(gate.state.symbol) \(gate.state.rawValue)", tone: gate.state.tone)
    page.continuation(scorecard.gateSentence)
    let beside = gate.state == .passed ? "" : ", gate \(gate.state.rawValue)"
    let label = scorecard.score.label.map { ", \($0)" } ?? ""
    page.field("Score", "\(scorecard.shownScore) of \(scorecard.specification.scale.maximum)\(label)\(beside)")
    page.field("Coverage", "\(scorecard.score.coverage.shown) % of the applicable weight is demonstrated")
    let contradictions = scorecard.contradictions
    page.field(
      "Contradictions",
      contradictions.isEmpty ? "none" : "\(contradictions.count): \(contradictions.joined(separator: ", "))",
      tone: contradictions.isEmpty ? nil : .contradicted)
    list("Mandatory requirements that fail", gate.failing, of: scorecard, on: &page)
    list("Mandatory requirements that could not be decided", gate.undecided, of: scorecard, on: &page)
    list("Mandatory requirements that fail and are waived", gate.waived, of: scorecard, on: &page)
    obstacles(of: scorecard, on: &page)
    problems(scorecard.problems, on: &page)
    if !reports.isEmpty {
      page.space()
      page.line("Reports", style: .strong)
      for report in reports { page.verbatim("  \(PlainText.singleLine(report))") }
    }
    return page.text
  }

  private static func list(_ title: String, _ ids: [String], of scorecard: Scorecard, on page: inout TerminalPage) {
    guard !ids.isEmpty else { return }
    let all = scorecard.requirementsByID
    page.space()
    page.line(title, style: .strong)
    for id in ids {
      guard let requirement = all[id] else {
        page.line("  \(id)")
        continue
      }
      let isGateFailing = scorecard.gate.failing.contains(id)
      page.item(
        "\(requirement.state.symbol) \(requirement.state.rawValue)", tone: requirement.state,
        "\(id) \(requirement.title)"
          // Its other evidence is against it: the gate need not wait for what could not be tried.
          + (isGateFailing && requirement.state == .inconclusive ? ": fails whatever would be found" : ""))
    }
  }

  /// The few that stood in the way of most: mended, they decide much.
  private static func obstacles(of scorecard: Scorecard, on page: inout TerminalPage) {
    let obstacles = scorecard.obstacles
    guard !obstacles.isEmpty else { return }
    let shown = obstacles.prefix(5)
    page.space()
    page.line("What stood in the way", style: .strong)
    for (index, obstacle) in shown.enumerated() {
      page.item(
        "! \(obstacle.place.blame.rawValue)", tone: .inconclusive,
        "\(obstacle.place.system): \(obstacle.message) (\(counted(obstacle.requirements.count, "requirement")))")
      // The same advice is given once, under the last that it is for.
      let isRepeated = index + 1 < shown.count && shown[index + 1].advice == obstacle.advice
      if let advice = obstacle.advice, !isRepeated { page.item("", tone: .inconclusive, advice) }
    }
    if obstacles.count > shown.count { page.item("", tone: .inconclusive, "and \(obstacles.count - shown.count) more") }
  }

  private static func problems(_ problems: [Problem], on page: inout TerminalPage) {
    guard !problems.isEmpty else { return }
    page.space()
    page.line("Problems that are not verdicts", style: .strong)
    for problem in problems {
      page.item("! \(problem.area)", tone: .partlyMet, "\(problem.subject): \(problem.message)")
      if let advice = problem.advice { page.item("", tone: .partlyMet, advice) }
    }
  }
}
