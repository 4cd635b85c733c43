import Yams

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
