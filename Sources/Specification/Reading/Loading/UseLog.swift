/// What the requirements of a load refer to. A class, because readers of many small parts write into the same one; of files
/// that are read side by side each has its own.
final class UseLog {
  /// What was referred to so far.
  var used = UsedNames()
}

/// What requirements refer to: the linter tells what nobody does.
struct UsedNames: Sendable {
  var sources: Set<String> = []
  var roles: Set<String> = []
  var fixtures: Set<String> = []
  var inputs: Set<String> = []
  var procedures: Set<String> = []
  /// Fixtures whose names or fields the steps of a requirement use, beside what it lists.
  private(set) var names: Set<String> = []

  /// Takes what others refer to.
  mutating func formUnion(_ others: UsedNames) {
    sources.formUnion(others.sources)
    roles.formUnion(others.roles)
    fixtures.formUnion(others.fixtures)
    inputs.formUnion(others.inputs)
    procedures.formUnion(others.procedures)
    names.formUnion(others.names)
  }

  /// Notes the names in a step.
  mutating func note(_ step: Step) {
    for argument in step.inputs.values { note(argument) }
    for argument in step.load?.values.map(\.self) ?? [] { note(argument) }
    for repetition in [step.retry, step.hold] { if let repetition { note(repetition.total) } }
    for assertion in step.expect { note(assertion) }
    for capture in step.capture { note(capture.path) }
  }

  /// Notes the names in an assertion.
  mutating func note(_ assertion: Assertion) {
    note(assertion.path)
    switch assertion.predicate {
    case .compare(_, let value), .contains(let value), .containsAny(let value), .containsAll(let value),
      .startsWith(let value), .endsWith(let value), .isIn(let value), .sameSetAs(let value):
      note(value)
    case .between(let low, let high):
      note(low)
      note(high)
    case .matches, .exists, .isAbsent, .isEmpty, .conformsTo: break
    }
  }

  private mutating func note(_ argument: Argument) {
    switch argument {
    case .value(.string(let text), _): names.insert(text)
    case .value: break
    case .template(let template, _, _): for name in template.names { note(name) }
    case .list(let elements, _): for element in elements { note(element) }
    case .record(let fields, _): for field in fields.values { note(field) }
    }
  }

  private mutating func note(_ path: Path) {
    for segment in path.segments {
      switch segment {
      case .key(let value), .filter(_, let value): note(value)
      default: break
      }
    }
  }

  private mutating func note(_ operand: Operand) {
    switch operand {
    case .value: break
    case .reference(let name): note(name)
    case .list(let elements): for element in elements { note(element) }
    }
  }

  private mutating func note(_ name: String) {
    // Names are ASCII, so that bytes are enough to find the dot.
    let first = name.utf8.firstIndex(of: UInt8(ascii: ".")).map { String(name[..<$0]) } ?? name
    names.insert(first)
    inputs.insert(first)
  }
}
