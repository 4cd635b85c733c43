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
  /// Texts that may be names of fixtures, and names in double braces with what stands before their dots: of a fixture, or of an
  /// input.
  private var texts: Set<String> = []
  private var referred: Set<String> = []

  /// Whether steps use a name or its fields.
  func names(_ name: String) -> Bool { texts.contains(name) || referred.contains(name) }

  /// Whether an input is used.
  func usesInput(_ name: String) -> Bool { inputs.contains(name) || referred.contains(name) }

  /// Takes what others refer to.
  mutating func formUnion(_ others: UsedNames) {
    sources.formUnion(others.sources)
    roles.formUnion(others.roles)
    fixtures.formUnion(others.fixtures)
    inputs.formUnion(others.inputs)
    procedures.formUnion(others.procedures)
    texts.formUnion(others.texts)
    referred.formUnion(others.referred)
  }

  /// Notes the names in a step.
  mutating func note(_ step: Step) { NameWalk.walk(step) { note($0) } }

  /// Notes the names in an assertion.
  mutating func note(_ assertion: Assertion) { NameWalk.walk(assertion) { note($0) } }

  private mutating func note(_ name: NameWalk.Name) {
    switch name {
    case .text(let text): if ScalarRule.isIdentifier(text) { texts.insert(text) }
    case .reference(let name): referred.insert(NameWalk.first(of: name))
    }
  }
}
