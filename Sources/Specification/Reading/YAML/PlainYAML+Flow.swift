extension PlainYAML {
  /// A collection in brackets or braces.
  mutating func flow(depth: Int) throws(NotPlain) -> YAMLNode {
    guard depth <= StrictYAML.deepest else { throw NotPlain() }
    switch bytes[place] {
    case .openBracket: return try flowSequence(depth: depth)
    case .openBrace: return try flowMapping(depth: depth)
    case .quote, .apostrophe: return try quoted()
    default: return try flowPlain()
    }
  }

  private mutating func flowSequence(depth: Int) throws(NotPlain) -> YAMLNode {
    let (line, column) = (line, column(of: place))
    let first = elements.count
    place += 1
    try skipFlowSpaces()
    while bytes[place] != .closeBracket {
      elements.append(try flow(depth: depth + 1))
      try endElement(before: .closeBracket)
    }
    place += 1
    return YAMLNode(content: .sequence(takeElements(from: first)), line: line, column: column, length: 1)
  }

  private mutating func flowMapping(depth: Int) throws(NotPlain) -> YAMLNode {
    let (line, column) = (line, column(of: place))
    let first = entries.count
    var names = UniqueNames()
    place += 1
    try skipFlowSpaces()
    while bytes[place] != .closeBrace {
      let start = place
      let key = bytes[place] == .quote || bytes[place] == .apostrophe ? try quoted() : try flowPlain()
      guard let name = key.text, bytes[place] == .colon, isBlank(place + 1), place - start < 512, name != "<<",
        names.insert(name, among: entries[first...])
      else { throw NotPlain() }
      place += 1
      try skipFlowSpaces()
      let value = try flow(depth: depth + 1)
      entries.append(YAMLEntry(key: name, keyNode: key, value: value))
      try endElement(before: .closeBrace)
    }
    place += 1
    return YAMLNode(content: .mapping(takeEntries(from: first)), line: line, column: column, length: 1)
  }

  /// Goes behind the comma, or to the end of the collection.
  private mutating func endElement(before end: UInt8) throws(NotPlain) {
    try skipFlowSpaces()
    if bytes[place] == .comma {
      place += 1
      try skipFlowSpaces()
    } else {
      guard bytes[place] == end else { throw NotPlain() }
    }
  }

  /// Goes on to what stands in this line or one below; at the end of the file it stays before the last line feed.
  private mutating func skipFlowSpaces() throws(NotPlain) {
    skipSpaces()
    while bytes[place] == .lineFeed, place + 1 < bytes.count {
      nextLine()
      skipSpaces()
      // What ends a document stands at the beginning of a line.
      guard place > lineStart || bytes[place] == .lineFeed else { throw NotPlain() }
    }
  }

  /// Plain text in a collection: letters and what is never a mark there.
  private mutating func flowPlain() throws(NotPlain) -> YAMLNode {
    guard canBeginPlain else { throw NotPlain() }
    let start = place
    var end = place
    while true {
      switch bytes[place] {
      case .lineFeed, .comma, .closeBracket, .closeBrace: return scalar(start..<end, .plain)
      case .colon:
        if isBlank(place + 1) {
          guard place == end else { throw NotPlain() }
          return scalar(start..<end, .plain)
        }
        // `urn:oid:1.2`, `http://host`
        guard Self.isWord(bytes[place + 1]) else { throw NotPlain() }
        end = place + 1
      case .space: break
      case .hash, .openBracket, .openBrace, UInt8(ascii: "?"): throw NotPlain()
      default: end = place + 1
      }
      place += 1
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x2F...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
