import Evidence
import Rendering

/// Findings for people.
public enum StatementLintText {
  /// How many of each severity, then each with its place, what to do, and the section of PS3.2.
  public static func text(_ lint: StatementLint) -> String {
    let counts = LintFinding.Severity.allCases.map { severity in
      lint.findings.lazy.filter { $0.severity == severity }.count.of(severity.rawValue)
    }
    var lines = [TextTable.cut(PlainText.singleLine(lint.document), ClaimsText.width), counts.joined(separator: ", ")]
    var rule: LintRule?
    for finding in lint.findings {
      if finding.rule != rule {
        lines += ["", "\(finding.severity.rawValue) \(finding.rule.rawValue)  (PS3.2, \(finding.section))"]
        lines += indented(finding.advice)
      }
      rule = finding.rule
      let place = finding.citation.map(\.place) ?? ""
      lines += indented("• " + (place.isEmpty ? "" : "\(place): ") + finding.message)
      for other in finding.others.prefix(3) { lines += indented("  also \(other.place)") }
    }
    return lines.joined(separator: "\n")
  }

  private static func indented(_ text: String) -> [String] {
    PlainText.broken(String(text.prefix(1_200)), to: ClaimsText.width - 4).enumerated().map {
      ($0.offset == 0 ? "  " : "    ") + $0.element
    }
  }
}
