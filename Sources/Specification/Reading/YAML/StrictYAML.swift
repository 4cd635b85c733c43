import Yams

/// Reads the part of YAML that the language uses: plain trees of text. Everything that makes one place of a file mean
/// something that stands at another (anchors, aliases, merge keys, tags, a second document) is refused with its place.
package struct StrictYAML {
  private let source: SourceText
  private let isQuick: Bool
  private var diagnostics: [Diagnostic] = []
  /// Stand-ins that were written over repeated keys so that the rest of the file can be read, and the key each hides.
  private var hiddenKeys: [String: String] = [:]

  /// Deepest nesting that is read.
  package static let deepest = 32
  /// Most `? ` keys that are read: each costs its content's size again.
  private static let mostExplicitKeys = 64
  private static let mostRepeatedKeys = 64

  /// Reads a file's tree. Without a tree there is at least one error.
  ///
  /// - Parameter isQuick: Whether a sound file is read straight from its bytes or from the parser's events, which comes to the
  ///   same.
  package static func read(_ source: SourceText, isQuick: Bool = true) -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    var reader = StrictYAML(source: source, isQuick: isQuick)
    let root = reader.root()
    return (root, reader.diagnostics.sorted())
  }

  private init(source: SourceText, isQuick: Bool) {
    self.source = source
    self.isQuick = isQuick
  }

  private mutating func root() -> YAMLNode? {
    if isQuick, let plain = PlainYAML.tree(of: source) { return plain }
    guard isHarmless() else { return nil }
    if isQuick, let sound = YAMLEvents.tree(of: source) { return sound }
    guard let composed = compose() else { return nil }
    guard let node = node(composed, depth: 1) else { return nil }
    if node.isMissing {
      report(.emptyFile, 1, 1, "the file is empty", hint: "begin with `edition: 1` and `kind: …`")
      return nil
    }
    return node
  }

  private mutating func report(
    _ rule: ReadingRule, _ line: Int, _ column: Int, length: Int = 1, _ message: String, hint: String? = nil
  ) {
    let span = SourceSpan(file: source.path, line: line, column: column, length: length)
    diagnostics.append(Diagnostic(rule, at: span, message, hint: hint))
  }

  // MARK: Before parsing

  /// Looks for what would cost more than the file's size to read: aliases multiply, nested explicit keys are compared whole.
  private mutating func isHarmless() -> Bool {
    let scan = YAMLIndicatorScan(source)
    for place in scan.aliases {
      report(
        .alias, place.line, place.column, length: place.length, "aliases (`*name`) are not part of the language",
        hint: "write the value out where it is used")
    }
    if !scan.aliases.isEmpty {
      for place in scan.anchors {
        report(
          .anchor, place.line, place.column, length: place.length, "anchors (`&name`) are not part of the language",
          hint: "write the value out where it is used")
      }
      return false
    }
    if scan.explicitKeys.count > Self.mostExplicitKeys, let place = scan.explicitKeys.last {
      report(.complexKey, place.line, place.column, "too many keys written with `? `; keys are plain words")
      return false
    }
    return true
  }

  // MARK: Parsing

  private mutating func compose() -> Node? {
    var text = source.text
    for _ in 0...Self.mostRepeatedKeys {
      do {
        // Scalars are text: what YAML would take them for need not be found out.
        guard let node = try Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
          report(.emptyFile, 1, 1, "the file is empty", hint: "begin with `edition: 1` and `kind: …`")
          return nil
        }
        return node
      } catch let error as YamlError {
        if case .duplicatedKeysInMapping(_, let context) = error, let hidden = hideKey(at: context.mark, in: text) {
          text = hidden
          continue
        }
        report(error)
        return nil
      } catch {
        report(.yamlSyntax, 1, 1, "the file is not YAML")
        return nil
      }
    }
    report(.duplicateKey, 1, 1, "more than \(Self.mostRepeatedKeys) keys of this file are written twice")
    return nil
  }

  /// Writes a stand-in of the same width over a repeated key, so that one parse more finds what else is wrong.
  private mutating func hideKey(at mark: Mark, in text: String) -> String? {
    guard let key = source.line(mark.line).map({ Array($0.unicodeScalars.dropFirst(mark.column - 1)) }) else {
      return nil
    }
    let isQuoted = key.first == "\"" || key.first == "'"
    let content = key.dropFirst(isQuoted ? 1 : 0)
    let end = content.firstIndex { isQuoted ? $0 == key.first : $0 == ":" } ?? content.endIndex
    let name = String(String.UnicodeScalarView(content[..<end])).trimmingTrailingSpaces
    guard !name.isEmpty, !name.contains("\\") else { return nil }
    let width = name.unicodeScalars.count
    guard let standIn = self.standIn(width: width) else { return nil }
    var lines = SourceLines(text)
    guard lines.replace(line: mark.line, column: mark.column + (isQuoted ? 1 : 0), width: width, with: standIn) else {
      return nil
    }
    hiddenKeys[standIn] = name
    return lines.text
  }

  /// Text of private-use characters, not used before.
  private func standIn(width: Int) -> String? {
    let number = hiddenKeys.count
    guard let first = Unicode.Scalar(UInt32(0xE000 + number)), let filler = Unicode.Scalar(UInt32(0xF000)) else {
      return nil
    }
    let text = String(Character(first)) + String(repeating: Character(filler), count: max(width - 1, 0))
    return source.text.unicodeScalars.contains(first) ? nil : text
  }

  private mutating func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
      let words = YAMLProblem.words(problem, context: context?.text)
      // What is never closed ends with the file; where it was opened says more.
      let place = context.flatMap { YAMLProblem.isUnclosed(problem, context: $0.text) ? $0.mark : nil } ?? mark
      report(.yamlSyntax, place.line, place.column, words.message, hint: words.hint)
    case .composer(let context, let problem, let mark, _):
      if problem.contains("another document") {
        report(
          .severalDocuments, mark.line, mark.column, length: 3, "a second document begins here; a file holds one",
          hint: "put it into a file of its own")
      } else if problem.contains("alias") {
        report(
          .alias, mark.line, mark.column, "aliases (`*name`) are not part of the language",
          hint: "write text that begins with `*` in quotes")
      } else {
        let words = YAMLProblem.words(problem, context: context?.text)
        report(.yamlSyntax, mark.line, mark.column, words.message, hint: words.hint)
      }
    case .reader(let problem, let offset, _, _):
      let place = position(ofByte: offset ?? 0)
      let words = YAMLProblem.words(problem, context: nil)
      report(.yamlSyntax, place.line, place.column, words.message, hint: words.hint)
    case .duplicatedKeysInMapping(let keys, let context):
      report(
        .duplicateKey, context.mark.line, context.mark.column,
        "the key \(keys.first.map { "`\($0)` " } ?? "")is written twice in this mapping")
    default:
      report(.yamlSyntax, 1, 1, "the file is not YAML")
    }
  }

  private func position(ofByte offset: Int) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for scalar in String(decoding: source.text.utf8.prefix(offset), as: UTF8.self).unicodeScalars {
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return (line, column)
  }

  // MARK: From Yams' nodes to ours

  private mutating func node(_ node: Node, depth: Int) -> YAMLNode? {
    guard let mark = node.mark else { return nil }
    guard depth <= Self.deepest else {
      report(.tooDeep, mark.line, mark.column, "nested more than \(Self.deepest) levels deep")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      guard isPlainNode(mark, style: scalar.style) else { return nil }
      return self.scalar(scalar, mark)
    case .sequence(let sequence):
      guard isPlainNode(mark, style: nil) else { return nil }
      var elements: [YAMLNode] = []
      elements.reserveCapacity(sequence.count)
      for element in sequence {
        if let element = self.node(element, depth: depth + 1) { elements.append(element) }
      }
      return YAMLNode(content: .sequence(elements), line: mark.line, column: mark.column, length: 1)
    case .mapping(let mapping):
      guard isPlainNode(mark, style: nil) else { return nil }
      return self.mapping(mapping, mark, depth: depth)
    case .alias:
      report(.alias, mark.line, mark.column, "aliases (`*name`) are not part of the language")
      return nil
    }
  }

  private mutating func mapping(_ mapping: Node.Mapping, _ mark: Mark, depth: Int) -> YAMLNode {
    var entries: [YAMLEntry] = []
    entries.reserveCapacity(mapping.count)
    for (key, value) in mapping {
      guard case .scalar(let scalar) = key else {
        let mark = key.mark ?? mark
        report(.complexKey, mark.line, mark.column, "a key must be a word, not a list or a mapping")
        continue
      }
      guard var keyNode = node(key, depth: depth) else { continue }
      var name = scalar.string
      if let hidden = hiddenKeys[name] {
        name = hidden
        keyNode.content = .scalar(hidden, .plain)
      }
      if name == "<<", scalar.style == .plain {
        report(
          .mergeKey, keyNode.line, keyNode.column, length: 2, "merge keys (`<<`) are not part of the language",
          hint: "write the keys out")
        continue
      }
      let value = node(value, depth: depth + 1)
      entries.append(
        YAMLEntry(
          key: name, keyNode: keyNode,
          value: value ?? YAMLNode(content: .sequence([]), line: keyNode.line, column: keyNode.column, length: 1)))
      if value == nil { entries.removeLast() }
    }
    if !hiddenKeys.isEmpty { entries = withoutRepetitions(entries) }
    return YAMLNode(content: .mapping(entries), line: mark.line, column: mark.column, length: 1)
  }

  private mutating func withoutRepetitions(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    var first: [String: Int] = [:]
    var kept: [YAMLEntry] = []
    for entry in entries.sorted(by: { ($0.keyNode.line, $0.keyNode.column) < ($1.keyNode.line, $1.keyNode.column) }) {
      if let line = first[entry.key] {
        report(
          .duplicateKey, entry.keyNode.line, entry.keyNode.column, length: entry.keyNode.length,
          "the key `\(entry.key)` is written twice in this mapping, first in line \(line)")
      } else {
        first[entry.key] = entry.keyNode.line
        kept.append(entry)
      }
    }
    return kept
  }

  private func scalar(_ scalar: Node.Scalar, _ mark: Mark) -> YAMLNode {
    let style: YAMLNode.Style =
      switch scalar.style {
      case .literal: .literal
      case .folded: .folded
      case .singleQuoted, .doubleQuoted: .quoted
      default: .plain
      }
    let width = scalar.string.unicodeScalars.count
    let length =
      switch style {
      case .plain: max(width, 1)
      case .quoted: width + 2
      case .literal, .folded: 1
      }
    return YAMLNode(content: .scalar(scalar.string, style), line: mark.line, column: mark.column, length: length)
  }

  /// Whether a node stands without anchor and tag. Its mark is where these begin, if it has any.
  private mutating func isPlainNode(_ mark: Mark, style: Node.Scalar.Style?) -> Bool {
    guard source.lines.indices.contains(mark.line - 1) else { return true }
    let rest = source.lines[mark.line - 1].dropFirst(mark.column - 1)
    switch rest.first {
    case "&":
      let length = rest.prefix { $0 != " " && $0 != "," }.count
      report(
        .anchor, mark.line, mark.column, length: length, "anchors (`&name`) are not part of the language",
        hint: "write the value out where it is used; text that begins with `&` goes in quotes")
      return false
    case "!":
      let length = rest.prefix { $0 != " " && $0 != "," }.count
      report(
        .tag, mark.line, mark.column, length: length, "tags (`!name`) are not part of the language",
        hint: "text that begins with `!` goes in quotes")
      return false
    default: return true
    }
  }
}
