import JSONTree

extension ConformityCheck {
  /// One occurrence of an element: its type, its format, its codes, and what profiles demand of it.
  mutating func value(_ instance: Instance, element: ElementDefinition, nodes: [ProfileNode]) {
    guard spend(at: instance.path) else { return }
    let kind = instance.kind.name
    var all = nodes
    for node in nodes {
      demands(of: node, on: instance)
      typeProfiles(of: node, on: instance, into: &all)
    }
    if ElementRegistry.primitives.contains(kind) {
      primitive(instance, nodes: all)
    } else if let value = instance.value, case .object = value.value {
      if kind == "Resource" || ElementRegistry.r4.isResource(kind) {
        resource(value, nodes: all, path: instance.path, isContained: element.name == "contained")
      } else {
        object(value, type: kind, nodes: all, path: instance.path)
        if kind == "Reference" {
          reference(value, targets: instance.kind.targets, instance, by: nil)
        }
      }
    } else {
      find(.type, "\(kind) is wanted, and there is \(instance.shown)", at: instance.path, offset: instance.offset)
    }
    if let binding = element.binding, binding.strength == .required, RequiredCodes.r4.valueSets[binding.valueSet] != nil
    {
      codes(of: instance, binding: binding, by: nil)
    }
  }

  // MARK: Primitives

  private mutating func primitive(_ instance: Instance, nodes: [ProfileNode]) {
    if let value = instance.value {
      if let problem = PrimitiveFormat.problem(value.value, of: instance.kind.name) {
        find(.format, "\(instance.shown) is \(problem)", at: instance.path, offset: value.offset)
      }
      if ["uri", "url", "canonical"].contains(instance.kind.name) { note(reference: value.text) }
    } else if instance.companion == nil {
      find(.format, "null, with nothing beside it", at: instance.path, offset: instance.offset)
    }
    guard let type = type("Element") else { return }
    guard let companion = instance.companion else {
      let groups = Array(repeating: [Instance](), count: type.elements.count)
      children(type, groups, nodes: nodes.filter { !$0.children.isEmpty }, path: instance.path, offset: instance.offset)
      return
    }
    guard case .object = companion.value else {
      find(
        .type, "id and extensions are wanted beside it, and there is \(Instance.shown(companion))", at: instance.path,
        offset: companion.offset)
      return
    }
    object(companion, type: "Element", nodes: nodes, path: instance.path)
  }

  // MARK: What a profile demands

  private mutating func demands(of node: ProfileNode, on instance: Instance) {
    if let (types, origin) = node.types { type(of: instance, among: types, by: origin) }
    for rule in node.rules {
      if let wanted = rule.fixed, let value = instance.value, !ValueMatching.isSame(value, wanted) {
        find(
          .fixed, "\(instance.shown), and it must be \(Instance.shown(wanted))", at: instance.path,
          offset: instance.offset, by: rule.origin)
      }
      if let pattern = rule.pattern, let value = instance.value, !ValueMatching.holds(value, pattern) {
        find(
          .pattern, "\(instance.shown), and it must hold \(Instance.shown(pattern))", at: instance.path,
          offset: instance.offset, by: rule.origin)
      }
      if instance.value == nil, rule.fixed != nil || rule.pattern != nil {
        find(
          .fixed, "it has no value, and a certain one is wanted", at: instance.path, offset: instance.offset,
          by: rule.origin)
      }
      if let most = rule.maxLength, let text = instance.value?.text, text.unicodeScalars.count > most {
        find(
          .length, "\(text.unicodeScalars.count) characters, and at most \(most) may be", at: instance.path,
          offset: instance.offset, by: rule.origin)
      }
      if let binding = rule.binding { codes(of: instance, binding: binding, by: rule.origin) }
      for invariant in rule.invariants {
        leave(
          "the invariant \(invariant.key) is not judged: \(invariant.human)", at: instance.path, by: rule.origin,
          isDecisive: invariant.isError)
      }
      for name in rule.unjudged { leave("`\(name)` is not judged", at: instance.path, by: rule.origin) }
    }
  }

  private mutating func type(of instance: Instance, among types: [ElementRules.TypeRule], by origin: RuleOrigin) {
    let kind = instance.kind.name
    let codes = types.map(\.code)
    // FHIRPath's own types, groups of elements and resources have no type that a profile could narrow here.
    guard !kind.contains("."), kind != "Resource", !codes.contains(where: { $0.contains("/") }) else { return }
    guard let rule = types.first(where: { ElementRegistry.r4.isKind(kind, of: $0.code) }) else {
      find(
        .type, "\(kind) is there, and it must be \(codes.joined(separator: " or "))", at: instance.path,
        offset: instance.offset, by: origin)
      return
    }
    guard kind == "Reference", !rule.targets.isEmpty, let value = instance.value else { return }
    var targets: [String] = []
    for target in rule.targets {
      guard let type = Canonical(target).baseType ?? profile(target)?.type else {
        leave(
          "whether the reference leads to \(target) is not judged", at: instance.path, by: origin, isDecisive: false)
        return
      }
      targets.append(type)
    }
    reference(value, targets: targets, instance, by: origin)
  }

