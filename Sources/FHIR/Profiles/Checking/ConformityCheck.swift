import JSONTree

/// Holds a resource against FHIR R4 and, where there is one, a profile.
///
/// Recursion goes as deep as the resource is nested, which reading it has bounded; the work in all is bounded, too.
public struct ConformityCheck {
  let rules: ProfileRules?
  let terminology: Terminology
  var report = ConformityReport()
  /// Local references seen in the resource that is walked, and ids of what it contains.
  var local = LocalReferences()
  /// Types looked up already.
  private var types: [String: BaseType] = [:]
  /// Elements that may still be looked at.
  private var budget: Int

  /// Most elements that are looked at, those that several profiles look at counted anew.
  public static let workLimit = 2_000_000

  /// The report on a resource.
  public static func report(on root: JSONNode, against rules: ProfileRules? = nil) -> ConformityReport {
    var check = ConformityCheck(rules: rules)
    if let rules, let type = root["resourceType"]?.text, type != rules.type {
      check.find(
        .resourceType, "the profile is for \(rules.type), and this is \(Instance.shown(root["resourceType"] ?? root))",
        at: Instance.cut(type), offset: root.offset, by: rules.main.origin)
    }
    let type = root["resourceType"]?.text ?? "resource"
    check.resource(root, nodes: rules.map { $0.type == type ? [$0.main.root] : [] } ?? [], path: Instance.cut(type))
    return check.report
  }

  init(rules: ProfileRules?) {
    self.rules = rules
    terminology = rules?.terminology ?? Terminology()
    budget = Self.workLimit
  }

  // MARK: Findings

  mutating func find(
    _ rule: ConformityReport.Rule, _ message: String, at path: String, offset: Int, by origin: RuleOrigin? = nil
  ) {
    report.add(.init(rule: rule, path: path, message: message, origin: origin, offset: offset))
  }

  mutating func leave(_ message: String, at path: String, by origin: RuleOrigin?, isDecisive: Bool = true) {
    report.add(ConformityReport.Unchecked(path: path, message: message, origin: origin, isDecisive: isDecisive))
  }

  /// Takes one element from the budget; false where it is used up.
  mutating func spend(at path: String) -> Bool {
    budget -= 1
    if budget == 0 { leave("the rest is not looked at: more than \(Self.workLimit) elements", at: path, by: nil) }
    return budget > 0
  }

  /// Whether a value meets a profile by itself, on a copy whose findings are thrown away.
  mutating func trial(_ body: (inout ConformityCheck) -> Void) -> ConformityReport {
    var copy = self
    copy.report = ConformityReport()
    body(&copy)
    budget = copy.budget
    return copy.report
  }

  func profile(_ url: String) -> CompiledProfile? { rules?.profiles[Canonical(url).url] }

  mutating func type(_ name: String) -> BaseType? {
    if let known = types[name] { return known }
    guard let type = BaseType(name) else { return nil }
    types[name] = type
    return type
  }

  // MARK: Resources

  /// A resource, and those within it.
  mutating func resource(_ node: JSONNode, nodes: [ProfileNode], path: String, isContained: Bool = false) {
    guard case .object = node.value else {
      find(.type, "a resource is wanted, and there is \(Instance.shown(node))", at: path, offset: node.offset)
      return
    }
    guard let type = node["resourceType"]?.text else {
      find(.resourceType, "`resourceType` is missing", at: path, offset: node.offset)
      return
    }
    guard ElementRegistry.r4.resourceTypes.contains(type) else {
      find(
        .resourceType, "FHIR R4 has no resource \(Instance.shown(node["resourceType"] ?? node))", at: path,
        offset: node.offset)
      return
    }
    if isContained {
      contained(node, path: path)
      local.refersToContainer = false
      object(node, type: type, nodes: nodes, path: path)
      if local.refersToContainer, let id = node["id"]?.text { local.note(id) }
      return
    }
    let outer = local
    local = LocalReferences(of: node)
    object(node, type: type, nodes: nodes, path: path)
    for (id, offset) in local.unreferenced {
      find(
        .contained, "nothing in the resource refers to the contained resource `\(Instance.cut(id))`",
        at: "\(path).contained",
        offset: offset)
    }
    local = outer
  }

  /// What holds of contained resources alone.
  private mutating func contained(_ node: JSONNode, path: String) {
    if let inner = node["contained"] {
      find(.contained, "a contained resource must not contain others", at: path, offset: inner.offset)
    }
    for name in ["versionId", "lastUpdated", "security"] {
      if let member = node["meta"]?[name] {
        find(.contained, "a contained resource must not have meta.\(name)", at: path, offset: member.offset)
      }
    }
  }

  // MARK: Objects

