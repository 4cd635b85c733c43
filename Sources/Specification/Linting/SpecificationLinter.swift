/// Warns of what a specification says without meaning it: demands that nothing can show or nothing can fail, declarations
/// that nobody uses, and names of products where a demand should stand.
struct SpecificationLinter {
  private let rules: RuleSet
  private let uses: UsedNames
  private let places: [String: SourceSpan]

  /// Makes a linter. `places` says where declarations stand: `source:PS3.4`, `input:first-image`, `role:archive`,
  /// `fixture:ct`, `procedure:store-study`. Procedures are known by their places alone.
  init(rules: RuleSet, uses: UsedNames, places: [String: SourceSpan] = [:]) {
    self.rules = rules
    self.uses = uses
    self.places = places
  }

  /// All warnings, requirements first.
  func warnings() -> [Diagnostic] {
    rules.requirements.concurrentMap {
      RequirementLint(requirement: $0, fixtures: rules.fixtures).warnings()
    }.flatMap { $0 } + unused()
  }

  // MARK: Declarations that nobody uses

  private func unused() -> [Diagnostic] {
    let procedures = places.keys.compactMap { key in
      key.hasPrefix("procedure:") ? String(key.dropFirst("procedure:".count)) : nil
    }
    return unused(
      .unusedSource, "source", rules.sources.keys, used: uses.sources.contains, hint: "no requirement refers to it")
      + unused(
        .unusedInput, "input", rules.inputs.keys, used: uses.usesInput,
        hint: "write `{{name}}` with its name where the value belongs, or remove it")
      + unused(
        .unusedRole, "role", rules.roles.keys, used: uses.roles.contains, hint: "no requirement has it in `applies-to`")
      + unused(
        .unusedFixture, "fixture", rules.fixtures.keys, used: usedFixtures.contains,
        hint: "no requirement lists it in `fixtures`")
      + unused(
        .unusedProcedure, "procedure", procedures, used: uses.procedures.contains, hint: "no step calls it with `use`")
  }

  private func unused(
    _ rule: LintRule, _ sort: String, _ names: some Sequence<String>, used: (String) -> Bool, hint: String
  ) -> [Diagnostic] {
    names.sorted().filter { !used($0) }.map { name in
      let place = places["\(sort):\(name)"] ?? SourceSpan(file: "specification.yaml", line: 1, column: 1)
      return Diagnostic(.warning, rule, at: place, "the \(sort) `\(name)` is declared and never used", hint: hint)
    }
  }

  /// What requirements name, with the patients and the twins that stand behind it.
  private var usedFixtures: Set<String> {
    var used = uses.fixtures.union(rules.fixtures.keys.filter(uses.names))
    for name in used {
      if case .study(let study)? = rules.fixtures[name] { used.insert(study.patient) }
    }
    for name in used {
      if case .patient(let patient)? = rules.fixtures[name], let other = patient.twinOf { used.insert(other) }
    }
    return used
  }
}
