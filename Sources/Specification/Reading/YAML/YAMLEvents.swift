import CYaml

/// Reads a sound file's tree from the parser's events, without another tree between.
///
/// Whatever the language refuses, and whatever is not told apart quickly, ends it without a tree: ``StrictYAML`` then reads
/// the file its own way and says what is wrong. So nothing is judged here, and both give the same tree.
package struct YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let source: SourceText

  /// The tree; nil where the file has to be read in another way.
  package static func tree(of source: SourceText) -> YAMLNode? {
    var text = source.text
    return text.withUTF8 { bytes in
      let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
      defer { parser.deallocate() }
      guard yaml_parser_initialize(parser) == 1 else { return nil }
      defer { yaml_parser_delete(parser) }
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      return YAMLEvents(parser: parser, source: source).document()
    }
  }

  private func document() -> YAMLNode? {
    guard take(YAML_STREAM_START_EVENT), take(YAML_DOCUMENT_START_EVENT), case .node(let root)? = next(depth: 1),
      take(YAML_DOCUMENT_END_EVENT), take(YAML_STREAM_END_EVENT)
    else { return nil }
    return root
  }

  /// What comes next where nodes stand.
  private enum Part {
    case node(YAMLNode)
    /// The end of the sequence or mapping.
    case end
  }

  private func take(_ type: yaml_event_type_t) -> Bool {
    withEvent { $0.type == type } ?? false
  }

  /// Hands over the next event and frees what it holds; nil after an error.
  private func withEvent<Result>(_ body: (yaml_event_t) -> Result) -> Result? {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { return nil }
    defer { yaml_event_delete(&event) }
    return body(event)
  }

  /// How a node begins, or that a collection ends.
  private enum Start {
    case scalar(YAMLNode)
    case sequence(line: Int, column: Int)
    case mapping(line: Int, column: Int)
    case end
    case refused
  }

  private func start() -> Start {
    withEvent { event in
      let line = Int(event.start_mark.line) + 1
      let column = Int(event.start_mark.column) + 1
      switch event.type {
      case YAML_SCALAR_EVENT: return scalar(event, line, column).map { .scalar($0) } ?? .refused
      case YAML_SEQUENCE_START_EVENT:
        let data = event.data.sequence_start
        return data.anchor == nil && data.tag == nil ? .sequence(line: line, column: column) : .refused
      case YAML_MAPPING_START_EVENT:
        let data = event.data.mapping_start
        return data.anchor == nil && data.tag == nil ? .mapping(line: line, column: column) : .refused
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return .end
      default: return .refused
      }
    } ?? .refused
  }

  private func next(depth: Int) -> Part? {
    switch start() {
    case .refused: return nil
    case .end: return .end
    case .scalar(let node): return depth <= StrictYAML.deepest ? .node(node) : nil
    case .sequence(let line, let column):
      guard depth <= StrictYAML.deepest else { return nil }
      var elements: [YAMLNode] = []
      while let part = next(depth: depth + 1) {
        guard case .node(let element) = part else {
          return .node(YAMLNode(content: .sequence(elements), line: line, column: column, length: 1))
        }
        elements.append(element)
      }
      return nil
    case .mapping(let line, let column):
      guard depth <= StrictYAML.deepest, let entries = entries(depth: depth) else { return nil }
      return .node(YAMLNode(content: .mapping(entries), line: line, column: column, length: 1))
    }
  }

  private func entries(depth: Int) -> [YAMLEntry]? {
    var entries: [YAMLEntry] = []
    // A name is looked for among a few faster than in a set.
    let few = 16
    var names: Set<String> = []
    while let part = next(depth: depth) {
      guard case .node(let key) = part else { return entries }
      guard case .scalar(let name, let style) = key.content, name != "<<" || style != .plain,
        entries.count < few ? !entries.contains(where: { $0.key == name }) : names.insert(name).inserted,
        case .node(let value)? = next(depth: depth + 1)
      else { return nil }
      entries.append(YAMLEntry(key: name, keyNode: key, value: value))
      if entries.count == few { names = Set(entries.map(\.key)) }
    }
    return nil
  }

  private func scalar(_ event: yaml_event_t, _ line: Int, _ column: Int) -> YAMLNode? {
    let data = event.data.scalar
    guard data.anchor == nil, data.tag == nil else { return nil }
    let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    switch data.style {
    case YAML_PLAIN_SCALAR_STYLE:
      // Where nothing is written, an anchor or a tag may stand all the same.
      guard data.length > 0 else { return nil }
      let width = text.unicodeScalars.count
      let isWhole =
        event.start_mark.line == event.end_mark.line
        && Int(event.end_mark.column) - Int(event.start_mark.column) == width
      guard isWhole || !beginsWithTag(line, column) else { return nil }
      return YAMLNode(content: .scalar(text, .plain), line: line, column: column, length: width)
    // The same of text in quotes and blocks: without any tag it is implicitly text.
    case _ where data.quoted_implicit == 0: return nil
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE:
      return YAMLNode(
        content: .scalar(text, .quoted), line: line, column: column, length: text.unicodeScalars.count + 2)
    case YAML_LITERAL_SCALAR_STYLE:
      return YAMLNode(content: .scalar(text, .literal), line: line, column: column, length: 1)
    case YAML_FOLDED_SCALAR_STYLE:
      return YAMLNode(content: .scalar(text, .folded), line: line, column: column, length: 1)
    default: return nil
    }
  }

  /// Whether `!` stands at a place: the parser drops a tag that names nothing.
  private func beginsWithTag(_ line: Int, _ column: Int) -> Bool {
    guard source.lines.indices.contains(line - 1) else { return true }
    return source.lines[line - 1].dropFirst(column - 1).first == "!"
  }
}
