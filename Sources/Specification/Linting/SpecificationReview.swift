/// What a reviewer of a specification asks beyond what the linter finds unused or undecided: whether two readers will read
/// a demand alike, whether limits agree with each other, whether a machine could show what only the bidder's word shows.
struct SpecificationReview {
  private let rules: RuleSet
  /// Roles of systems that probes ask, by the source that the probed requirement refers to.
  private let probedRoles: [String: Set<String>]
  /// Sources that are cited with a section somewhere, and so have sections.
  private let sectioned: Set<String>

  init(rules: RuleSet) {
    self.rules = rules
    var probed: [String: Set<String>] = [:]
    for requirement in rules.requirements where requirement.evidence.contains(where: { $0.kind == .probe }) {
      let roles = Set(requirement.appliesTo.map(\.role))
      for source in requirement.sources { probed[source.ref, default: []].formUnion(roles) }
    }
    probedRoles = probed
    sectioned = Set(rules.requirements.flatMap(\.sources).filter { $0.section != nil }.map(\.ref))
  }

  /// The warnings, in the order of the requirements.
  func warnings() -> [Diagnostic] {
    rules.requirements.flatMap { evidence($0) + wording($0) + reasons($0) + sections($0) }
      + ThresholdComparison(rules: rules).warnings()
  }

  private func warning(
    _ rule: some DiagnosticCode, _ requirement: Requirement, _ message: String, hint: String, at span: SourceSpan? = nil
  ) -> Diagnostic {
    var diagnostic = Diagnostic(.warning, rule, at: span ?? requirement.span, message, hint: hint)
    diagnostic.requirement = requirement.id
    return diagnostic
  }

  // MARK: Evidence

  private func evidence(_ requirement: Requirement) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    let kinds = Set(requirement.evidence.map(\.kind))
    if !kinds.contains(.probe), requirement.notTested == nil {
      if kinds.isSubset(of: [.declaration]), let source = machineSource(of: requirement) {
        warnings.append(
          warning(
            ReviewRule.declarationOnly, requirement,
            "nothing but the bidder's word shows `\(requirement.id)`, and other requirements of \(source) are probed",
            hint:
              "ask for a probe or a statement, or for documents and an evaluator's assessment; or say why not under "
              + "`not-tested`"))
      } else {
        warnings.append(
          warning(
            ReviewRule.untestedWithoutReason, requirement,
            "no probe asks a running system for `\(requirement.id)`, and it does not say why",
            hint: "add `not-tested`: what no message shows, or where else it is shown"))
      }
    }
    for item in requirement.evidence {
      guard case .probe(let steps) = item.body else { continue }
      let expectations = steps.flatMap(\.expect)
      guard let first = expectations.first, expectations.allSatisfy(Self.holdsOfNothing) else { continue }
      warnings.append(
        warning(
          ReviewRule.oneSided, requirement,
          "the evidence `\(item.id)` of `\(requirement.id)` expects only that things are not there: a system that does "
            + "nothing has nothing of them",
          hint: "expect beside it what a right answer holds", at: first.span))
    }
    return warnings
  }

  /// A source that probes look at in systems of the same role.
  private func machineSource(of requirement: Requirement) -> String? {
    let roles = Set(requirement.appliesTo.map(\.role))
    return requirement.sources.map(\.ref).first { !(probedRoles[$0] ?? []).isDisjoint(with: roles) }
  }

  /// Whether an assertion holds of an answer in which nothing is.
  private static func holdsOfNothing(_ assertion: Assertion) -> Bool {
    if assertion.quantifier == .no { return true }
    return switch assertion.predicate {
    case .isAbsent, .isEmpty: !assertion.negated
    case .exists: assertion.negated
    default: false
    }
  }

  // MARK: Words

  private func wording(_ requirement: Requirement) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    let demands = AmbiguousWords.demands(in: requirement.statement)
    if demands > 0, requirement.level == .desirable || requirement.level == .informative {
      warnings.append(
        warning(
          ReviewRule.demandInDesirable, requirement,
          "`\(requirement.id)` is \(requirement.level.rawValue), and its statement says what a system shall do",
          hint: "write `should`, or make it scored or mandatory"))
    }
    if demands > Self.mostDemands {
      warnings.append(
        warning(
          ReviewRule.severalDemands, requirement, "the statement of `\(requirement.id)` makes \(demands) demands",
          hint: "write a requirement for each, so that a bid can fail one and meet the others"))
    }
    for word in AmbiguousWords.found(in: requirement.statement) {
      warnings.append(
        warning(
          ReviewRule.ambiguousWord, requirement,
          "the statement of `\(requirement.id)` rests on a word that readers differ on: \(word)",
          hint: "say what is measured, and its limit"))
    }
    return warnings
  }

  /// One demand, and what must not happen instead of it.
  private static let mostDemands = 2

  // MARK: Reasons and sources

  /// What the linter asks of mandatory requirements alone, of the others.
  private func reasons(_ requirement: Requirement) -> [Diagnostic] {
    guard requirement.level != .mandatory else { return [] }
    var warnings: [Diagnostic] = []
    if requirement.rationale.isEmpty {
      warnings.append(
        warning(
          LintRule.missingRationale, requirement, "`\(requirement.id)` does not say why it is asked",
          hint: "add `rationale`"))
    }
    if requirement.remedy == nil, requirement.level != .informative {
      warnings.append(
        warning(
          LintRule.missingRemedy, requirement, "`\(requirement.id)` does not say how to mend it", hint: "add `remedy`"))
    }
    if requirement.sources.isEmpty {
      warnings.append(
        warning(
          LintRule.missingSources, requirement, "`\(requirement.id)` does not say where the demand comes from",
          hint: "add `sources`: the standard or policy, with its section"))
    }
    return warnings
  }

  private func sections(_ requirement: Requirement) -> [Diagnostic] {
    requirement.sources.filter { $0.section == nil && $0.note == nil && sectioned.contains($0.ref) }.map { source in
      warning(
        ReviewRule.missingSection, requirement,
        "`\(requirement.id)` refers to \(source.ref) without a section, and other requirements name theirs",
        hint: "add `section`, or say in `note` what of it is meant")
    }
  }
}
