/// A resource, a data type or a group of elements within one, with the elements that it adds to what it is based on.
public struct ElementStructure: Hashable, Sendable {
  /// Its name: `Patient`, `HumanName`, `Patient.contact`.
  public let name: String
  /// Name of what it is based on; nil for `Resource` and `Element`.
  public let base: String?
  /// Whether it is a resource.
  public let isResource: Bool
  /// Whether nothing is of this very type.
  public let isAbstract: Bool
  /// Elements of its own in the standard's order.
  public fileprivate(set) var elements: [ElementDefinition]
}

extension ElementStructure {
  /// The structures of a table, by name; what `ElementTable` says of its lines.
  static func all(in table: String) -> [String: ElementStructure] {
    var structures: [String: ElementStructure] = [:]
    var current: ElementStructure?
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      if line.hasPrefix("@") || line.hasPrefix("=") {
        if let current { structures[current.name] = current }
        let base = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
        current = ElementStructure(
          name: String(parts[0].dropFirst()), base: base, isResource: line.hasPrefix("@"),
          isAbstract: parts.last == "abstract", elements: [])
      } else if let element = ElementDefinition(parts) {
        current?.elements.append(element)
      }
    }
    if let current { structures[current.name] = current }
    return structures
  }
}

extension ElementDefinition {
  /// The columns of an element's line.
  fileprivate init?(_ parts: [Substring]) {
    guard parts.count >= 4 else { return nil }
    isChoice = parts[0].hasSuffix("[x]")
    name = String(isChoice ? parts[0].dropLast(3) : parts[0])
    switch parts[1] {
    case "?": (minimum, maximum) = (0, 1)
    case "1": (minimum, maximum) = (1, 1)
    case "*": (minimum, maximum) = (0, nil)
    case "+": (minimum, maximum) = (1, nil)
    default:
      let bounds = parts[1].split(separator: ".")
      guard bounds.count == 2, let least = Int(bounds[0]) else { return nil }
      (minimum, maximum) = (least, Int(bounds[1]))
    }
    kinds = parts[2].split(separator: "|").map { text in
      let pieces = text.split(separator: "(")
      let targets = pieces.count > 1 ? pieces[1].dropLast().split(separator: ",").map(String.init) : []
      return Kind(name: String(pieces[0]), targets: targets == ["Resource"] ? [] : targets)
    }
    isSummary = parts[3].contains("s")
    isModifier = parts[3].contains("m")
    if parts.count > 5, let strength = Binding.Strength(rawValue: String(parts[4])) {
      let valueSet = parts[5].contains(":") ? String(parts[5]) : "http://hl7.org/fhir/ValueSet/\(parts[5])"
      binding = Binding(strength: strength, valueSet: valueSet)
    } else {
      binding = nil
    }
  }
}
