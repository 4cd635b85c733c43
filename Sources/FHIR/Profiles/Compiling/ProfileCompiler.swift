/// Puts a profile on top of those that it is based on, and gathers what its elements lead to.
struct ProfileCompiler {
  private let definitions: [String: StructureDefinition]
  private let terminology: Terminology
  /// What reading found, by URL.
  private let known: [String: [ProfileFault]]
  private var compiled: [String: CompiledProfile] = [:]
  private(set) var faults: [ProfileFault] = []

  /// Most definitions that are based on each other, and most that one profile leads to.
  private static let chainLimit = 16
  private static let profileLimit = 500

  init(definitions: [String: StructureDefinition], terminology: Terminology, known: [String: [ProfileFault]]) {
    self.definitions = definitions
    self.terminology = terminology
    self.known = known
  }

  /// The rules of a profile; nil where it, or its base, can't be used.
  mutating func rules(of url: String) -> ProfileRules? {
    guard let main = profile(url, chain: []) else { return nil }
    var waiting = [url]
    var reached: Set<String> = [url]
    var terms: Set<String> = []
    while let next = waiting.popLast() {
      guard let profile = self.profile(next, chain: []) else { continue }
      var uses = ProfileUses()
      uses.visit(profile.root)
      for (other, origin) in uses.profiles {
        guard reached.count < Self.profileLimit, reached.insert(other).inserted else { continue }
        if definitions[other] != nil {
          waiting.append(other)
        } else if Canonical(other).baseType == nil, other != Canonical.simpleQuantity {
          faults.append(
            ProfileFault(
              .warning, .missingProfile, "the profile \(other) is not among the files: what it demands is not judged",
              at: origin.place))
        }
      }
      for (valueSet, origin) in uses.valueSets where terms.insert(valueSet).inserted {
        if terminology.valueSet(valueSet) == nil {
          faults.append(
            ProfileFault(
              .warning, .valueSet, "the value set \(valueSet) is not among the files: the binding is not judged",
              hint: "add a file with its ValueSet", at: origin.place))
        } else {
          faults += known[Canonical(valueSet).url] ?? []
        }
      }
    }
    let all = compiled.filter { reached.contains($0.key) }
    let rules = ProfileRules(main: main, profiles: all, terminology: terminology)
    for url in all.keys.sorted() {
      guard let profile = all[url] else { continue }
      var audit = JudgeabilityAudit(rules: rules)
      audit.visit(profile.root, path: profile.type)
      faults += audit.faults
    }
    return rules
  }

  /// A profile on top of its base; nil after an error.
  private mutating func profile(_ url: String, chain: [String]) -> CompiledProfile? {
    if let done = compiled[url] { return done }
    guard let definition = definitions[url] else { return nil }
    faults += known[url] ?? []
    guard chain.count < Self.chainLimit, !chain.contains(url) else {
      faults.append(
        ProfileFault(
          .error, .baseChain,
          "the definition is based on itself, or on more than \(Self.chainLimit) others", at: definition.basePlace))
      return nil
    }
    guard var root = base(of: definition, chain: chain + [url]) else { return nil }
    for rules in definition.elements { insert(rules, of: definition, into: &root) }
    let profile = CompiledProfile(
      url: url, name: definition.name, type: definition.type,
      origin: RuleOrigin(profile: definition.name, place: definition.place), root: root)
    compiled[url] = profile
    return profile
  }

  /// What the base demands beyond FHIR R4.
  private mutating func base(of definition: StructureDefinition, chain: [String]) -> ProfileNode? {
    let empty = ProfileNode(name: definition.type)
    guard let url = definition.base, !definition.isSnapshot else { return empty }
    if definitions[url] != nil {
      guard let base = profile(url, chain: chain) else {
        if compiled[url] == nil, !faults.contains(where: { $0.rule == .baseChain }) {
          faults.append(
            ProfileFault(.error, .unknownBase, "the base \(url) can't be used", at: definition.basePlace))
        }
        return nil
      }
      if base.type == definition.type { return base.root }
      faults.append(
        ProfileFault(
          .error, .unknownBase, "the base is a profile of \(base.type), and this one of \(definition.type)",
          at: definition.basePlace))
      return nil
    }
    guard let type = Canonical(url).baseType else {
      faults.append(
        ProfileFault(
          .error, .unknownBase, "the base \(url) is neither among the files nor a type of FHIR R4",
          hint: "add a file with its StructureDefinition, or give the snapshot", at: definition.basePlace))
      return nil
    }
    guard ElementRegistry.r4.isKind(definition.type, of: type) else {
      faults.append(
        ProfileFault(
          .error, .unknownBase, "the base is \(type), and the profile one of \(definition.type)",
          at: definition.basePlace))
      return nil
    }
    return empty
  }

