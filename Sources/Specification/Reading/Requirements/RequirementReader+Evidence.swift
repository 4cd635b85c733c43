/// What shows that a requirement holds.
extension RequirementReader {
  func evidence(_ reader: FormReader, into requirement: inout Requirement) {
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
