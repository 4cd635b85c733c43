/// Warns of one requirement.
struct RequirementLint {
  let requirement: Requirement
  let fixtures: [String: Fixture]

  /// The warnings, what matters most first.
  func warnings() -> [Diagnostic] { decision() + sharedChanges() + prose() + tradeNames() + unusedFixtures() }

  private func warning(_ rule: LintRule, _ message: String, hint: String, at span: SourceSpan? = nil) -> Diagnostic {
    var diagnostic = Diagnostic(.warning, rule, at: span ?? requirement.span, message, hint: hint)
    diagnostic.requirement = requirement.id
    return diagnostic
  }

  // MARK: Whether the evidence decides

  private func decision() -> [Diagnostic] {
    let showing = Set(requirement.evidence.filter(Self.canShow).map(\.id))
    if !holds(requirement.require, showing) {
      return [
        warning(
          .undemonstrable, "nothing can demonstrate `\(requirement.id)`: its evidence expects nothing",
          hint: "write under `expect` what must hold")
      ]
    }
    // What the bidder says of this requirement can't count against the bidder, unless the bidder says so.
    let words = Set(
      requirement.evidence.filter { $0.kind == .declaration && showing.contains($0.id) }.map(\.id))
    if requirement.level == .mandatory, holds(requirement.require, words) {
      return [
        warning(
          .cannotFail, "`\(requirement.id)` is mandatory, but the bidder's own answer is enough to meet it",
          hint: "demand a probe or a statement beside the declaration, or choose another level")
      ]
    }
    return []
  }

  private static func canShow(_ item: EvidenceItem) -> Bool {
    switch item.body {
    case .statement(_, let expect), .declaration(let expect): !expect.isEmpty
    case .probe(let steps): steps.contains { !$0.expect.isEmpty }
    case .assessment: true
    }
  }

  private func holds(_ expression: EvidenceExpression, _ evidence: Set<String>) -> Bool {
    switch expression {
    case .evidence(let id): evidence.contains(id)
    case .and(let parts): parts.allSatisfy { holds($0, evidence) }
    case .or(let parts): parts.contains { holds($0, evidence) }
    case .not(let part): !holds(part, evidence)
    }
  }

  // MARK: Whether systems disturb one another

  private func sharedChanges() -> [Diagnostic] {
    SharedChange(requirement: requirement, fixtures: fixtures).studies().map { study, binding in
      warning(
        .sharedChange,
        "`\(requirement.id)` changes the study `\(study)` at each `\(binding)`, and it is one study for all of them",
        hint: """
          write `per-binding: true` at the fixture or at its patient: where systems exchange studies, what is done at one reaches \
          the other's copy
          """)
    }
  }

  // MARK: What readers need

  private func prose() -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    if requirement.level == .mandatory {
      if requirement.rationale.isEmpty {
        warnings.append(
          warning(
            .missingRationale, "`\(requirement.id)` is mandatory and does not say why",
            hint: "add `rationale`: what goes wrong in the network without it"))
      }
      if requirement.remedy == nil {
        warnings.append(
          warning(
            .missingRemedy, "`\(requirement.id)` is mandatory and does not say how to mend it",
            hint: "add `remedy`: what a bidder does who fails it"))
      }
      if requirement.sources.isEmpty {
        warnings.append(
          warning(
            .missingSources, "`\(requirement.id)` is mandatory and does not say where the demand comes from",
            hint: "add `sources`: the standard or policy, with its section"))
      }
    }
    if let provenance = requirement.provenance, provenance.state == .open, provenance.note?.isEmpty ?? true {
      warnings.append(
        warning(
          .openWithoutNote, "the provenance of `\(requirement.id)` is open, and no note says what is",
          hint: "add `note` to `provenance`: the question that is still to be answered"))
    }
    return warnings
  }

  private func tradeNames() -> [Diagnostic] {
    let texts = [
      ("title", requirement.title), ("statement", requirement.statement), ("rationale", requirement.rationale),
      ("remedy", requirement.remedy ?? ""), ("equivalent", requirement.equivalent ?? ""),
    ]
    return texts.flatMap { key, text in
      TradeNames.found(in: text).map { name in
        warning(
          .tradeName, "the `\(key)` of `\(requirement.id)` names a product or maker: \(name)",
          hint: "say what is needed of any product, and name no maker")
      }
    }
  }

  private func unusedFixtures() -> [Diagnostic] {
    guard !requirement.fixtures.isEmpty else { return [] }
    var isUsed = [Bool](repeating: false, count: requirement.fixtures.count)
    func note(_ name: NameWalk.Name) {
      for (index, fixture) in requirement.fixtures.enumerated() where !isUsed[index] {
        switch name {
        case .text(let text): isUsed[index] = text == fixture
        case .reference(let name):
          isUsed[index] = name.utf8.starts(with: fixture.utf8) && NameWalk.first(of: name) == fixture
        }
      }
    }
    for item in requirement.evidence where isUsed.contains(false) {
      switch item.body {
      case .statement(_, let expect), .declaration(let expect):
        for assertion in expect { NameWalk.walk(assertion, found: note) }
      case .probe(let steps): for step in steps where isUsed.contains(false) { NameWalk.walk(step, found: note) }
      case .assessment: break
      }
    }
    return zip(requirement.fixtures, isUsed).filter { !$0.1 }.map { name, _ in
      warning(
        .unusedFixture, "`\(requirement.id)` lists the fixture `\(name)`, and none of its steps uses it",
        hint: "remove it from `fixtures`")
    }
  }
}
