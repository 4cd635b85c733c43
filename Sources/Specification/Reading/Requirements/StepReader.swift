/// Reads the steps of a probe or a procedure.
struct StepReader {
  let catalogue: StepCatalogue
  let source: SourceText
  let log: DiagnosticLog
  /// Names that `at` may use.
  let bindings: [String]
  /// What a binding is called in messages: where its names come from.
  let bindingOrigin: String
  /// Fixtures of the specification.
  let fixtures: [String: Fixture]
  /// Fixtures that the requirement lists; nil in a procedure, which takes their names by its inputs.
  let declaredFixtures: [String]?
  /// Procedures by id; nil in a procedure.
  let procedures: [String: Procedure]?
  /// Templates of messages.
  let templates: MessageTemplates
  /// Profiles that assertions name.
  let profiles: ProfileFiles

  /// What came of reading a list of steps.
  struct Result {
    var steps: [Step] = []
    /// Names captured, with their types.
    var captured: [String: ValueType] = [:]
    /// Procedures called.
    var called: Set<String> = []
  }

  /// Reads the steps in order; each may use what those before it captured.
  func steps(_ readers: [FormReader], names: NameScope) -> Result {
    var result = Result()
    var names = names
    for reader in readers {
      if let called = reader.form.key("use") == nil ? nil : reader.identifier("use") {
        call(called, reader, names: &names, into: &result)
      } else if let step = step(reader, number: result.steps.count + 1, names: &names, into: &result) {
        append(step, reader, to: &result)
      }
    }
    return result
  }

  private func append(_ step: Step, _ reader: FormReader, to result: inout Result) {
    if result.steps.contains(where: { $0.id == step.id }) {
      log.error(ReadingRule.duplicateID, at: reader.span(of: "id"), "there is a step `\(step.id)` already")
    }
    result.steps.append(step)
  }

  // MARK: One exchange

  private func step(_ reader: FormReader, number: Int, names: inout NameScope, into result: inout Result) -> Step? {
    guard let kind = reader.text("do") else { return nil }
    let binding = binding(reader)
    guard let description = catalogue.descriptions[kind] else {
      log.unknown(
        ReadingRule.unknownStep, "step kind", kind, at: reader.span(of: "do"), among: catalogue.descriptions.keys)
      return nil
    }
    var inner = names
    // What a step says of its patients, the template of its message first of all, may name them by the step's inputs.
    for input in description.inputs where input.refersTo == .patientFixture {
      if reader.entries("with").contains(where: { $0.key == input.name }) {
        inner.add(input.name, FixtureSchema.patient)
      }
    }
    let arguments = ArgumentReader(file: source.path, log: log, names: inner, templates: templates).arguments(
      reader.entries("with"), for: description.inputs, of: kind, at: reader.span)
    checkReferences(arguments, description)
    EarlierStepCheck(steps: result.steps, catalogue: catalogue, log: log).check(arguments, of: description)
    var changes = template(of: reader, description)
    changes?.check(arguments)
    var step = Step(
      id: reader.identifier("id") ?? "step\(number)", kind: kind, at: binding ?? "", inputs: arguments,
      timeout: reader.nanoseconds("timeout"), span: reader.span)
    step.load = load(reader, names: names, after: result.steps)
    step.retry = repetition("retry", reader, names: names)
    step.hold = repetition("hold", reader, names: names)
    step.premise = premise(reader)
    let observation =
      catalogue.observationType(of: kind, isUnderLoad: step.load != nil) ?? description.observationType
    if let node = reader.node("expect"), let text = node.text {
      let read = AssertionBlock.parse(
        text, at: BlockPlace.firstLine(of: node, in: source), observation: observation, names: names,
        profiles: profiles)
      step.expect = read.assertions
      for assertion in read.assertions { changes?.check(assertion.path) }
      log.add(read.diagnostics)
    }
    if let node = reader.node("capture"), let text = node.text {
      let read = CaptureBlock.parse(
        text, at: BlockPlace.firstLine(of: node, in: source), observation: observation, names: names)
      step.capture = read.captures
      for capture in read.captures { changes?.check(capture.path) }
      names.add(read.types)
      result.captured.merge(read.types) { _, new in new }
      log.add(read.diagnostics)
    }
    if step.load != nil, description.effect == .listen || description.effect == .load {
      log.error(
        ReadingRule.oneOfKeys, at: reader.span(of: "load"),
        "`load` can't stand at `\(kind)`, whose effect is `\(description.effect.rawValue)`",
        hint: "steps of the effects `read` and `write` can be put under load")
    }
    if step.load != nil, step.retry != nil {
      log.error(
        ReadingRule.oneOfKeys, at: reader.span(of: "retry"), "`retry` can't stand beside `load`",
        hint: "wait with a step of its own before the load")
    }
    if step.hold != nil {
      for (key, isThere) in [("retry", step.retry != nil), ("load", step.load != nil)] where isThere {
        log.error(
          ReadingRule.oneOfKeys, at: reader.span(of: "hold"), "`hold` can't stand beside `\(key)`",
          hint: "give each a step of its own")
      }
    }
    for (key, isThere) in [("hold", step.hold != nil), ("premise", step.premise != nil)]
    where isThere && step.expect.isEmpty {
      log.error(ReadingRule.missingKey, at: reader.span(of: key), "`\(key)` needs `expect`: what must hold")
    }
    return step
  }

