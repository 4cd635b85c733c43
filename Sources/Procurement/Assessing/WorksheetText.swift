import Inventory
import Office

/// A worksheet as YAML: an assessment in which each thing that is asked is a comment, so that none is answered by being left
/// alone.
public enum WorksheetText {
  /// The file to be filled in by one evaluator.
  public static func template(_ worksheet: Worksheet, evaluator: String) -> String {
    var lines = [
      "# Worksheet of \(evaluator) for the bid of \(comment(worksheet.subject.bidder)).",
      "#",
      "# Take the sign # from the lines of each entry that you answer, from `- requirement` on. Where you cannot answer, take it",
      "# from `abstained` instead of `individual`.",
    ]
    lines += AssessmentText.head(of: worksheet.subject.assessment)
    lines += ["# If you have a conflict of interest in this bid, say which:", "# conflicts: {\(evaluator): \"\"}"]
    let claims = worksheet.rows.filter { if case .claim = $0.task.kind { true } else { false } }
    let marks = worksheet.rows.filter { if case .mark = $0.task.kind { true } else { false } }
    for (key, rows, answer) in [("claims", claims, "answer"), ("marks", marks, "mark")] where !rows.isEmpty {
      lines.append("# \(key):")
      for row in rows { lines += entry(row, answer, evaluator) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func entry(_ row: Worksheet.Row, _ answer: String, _ evaluator: String) -> [String] {
    var lines = ["", "  # \(comment(row.task.title))"]
    lines += row.task.question.split(separator: "\n").map { "  # \(comment(String($0)))" }
    lines += row.task.answers.map { "  #   \($0.word): \(comment($0.meaning))" }
    lines += [
      "  # - requirement: \(row.task.requirement)", "  #   evidence: \(row.task.evidence)",
      "  #   individual: {\(evaluator): {\(answer): , reason: \"\"}}", "  #   abstained: {\(evaluator): \"\"}",
    ]
    if case .claim(_, _, let sha256?) = row.task.kind { lines.append("  #   sha256: \(sha256)") }
    return lines
  }

  /// A text that stays on its line of comment.
  private static func comment(_ text: String) -> String { ScheduleText.collapsed(CellText.clean(text, limit: 2_000)) }
}
