import JSONTree

/// Reads members of a resource of definitions, and keeps what is wrong with them.
struct DefinitionReader {
  let lines: LineIndex
  private(set) var faults: [ProfileFault] = []

  /// Most faults that are kept of one file.
  private static let limit = 200

  init(lines: LineIndex) { self.lines = lines }

  func place(_ node: JSONNode) -> FilePlace { lines.place(of: node.offset) }

  mutating func error(_ rule: ProfileFault.Rule, _ message: String, hint: String? = nil, at node: JSONNode) {
    add(ProfileFault(.error, rule, message, hint: hint, at: place(node)))
  }

  mutating func warning(_ rule: ProfileFault.Rule, _ message: String, hint: String? = nil, at node: JSONNode) {
    add(ProfileFault(.warning, rule, message, hint: hint, at: place(node)))
  }

  private mutating func add(_ fault: ProfileFault) {
    if faults.count < Self.limit { faults.append(fault) }
  }

  /// A text that may be missing.
  mutating func text(_ name: String, of node: JSONNode) -> String? {
    guard let member = node[name] else { return nil }
    guard let text = member.text, !text.isEmpty else {
      error(.form, "`\(name)` must be a text", at: member)
      return nil
    }
    return text
  }

  /// A text that must be there.
  mutating func neededText(_ name: String, of node: JSONNode) -> String? {
    if node[name] == nil { error(.form, "`\(name)` is missing", at: node) }
    return text(name, of: node)
  }

  /// One of a closed set of words.
  mutating func word<Word: RawRepresentable<String>>(_ name: String, of node: JSONNode, as: Word.Type) -> Word? {
    guard let text = text(name, of: node) else { return nil }
    if let word = Word(rawValue: text) { return word }
    error(.form, "`\(name)` is `\(text)`, which FHIR R4 does not know", at: node[name] ?? node)
    return nil
  }

  /// A whole number from 0.
  mutating func count(_ name: String, of node: JSONNode) -> Int? {
    guard let member = node[name] else { return nil }
    if case .number(let digits) = member.value, let count = Int(digits), (0...Int(Int32.max)).contains(count) {
      return count
    }
    error(.form, "`\(name)` must be a whole number from 0", at: member)
    return nil
  }

  /// The values of an array; none where it is missing.
  mutating func array(_ name: String, of node: JSONNode) -> [JSONNode] {
    guard let member = node[name] else { return [] }
    if let elements = member.elements { return elements }
    error(.form, "`\(name)` must be a list", at: member)
    return []
  }

  /// The objects of an array.
  mutating func objects(_ name: String, of node: JSONNode) -> [JSONNode] {
    array(name, of: node).filter { element in
      if case .object = element.value { return true }
      error(.form, "an element of `\(name)` must be an object", at: element)
      return false
    }
  }

  /// The texts of an array.
  mutating func texts(_ name: String, of node: JSONNode) -> [String] {
    array(name, of: node).compactMap { element in
      if let text = element.text { return text }
      error(.form, "an element of `\(name)` must be a text", at: element)
      return nil
    }
  }
}