  /// The members of a resource, a data type or a group of elements, or id and extensions of a primitive.
  mutating func object(_ node: JSONNode, type name: String, nodes: [ProfileNode], path: String) {
    guard spend(at: path), let type = type(name), case .object(let members) = node.value else { return }
    if members.isEmpty {
      find(.format, "an object with nothing in it", at: path, offset: node.offset)
    }
    var groups = Array(repeating: [Instance](), count: type.elements.count)
    var names = Array(repeating: [String](), count: type.elements.count)
    var companions: [String: JSONNode] = [:]
    for member in members where member.name.hasPrefix("_") {
      companions[String(member.name.dropFirst())] = member.value
    }
    let isResource = ElementRegistry.r4.isResource(name)
    for member in members {
      if member.name == "resourceType", isResource { continue }
      let isCompanion = member.name.hasPrefix("_")
      let bare = isCompanion ? String(member.name.dropFirst()) : member.name
      guard let known = type.members[bare], !isCompanion || ElementRegistry.primitives.contains(known.kind.name) else {
        find(
          .unknownElement, "FHIR R4 has no element `\(Instance.cut(member.name))` in \(name)", at: path,
          offset: member.offset)
        continue
      }
      if isCompanion, node[bare] != nil { continue }
      names[known.element].append(bare)
      groups[known.element] += instances(
        isCompanion ? nil : member.value, companions[bare], of: type.elements[known.element], kind: known.kind,
        path: "\(path).\(bare)")
    }
    for (index, element) in type.elements.enumerated() {
      cardinality(groups[index], names[index], of: element, path: path, offset: node.offset)
    }
    if name == "Extension" { extensionShape(type, groups, path: path, offset: node.offset) }
    if name == "Reference" { note(reference: node["reference"]?.text) }
    children(type, groups, nodes: nodes, path: path, offset: node.offset)
  }

  /// Holds the children of nodes against what is there, and walks on.
  mutating func children(
    _ type: BaseType, _ groups: [[Instance]], nodes: [ProfileNode], path: String, offset: Int
  ) {
    for (index, element) in type.elements.enumerated() {
      var applied = Array(repeating: [ProfileNode](), count: groups[index].count)
      for node in nodes {
        guard let child = node.child(element.name) else { continue }
        occurrences(groups[index], of: child, path: path + "." + element.name, offset: offset, into: &applied)
      }
      for (instance, nodes) in zip(groups[index], applied) { value(instance, element: element, nodes: nodes) }
    }
  }

  /// The occurrences of one member of an object.
  private mutating func instances(
    _ value: JSONNode?, _ companion: JSONNode?, of element: ElementDefinition, kind: ElementDefinition.Kind,
    path: String
  ) -> [Instance] {
    guard element.repeats else {
      if let value, value.elements != nil {
        find(.maximum, "a list, and the element does not repeat", at: path, offset: value.offset)
        return []
      }
      return [Instance(path: path, kind: kind, value: value, companion: companion)]
    }
    for node in [value, companion] {
      guard let node else { continue }
      guard let elements = node.elements else {
        find(.format, "not a list, and the element repeats", at: path, offset: node.offset)
        return []
      }
      if elements.isEmpty { find(.format, "a list with nothing in it", at: path, offset: node.offset) }
    }
    let (values, beside) = (value?.elements ?? [], companion?.elements ?? [])
    return (0..<max(values.count, beside.count)).map { index in
      Instance(
        path: "\(path)[\(index)]", kind: kind, value: Self.given(values, index), companion: Self.given(beside, index))
    }
  }

  /// An element of a list; nil where it is null, which stands for what the list beside it holds.
  private static func given(_ nodes: [JSONNode], _ index: Int) -> JSONNode? {
    guard nodes.indices.contains(index), nodes[index].value != .null else { return nil }
    return nodes[index]
  }

  private mutating func cardinality(
    _ instances: [Instance], _ names: [String], of element: ElementDefinition, path: String, offset: Int
  ) {
    let name = element.name + (element.isChoice ? "[x]" : "")
    if names.count > 1 {
      find(
        .maximum, "\(names.joined(separator: " and ")) are there, and only one may be", at: "\(path).\(name)",
        offset: offset)
    }
    if instances.count < element.minimum, names.isEmpty || !instances.isEmpty {
      find(.minimum, Self.few(instances.count, element.minimum), at: "\(path).\(name)", offset: offset)
    }
    if let most = element.maximum, most > 1, instances.count > most {
      find(.maximum, Self.many(instances.count, most), at: "\(path).\(name)", offset: offset)
    }
  }

  static func few(_ count: Int, _ least: Int) -> String {
    count == 0 && least == 1 ? "missing" : "\(count) there, and at least \(least) must be"
  }

  static func many(_ count: Int, _ most: Int) -> String {
    most == 0 ? "there, and must not be" : "\(count) there, and at most \(most) may be"
  }

  /// An extension has a value or extensions (R4 extensibility.html, ext-1).
  private mutating func extensionShape(_ type: BaseType, _ groups: [[Instance]], path: String, offset: Int) {
    var hasValue = false
    var hasExtensions = false
    for (element, instances) in zip(type.elements, groups) where !instances.isEmpty {
      if element.name == "value" { hasValue = true }
      if element.name == "extension" { hasExtensions = true }
    }
    guard hasValue == hasExtensions else { return }
    let message = hasValue ? "both a value and extensions, and only one may be" : "neither a value nor extensions"
    find(.minimum, message, at: path, offset: offset)
  }
}
