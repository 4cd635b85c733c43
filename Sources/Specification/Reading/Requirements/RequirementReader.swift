/// Reads requirements against the tables of their specification.
struct RequirementReader {
  let catalogue: StepCatalogue
  let source: SourceText
  let log: DiagnosticLog
  /// The rules without requirements, inputs in force.
  let rules: RuleSet
  let procedures: [String: Procedure]
  /// What was referred to, for the linter.
  let uses: UseLog
  /// Templates of messages.
  let templates: MessageTemplates
  /// Profiles that assertions name.
  let profiles: ProfileFiles
  /// The inputs.
  let names: NameScope

  /// The requirements of a file.
  func requirements(of file: LanguageFile) -> [Requirement] {
    guard let reader = FormReader(file.root, file.kind.form, file: source.path) else { return [] }
    let group = reader.identifier("group")
    if let group { checkGroup(group, at: reader.span(of: "group")) }
    return reader.forms("requirements").compactMap { requirement($0, group: group ?? "") }
  }

  /// A requirement that says its group itself.
  func addedRequirement(_ reader: FormReader) -> Requirement? {
    let group = reader.identifier("group")
    if let group { checkGroup(group, at: reader.span(of: "group")) }
    return requirement(reader, group: group ?? "")
  }

  private func checkGroup(_ group: String, at span: SourceSpan) {
    guard !rules.groups.contains(where: { $0.id == group }) else { return }
    log.unknown(ReadingRule.unknownGroup, "group", group, at: span, among: rules.groups.map(\.id))
  }

  private func requirement(_ reader: FormReader, group: String) -> Requirement? {
    guard let id = reader.identifier("id") else { return nil }
    let level: Level = reader.word("level") ?? .scored
    var requirement = Requirement(
      id: id, revision: reader.integer("revision") ?? 1, group: group, title: prose(reader, "title") ?? "",
      statement: prose(reader, "statement") ?? "", rationale: prose(reader, "rationale") ?? "",
      equivalent: prose(reader, "equivalent"), level: level, weight: weight(reader, level),
      evidence: [], require: .and([]), credit: reader.word("credit") ?? .allOrNothing, remedy: prose(reader, "remedy"),
      supersededBy: reader.identifier("superseded-by"), span: reader.span(of: "id"))
    requirement.sources = sources(reader)
    requirement.tags = reader.texts("tags").map(\.text)
    requirement.appliesTo = bindings(reader)
    requirement.fixtures = fixtures(reader)
    evidence(reader, into: &requirement)
    requirement.valid = reader.form("valid").map {
      Validity(procurement: $0.date("procurement"), production: $0.date("production"))
    }
    requirement.notTested = notTested(reader, requirement)
    requirement.provenance = reader.form("provenance").flatMap { form in
      let note = form.text("note")
      return form.word("state", as: Provenance.State.self).map { Provenance(state: $0, note: note) }
    }
    return requirement
  }

  private func notTested(_ reader: FormReader, _ requirement: Requirement) -> String? {
    guard let reason = prose(reader, "not-tested") else { return nil }
    guard let probe = requirement.evidence.first(where: { $0.kind == .probe }) else { return reason }
    log.error(
      ReadingRule.testedAfterAll, at: reader.span(of: "not-tested"),
      "`not-tested` says why no running system is asked, and the evidence `\(probe.id)` asks one",
      hint: "leave `not-tested` out, or remove the probe")
    return nil
  }

  private func weight(_ reader: FormReader, _ level: Level) -> Int {
    guard let weight = reader.integer("weight") else { return level == .informative ? 0 : 1 }
    if level == .informative, weight > 0 {
      log.error(
        ReadingRule.weightOfInformative, at: reader.span(of: "weight"), "an informative requirement has no weight",
        hint: "leave `weight` out, or choose another level")
      return 0
    }
    if level != .informative, weight == 0 {
      log.error(
        ReadingRule.outOfRange, at: reader.span(of: "weight"), "`weight` must be 1 or more",
        hint: "a requirement that is only reported has `level: informative`")
    }
    return weight
  }

  private func sources(_ reader: FormReader) -> [SourceReference] {
    reader.forms("sources").compactMap { form in
      let section = form.text("section")
      let note = form.text("note")
      guard let ref = form.identifier("ref") else { return nil }
      uses.used.sources.insert(ref)
      if rules.sources[ref] == nil {
        log.unknown(
          ReadingRule.unknownSource, "source", ref, at: form.span(of: "ref"), among: rules.sources.keys,
          otherwise: "declare it under `sources` in the specification file")
      }
      return SourceReference(ref: ref, section: section, note: note)
    }
  }

  // MARK: Names

  private func bindings(_ reader: FormReader) -> [RoleBinding] {
    var bindings: [RoleBinding] = []
    for entry in reader.entries("applies-to") {
      guard let binding = binding(entry, reader, earlier: bindings) else { continue }
      uses.used.roles.insert(binding.role)
      if rules.roles[binding.role] == nil {
        log.unknown(
          ReadingRule.unknownRole, "role", binding.role, at: binding.span, among: rules.roles.keys,
          otherwise: "declare it under `roles` in the specification file")
      }
      bindings.append(binding)
    }
    return bindings
  }

  private func binding(_ entry: YAMLEntry, _ reader: FormReader, earlier: [RoleBinding]) -> RoleBinding? {
    if let word = entry.value.text {
      return RoleBinding.Quantity(rawValue: word).map {
        RoleBinding(name: entry.key, role: entry.key, quantity: $0, span: reader.span(entry.keyNode))
      }
    }
    guard let form = FormReader(entry.value, RequirementForms.binding, file: source.path) else { return nil }
    let each = form.identifier("each")
    guard let role = each ?? form.identifier("the") else { return nil }
    var binding = RoleBinding(
      name: entry.key, role: role, quantity: each == nil ? .the : .each,
      span: form.span(of: each == nil ? "the" : "each"))
    binding.anyNetwork = form.boolean("any-network") ?? false
    binding.ifAny = form.boolean("if-any") ?? false
    if let other = form.identifier("other-site-than") {
      if earlier.contains(where: { $0.name == other }) {
        binding.otherSiteThan = other
      } else {
        log.error(
          ReadingRule.laterBinding, at: form.span(of: "other-site-than"),
          "`other-site-than` must be a name bound above it, and `\(other)` is not",
          hint: NameSuggestion.hint(for: other, among: earlier.map(\.name)))
      }
    }
    return binding
  }

  private func fixtures(_ reader: FormReader) -> [String] {
    reader.texts("fixtures").compactMap { name, node in
      uses.used.fixtures.insert(name)
      guard rules.fixtures[name] == nil else { return name }
      log.unknown(
        ReadingRule.unknownFixture, "fixture", name, at: reader.span(node), among: rules.fixtures.keys,
        otherwise: "declare it under `fixtures` in the specification file")
      return nil
    }
  }
}
