import JSONTree

/// Reads a StructureDefinition.
struct StructureDefinitionReading {
  private(set) var reader: DefinitionReader
  /// The definition; nil after an error that leaves nothing of it.
  private(set) var definition: StructureDefinition?
  /// The profile's name, for the rules read.
  private var name = ""

  /// Most elements of one definition.
  static let elementLimit = 4_000
  /// Most steps of an element's path.
  static let depthLimit = 24

  init(_ node: JSONNode, lines: LineIndex) {
    reader = DefinitionReader(lines: lines)
    read(node)
  }

  private mutating func read(_ node: JSONNode) {
    let url = reader.neededText("url", of: node)
    let type = reader.neededText("type", of: node)
    name = reader.text("name", of: node) ?? url ?? ""
    if let release = reader.text("fhirVersion", of: node), ![.r4, .r4b].contains(Release(version: release)) {
      reader.error(
        .release, "the profile is of FHIR \(release), and resources of R4 are judged", at: node["fhirVersion"] ?? node)
    }
    if let kind = reader.text("kind", of: node), !["resource", "complex-type"].contains(kind) {
      reader.error(.form, "a definition of the kind `\(kind)` is not judged", at: node["kind"] ?? node)
      return
    }
    guard let url, let type else { return }
    guard ElementRegistry.r4.structure(type) != nil, !type.contains(".") else {
      reader.error(.type, "FHIR R4 has no type `\(type)` that a profile can constrain", at: node["type"] ?? node)
      return
    }
    let base = reader.text("baseDefinition", of: node)
    let snapshot = node["snapshot"]
    guard let source = snapshot ?? node["differential"] else {
      reader.error(.form, "the definition has neither `snapshot` nor `differential`", at: node)
      return
    }
    let nodes = reader.objects("element", of: source)
    if nodes.count > Self.elementLimit {
      reader.error(
        .form, "the definition has \(nodes.count) elements; at most \(Self.elementLimit) are read", at: source)
    }
    var elements: [ElementRules] = []
    var latest: [ElementRules.Segment] = []
    for element in nodes.prefix(Self.elementLimit) {
      guard let rules = rules(element, type: type, latest: latest, isOwn: snapshot == nil, url: url) else { continue }
      latest = rules.segments
      elements.append(rules)
    }
    definition = StructureDefinition(
      url: Canonical(url).url, version: reader.text("version", of: node), name: name, type: type,
      base: base.map { Canonical($0).url }, isSnapshot: snapshot != nil, elements: elements, place: reader.place(node),
      basePlace: reader.place(node["baseDefinition"] ?? node))
  }

  private mutating func rules(
    _ node: JSONNode, type: String, latest: [ElementRules.Segment], isOwn: Bool, url: String
  ) -> ElementRules? {
    guard let path = reader.neededText("path", of: node) else { return nil }
    guard let segments = segments(node, path: path, type: type, latest: latest) else { return nil }
    var rules = ElementRules(
      segments: segments, origin: RuleOrigin(profile: name, place: reader.place(node)))
    rules.minimum = reader.count("min", of: node)
    if let text = reader.text("max", of: node) {
      if text == "*" {
        rules.maximum = .unbounded
      } else if let count = Int(text), (0...Int(Int32.max)).contains(count) {
        rules.maximum = .count(count)
      } else {
        reader.error(.form, "`max` must be a whole number or `*`", at: node["max"] ?? node)
      }
    }
    if let least = rules.minimum, case .count(let most)? = rules.maximum, least > most {
      reader.error(
        .cardinality, "`min` is \(least) and `max` is \(most): nothing can meet that", at: node["min"] ?? node)
    }
    rules.types = types(node)
    rules.maxLength = reader.count("maxLength", of: node)
    rules.isMustSupport = node["mustSupport"]?.value == .boolean(true)
    if node["slicing"] != nil { rules.slicing = slicing(node) }
    if let binding = node["binding"] { rules.binding = self.binding(binding) }
    for invariant in reader.objects("constraint", of: node) {
      let source = invariant["source"]?.text.map { Canonical($0) }
      // A snapshot repeats what FHIR's own definitions and data types demand; those are judged without a profile, or not.
      guard isOwn || source == nil || source?.url == Canonical(url).url || source?.baseType == nil else { continue }
      guard source != nil || isOwn || !Self.isCommonKey(invariant["key"]?.text) else { continue }
      rules.invariants.append(
        ElementRules.Invariant(
          key: reader.neededText("key", of: invariant) ?? "", isError: invariant["severity"]?.text != "warning",
          human: reader.text("human", of: invariant) ?? ""))
    }
    values(node, into: &rules)
    return rules
  }

  /// Keys of invariants that every element, extension or resource of FHIR has.
  private static func isCommonKey(_ key: String?) -> Bool {
    guard let key else { return false }
    return ["ele-1", "ext-1", "dom-2", "dom-3", "dom-4", "dom-5", "dom-6"].contains(key)
  }

