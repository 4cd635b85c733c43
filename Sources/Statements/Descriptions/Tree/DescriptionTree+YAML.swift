import Yams

extension DescriptionTree {
  /// Bytes of YAML beyond which it is not read.
  static let maximumYAMLBytes = 8 << 20

  /// Reads a description in YAML.
  ///
  /// Aliases are followed by this reader and not by the parser, each copy counted against the number of nodes allowed:
  /// a few lines of aliases of aliases would else stand for more than any memory holds.
  /// - Parameter what: What it should be, for the message: `an OpenAPI description`.
  init(yaml bytes: [UInt8], as what: String) throws(ReadingFailure) {
    guard bytes.count <= Self.maximumYAMLBytes else {
      throw ReadingFailure(
        "too-large",
        "could not be read as \(what): it has \(bytes.count >> 20) MiB of YAML, and \(Self.maximumYAMLBytes >> 20) are "
          + "read. Give it as JSON.")
    }
    guard let text = String(validating: TextDecoding.utf8(bytes), as: UTF8.self) else {
      throw ReadingFailure("malformed", "could not be read as \(what): it is not UTF-8. Export it again as UTF-8.")
    }
    let hidden = YAMLAliases(text)
    let composed: Yams.Node
    do {
      guard let node = try Parser(yaml: hidden.text, encoding: .utf8).singleRoot() else {
        throw ReadingFailure("empty", "could not be read as \(what): it holds nothing. Export it again.")
      }
      composed = node
    } catch let failure as ReadingFailure {
      throw failure
    } catch {
      throw ReadingFailure(
        "malformed", "could not be read as \(what): it is not YAML. \(Self.words(error)) Export it again.")
    }
    self.init(syntax: .json, nodes: [])
    source = Array(text.utf8)
    var composer = YAMLComposer(aliases: hidden, source: source)
    switch composer.compose(composed) {
    case .none: break
    case .tooDeep(let line):
      throw ReadingFailure(
        "too-large", "could not be read as \(what): line \(line) is nested more than \(Self.maximumDepth) deep. Give less.")
    case .tooMany(let line):
      throw ReadingFailure(
        "too-large",
        "could not be read as \(what): line \(line), with what its aliases stand for, goes beyond \(Self.maximumNodes) "
          + "values. Write them out or give less.")
    case .undefined(let alias, let line):
      throw ReadingFailure(
        "malformed",
        "could not be read as \(what): line \(line) has the alias \(alias.prefix(64)), which is not defined before. "
          + "Export it again.")
    }
    nodes = composer.nodes
    notes = composer.notes
  }

  private static func words(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      "Line \(mark.line), column \(mark.column): \(problem)."
    case .duplicatedKeysInMapping(let keys, let context):
      "Line \(context.mark.line), column \(context.mark.column): \(keys.first.map { "\($0) " } ?? "a key ")is there twice."
    case .reader(let problem, let offset, _, _): "At byte \(offset ?? 0): \(problem)."
    default: ""
    }
  }
}

/// Aliases of YAML hidden from the parser, which would copy what they stand for without bound.
struct YAMLAliases {
  /// The text with the asterisk of each alias replaced.
  let text: String
  /// Written instead of the asterisk: a character that the text does not hold.
  let mark: Unicode.Scalar

  init(_ source: String) {
    let marks = (0xE000...0xE00F).compactMap { Unicode.Scalar(UInt32($0)) }
    let used = Set(source.unicodeScalars.lazy.filter { 0xE000...0xE00F ~= $0.value })
    mark = marks.first { !used.contains($0) } ?? "\u{F8FF}"
    guard source.utf8.contains(UInt8(ascii: "&")) else {
      text = source
      return
    }
    var result = String.UnicodeScalarView()
    result.reserveCapacity(source.unicodeScalars.count)
    var beginsNode = true
    var waiting = false
    for scalar in source.unicodeScalars {
      // An asterisk begins an alias where a node begins and a name follows.
      if waiting { result.append(Self.isNamed(scalar) ? mark : "*") }
      waiting = beginsNode && scalar == "*"
      if !waiting { result.append(scalar) }
      switch scalar {
      case " ", "\t", "\n", "\r", "[", "{", ",": beginsNode = true
      case "-", "?", ":": break
      default: beginsNode = false
      }
    }
    if waiting { result.append("*") }
    text = String(result)
  }

  private static func isNamed(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !",[]{}*&!|>'\"%@`".unicodeScalars.contains(scalar)
  }

  /// Name of the alias that a plain scalar is.
  func alias(_ scalar: Yams.Node.Scalar) -> String? {
    guard scalar.style == .plain, scalar.string.unicodeScalars.first == mark else { return nil }
    return String(String.UnicodeScalarView(scalar.string.unicodeScalars.dropFirst()))
  }

