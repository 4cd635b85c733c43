/// Reads the plain part of YAML, in which nearly all files are written, straight from their bytes.
///
/// Blocks of mappings and lists, text in one line or folded, quotes and flow collections: whatever else stands in a file, and
/// whatever may be wrong with it, ends the reading without a tree. ``StrictYAML`` then reads it by the parser and says what is
/// wrong. So nothing is judged here, and a tree is the one that the parser gives.
package struct PlainYAML {
  /// Something that is not plain.
  struct NotPlain: Error {}

  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether a column is a byte.
  let isASCII: Bool
  /// Whether the last line feed is not the file's.
  let isUnended: Bool
  /// What is read next. Between nodes it is the first character of a line that holds something, or the end.
  var place = 0
  /// Number of the line, from 1, and where it begins.
  var line = 1
  var lineStart = 0
  /// How far the line is indented; -1 at the end.
  private var indent = 0
  /// What was read so far of the collections that are open, so that each is made as long as it is.
  var entries: [YAMLEntry] = []
  var elements: [YAMLNode] = []
  /// A place of the line whose column is known.
  private var known = (place: 0, column: 1)

  /// The tree; nil where the file has to be read in another way.
  package static func tree(of source: SourceText) -> YAMLNode? {
    var text = source.text
    let isUnended = text.utf8.last != .lineFeed
    if isUnended { text += "\n" }
    return text.withUTF8 { bytes in
      guard let content = PlainBytes(bytes) else { return nil }
      var reader = PlainYAML(bytes: bytes, isASCII: content.isASCII, isUnended: isUnended)
      return try? reader.document()
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, isUnended: Bool) {
    self.bytes = bytes
    self.isASCII = isASCII
    self.isUnended = isUnended
  }

  private mutating func document() throws(NotPlain) -> YAMLNode {
    try beginLine()
    guard indent >= 0, isDash || isKey() else { throw NotPlain() }
    let root = try node(below: -1, depth: 1)
    guard indent < 0 else { throw NotPlain() }
    return root
  }

  // MARK: Lines

  /// Goes on to the next line that holds something, from the end of one.
  mutating func endLine() throws(NotPlain) {
    nextLine()
    try beginLine()
  }

  mutating func nextLine() {
    place += 1
    line += 1
    lineStart = place
    known = (place, 1)
  }

  private mutating func beginLine() throws(NotPlain) {
    while place < bytes.count {
      skipSpaces()
      if bytes[place] == .hash { skipRest() }
      guard bytes[place] == .lineFeed else {
        indent = place - lineStart
        // Marks of documents and directives.
        if indent == 0, isMark(.hyphen) || isMark(.dot) || bytes[place] == .percent { throw NotPlain() }
        return
      }
      nextLine()
    }
    indent = -1
  }

  private func isMark(_ byte: UInt8) -> Bool {
    place + 2 < bytes.count && bytes[place] == byte && bytes[place + 1] == byte && bytes[place + 2] == byte
  }

  mutating func skipSpaces() {
    while bytes[place] == .space { place += 1 }
  }

  /// Goes to the end of the line.
  mutating func skipRest() {
    while bytes[place] != .lineFeed { place += 1 }
  }

  /// Ends a line behind a value: nothing but a comment may stand there.
  private mutating func endValue() throws(NotPlain) {
    let end = place
    skipSpaces()
    if bytes[place] == .hash, place > end { skipRest() }
    guard bytes[place] == .lineFeed else { throw NotPlain() }
    try endLine()
  }

  /// Column of a place of this line in Unicode scalars, from 1; places are asked for in their order.
  mutating func column(of place: Int) -> Int {
    if isASCII { return place - lineStart + 1 }
    known.column += bytes[known.place..<place].count { $0 & 0xC0 != 0x80 }
    known.place = place
    return known.column
  }

  // MARK: Blocks

  /// Whether an element of a list begins here.
  private var isDash: Bool { bytes[place] == .hyphen && isBlank(place + 1) }

  func isBlank(_ place: Int) -> Bool { bytes[place] == .space || bytes[place] == .lineFeed }

  /// Whether a key begins here.
  private func isKey() -> Bool {
    if bytes[place] == .quote || bytes[place] == .apostrophe {
      var reader = self
      return (try? reader.quoted()) != nil && reader.bytes[reader.place] == .colon && isBlank(reader.place + 1)
    }
    return canBeginPlain && (try? plainEnd())?.isKey == true
  }

  /// A node in block style, and what follows in its line.
  ///
  /// - Parameters:
  ///   - parent: Column of the collection that holds it, from 0.
  ///   - isInLine: Whether it stands behind its key.
  private mutating func node(below parent: Int, depth: Int, isInLine: Bool = false) throws(NotPlain) -> YAMLNode {
    guard depth <= StrictYAML.deepest else { throw NotPlain() }
    switch bytes[place] {
    case .hyphen where isDash:
      guard !isInLine else { throw NotPlain() }
      return try sequence(depth: depth)
    case .quote, .apostrophe:
      if isKey() {
        guard !isInLine else { throw NotPlain() }
        return try mapping(depth: depth)
      }
      let node = try quoted()
      try endValue()
      return node
    case .openBracket, .openBrace:
      let node = try flow(depth: depth)
      try endValue()
      return node
    case .bar, .greater: return try blockScalar(below: parent)
    default:
      guard canBeginPlain else { throw NotPlain() }
      let (end, isKey) = try plainEnd()
      if isKey {
        guard !isInLine else { throw NotPlain() }
        return try mapping(depth: depth)
      }
      return try plain(to: end, below: parent)
    }
  }

  private mutating func sequence(depth: Int) throws(NotPlain) -> YAMLNode {
    let (line, column) = (line, place - lineStart)
    let first = elements.count
    repeat {
      place += 1
      skipSpaces()
      if try isNothing() {
        guard indent > column else { throw NotPlain() }
      }
      elements.append(try node(below: column, depth: depth + 1))
    } while indent == column && isDash
    guard indent <= column else { throw NotPlain() }
    return YAMLNode(content: .sequence(takeElements(from: first)), line: line, column: column + 1, length: 1)
  }

  private mutating func mapping(depth: Int) throws(NotPlain) -> YAMLNode {
    let (line, column) = (line, place - lineStart)
    let first = entries.count
    var names = UniqueNames()
    repeat {
      guard !isDash else { throw NotPlain() }
      let (key, name) = try nextKey(&names, from: first)
      skipSpaces()
      let value: YAMLNode
      if try isNothing() {
        // A list may begin in the column of its key.
        guard indent > column || indent == column && isDash else { throw NotPlain() }
        value = indent > column ? try node(below: column, depth: depth + 1) : try sequence(depth: depth + 1)
      } else {
        value = try node(below: column, depth: depth + 1, isInLine: true)
      }
      entries.append(YAMLEntry(key: name, keyNode: key, value: value))
    } while indent == column
    guard indent < column else { throw NotPlain() }
    return YAMLNode(content: .mapping(takeEntries(from: first)), line: line, column: column + 1, length: 1)
  }

  mutating func takeElements(from first: Int) -> [YAMLNode] {
    defer { elements.removeSubrange(first...) }
    return Array(elements[first...])
  }

  mutating func takeEntries(from first: Int) -> [YAMLEntry] {
    defer { entries.removeSubrange(first...) }
    return Array(entries[first...])
  }

  /// Whether nothing stands in the rest of the line, which is ended then.
  private mutating func isNothing() throws(NotPlain) -> Bool {
    if bytes[place] == .hash { skipRest() }
    guard bytes[place] == .lineFeed else { return false }
    try endLine()
    return true
  }

  /// A key and the colon behind it.
  mutating func nextKey(
    _ names: inout UniqueNames, from first: Int
  ) throws(NotPlain) -> (node: YAMLNode, name: String) {
    let start = place
    let node: YAMLNode
    if bytes[place] == .quote || bytes[place] == .apostrophe {
      node = try quoted()
    } else {
      guard canBeginPlain else { throw NotPlain() }
      let (end, isKey) = try plainEnd()
      guard isKey else { throw NotPlain() }
      node = scalar(start..<end, .plain)
      place = end
    }
    guard case .scalar(let name, let style) = node.content, place - start <= Self.longestKey,
      bytes[place] == .colon, isBlank(place + 1), name != "<<" || style != .plain,
      names.insert(name, among: entries[first...])
    else { throw NotPlain() }
    place += 1
    return (node, name)
  }

  /// The parser takes no longer ones without a question mark.
  private static let longestKey = 512
}

/// The names of a mapping, each once.
struct UniqueNames {
  private var names: Set<String> = []
  /// A name is looked for among a few faster than in a set.
  private static let few = 16

  /// Takes a name; false where an entry has it.
  mutating func insert(_ name: String, among entries: ArraySlice<YAMLEntry>) -> Bool {
    guard entries.count >= Self.few else { return !entries.contains { $0.key == name } }
    if names.isEmpty { names = Set(entries.map(\.key)) }
    return names.insert(name).inserted
  }
}