  // MARK: Elements

  /// Holds the path against the type and inserts the rules.
  private mutating func insert(_ rules: ElementRules, of definition: StructureDefinition, into root: inout ProfileNode)
  {
    var rules = rules
    var types: Set<String> = [definition.type]
    for index in rules.segments.indices {
      // What is within a resource of any type, or behind FHIRPath's own types, is not known.
      guard !types.isEmpty, !types.contains("Resource"), !types.contains("DomainResource") || index == 0 else { break }
      let name = rules.segments[index].name
      if let elements = Self.elements(name, of: types) {
        types = Set(elements.flatMap { $0.kinds.map(\.name) })
        if let slice = rules.segments[index].slice, let kind = Self.kind(slice, among: elements) {
          sliceOfChoice(kind, upTo: index, of: &rules, in: &root)
        }
      } else if let (element, kind) = Self.choice(name, of: types) {
        // `valueQuantity` for the element `value[x]` of the type Quantity.
        rules.segments[index] = ElementRules.Segment(name: element, slice: rules.segments[index].slice ?? name)
        sliceOfChoice(kind, upTo: index, of: &rules, in: &root)
        types = [kind]
      } else {
        let known = types.sorted().flatMap { ElementRegistry.r4.elements(of: $0).map(\.name) }
        faults.append(
          ProfileFault(
            .error, .unknownElement, "FHIR R4 has no element `\(name)` in \(types.sorted().joined(separator: " or "))",
            hint: known.isEmpty ? nil : "its elements are \(known.prefix(24).joined(separator: ", "))",
            at: rules.origin.place))
        return
      }
    }
    root.insert(rules)
  }

  /// The name of a choice's slice tells its type, whether or not the profile repeats it.
  private func sliceOfChoice(
    _ kind: String, upTo index: Int, of rules: inout ElementRules, in root: inout ProfileNode
  ) {
    let types = [ElementRules.TypeRule(code: kind, profiles: [], targets: [])]
    guard index < rules.segments.count - 1 else {
      rules.types = rules.types ?? types
      return
    }
    var slice = ElementRules(segments: Array(rules.segments[...index]), origin: rules.origin)
    slice.types = types
    root.insertTypes(slice)
  }

  /// The type that a slice's name tells: `valueQuantity` among the types of `value[x]`.
  private static func kind(_ slice: String, among elements: [ElementDefinition]) -> String? {
    for element in elements where element.isChoice {
      if let kind = element.kinds.first(where: { element.memberName(for: $0.name) == slice }) { return kind.name }
    }
    return nil
  }

  private static func elements(_ name: String, of types: Set<String>) -> [ElementDefinition]? {
    let found = types.compactMap { ElementRegistry.r4.element(name, of: $0) }
    return found.isEmpty ? nil : found
  }

  private static func choice(_ member: String, of types: Set<String>) -> (element: String, kind: String)? {
    for type in types.sorted() {
      for element in ElementRegistry.r4.elements(of: type) where element.isChoice {
        if let kind = element.kinds.first(where: { element.memberName(for: $0.name) == member }) {
          return (element.name, kind.name)
        }
      }
    }
    return nil
  }
}

/// What the elements of a profile lead to.
struct ProfileUses {
  /// Profiles of types, with who names them.
  private(set) var profiles: [(url: String, origin: RuleOrigin)] = []
  /// Value sets of required bindings.
  private(set) var valueSets: [(url: String, origin: RuleOrigin)] = []

  mutating func visit(_ node: ProfileNode) {
    for rule in node.rules {
      for type in rule.types ?? [] { profiles += type.profiles.map { (Canonical($0).url, rule.origin) } }
      if let binding = rule.binding, binding.strength == .required { valueSets.append((binding.valueSet, rule.origin)) }
    }
    for child in node.children + node.slices { visit(child) }
  }
}
