import Judgement
import Rendering

/// A scorecard as a table for spreadsheets (RFC 4180): a row for each requirement, UTF-8 with a byte order mark.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
public enum CSVReport {
  static let columns = [
    "group", "requirement", "revision", "title", "level", "weight", "state", "credit", "points lost", "waived until",
    "systems", "probed ms", "why", "remedy", "sources",
  ]

  /// Renders the file.
  public static func render(_ scorecard: Scorecard) -> String {
    var rows = [columns]
    for group in scorecard.groups { rows += group.requirements.map { row($0, group: group.group.id) } }
    rows += scorecard.notApplicable.map { row($0, group: "") }
    return "\u{FEFF}" + rows.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func row(_ verdict: RequirementVerdict, group: String) -> [String] {
    let systems = Set(verdict.bindings.flatMap(\.systems.values)).sorted()
    let sources = verdict.sources.map { [$0.ref, $0.section ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
    return [
      group, verdict.id, String(verdict.revision), verdict.title, verdict.level.rawValue, String(verdict.weight),
      verdict.state.rawValue, verdict.shownCredit, verdict.lost.shown, verdict.waiver?.expires ?? "",
      systems.joined(separator: "; "), verdict.probed.map { String(Int(min($0 * 1_000, 1e12))) } ?? "", verdict.why,
      verdict.remedy ?? "", sources.joined(separator: "; "),
    ]
  }

  private static func cell(_ text: String) -> String {
    var text = PlainText.visible(text)
    if let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) { text = "'" + text }
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