  // MARK: Values

  private mutating func values(_ node: JSONNode, into rules: inout ElementRules) {
    guard case .object(let members) = node.value else { return }
    for member in members {
      if let type = Self.type(of: member.name, after: "fixed") {
        rules.fixed = member.value
        check(type, against: rules, member)
      } else if let type = Self.type(of: member.name, after: "pattern") {
        rules.pattern = member.value
        check(type, against: rules, member)
      } else if Self.type(of: member.name, after: "minValue") != nil
        || Self.type(of: member.name, after: "maxValue") != nil
      {
        rules.unjudged.append(member.name)
      }
    }
  }

  /// The type at the end of `fixedUri`; nil for other names.
  private static func type(of member: String, after prefix: String) -> String? {
    guard member.hasPrefix(prefix), let first = member.dropFirst(prefix.count).first, first.isUppercase else {
      return nil
    }
    let capital = String(member.dropFirst(prefix.count))
    let small = first.lowercased() + capital.dropFirst()
    return [capital, small].first { ElementRegistry.r4.isType($0) }
  }

  private mutating func check(_ type: String, against rules: ElementRules, _ member: JSONNode.Member) {
    if let types = rules.types, !types.isEmpty,
      !types.contains(where: { ElementRegistry.r4.isKind($0.code, of: type) || $0.code.contains("/") })
    {
      reader.error(
        .type, "`\(member.name)` gives \(type), and the element is \(types.map(\.code).joined(separator: " or "))",
        at: member.value)
    }
  }

  private mutating func types(_ node: JSONNode) -> [ElementRules.TypeRule]? {
    guard node["type"] != nil else { return nil }
    return reader.objects("type", of: node).compactMap { type in
      guard let code = reader.neededText("code", of: type) else { return nil }
      if !code.contains("/"), !ElementRegistry.r4.isType(code) {
        reader.error(.type, "FHIR R4 has no type `\(code)`", at: type["code"] ?? type)
      }
      return ElementRules.TypeRule(
        code: code, profiles: reader.texts("profile", of: type), targets: reader.texts("targetProfile", of: type))
    }
  }

  private mutating func binding(_ node: JSONNode) -> ElementDefinition.Binding? {
    let strength = reader.word("strength", of: node, as: ElementDefinition.Binding.Strength.self)
    let valueSet = reader.text("valueSet", of: node)
    guard let strength, let valueSet else {
      if strength == .required {
        reader.warning(.valueSet, "the binding is required and names no value set: it is not judged", at: node)
      }
      return nil
    }
    return ElementDefinition.Binding(strength: strength, valueSet: valueSet)
  }

  private mutating func slicing(_ node: JSONNode) -> Slicing? {
    guard let node = node["slicing"] else { return nil }
    var discriminators: [Discriminator] = []
    for form in reader.objects("discriminator", of: node) {
      guard let kind = reader.word("type", of: form, as: Discriminator.Kind.self),
        let path = reader.neededText("path", of: form)
      else { continue }
      discriminators.append(Discriminator(kind: kind, path: path))
    }
    return Slicing(
      discriminators: discriminators, rules: reader.word("rules", of: node, as: Slicing.Rules.self) ?? .open,
      isOrdered: node["ordered"]?.value == .boolean(true))
  }

  // MARK: Paths

  /// The path in steps, with slices: from `id` where there is one, else slices are those of the elements before.
  private mutating func segments(
    _ node: JSONNode, path: String, type: String, latest: [ElementRules.Segment]
  ) -> [ElementRules.Segment]? {
    let names = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.first == type, names.count <= Self.depthLimit + 1 else {
      reader.error(
        .unknownElement, "the path `\(path)` does not begin with `\(type)`, or has more than \(Self.depthLimit) steps",
        at: node["path"] ?? node)
      return nil
    }
    var segments = names.dropFirst().map { ElementRules.Segment(name: Self.bare($0), slice: nil) }
    if let id = node["id"]?.text {
      let parts = id.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
      if parts.count == segments.count {
        for (index, part) in parts.enumerated() {
          let halves = part.split(separator: ":", maxSplits: 1).map(String.init)
          if halves.count == 2 { segments[index].slice = halves[1] }
        }
      }
    } else {
      for index in segments.indices {
        guard latest.indices.contains(index), latest[index].name == segments[index].name,
          index < segments.count - 1
        else { break }
        segments[index].slice = latest[index].slice
      }
    }
    if let slice = reader.text("sliceName", of: node), let last = segments.indices.last {
      if let named = segments[last].slice, named != slice {
        reader.error(
          .slicing, "the slice is `\(slice)` by `sliceName` and `\(named)` by `id`", at: node["sliceName"] ?? node)
      }
      segments[last].slice = slice
    }
    return segments
  }

  private static func bare(_ name: String) -> String { name.hasSuffix("[x]") ? String(name.dropLast(3)) : name }
}