  /// What a step's scenario supposes; text for people as it is.
  private func premise(_ reader: FormReader) -> String? {
    guard let text = reader.text("premise") else { return nil }
    guard TextTemplate.mayHaveNames(text) else { return text }
    log.error(
      ReadingRule.wrongValue, at: reader.span(of: "premise"),
      "`premise` is a sentence for people and can't name values",
      hint: "say what is supposed without `{{…}}`")
    return nil
  }

  /// What checks the changes of the template that a step sends; nil where it sends none.
  private func template(of reader: FormReader, _ description: StepDescription) -> MessageChangeCheck? {
    guard description.inputs.contains(where: { $0.name == "message" && $0.type == .message }),
      let path = reader.entries("with").first(where: { $0.key == "message" })?.value.text
    else { return nil }
    return templates.changes(of: path)
  }

  private func binding(_ reader: FormReader) -> String? {
    guard let name = reader.identifier("at") else {
      if reader.node["at"] == nil, reader.form.key("at")?.required == false {
        log.error(
          ReadingRule.missingKey, at: reader.span, "a step with `do` needs the key `at`: the system it is aimed at")
      }
      return nil
    }
    guard bindings.contains(name) else {
      log.unknown(
        ReadingRule.unknownBinding, "name", name, at: reader.span(of: "at"), among: bindings,
        otherwise: "bind it to a role in \(bindingOrigin)")
      return nil
    }
    return name
  }

  /// Values under `load`; nil where there is none.
  private func load(_ reader: FormReader, names: NameScope, after earlier: [Step]) -> [String: Argument]? {
    guard let load = reader.form("load") else { return nil }
    let arguments = ArgumentReader(file: source.path, log: log, names: names, templates: templates)
    var values: [String: Argument] = [:]
    for input in LoadDescription.inputs {
      guard let node = load.node(input.name),
        let value = arguments.argument(node, as: input.type, for: input.name)
      else { continue }
      values[input.name] = value
      if case .value(let written, let span) = value, let problem = LoadDescription.problem(input.name, written) {
        log.error(ReadingRule.outOfRange, at: span, problem)
      }
    }
    if let writer = values[LoadDescription.copiesOf] {
      EarlierStepCheck(steps: earlier, catalogue: catalogue, log: log).check(copiesOf: writer)
    }
    return values
  }

