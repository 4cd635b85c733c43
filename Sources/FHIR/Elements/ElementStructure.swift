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
  public let elements: [ElementDefinition]
}

extension ElementStructure {
  /// The line that begins a structure, and where those of its elements stand; what `ElementTable` says of its lines.
  struct Head: Sendable {
    let name: String
    let base: String?
    let isResource: Bool
    let isAbstract: Bool
    fileprivate var lines: Range<Int>

    /// The structures of a table, by name.
    static func all(in table: [UInt8]) -> [String: Head] {
      var heads: [String: Head] = [:]
      var current: Head?
      var start = 0
      while start < table.count {
        let end = table[start...].firstIndex(of: UInt8(ascii: "\n")) ?? table.count
        if table[start] == UInt8(ascii: "@") || table[start] == UInt8(ascii: "=") {
          if let current { heads[current.name] = current }
          current = Head(table[start..<end], elementsFrom: end)
        }
        if let first = current?.lines.lowerBound { current?.lines = first..<end }
        start = end + 1
      }
      if let current { heads[current.name] = current }
      return heads
    }

    private init(_ line: ArraySlice<UInt8>, elementsFrom start: Int) {
      let parts = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      name = parts[0].dropFirst().text
      base = parts.count > 1 && !parts[1].isEmpty ? parts[1].text : nil
      isResource = line.first == UInt8(ascii: "@")
      isAbstract = parts.last?.text == "abstract"
      lines = start..<start
    }
  }

  /// Reads the elements of a structure.
  init(_ head: Head, in table: [UInt8]) {
    name = head.name
    base = head.base
    isResource = head.isResource
    isAbstract = head.isAbstract
    elements = table[head.lines].split(separator: UInt8(ascii: "\n")).compactMap { line in
      ElementDefinition(line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false))
    }
  }
}

extension ElementDefinition {
  /// The columns of an element's line.
  fileprivate init?(_ parts: [ArraySlice<UInt8>]) {
    guard parts.count >= 4 else { return nil }
    isChoice = parts[0].suffix(3).elementsEqual("[x]".utf8)
    name = (isChoice ? parts[0].dropLast(3) : parts[0]).text
    switch parts[1].text {
    case "?": (minimum, maximum) = (0, 1)
    case "1": (minimum, maximum) = (1, 1)
    case "*": (minimum, maximum) = (0, nil)
    case "+": (minimum, maximum) = (1, nil)
    default:
      let bounds = parts[1].split(separator: UInt8(ascii: "."))
      guard bounds.count == 2, let least = Int(bounds[0].text) else { return nil }
      (minimum, maximum) = (least, Int(bounds[1].text))
    }
    kinds = parts[2].split(separator: UInt8(ascii: "|")).map { kind in
      let pieces = kind.split(separator: UInt8(ascii: "("))
      let targets = pieces.count > 1 ? pieces[1].dropLast().split(separator: UInt8(ascii: ",")).map(\.text) : []
      return Kind(name: pieces[0].text, targets: targets == ["Resource"] ? [] : targets)
    }
    isSummary = parts[3].contains(UInt8(ascii: "s"))
    isModifier = parts[3].contains(UInt8(ascii: "m"))
    if parts.count > 5, let strength = Binding.Strength(rawValue: parts[4].text) {
      let valueSet =
        parts[5].contains(UInt8(ascii: ":")) ? parts[5].text : "http://hl7.org/fhir/ValueSet/\(parts[5].text)"
      binding = Binding(strength: strength, valueSet: valueSet)
    } else {
      binding = nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// A column's text.
  fileprivate var text: String { String(decoding: self, as: UTF8.self) }
}
