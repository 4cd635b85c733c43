/// Holds the names of earlier steps that a step gives, under `with` and under `load`, against the steps above it.
struct EarlierStepCheck {
  /// Steps above it.
  let steps: [Step]
  let catalogue: StepCatalogue
  let log: DiagnosticLog

  /// Tells of each name that is no step above, or none of the sort that the input asks for.
  func check(_ arguments: [String: Argument], of description: StepDescription) {
    for input in description.inputs {
      guard let reference = input.refersTo, Self.references.contains(reference), let argument = arguments[input.name]
      else { continue }
      for case .value(.string(let name), let span) in Self.values(of: argument) {
        guard
          let step = step(
            name, at: span, among: steps, as: "earlier step", or: .unknownEarlierStep,
            because: "`\(input.name)` names a step that stands above, by its `id`"), !fits(step, reference)
        else { continue }
        log.error(
          ReadingRule.earlierStepKind, at: span, "`\(name)` is not an \(reference.rawValue)",
          hint: "`\(input.name)`: \(input.meaning)")
      }
    }
  }

  /// Tells of a name under `copies-of` that is no step above which writes under `load`.
  func check(copiesOf argument: Argument) {
    switch argument {
    case .value(.string(let name), let span):
      let writers = steps.filter { $0.load != nil && catalogue.descriptions[$0.kind]?.effect == .write }
      _ = step(
        name, at: span, among: writers, as: "writing step", or: .unknownWriter,
        because: "`copies-of` names a step before this one that writes under `load`")
    case .value(_, let span), .template(_, _, let span), .list(_, let span), .record(_, let span):
      log.error(
        ReadingRule.unknownWriter, at: span, "`copies-of` is the id of a step, and no template",
        hint: "write the id of an earlier step that writes under `load`")
    }
  }

  /// The last of the steps with that name; nil, and told, where there is none.
  private func step(
    _ name: String, at span: SourceSpan, among steps: [Step], as sort: String, or rule: ReadingRule,
    because reason: String
  ) -> Step? {
    if let step = steps.last(where: { $0.id == name }) { return step }
    log.unknown(rule, sort, name, at: span, among: steps.map(\.id), otherwise: reason)
    return nil
  }

  /// Puts a prefix before the names of earlier steps: in a call, the steps of a procedure have the call's.
  static func prefix(_ step: inout Step, of description: StepDescription, with prefix: String) {
    for input in description.inputs {
      guard let reference = input.refersTo, references.contains(reference), let argument = step.inputs[input.name]
      else {
        continue
      }
      step.inputs[input.name] = prefixed(argument, with: prefix)
    }
    if let writer = step.load?[LoadDescription.copiesOf] {
      step.load?[LoadDescription.copiesOf] = prefixed(writer, with: prefix)
    }
  }

  private static let references: Set<StepInput.Reference> = [.earlierLoad, .earlierWait]

  private static func values(of argument: Argument) -> [Argument] {
    if case .list(let elements, _) = argument { elements } else { [argument] }
  }

  private static func prefixed(_ argument: Argument, with prefix: String) -> Argument {
    switch argument {
    case .value(.string(let name), let span): .value(.string(prefix + name), span)
    case .list(let elements, let span): .list(elements.map { prefixed($0, with: prefix) }, span)
    default: argument
    }
  }

  private func fits(_ step: Step, _ reference: StepInput.Reference) -> Bool {
    switch reference {
    case .earlierLoad: step.load?["rate"] != nil
    case .earlierWait: catalogue.descriptions[step.kind]?.effect == .listen
    case .studyFixture, .patientFixture: false
    }
  }
}
