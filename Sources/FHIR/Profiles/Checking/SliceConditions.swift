import JSONTree

/// What tells a slice's values from others, taken from the profile by its discriminators.
struct SliceConditions {
  /// The slice.
  let slice: ProfileNode
  /// All of which a value of the slice meets.
  private(set) var conditions: [Condition] = []
  /// Why the slice can't be told; nil where it can.
  private(set) var problem: String?

  /// One thing that a value of the slice meets.
  enum Condition {
    /// Some value there is, or holds, what the profile gives.
    case value([Discriminator.Step], JSONNode, isExact: Bool)
    /// Some text there is this one.
    case text([Discriminator.Step], String)
    /// Some code there is of the value set.
    case code([Discriminator.Step], String)
    /// Whether there is a value.
    case presence([Discriminator.Step], Bool)
    /// Some value there is of one of the types.
    case type([Discriminator.Step], [String])
  }

  /// Whether a value is of a slice.
  enum Match: Hashable {
    case yes
    case no
    case unknown(String)
  }

  private let rules: ProfileRules

  init(_ slice: ProfileNode, slicing: Slicing, rules: ProfileRules) {
    self.slice = slice
    self.rules = rules
    guard slice.name != Self.standard else { return }
    if slice.name.contains("/") {
      problem = "slices within slices are not told apart"
    } else if slicing.discriminators.isEmpty {
      problem = "the slicing has no discriminator"
    }
    for discriminator in slicing.discriminators where problem == nil { add(discriminator) }
  }

  /// The name of the slice for what is in no other.
  static let standard = "@default"

  private mutating func add(_ discriminator: Discriminator) {
    guard let steps = discriminator.steps else {
      problem = "the discriminator's path `\(discriminator.path)` is not read"
      return
    }
    if steps.contains(.resolve) {
      problem = "the discriminator's path `\(discriminator.path)` leads to another resource"
      return
    }
    let before = conditions.count
    switch discriminator.kind {
    case .value, .pattern: addValues(steps)
    case .exists: addPresence(steps)
    case .type: addTypes(steps)
    case .profile:
      problem = "the discriminator is a profile"
      return
    }
    if conditions.count == before {
      problem = "the slice says nothing of `\(discriminator.path)` that tells it from others"
    }
  }

  // MARK: From the profile

  private mutating func addValues(_ steps: [Discriminator.Step]) {
    var nodes = expanded([slice])
    if steps == [.element("url")], let url = Self.onlyProfile(of: slice) { conditions.append(.text(steps, url)) }
    for index in 0...steps.count {
      let rest = steps[index...]
      for rule in nodes.flatMap(\.rules) {
        for (wanted, isExact) in [(rule.fixed, true), (rule.pattern, false)] {
          guard let wanted else { continue }
          for part in Located.select(Located(node: wanted, type: nil), rest) {
            conditions.append(.value(steps, part.node, isExact: isExact && rest.isEmpty))
          }
        }
      }
      guard index < steps.count else { break }
      nodes = expanded(Self.next(nodes, steps[index]))
    }
    guard conditions.isEmpty else { return }
    for rule in nodes.flatMap(\.rules) {
      if let binding = rule.binding, binding.strength == .required { conditions.append(.code(steps, binding.valueSet)) }
    }
  }

  private mutating func addPresence(_ steps: [Discriminator.Step]) {
    for node in target(steps) {
      if node.minimum != nil {
        conditions.append(.presence(steps, true))
      } else if node.maximum?.count == 0 {
        conditions.append(.presence(steps, false))
      }
    }
  }

  private mutating func addTypes(_ steps: [Discriminator.Step]) {
    for node in target(steps) {
      if let types = node.types { conditions.append(.type(steps, types.list.map(\.code))) }
    }
  }

  private func target(_ steps: [Discriminator.Step]) -> [ProfileNode] {
    var nodes = expanded([slice])
    for step in steps { nodes = expanded(Self.next(nodes, step)) }
    return nodes
  }

  /// Nodes, and what the one profile of their type demands.
  private func expanded(_ nodes: [ProfileNode]) -> [ProfileNode] {
    nodes + nodes.compactMap { node in Self.onlyProfile(of: node).flatMap { rules.profiles[$0]?.root } }
  }

  private static func next(_ nodes: [ProfileNode], _ step: Discriminator.Step) -> [ProfileNode] {
    switch step {
    case .element(let name):
      // What every value has to hold also comes from slices of the element that must be there.
      return nodes.compactMap { $0.child(name) }.flatMap { [$0] + $0.slices.filter { $0.minimum != nil } }
    case .withURL(let url):
      return nodes.compactMap { $0.child("extension") }.flatMap(\.slices).filter { slice in
        onlyProfile(of: slice) == url || slice.child("url")?.rules.contains { $0.fixed?.text == url } == true
      }
    case .ofType, .resolve: return nodes
    }
  }

  /// The profile that the only type of a node names.
  private static func onlyProfile(of node: ProfileNode) -> String? {
    guard let types = node.types?.list, types.count == 1, types[0].profiles.count == 1 else { return nil }
    return Canonical(types[0].profiles[0]).url
  }

  // MARK: Against a value

  /// Whether a value is of the slice.
  func match(_ instance: Instance) -> Match {
    if let problem { return .unknown(problem) }
    var result = Match.yes
    for condition in conditions {
      switch meets(instance, condition) {
      case .yes: continue
      case .no: return .no
      case .unknown(let why): result = .unknown(why)
      }
    }
    return result
  }

  private func meets(_ instance: Instance, _ condition: Condition) -> Match {
    func located(_ steps: [Discriminator.Step]) -> [Located] {
      guard let value = instance.value else { return [] }
      let type = instance.kind.name == "Resource" ? value["resourceType"]?.text : instance.kind.name
      return Located.select(Located(node: value, type: type), steps[...])
    }
    switch condition {
    case .value(let steps, let wanted, let isExact):
      let isThere = located(steps).contains {
        isExact ? ValueMatching.isSame($0.node, wanted) : ValueMatching.holds($0.node, wanted)
      }
      return isThere ? .yes : .no
    case .text(let steps, let text): return located(steps).contains { $0.node.text == text } ? .yes : .no
    case .presence(let steps, let isWanted): return located(steps).isEmpty != isWanted ? .yes : .no
    case .type(let steps, let types):
      var result = Match.no
      for value in located(steps) {
        guard let type = value.type else {
          result = .unknown("the type of a value can't be told")
          continue
        }
        if types.contains(where: { ElementRegistry.r4.isKind(type, of: $0) }) { return .yes }
      }
      return result
    case .code(let steps, let valueSet):
      var result = Match.no
      for code in located(steps).flatMap({ CodedValue.all(in: $0.node) }) {
        guard let text = code.code else { continue }
        switch rules.terminology.membership(system: code.system, code: text, in: valueSet) {
        case .yes: return .yes
        case .no: continue
        case .unknown(let why): result = .unknown(why)
        }
      }
      return result
    }
  }
}
