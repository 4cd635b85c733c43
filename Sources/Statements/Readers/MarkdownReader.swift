import CCMarkGFM

/// Reads Markdown of GitHub's kind: CommonMark with tables.
enum MarkdownReader {
  /// The blocks of a Markdown text whose lines end with line feeds.
  static func read(_ text: String) -> BlockDocument {
    var document = BlockDocument(format: "markdown", blocks: [])
    let (body, title) = withoutPreamble(text)
    document.title = title
    let guarded = MarkdownGuard.tamed(body)
    document.notes = guarded.notes
    _ = Self.extensionsAreRegistered
    guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
      document.notes.append(
        BlockDocument.Note(code: "cut-short", message: "There was no memory to read the document.", place: Place()))
      return document
    }
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") { cmark_parser_attach_syntax_extension(parser, tables) }
    var source = guarded.text
    source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { chars in
        if let base = chars.baseAddress { cmark_parser_feed(parser, base, chars.count) }
      }
    }
    guard let root = cmark_parser_finish(parser) else { return document }
    defer { cmark_node_free(root) }
    document.blocks = MarkdownWalk.blocks(of: root)
    return document
  }

  private static let extensionsAreRegistered: Void = cmark_gfm_core_extensions_ensure_registered()

  /// Blanks out a YAML preamble, so that lines keep their numbers, and takes the title from it.
  private static func withoutPreamble(_ text: String) -> (body: String, title: String?) {
    guard text.hasPrefix("---\n") else { return (text, nil) }
    let lines = text.split(separator: "\n", maxSplits: 200, omittingEmptySubsequences: false)
    guard let end = lines.dropFirst().prefix(199).firstIndex(where: { $0 == "---" || $0 == "..." }) else {
      return (text, nil)
    }
    var title: String?
    for line in lines[1..<end] where line.hasPrefix("title:") {
      title = String(line.dropFirst(6).trimmed).trimmingQuotes.collapsed
    }
    let rest = lines[(end + 1)...].joined(separator: "\n")
    return (String(repeating: "\n", count: end + 1) + rest, title)
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
    return String(dropFirst().dropLast())
  }
}

/// Walks the parser's tree, which it does not keep.
private enum MarkdownWalk {
  static func blocks(of root: OpaquePointer) -> [Block] {
    var blocks: [Block] = []
    guard let iterator = cmark_iter_new(root) else { return [] }
    defer { cmark_iter_free(iterator) }
    var lists = 0
    var items: [OpaquePointer] = []
    var event = cmark_iter_next(iterator)
    while event != CMARK_EVENT_DONE {
      let entering = event == CMARK_EVENT_ENTER
      guard let node = cmark_iter_get_node(iterator) else { break }
      let type = cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
      let line = Int(cmark_node_get_start_line(node))
      var skip = false
      switch type {
      case "list": lists += entering ? 1 : -1
      case "item":
        if entering { items.append(node) } else { _ = items.popLast() }
      case "heading" where entering:
        blocks.append(
          .heading(
            level: Int(cmark_node_get_heading_level(node)), text: MarkdownInline.text(of: node), at: Place(line: line)))
        skip = true
      case "paragraph" where entering:
        let text = MarkdownInline.text(of: node)
        // The first paragraph of an item is the item; those after it stand for themselves.
        let isItem = items.last.map { cmark_node_parent(node) == $0 && cmark_node_previous(node) == nil } ?? false
        if !text.collapsed.isEmpty {
          blocks.append(
            Block(isItem ? .listItem(depth: min(lists, 20), text: text) : .paragraph(text), at: Place(line: line)))
        }
        skip = true
      case "code_block" where entering:
        if let literal = cmark_node_get_literal(node) {
          var (length, offset, fence): (Int32, Int32, CChar) = (0, 0, 0)
          let fenced = cmark_node_get_fenced(node, &length, &offset, &fence) != 0
          blocks += TextAssembly.blocks(ofFixed: String(cString: literal), line: line + (fenced ? 1 : 0))
        }
      case "html_block" where entering:
        if let literal = cmark_node_get_literal(node), let tree = HTMLReader.fragment(String(cString: literal)) {
          blocks += tree.map { block in
            Block(block.content, at: Place(line: block.place.line.map { $0 + line - 1 }))
          }
        }
      case "table" where entering:
        blocks.append(Block(.table(table(node)), at: Place(line: line)))
        skip = true
      default: break
      }
      if skip { cmark_iter_reset(iterator, node, CMARK_EVENT_EXIT) }
      event = cmark_iter_next(iterator)
    }
    return blocks
  }

  private static func table(_ node: OpaquePointer) -> Table {
    var table = Table(rows: [])
    var row = cmark_node_first_child(node)
    while let current = row {
      var cells: [Table.Cell] = []
      var cell = cmark_node_first_child(current)
      while let one = cell {
        cells.append(Table.Cell(MarkdownInline.text(of: one)))
        cell = cmark_node_next(one)
      }
      let place = Place(line: Int(cmark_node_get_start_line(current)))
      if cmark_gfm_extensions_get_table_row_is_header(current) != 0 {
        table.header.append(Table.Row(cells, at: place))
      } else {
        table.rows.append(Table.Row(cells, at: place))
      }
      row = cmark_node_next(current)
    }
    return table
  }
}

/// The text of inline contents, without marks; a line break where the source breaks the line.
private enum MarkdownInline {
  static func text(of node: OpaquePointer) -> String {
    var text = ""
    guard let iterator = cmark_iter_new(node) else { return "" }
    defer { cmark_iter_free(iterator) }
    var event = cmark_iter_next(iterator)
    while event != CMARK_EVENT_DONE {
      if event == CMARK_EVENT_ENTER, let part = cmark_iter_get_node(iterator) {
        switch cmark_node_get_type(part) {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE:
          if let literal = cmark_node_get_literal(part) { text += String(cString: literal) }
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += "\n"
        case CMARK_NODE_HTML_INLINE:
          if let literal = cmark_node_get_literal(part), String(cString: literal).lowercased().hasPrefix("<br") {
            text += " "
          }
        default: break
        }
      }
      event = cmark_iter_next(iterator)
    }
    return text
  }
}
