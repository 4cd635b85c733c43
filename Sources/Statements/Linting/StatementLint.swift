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
    let kept = Dictionary(grouping: found) { $0.rule }.values.flatMap(Self.limited)
    findings = kept.sorted { one, other in
      let (first, second) = (severities.firstIndex(of: one.severity) ?? 0, severities.firstIndex(of: other.severity) ?? 0)
      if first != second { return first < second }
      let (own, their) = (rules.firstIndex(of: one.rule) ?? 0, rules.firstIndex(of: other.rule) ?? 0)
      if own != their { return own < their }
      return Self.position(one) < Self.position(other)
    }
  }

  private static func position(_ finding: LintFinding) -> (Int, Int, String) {
    (finding.citation?.page ?? 0, finding.citation?.line ?? 0, finding.message)
  }

  private static func limited(_ findings: [LintFinding]) -> [LintFinding] {
    guard findings.count > maximumOfRule, let first = findings.first else { return findings }
    return findings.prefix(maximumOfRule)
      + [LintFinding(first.rule, "… and \(findings.count - maximumOfRule) more of the same rule.")]
  }
}
