import Judgement
import Rendering

/// A scorecard as a file of `kind: baseline`: a line for each requirement, to be kept beside the network file.
public enum BaselineFile {
  /// Renders the file.
  public static func render(_ scorecard: Scorecard) -> String {
    var lines = [
      "edition: 1", "kind: baseline", "specification: \(scorecard.specification.id)",
      "version: \(quoted(scorecard.specification.version))", "subject: \(scorecard.bid.id)",
      "run: \(quoted(scorecard.run.id))", "taken: \(scorecard.run.startedAt.prefix(10))",
    ]
    let verdicts = (scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable).sorted { $0.id < $1.id }
    lines.append(verdicts.isEmpty ? "requirements: []" : "requirements:")
    for verdict in verdicts {
      var parts = ["requirement: \(verdict.id)@\(verdict.revision)", "state: \(verdict.state.rawValue)"]
      if verdict.state == .partlyMet { parts.append("credit: \(quoted(verdict.creditLow.exact))") }
      if let probed = verdict.probed { parts.append("time: \(Int(min(probed * 1_000, 1e12))) ms") }
      lines.append("  - {\(parts.joined(separator: ", "))}")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + PlainText.singleLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
