/// An element as a profile sees it, with all that its definition and those that it is based on demand.
struct ProfileNode: Hashable, Sendable {
  /// Name of the element without `[x]`, or of the slice.
  let name: String
  /// What is demanded of it, the base's first.
  private(set) var rules: [ElementRules] = []
  /// Elements within it.
  private(set) var children: [ProfileNode] = []
  /// Its slices.
  private(set) var slices: [ProfileNode] = []

  init(name: String) { self.name = name }

  /// Puts rules at their place.
  mutating func insert(_ rules: ElementRules) { insert(rules, at: rules.segments[...]) }

  /// Puts rules that only tell types at their place, where nothing tells them yet.
  mutating func insertTypes(_ rules: ElementRules) {
    guard node(at: rules.segments[...])?.types == nil else { return }
    insert(rules)
  }

  private func node(at segments: ArraySlice<ElementRules.Segment>) -> ProfileNode? {
    guard let first = segments.first else { return self }
    guard let child = child(first.name) else { return nil }
    guard let slice = first.slice else { return child.node(at: segments.dropFirst()) }
    return child.slices.first { $0.name == slice }?.node(at: segments.dropFirst())
  }

  private mutating func insert(_ rules: ElementRules, at segments: ArraySlice<ElementRules.Segment>) {
    guard let first = segments.first else {
      self.rules.append(rules)
      return
    }
    let child = Self.index(of: first.name, in: &children)
    guard let slice = first.slice else {
      children[child].insert(rules, at: segments.dropFirst())
      return
    }
    let index = Self.index(of: slice, in: &children[child].slices)
    children[child].slices[index].insert(rules, at: segments.dropFirst())
  }

  private static func index(of name: String, in nodes: inout [ProfileNode]) -> Int {
    if let index = nodes.firstIndex(where: { $0.name == name }) { return index }
    nodes.append(ProfileNode(name: name))
    return nodes.count - 1
  }

  /// An element within it.
  func child(_ name: String) -> ProfileNode? { children.first { $0.name == name } }

  // MARK: What its rules come to

  /// The strictest least number of occurrences, and who demands it.
  var minimum: (count: Int, origin: RuleOrigin)? {
    var found: (count: Int, origin: RuleOrigin)?
    for rule in rules {
      if let count = rule.minimum, count > found?.count ?? 0 { found = (count, rule.origin) }
    }
    return found
  }

  /// The strictest largest number of occurrences, and who demands it; nil for any number.
  var maximum: (count: Int, origin: RuleOrigin)? {
    var found: (count: Int, origin: RuleOrigin)?
    for rule in rules {
      if case .count(let count)? = rule.maximum, count < found?.count ?? Int.max { found = (count, rule.origin) }
    }
    return found
  }

  /// The types of the last rule that gives them: a profile narrows those of its base.
  var types: (list: [ElementRules.TypeRule], origin: RuleOrigin)? {
    rules.last { $0.types?.isEmpty == false }.flatMap { rule in rule.types.map { ($0, rule.origin) } }
  }

  /// How its repetitions are told apart, and who says so.
  var slicing: (slicing: Slicing, origin: RuleOrigin)? {
    rules.last { $0.slicing != nil }.flatMap { rule in rule.slicing.map { ($0, rule.origin) } }
  }

  /// How its repetitions are told apart; nil where neither the profile nor FHIR says.
  var effectiveSlicing: Slicing? {
    if let slicing { return slicing.slicing }
    if name == "extension" || name == "modifierExtension" { return .ofExtensions }
    // Slices of a choice that say of which type they are.
    return slices.allSatisfy { $0.types != nil } && slices.allSatisfy { $0.name.hasPrefix(name) } ? .ofChoice : nil
  }

  /// Where the first rule on it, or on anything within it, stands.
  var firstOrigin: RuleOrigin? {
    rules.first?.origin ?? (slices + children).lazy.compactMap(\.firstOrigin).first
  }

  /// Whether systems must support it.
  var isMustSupport: Bool { rules.contains { $0.isMustSupport } }
}
