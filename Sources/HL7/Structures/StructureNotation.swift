/// Reads the notation of the generated table: `[…]` optional, `{…}` repeating, `(NAME: …)` a group, `|` a choice.
struct StructureNotation {
  private var tokens: ArraySlice<Substring>

  init(_ text: Substring) {
    var tokens: [Substring] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    // All signs are of ASCII.
    for place in bytes.indices {
      let isSpace = bytes[place] == UInt8(ascii: " ")
      guard isSpace || "[]{}(|)".utf8.contains(bytes[place]) else { continue }
      if start < place { tokens.append(text[start..<place]) }
      start = bytes.index(after: place)
      if !isSpace { tokens.append(text[place..<start]) }
    }
    if start < bytes.endIndex { tokens.append(text[start...]) }
    self.tokens = tokens[...]
  }

  /// Elements up to the next closing bracket; those of a choice become one element. The table's own depth bounds the
  /// recursion: its generator refuses more than twelve levels.
  mutating func elements() -> [MessageStructure.Element] {
    var found: [MessageStructure.Element] = []
    var isChoice = false
    while let token = tokens.first, token != "]", token != "}", token != ")" {
      if token == "|" {
        isChoice = true
        tokens = tokens.dropFirst()
      } else {
        found.append(element())
      }
    }
    guard isChoice else { return found }
    return [MessageStructure.Element(content: .choice(found), isOptional: false, isRepeating: false)]
  }

  private mutating func element() -> MessageStructure.Element {
    let token = tokens.removeFirst()
    switch token {
    case "[", "{":
      let inner = elements()
      tokens = tokens.dropFirst()
      var element =
        inner.count == 1
        ? inner[0]
        : MessageStructure.Element(content: .group("", inner), isOptional: false, isRepeating: false)
      if token == "[" { element.isOptional = true } else { element.isRepeating = true }
      return element
    case "(":
      let name = tokens.removeFirst().dropLast()
      let inner = elements()
      tokens = tokens.dropFirst()
      if inner.count == 1, case .choice = inner[0].content { return inner[0] }
      return MessageStructure.Element(
        content: .group(String(name), inner), isOptional: false, isRepeating: false)
    default:
      return MessageStructure.Element(content: .segment(String(token)), isOptional: false, isRepeating: false)
    }
  }
}