  /// Adds what the profiles of a type demand; where there are several, the value must meet one of them.
  private mutating func typeProfiles(of node: ProfileNode, on instance: Instance, into nodes: inout [ProfileNode]) {
    let kind = instance.kind.name
    guard let (types, origin) = node.types, let value = instance.value,
      let rule = types.first(where: { ElementRegistry.r4.isKind(kind, of: $0.code) || kind == "Resource" }),
      kind != "Resource" || types.count == 1
    else { return }
    let wanted = rule.profiles.map { Canonical($0).url }.filter { Canonical($0).baseType == nil }
    if wanted == [Canonical.simpleQuantity] {
      guard let comparator = value["comparator"] else { return }
      find(
        .maximum, Self.many(1, 0), at: "\(instance.path).comparator", offset: comparator.offset, by: origin)
      return
    }
    guard !wanted.isEmpty else { return }
    let known = wanted.compactMap { profile($0) }
    guard known.count == wanted.count else {
      leave(
        "the profile \(wanted.first { profile($0) == nil } ?? "") is not among the files", at: instance.path, by: origin
      )
      return
    }
    // The type of a resource is told by itself.
    let fitting = kind == "Resource" ? known.filter { $0.type == value["resourceType"]?.text } : known
    if known.count == 1, let only = fitting.first {
      nodes.append(only.root)
      return
    }
    for candidate in fitting {
      let outcome = trial { check in
        if kind == "Resource" {
          check.resource(value, nodes: [candidate.root], path: instance.path, isContained: true)
        } else {
          check.object(value, type: kind, nodes: [candidate.root], path: instance.path)
        }
      }
      if outcome.hasNoFindings {
        report.take(outcome)
        return
      }
    }
    find(
      .type,
      "it does not meet \(known.count > 1 ? "any of the profiles" : "the profile") \(known.map(\.name).joined(separator: ", "))",
      at: instance.path,
      offset: instance.offset, by: origin)
  }

  // MARK: Codes

  private mutating func codes(of instance: Instance, binding: ElementDefinition.Binding, by origin: RuleOrigin?) {
    guard binding.strength == .required || binding.strength == .extensible, let value = instance.value else { return }
    let found = CodedValue.all(in: value).filter { $0.code != nil }
    let isRequired = binding.strength == .required
    let set = Canonical(binding.valueSet).url
    guard !found.isEmpty else {
      if isRequired {
        find(
          .binding, "\(instance.shown) gives no code, and one of \(set) must be", at: instance.path,
          offset: instance.offset, by: origin)
      }
      return
    }
    guard isRequired || terminology.valueSet(binding.valueSet) != nil else { return }
    var doubt: String?
    for coded in found {
      switch terminology.membership(system: coded.system, code: coded.code ?? "", in: binding.valueSet) {
      case .yes: return
      case .no: continue
      case .unknown(let why): doubt = why
      }
    }
    let shown = found.prefix(3).map(\.shown).joined(separator: ", ")
    if let doubt {
      leave("the binding to \(set) is not judged: \(doubt)", at: instance.path, by: origin, isDecisive: isRequired)
    } else if isRequired {
      find(.binding, "\(shown) is not of \(set)", at: instance.path, offset: instance.offset, by: origin)
    } else {
      report.add(
        remark:
          "\(instance.path): \(shown) is not of \(set), which the profile extends only where it has no fitting code")
    }
  }

  // MARK: References

  /// Whether a reference leads to a resource of one of the types, as far as its text tells.
  mutating func reference(_ node: JSONNode, targets: [String], _ instance: Instance, by origin: RuleOrigin?) {
    let text = node["reference"]?.text
    var type = node["type"]?.text
    if let text, text.hasPrefix("#") {
      let id = String(text.dropFirst())
      if origin == nil, !id.isEmpty, local.types[id] == nil {
        find(
          .contained, "\(Instance.shown(node["reference"] ?? node)) leads to no contained resource", at: instance.path,
          offset: node.offset)
      }
      type = id.isEmpty ? nil : local.types[id]
    } else if let text, let named = Self.type(inReference: text) {
      type = named
    }
    guard let type, ElementRegistry.r4.isResource(type), !targets.isEmpty else { return }
    guard !targets.contains(where: { ElementRegistry.r4.isKind(type, of: $0) }) else { return }
    find(
      .type, "a reference to \(type), and it must lead to \(targets.joined(separator: " or "))", at: instance.path,
      offset: node.offset, by: origin)
  }

  /// The type in `Patient/1`, `http://server/Patient/1` and `Patient/1/_history/2`; nil where there is none.
  private static func type(inReference text: String) -> String? {
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)
    if parts.count > 2, parts[parts.count - 2] == "_history" { parts.removeLast(2) }
    guard parts.count >= 2 else { return nil }
    let name = String(parts[parts.count - 2])
    return ElementRegistry.r4.resourceTypes.contains(name) ? name : nil
  }
}
