import JSONTree

/// A value found by the path of a discriminator.
struct Located {
  let node: JSONNode
  /// Its type where the name of its member tells it, or it is a resource.
  let type: String?

  /// The values that steps lead to. Steps into other resources lead nowhere.
  static func select(_ start: Located, _ steps: ArraySlice<Discriminator.Step>) -> [Located] {
    var found = [start]
    for step in steps {
      switch step {
      case .element(let name): found = found.flatMap { $0.children(name) }
      case .withURL(let url): found = found.flatMap { $0.children("extension") }.filter { $0.node["url"]?.text == url }
      case .ofType(let type): found = found.filter { $0.type == nil || $0.type == type }
      case .resolve: found = []
      }
    }
    return found
  }

  /// Members of a name, those of a list one by one, `valueQuantity` for `value`.
  private func children(_ name: String) -> [Located] {
    guard case .object(let members) = node.value else { return [] }
    var found: [Located] = []
    for member in members {
      guard member.name.hasPrefix(name) else { continue }
      var type: String?
      if member.name != name {
        type = Self.type(in: member.name.dropFirst(name.count))
        guard type != nil else { continue }
      }
      for value in member.value.elements ?? [member.value] {
        found.append(Located(node: value, type: type ?? value["resourceType"]?.text))
      }
    }
    return found
  }

  /// The type at the end of a choice's name.
  static func type(in ending: Substring) -> String? {
    guard let first = ending.first, first.isUppercase else { return nil }
    let names = [String(ending), first.lowercased() + ending.dropFirst()]
    return names.first { ElementRegistry.r4.isType($0) }
  }
}
