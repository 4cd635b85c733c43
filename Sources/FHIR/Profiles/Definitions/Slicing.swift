/// How the repetitions of an element are told apart (FHIR R4 §5.1.0.14).
struct Slicing: Hashable, Sendable {
  var discriminators: [Discriminator]
  var rules: Rules
  var isOrdered: Bool

  /// What may stand beside the slices.
  enum Rules: String, Hashable, Sendable {
    case open
    case closed
    case openAtEnd
  }

  /// Slices of extensions are told apart by their URL, whether or not a profile says so.
  static let ofExtensions = Slicing(
    discriminators: [Discriminator(kind: .value, path: "url")], rules: .open, isOrdered: false)

  /// Slices of a choice are told apart by their type.
  static let ofChoice = Slicing(
    discriminators: [Discriminator(kind: .type, path: "$this")], rules: .open, isOrdered: false)
}

/// What tells one slice from another (FHIR R4 §5.1.0.14.1).
struct Discriminator: Hashable, Sendable {
  var kind: Kind
  /// The path as written.
  var path: String
  /// The path in steps; nil where it is outside the subset that is read.
  var steps: [Step]?

  /// What is looked at.
  enum Kind: String, Hashable, Sendable {
    case value
    case exists
    case pattern
    case type
    case profile
  }

  /// One step of the restricted FHIRPath of discriminators.
  enum Step: Hashable, Sendable {
    /// A child by name.
    case element(String)
    /// `extension('url')`
    case withURL(String)
    /// `ofType(Coding)`
    case ofType(String)
    /// `resolve()`
    case resolve
  }

  init(kind: Kind, path: String) {
    self.kind = kind
    self.path = path
    steps = Self.steps(of: path)
  }

  /// Most steps of a path.
  private static let limit = 16

  private static func steps(of path: String) -> [Step]? {
    if path == "$this" { return [] }
    var steps: [Step] = []
    var rest = path[...]
    while steps.count < limit {
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
      guard !name.isEmpty || rest.hasPrefix("$this") else { return nil }
      rest = rest.dropFirst(name.count)
      if rest.hasPrefix("$this") {
        rest = rest.dropFirst(5)
      } else if rest.first == "(" {
        guard let end = rest.firstIndex(of: ")"),
          let step = function(name, rest[rest.index(after: rest.startIndex)..<end])
        else { return nil }
        steps.append(step)
        rest = rest[rest.index(after: end)...]
      } else {
        steps.append(.element(String(name)))
      }
      if rest.isEmpty { return steps }
      guard rest.first == "." else { return nil }
      rest = rest.dropFirst()
    }
    return nil
  }

  private static func function(_ name: Substring, _ argument: Substring) -> Step? {
    switch name {
    case "extension":
      let url = argument.dropFirst().dropLast()
      let isQuoted = argument.count > 2 && ["'", "\""].contains(argument.first) && argument.first == argument.last
      return isQuoted ? .withURL(String(url)) : nil
    case "ofType": return argument.isEmpty ? nil : .ofType(String(argument.split(separator: ".").last ?? argument))
    case "resolve": return argument.isEmpty ? .resolve : nil
    default: return nil
    }
  }
}
