import Evidence

/// Tells a vendor what in its statement is ambiguous, contradictory or missing against PS3.2.
public struct StatementLint: Codable, Hashable, Sendable {
  /// File name.
  public var document: String
  /// SHA-256 of its bytes.
  public var sha256: String
  /// What was found, errors first.
  public var findings: [LintFinding]

  /// Whether a finding of this severity is there.
  public func has(_ severity: LintFinding.Severity) -> Bool { findings.contains { $0.severity == severity } }

  /// Findings of one rule beyond this many are counted, not listed.
  static let maximumOfRule = 40

  /// Examines a document.
  public init(_ examined: ExaminedDocument) {
    document = examined.reading.document
    sha256 = examined.reading.sha256
    var found = RegistryFindings.find(examined.reading)
    if let blocks = examined.document {
      let passages = Passage.all(of: blocks)
      let speaksOfDICOM = examined.reading.claims.contains { claim in
        [.sopClass, .transferSyntax, .association].contains(claim.kind)
      }
      if speaksOfDICOM { found += MissingFacts.find(examined.reading, blocks, passages) }
      let cite = Findings(document: document, sha256: sha256)
      found += AmbiguousWording.find(passages, cite)
      found += TemplateLeftovers.find(passages, blocks, cite)
    }
    if examined.reading.claims.isEmpty {
      found.append(LintFinding(.noClaims, "No claim was recognised: a buyer's tools will find nothing in it."))
    }
    let severities = LintFinding.Severity.allCases
    let rules = LintRule.allCases
    let sorted = found.sorted { one, other in
      let (first, second) = (
        severities.firstIndex(of: one.severity) ?? 0, severities.firstIndex(of: other.severity) ?? 0
      )
      if first != second { return first < second }
      let (own, their) = (rules.firstIndex(of: one.rule) ?? 0, rules.firstIndex(of: other.rule) ?? 0)
      return own != their ? own < their : Self.position(one) < Self.position(other)
    }
    findings = Self.limited(sorted)
  }

  /// The findings, of each rule not more than anybody reads.
  private static func limited(_ findings: [LintFinding]) -> [LintFinding] {
    let totals = Dictionary(grouping: findings) { $0.rule }.mapValues(\.count)
    var listed: [LintRule: Int] = [:]
    return findings.flatMap { finding -> [LintFinding] in
      let number = listed[finding.rule, default: 0] + 1
      listed[finding.rule] = number
      guard number <= maximumOfRule else { return [] }
      let left = (totals[finding.rule] ?? 0) - maximumOfRule
      guard number == maximumOfRule, left > 0 else { return [finding] }
      var rest = finding
      (rest.message, rest.citation, rest.others) = ("… and \(left) more of this rule.", nil, [])
      return [finding, rest]
    }
  }

  private static func position(_ finding: LintFinding) -> (Int, Int, String) {
    (finding.citation?.page ?? 0, finding.citation?.line ?? 0, finding.message)
  }
}