  /// What stands under `retry` or `hold`.
  private func repetition(_ key: String, _ reader: FormReader, names: NameScope) -> Retry? {
    guard let retry = reader.form(key), let every = retry.nanoseconds("every"), let node = retry.node("for"),
      let total = ArgumentReader(file: source.path, log: log, names: names, templates: templates).argument(
        node, as: .duration, for: "for")
    else { return nil }
    // What an input holds is known when the run begins; one attempt is made in any case.
    let longest: Int64 = if case .value(.duration(let written), _) = total { written } else { .max }
    if every == 0 || longest < every {
      log.error(
        ReadingRule.outOfRange, at: retry.span(of: "every"), "`every` must be more than 0 and not more than `for`")
    }
    return Retry(every: every, total: total)
  }

  /// Holds the names of fixtures under `with` against those that there are and those that the requirement lists.
  func checkReferences(_ arguments: [String: Argument], _ description: StepDescription) {
    for input in description.inputs {
      guard let reference = input.refersTo, [.studyFixture, .patientFixture].contains(reference),
        case .value(.string(let name), let span)? = arguments[input.name]
      else { continue }
      guard let fixture = fixtures[name] else {
        log.unknown(ReadingRule.unknownFixture, reference.rawValue, name, at: span, among: fixtures.keys)
        continue
      }
      let fits =
        switch (fixture, reference) {
        case (.study, .studyFixture), (.patient, .patientFixture): true
        default: false
        }
      if !fits {
        log.error(ReadingRule.fixtureKind, at: span, "`\(name)` is not a \(reference.rawValue)")
      } else if let declaredFixtures, !declaredFixtures.contains(name) {
        log.error(
          ReadingRule.undeclaredFixture, at: span, "the requirement does not list the fixture `\(name)`",
          hint: "add it to its `fixtures`")
      }
    }
  }

  // MARK: A call

  private func call(_ id: String, _ reader: FormReader, names: inout NameScope, into result: inout Result) {
    for key in ["at", "expect", "capture", "retry", "hold", "premise", "load", "timeout"] where reader.node(key) != nil
    {
      log.error(
        ReadingRule.oneOfKeys, at: reader.span(of: key),
        "`\(key)` can't stand beside `use`; it belongs into the procedure")
    }
    guard let procedures else { return }
    guard let procedure = procedures[id] else {
      log.unknown(
        ReadingRule.unknownProcedure, "procedure", id, at: reader.span(of: "use"), among: procedures.keys,
        otherwise: "name its file under `procedures` in the specification")
      return
    }
    result.called.insert(id)
    let entries = reader.entries("with")
    var systems: [String: String] = [:]
    for name in procedure.systems {
      guard let value = entries.first(where: { $0.key == name })?.value else {
        log.error(
          ReadingRule.missingInput, at: reader.span, "`\(id)` needs the input `\(name)` under `with`",
          hint: "it is a name from `applies-to`")
        continue
      }
      guard let binding = value.text, bindings.contains(binding) else {
        log.unknown(
          ReadingRule.unknownBinding, "name", value.text ?? "", at: reader.span(value), among: bindings,
          otherwise: "bind it to a role in \(bindingOrigin)")
        continue
      }
      systems[name] = binding
    }
    let arguments = ArgumentReader(file: source.path, log: log, names: names, templates: templates).arguments(
      entries.filter { !procedure.systems.contains($0.key) }, for: procedure.inputs, of: id, at: reader.span)
    let substitution = Substitution(
      arguments: procedure.standardArguments.merging(arguments) { _, given in given }, systems: systems, log: log,
      caller: reader.span)
    let prefix = reader.identifier("id") ?? "step\(result.steps.count + 1)"
    for step in procedure.steps {
      var substituted = substitution.step(step, prefix: prefix)
      if let description = catalogue.descriptions[step.kind] {
        checkReferences(substituted.inputs, description)
        EarlierStepCheck.prefix(&substituted, of: description, with: "\(prefix).")
      }
      append(substituted, reader, to: &result)
    }
    names.add(procedure.captured)
    result.captured.merge(procedure.captured) { _, new in new }
  }
}
