/// A named sequence of steps, read once and checked against the types of its inputs.
struct Procedure: Sendable {
  /// Inputs but those of type `system`.
  var inputs: [StepInput]
  /// Inputs of type `system`: names for `at`.
  var systems: [String]
  /// Arguments of calls that give none.
  var standardArguments: [String: Argument]
  /// The steps, with the inputs' names in place.
  var steps: [Step]
  /// What its steps capture.
  var captured: [String: ValueType]
}

/// Reads files of procedures.
struct ProcedureReader {
  let catalogue: StepCatalogue
  let log: DiagnosticLog
  let fixtures: [String: Fixture]
  /// Names of the specification's inputs.
  let names: NameScope
  /// Templates of messages.
  let templates: MessageTemplates
  /// Profiles that assertions name.
  let profiles: ProfileFiles

  /// Adds the procedures of a file.
  func read(_ file: LanguageFile, into procedures: inout [String: Procedure]) {
    guard let reader = FormReader(file.root, file.kind.form, file: file.source.path) else { return }
    for procedure in reader.forms("procedures") {
      guard let id = procedure.identifier("id") else { continue }
      if procedures[id] != nil {
        log.error(ReadingRule.duplicateID, at: procedure.span(of: "id"), "there is a procedure `\(id)` already")
        continue
      }
      _ = procedure.text("title")
      procedures[id] = self.procedure(procedure, source: file.source)
    }
  }

  private func procedure(_ reader: FormReader, source: SourceText) -> Procedure {
    var procedure = Procedure(inputs: [], systems: [], standardArguments: [:], steps: [], captured: [:])
    var names = names
    for (entry, input) in reader.namedForms("inputs") {
      let title = input.text("title")
      let standard = input.node("value")
      guard let type = InputResolver.type(input.text("type")) else {
        if input.text("type") == "system" { procedure.systems.append(entry.key) }
        continue
      }
      procedure.inputs.append(
        StepInput(
          entry.key, type, required: standard == nil, standardValue: standard?.text, meaning: title ?? "an input"))
      if let standard {
        procedure.standardArguments[entry.key] = ArgumentReader(
          file: source.path, log: log, names: self.names, templates: templates
        )
        .argument(standard, as: type, for: entry.key)
      }
      names.add(entry.key, type)
    }
    let steps = StepReader(
      catalogue: catalogue, source: source, log: log, bindings: procedure.systems,
      bindingOrigin: "the procedure's `inputs`, with `type: system`", fixtures: fixtures, declaredFixtures: nil,
      procedures: nil, templates: templates, profiles: profiles)
    let read = steps.steps(reader.forms("steps"), names: names)
    procedure.steps = read.steps
    procedure.captured = read.captured
    return procedure
  }
}
