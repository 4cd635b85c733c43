/// Findings of the linter that the authors of a specification looked at and let stand, each with the reason: lines of
/// requirement, rule and reason, separated by tabs; lines that begin with `#` are remarks.
public struct AcceptedFindings: Sendable {
  /// Name of the file beside `specification.yaml`.
  public static let fileName = "lint-accepted.tsv"

  /// A finding that stands.
  public struct Entry: Hashable, Sendable {
    /// Requirement.
    public var requirement: String
    /// Rule, by its code.
    public var rule: String
    /// Why it stands.
    public var reason: String
    /// Where it is written.
    public var span: SourceSpan
  }

  /// The entries, in the order of the file.
  public private(set) var entries: [Entry] = []
  /// What is wrong with the file itself.
  public private(set) var diagnostics: [Diagnostic] = []

  /// Nothing accepted.
  public init() {}

  /// Reads a file's text.
  public init(_ text: String, file: String) {
    let rules = Set(LintRule.allCases.map(\.rawValue) + ReviewRule.allCases.map(\.rawValue))
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard !line.isEmpty, !line.hasPrefix("#") else { continue }
      let span = SourceSpan(file: file, line: index + 1, column: 1, length: max(1, line.unicodeScalars.count))
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0).trimmed }
      guard fields.count == 3, !fields[2].isEmpty else {
        diagnostics.append(
          Diagnostic(
            ReviewRule.acceptedWithoutReason, at: span, "a line holds a requirement, a rule and the reason",
            hint: "separate the three by tabs"))
        continue
      }
      guard rules.contains(fields[1]) else {
        diagnostics.append(
          Diagnostic(
            ReviewRule.acceptedWithoutEffect, at: span, "there is no rule `\(fields[1])`",
            hint: "rules are \(rules.sorted().joined(separator: ", "))"))
        continue
      }
      entries.append(Entry(requirement: fields[0], rule: fields[1], reason: fields[2], span: span))
    }
  }

  /// Why a finding stands; nil where nobody accepted it.
  public func reason(for finding: Diagnostic) -> String? {
    entries.first { $0.requirement == finding.requirement && $0.rule == finding.code }?.reason
  }

  /// Warnings of entries that no finding needs any more.
  public func unused(among findings: [Diagnostic]) -> [Diagnostic] {
    entries.filter { entry in !findings.contains { $0.requirement == entry.requirement && $0.code == entry.rule } }
      .map { entry in
        Diagnostic(
          .warning, ReviewRule.acceptedWithoutEffect, at: entry.span,
          "the linter finds no `\(entry.rule)` in `\(entry.requirement)` any more", hint: "remove the line")
      }
  }
}
