/// Goes over the names in steps and assertions: of inputs, of fixtures and of what was captured.
struct NameWalk {
  /// What may be a name.
  enum Name {
    /// A text, which may be the name of a fixture.
    case text(String)
    /// A name in double braces, `ct-chest.patient.name`.
    case reference(String)
  }

  private let found: (Name) -> Void

  /// What stands before the first dot of a name.
  static func first(of name: String) -> String {
    // Names are ASCII, so that bytes are enough to find the dot.
    name.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
  }

  /// Calls a function with each name in the order of the step or assertion.
  static func walk(_ step: Step, found: (Name) -> Void) {
    withoutActuallyEscaping(found) { NameWalk(found: $0).walk(step) }
  }

  /// The same of an assertion.
  static func walk(_ assertion: Assertion, found: (Name) -> Void) {
    withoutActuallyEscaping(found) { NameWalk(found: $0).walk(assertion) }
  }

  private func walk(_ step: Step) {
    for argument in step.inputs.values { walk(argument) }
    if let load = step.load { for argument in load.values { walk(argument) } }
    for repetition in [step.retry, step.hold] { if let repetition { walk(repetition.total) } }
    for assertion in step.expect { walk(assertion) }
    for capture in step.capture { walk(capture.path) }
  }

  private func walk(_ assertion: Assertion) {
    walk(assertion.path)
    switch assertion.predicate {
    case .compare(_, let value), .contains(let value), .containsAny(let value), .containsAll(let value),
      .startsWith(let value), .endsWith(let value), .isIn(let value), .sameSetAs(let value):
      walk(value)
    case .between(let low, let high):
      walk(low)
      walk(high)
    case .matches, .exists, .isAbsent, .isEmpty, .conformsTo: break
    }
  }

  private func walk(_ argument: Argument) {
    switch argument {
    case .value(.string(let text), _): found(.text(text))
    case .value: break
    case .template(let template, _, _): for name in template.names { found(.reference(name)) }
    case .list(let elements, _): for element in elements { walk(element) }
    case .record(let fields, _): for field in fields.values { walk(field) }
    }
  }

  private func walk(_ path: Path) {
    for segment in path.segments {
      switch segment {
      case .key(let value), .filter(_, let value): walk(value)
      default: break
      }
    }
  }

  private func walk(_ operand: Operand) {
    switch operand {
    case .value: break
    case .reference(let name): found(.reference(name))
    case .list(let elements): for element in elements { walk(element) }
    }
  }
}
