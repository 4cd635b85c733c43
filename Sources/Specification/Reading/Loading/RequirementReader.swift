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

  /// Text for people with the values of inputs in place of their names.
  private func prose(_ reader: FormReader, _ key: String) -> String? {
    guard let text = reader.text(key) else { return nil }
    guard TextTemplate.mayHaveNames(text), let node = reader.node(key) else { return text }
    var place = reader.span(node)
    if case .scalar(_, .literal) = node.content { place = BlockPlace.firstLine(of: node, in: source) }
    let (template, diagnostics) = TextTemplate.parse(text, at: place)
    log.add(diagnostics)
    return template.pieces.map { piece in
      switch piece {
      case .literal(let text): return text
      case .name(let name):
        uses.used.inputs.insert(name)
        return value(of: name, at: self.place(of: name, from: node) ?? place)
      }
    }.joined()
  }

  /// Where a text that begins at a node writes `{{name}}` for the first time.
  private func place(of name: String, from node: YAMLNode) -> SourceSpan? {
    guard let text = node.text else { return nil }
    let written = Array("{{\(name)}}".unicodeScalars)
    // A block begins below its key; a text in flow or quotes may be broken over lines, each of which adds one at most.
    let count = text.unicodeScalars.count { $0 == "\n" } + 2
    for (number, line) in source.lines.enumerated().dropFirst(node.line - 1).prefix(count) {
      let scalars = Array(line)
      guard scalars.count >= written.count else { continue }
      let first = number == node.line - 1 ? node.column - 1 : 0
      for start in stride(from: first, through: scalars.count - written.count, by: 1)
      where scalars[start..<(start + written.count)].elementsEqual(written) {
        return SourceSpan(file: source.path, line: number + 1, column: start + 1, length: written.count)
      }
    }
    return nil
  }

  private func value(of name: String, at span: SourceSpan) -> String {
    guard let input = rules.inputs[name] else {
      log.unknown(
        ReadingRule.unknownName, "input", name, at: span, among: rules.inputs.keys,
        otherwise: "declare it under `inputs` in the specification file")
      return ""
    }
    if input.isSecret {
      log.error(ReadingRule.secretInText, at: span, "the secret `\(name)` can't stand in a text that people read")
      return ""
    }
    return input.value.map(ValueText.text) ?? ""
  }

  // MARK: Evidence

  private func evidence(_ reader: FormReader, into requirement: inout Requirement) {
    var names = names
    for name in requirement.fixtures {
      if let fixture = rules.fixtures[name] { names.add(name, FixtureSchema.type(of: fixture)) }
    }
    var ids: [String] = []
    for form in reader.forms("evidence") {
      guard let id = form.identifier("id") else { continue }
      if ids.contains(id) {
        log.error(ReadingRule.duplicateID, at: form.span(of: "id"), "there is evidence `\(id)` already")
        continue
      }
      ids.append(id)
      if let body = body(form, names: names, requirement) {
        requirement.evidence.append(EvidenceItem(id: id, body: body, span: form.span))
      }
    }
    requirement.require = ids.count == 1 ? .evidence(ids[0]) : .and(ids.map { .evidence($0) })
    if let expression = expression(reader, "require", evidence: ids, allowsNot: false) {
      requirement.require = expression
    }
    for form in reader.forms("partial") {
      let because = form.text("because") ?? ""
      let credit = form.fraction("credit")
      guard let when = expression(form, "when", evidence: ids, allowsNot: true), let credit else { continue }
      requirement.partial.append(PartialCredit(credit: credit, when: when, because: because, span: form.span))
    }
  }

  private func expression(
    _ reader: FormReader, _ key: String, evidence: [String], allowsNot: Bool
  ) -> EvidenceExpression? {
    guard let node = reader.node(key), case .scalar(let text, let style) = node.content else { return nil }
    var place = reader.span(node)
    if style == .quoted { place.column += 1 }
    let (expression, diagnostics) = EvidenceExpressionParser.parse(
      text, at: place, evidence: evidence, allowsNot: allowsNot)
    log.add(diagnostics)
    return expression
  }

  private func body(_ form: FormReader, names: NameScope, _ requirement: Requirement) -> EvidenceItem.Body? {
    switch form.word("kind", as: EvidenceKind.self) {
    case .statement:
      let of = form.identifier("of")
      if let of, !requirement.appliesTo.contains(where: { $0.name == of }) {
        log.unknown(
          ReadingRule.unknownBinding, "name", of, at: form.span(of: "of"), among: requirement.appliesTo.map(\.name),
          otherwise: "bind it to a role in `applies-to`")
      }
      if let of, requirement.appliesTo.contains(where: { $0.name == of && $0.ifAny }) {
        log.error(
          ReadingRule.unknownBinding, at: form.span(of: "of"),
          "`\(of)` may stand for nobody (`if-any`) and has no statement then",
          hint: "bind the name without `if-any`")
      }
      return .statement(of: of ?? "", expect: assertions(form, StatementSchema.type, names))
    case .declaration: return .declaration(expect: assertions(form, DeclarationSchema.type, names))
    case .assessment:
      let marks = form.forms("descriptors").map {
        MarkDescriptor(mark: $0.integer("mark") ?? 0, descriptor: $0.text("descriptor") ?? "")
      }
      if marks != marks.sorted(by: { $0.mark < $1.mark }) || Set(marks.map(\.mark)).count != marks.count {
        log.error(ReadingRule.scaleOrder, at: form.span(of: "descriptors"), "the marks must ascend")
      }
      return .assessment(question: prose(form, "question") ?? "", descriptors: marks)
    case .probe:
      let reader = StepReader(
        catalogue: catalogue, source: source, log: log, bindings: requirement.appliesTo.map(\.name),
        bindingOrigin: "`applies-to`", fixtures: rules.fixtures, declaredFixtures: requirement.fixtures,
        procedures: procedures, templates: templates, profiles: profiles)
      let read = reader.steps(form.forms("steps"), names: names)
      uses.used.procedures.formUnion(read.called)
      for step in read.steps { uses.used.note(step) }
      checkSomebodyIsAsked(read.steps, of: requirement, at: form.span)
      return .probe(steps: read.steps)
    case nil: return nil
    }
  }

  /// Without the steps at names that may stand for nobody something has to be left, and nothing that they brought be missed.
  private func checkSomebodyIsAsked(_ steps: [Step], of requirement: Requirement, at span: SourceSpan) {
    let optional = Set(requirement.appliesTo.filter(\.ifAny).map(\.name))
    guard !optional.isEmpty else { return }
    if steps.allSatisfy({ optional.contains($0.at) }) {
      log.error(
        ReadingRule.unknownBinding, at: span, "all steps are aimed at names that may stand for nobody (`if-any`)",
        hint: "then nothing would be asked, and nothing shown")
    }
    for step in steps where optional.contains(step.at) && !step.capture.isEmpty {
      log.error(
        ReadingRule.unknownBinding, at: step.capture[0].span,
        "`\(step.at)` may stand for nobody (`if-any`), and `\(step.capture[0].name)` for nothing then",
        hint: "capture it from a step at another name")
    }
  }

  private func assertions(_ form: FormReader, _ type: ValueType, _ names: NameScope) -> [Assertion] {
    guard let node = form.node("expect"), let text = node.text else { return [] }
    let read = AssertionBlock.parse(
      text, at: BlockPlace.firstLine(of: node, in: source), observation: type, names: names, profiles: profiles)
    log.add(read.diagnostics)
    for assertion in read.assertions { uses.used.note(assertion) }
    return read.assertions
  }
}
