import Specification

/// Holds what a file says of a specification and its requirements against the one at hand.
struct SpecificationReferences {
  private let rules: RuleSet?
  private let log: DiagnosticLog
  private let requirements: [String: Requirement]

  init(rules: RuleSet?, log: DiagnosticLog) {
    self.rules = rules
    self.log = log
    // Answers are given to the whole specification: what the profile in force dropped exists nevertheless.
    let all = (rules?.requirements ?? []) + (rules?.dropped.map(\.requirement) ?? [])
    requirements = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
  }

  /// Whether the file is about the specification at hand; its entries can't be compared otherwise.
  ///
  /// - Parameter says: Start of the message: `the declaration answers`.
  func checkSpecification(_ name: String, version: String, _ reader: FormReader, says: String) -> Bool {
    guard let rules, !name.isEmpty else { return true }
    guard name == rules.id else {
      log.error(
        InventoryRule.otherSpecification, at: reader.span(of: "specification"), "\(says) `\(name)`, not `\(rules.id)`")
      return false
    }
    if !version.isEmpty, version != rules.version {
      log.add(
        Diagnostic(
          .warning, InventoryRule.otherVersion, at: reader.span(of: "version"),
          "\(says) version \(version); the specification has version \(rules.version)",
          hint: "answers to requirements whose revision is the same are used"))
    }
    return true
  }

  /// The requirement that an entry is about; nil, and an error, where there is none or it has another revision.
  @discardableResult
  func check(_ reference: RequirementReference, _ reader: FormReader, advice: String) -> Requirement? {
    guard rules != nil else { return nil }
    let span = reader.span(of: "requirement")
    guard let requirement = requirements[reference.id] else {
      log.unknown(
        ReadingRule.unknownRequirement, "requirement", reference.id, at: span, among: requirements.keys,
        otherwise: "the specification has no requirements")
      return nil
    }
    guard requirement.revision == reference.revision else {
      log.error(
        InventoryRule.staleRevision, at: span,
        "`\(reference.id)` has revision \(requirement.revision), not \(reference.revision)", hint: advice)
      return nil
    }
    return requirement
  }
}
