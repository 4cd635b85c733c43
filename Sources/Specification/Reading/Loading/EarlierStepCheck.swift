/// Holds the names of earlier steps that a step gives under `with` against the steps above it.
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
        guard let step = steps.last(where: { $0.id == name }) else {
          log.unknown(
            ReadingRule.unknownEarlierStep, "earlier step", name, at: span, among: steps.map(\.id),
            otherwise: "`\(input.name)` names a step that stands above, by its `id`")
          continue
        }
        guard !fits(step, reference) else { continue }
        log.error(
          ReadingRule.earlierStepKind, at: span, "`\(name)` is not an \(reference.rawValue)",
          hint: "`\(input.name)`: \(input.meaning)")
      }
    }
  }

  /// Puts a prefix before the names of earlier steps: in a call, the steps of a procedure have the call's.
  static func prefix(_ arguments: inout [String: Argument], of description: StepDescription, with prefix: String) {
    for input in description.inputs {
      guard let reference = input.refersTo, references.contains(reference), let argument = arguments[input.name] else {
        continue
      }
      arguments[input.name] = prefixed(argument, with: prefix)
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