  /// A text as the document has it.
  func restored(_ string: String) -> String {
    guard string.unicodeScalars.contains(mark) else { return string }
    return String(String.UnicodeScalarView(string.unicodeScalars.map { $0 == mark ? "*" : $0 }))
  }
}

/// Makes nodes of a description from those of the parser, within bounds.
struct YAMLComposer {
  /// Why it stopped.
  enum Stop {
    case tooDeep(line: Int)
    case tooMany(line: Int)
    case undefined(alias: String, line: Int)
  }

  private let aliases: YAMLAliases
  private let source: [UInt8]
  /// Offset of each line.
  private let starts: [Int]
  private(set) var nodes: [DescriptionTree.Node] = []
  private(set) var notes: [(element: Int, message: String)] = []
  private var anchors: [String: Yams.Node] = [:]
  private var stop: Stop?

  init(aliases: YAMLAliases, source: [UInt8]) {
    self.aliases = aliases
    self.source = source
    var starts = [0]
    for (offset, byte) in source.enumerated() where byte == 0x0A { starts.append(offset + 1) }
    self.starts = starts
  }

  /// Composes the whole document; says where it had to stop.
  mutating func compose(_ root: Yams.Node) -> Stop? {
    append(root, name: "", at: root.mark, parent: 0, position: nil, depth: 0)
    return stop
  }

  private mutating func append(
    _ value: Yams.Node, name: String, at mark: Mark?, parent: Int, position: Int?, depth: Int
  ) {
    let line = mark?.line ?? 1
    guard stop == nil else { return }
    guard depth <= DescriptionTree.maximumDepth else { return stop = .tooDeep(line: line) }
    guard nodes.count < DescriptionTree.maximumNodes else { return stop = .tooMany(line: line) }
    guard let value = resolved(value, line) else { return }
    let index = nodes.count
    let start = offset(mark)
    nodes.append(
      DescriptionTree.Node(
        name: name.kept, line: line, parent: parent, position: position, end: index + 1,
        source: start..<max(start, lineEnd(line))))
    switch value {
    case .scalar(let scalar):
      if !Self.isNull(scalar) { nodes[index].value = aliases.restored(scalar.string).kept }
    case .sequence(let items):
      for (place, item) in items.enumerated() {
        append(item, name: "", at: item.mark, parent: index, position: place, depth: depth + 1)
      }
    case .mapping(let pairs):
      for (key, member) in pairs { append(member, key: key, parent: index, depth: depth + 1) }
    case .alias: break
    }
    nodes[index].end = nodes.count
    if let last = nodes.last { nodes[index].source = start..<max(start, lineEnd(line), last.source.upperBound) }
  }

  private mutating func append(_ member: Yams.Node, key: Yams.Node, parent: Int, depth: Int) {
    guard case .scalar(let scalar) = key else { return }
    let name = aliases.restored(scalar.string)
    if name == "<<", scalar.style == .plain {
      notes.append((parent, "The merge key `<<` is not part of the JSON that YAML stands for here; it was left out."))
      return
    }
    guard stop == nil, let member = resolved(member, key.mark?.line ?? 1) else { return }
    if case .sequence(let items) = member {
      for (place, item) in items.enumerated() {
        append(item, name: name, at: item.mark, parent: parent, position: place, depth: depth + 1)
      }
    } else {
      append(member, name: name, at: key.mark, parent: parent, position: nil, depth: depth)
    }
  }

  /// What an alias stands for; anchors are noted on the way, since they stand before their aliases.
  private mutating func resolved(_ value: Yams.Node, _ line: Int) -> Yams.Node? {
    if case .scalar(let scalar) = value, let name = aliases.alias(scalar) {
      if anchors[name] == nil { stop = .undefined(alias: name, line: line) }
      return anchors[name]
    }
    if let anchor = value.anchor { anchors[anchor.rawValue] = value }
    return value
  }

  private static func isNull(_ scalar: Yams.Node.Scalar) -> Bool {
    scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  private func offset(_ mark: Mark?) -> Int {
    guard let mark, starts.indices.contains(mark.line - 1) else { return 0 }
    var offset = starts[mark.line - 1]
    // Columns count characters. Far out in a line of megabytes the bytes are not walked each time; only the words that
    // are cited depend on it.
    guard mark.column < 4_000 else { return min(source.count, offset + mark.column - 1) }
    var column = 1
    while column < mark.column, offset < source.count {
      offset += 1
      while offset < source.count, source[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }

  private func lineEnd(_ line: Int) -> Int { starts.indices.contains(line) ? starts[line] - 1 : source.count }
}
