import JSONTree

/// Holds a resource against the elements of FHIR R4: names, arrays, JSON's kinds, what must be there. Values are not read.
public struct ResourceCheck {
  /// Most findings that are kept.
  public static let limit = 200

  private let registry: ElementRegistry
  private let isOpen: (JSONNode) -> Bool
  private var findings: [ResourceFinding] = []
  /// Names in JSON of the elements of each type met so far.
  private var members: [String: [String: (element: ElementDefinition, kind: String)]] = [:]

  /// What of a resource departs from R4, in its order.
  ///
  /// - Parameter isOpen: Whether a value is not known yet, so that nothing is said of it.
  public static func findings(
    _ resource: Resource, in registry: ElementRegistry = .r4, isOpen: @escaping (JSONNode) -> Bool = { _ in false }
  ) -> [ResourceFinding] {
    var check = ResourceCheck(registry: registry, isOpen: isOpen)
    check.resource(resource.root, at: resource.type)
    return check.findings
  }

  private init(registry: ElementRegistry, isOpen: @escaping (JSONNode) -> Bool) {
    self.registry = registry
    self.isOpen = isOpen
  }

  private mutating func report(
    _ kind: ResourceFinding.Kind, _ path: String, _ offset: Int, candidates: [String] = []
  ) {
    guard findings.count < Self.limit else { return }
    findings.append(ResourceFinding(kind: kind, path: path, offset: offset, candidates: candidates))
  }

  private mutating func resource(_ node: JSONNode, at path: String) {
    guard !isOpen(node) else { return }
    guard case .object = node.value, let name = node["resourceType"] else {
      return report(.missing("resourceType", of: "Resource"), path, node.offset)
    }
    guard let type = name.text, let structure = registry.structure(type), structure.isResource, !structure.isAbstract
    else {
      return report(.unknownResource(name.text ?? ""), path, name.offset, candidates: registry.resourceTypes)
    }
    object(node, as: type, at: path)
  }

  /// The elements of a type; JSON's depth bounds how deep this goes.
  private mutating func object(_ node: JSONNode, as type: String, at path: String) {
    guard case .object(let sent) = node.value else { return }
    let known = names(of: type)
    var seen: [String: String] = [:]
    for member in sent where member.name != "resourceType" || !registry.isResource(type) {
      let isCompanion = member.name.hasPrefix("_")
      let name = isCompanion ? String(member.name.dropFirst()) : member.name
      let place = "\(path).\(member.name)"
      guard let (element, kind) = known[name], !isCompanion || ElementRegistry.primitives.contains(kind) else {
        report(.unknownElement(member.name, of: type), place, member.offset, candidates: known.keys.sorted())
        continue
      }
      if let other = seen[element.name], other != name { report(.twoChoices(element.name), place, member.offset) }
      seen[element.name] = name
      values(member.value, of: element, as: isCompanion ? "Element" : kind, name: member.name, at: place)
    }
    for element in registry.elements(of: type) where element.minimum > 0 && seen[element.name] == nil {
      report(.missing(element.name + (element.isChoice ? "[x]" : ""), of: type), path, node.offset)
    }
  }

  private mutating func names(of type: String) -> [String: (element: ElementDefinition, kind: String)] {
    if let known = members[type] { return known }
    var names: [String: (element: ElementDefinition, kind: String)] = [:]
    for element in registry.elements(of: type) {
      for kind in element.kinds { names[element.memberName(for: kind.name)] = (element, kind.name) }
    }
    members[type] = names
    return names
  }

  private mutating func values(
    _ node: JSONNode, of element: ElementDefinition, as kind: String, name: String, at path: String
  ) {
    guard !isOpen(node) else { return }
    guard let values = node.elements else {
      if element.repeats { report(.noArray(name), path, node.offset) }
      return value(node, as: kind, name: name, at: path, inArray: false)
    }
    if !element.repeats { return report(.array(name), path, node.offset) }
    if values.isEmpty { report(.empty(name), path, node.offset) }
    for (index, node) in values.enumerated() {
      value(node, as: kind, name: name, at: "\(path)[\(index)]", inArray: true)
    }
  }

  private mutating func value(_ node: JSONNode, as kind: String, name: String, at path: String, inArray: Bool) {
    guard !isOpen(node) else { return }
    if registry.isResource(kind) { return resource(node, at: path) }
    let wanted: String
    switch (kind, node.value) {
    case (_, .null) where inArray: return
    case ("boolean", .boolean): return
    case ("integer", .number), ("positiveInt", .number), ("unsignedInt", .number), ("decimal", .number): return
    case ("boolean", _): wanted = "true or false"
    case ("integer", _), ("positiveInt", _), ("unsignedInt", _), ("decimal", _): wanted = "a number"
    case (_, .string) where ElementRegistry.primitives.contains(kind): return
    case (_, _) where ElementRegistry.primitives.contains(kind): wanted = "a text in quotation marks"
    case (_, .object(let members)):
      if members.isEmpty { report(.empty(name), path, node.offset) }
      return object(node, as: kind, at: path)
    default: wanted = "an object of type \(kind)"
    }
    report(.otherKind(name, wanted: wanted), path, node.offset)
  }
}
