import Evidence

/// Something in a statement that is ambiguous, contradictory or missing.
public struct LintFinding: Codable, Hashable, Sendable {
  /// The rule.
  public var rule: LintRule
  /// How bad it is.
  public var severity: Severity
  /// What was found, with the words of the document.
  public var message: String
  /// What to do about it.
  public var advice: String
  /// Section of PS3.2 that asks for it, by its title.
  public var section: String
  /// Where; nil for what is missing.
  public var citation: Citation?
  /// Other places that it concerns.
  public var others: [Citation]

  /// How bad a finding is.
  public enum Severity: String, CaseIterable, Codable, Hashable, Sendable {
    /// A reader is told something wrong, contradictory or nothing at all where PS3.2 asks for it.
    case error
    /// A reader has to guess.
    case warning
    /// Worth a look.
    case note
  }

  init(_ rule: LintRule, _ message: String, _ citation: Citation? = nil, others: [Citation] = []) {
    self.rule = rule
    severity = rule.severity
    self.message = message
    advice = rule.advice
    section = rule.section
    self.citation = citation
    self.others = others
  }
}
