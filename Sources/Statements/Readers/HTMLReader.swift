import XMLTree

/// Reads HTML: headings, paragraphs, lists, tables with spans, preformatted text.
enum HTMLReader {
  /// The blocks of an HTML document.
  static func read(_ text: String) throws(MarkupError) -> BlockDocument {
    let tree = try MarkupTree(html: text)
    var document = BlockDocument(format: "html", blocks: HTMLWalk(tree).blocks())
    if let title = tree.nodes.indices.first(where: { tree.name(of: $0) == "title" }) {
      let text = tree.text(of: title).collapsed
      document.title = text.isEmpty ? nil : text
    }
    if let stop = tree.stop {
      document.notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "The document was read up to line \(stop.line) only: there it exceeds the \(stop.limit.words).",
          place: Place(line: stop.line)))
    }
    return document
  }

  /// The blocks of a piece of HTML within another format; nil where it cannot be read.
  static func fragment(_ text: String) -> [Block]? {
    guard let tree = try? MarkupTree(html: text) else { return nil }
    return HTMLWalk(tree).blocks()
  }
}

/// One pass over the nodes, in their order.
private struct HTMLWalk {
  private let tree: MarkupTree

  init(_ tree: MarkupTree) { self.tree = tree }

  private static let left: Set<String> = [
    "head", "nav", "footer", "template", "select", "button", "svg", "math", "iframe", "object", "noscript", "form",
    "audio", "video", "canvas",
  ]
  private static let inline: Set<String> = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "wbr", "input", "center",
  ]

  func blocks() -> [Block] {
    var blocks: [Block] = []
    var pending = ""
    var pendingLine = 1
    // Ends of elements whose text is list items or paragraphs, innermost last.
    var open: [(end: Int, item: Bool)] = []
    func flush(item: Bool) {
      defer { pending = "" }
      let text = lines(pending)
      guard !text.isEmpty else { return }
      let depth = max(1, open.count { $0.item })
      blocks.append(
        Block(item ? .listItem(depth: min(depth, 20), text: text) : .paragraph(text), at: Place(line: pendingLine)))
    }
    var index = 0
    while index < tree.nodes.count {
      while let last = open.last, last.end <= index {
        flush(item: last.item)
        open.removeLast()
      }
      let node = tree.nodes[index]
      switch node.content {
      case .text(let text):
        if pending.isEmpty { pendingLine = node.line + text.prefix { $0.isWhitespace }.count { $0 == "\n" } }
        pending += text.allSatisfy(\.isWhitespace) && pending.isEmpty ? "" : text.spaced
        index += 1
      case .element(let name, _):
        if Self.inline.contains(name) {
          if name == "br" { pending += "\n" }
          index += 1
          continue
        }
        flush(item: open.last?.item ?? false)
        if Self.left.contains(name) || tree.attribute("role", of: index) == "navigation" {
          index = node.end
          continue
        }
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6":
          let text = headingText(index)
          if !text.isEmpty {
            let level = name.utf8.last.map { Int($0) - 0x30 } ?? 1
            blocks.append(.heading(level: level, text: text, at: Place(line: node.line)))
          }
          index = node.end
        case "pre", "listing":
          let text = tree.text(of: index)
          let dropped = text.first == "\n" ? 1 : 0
          blocks += TextAssembly.blocks(ofFixed: String(text.dropFirst(dropped)), line: node.line + dropped)
          index = node.end
        case "table" where !hasTableInside(index):
          blocks.append(Block(.table(table(index)), at: Place(line: node.line)))
          index = node.end
        default:
          open.append((node.end, name == "li" || name == "dt"))
          index += 1
        }
      }
    }
    flush(item: open.last?.item ?? false)
    return blocks
  }

  /// The text of a heading without the sign that leads to it.
  private func headingText(_ index: Int) -> String {
    var text = ""
    var position = index + 1
    while position < tree.nodes[index].end {
      let node = tree.nodes[position]
      if case .text(let run) = node.content { text += run }
      let kind = tree.attribute("class", of: position) ?? ""
      position = kind == "headerlink" || kind == "anchor" ? node.end : position + 1
    }
    return text.collapsed
  }

  private func hasTableInside(_ index: Int) -> Bool {
    (index + 1..<tree.nodes[index].end).contains { tree.name(of: $0) == "table" }
  }

  private func table(_ index: Int) -> Table {
    var table = Table(rows: [])
    let end = tree.nodes[index].end
    var headEnd = index
    var position = index + 1
    while position < end {
      let node = tree.nodes[position]
      switch tree.name(of: position) {
      case "caption":
        let caption = headingText(position)
        if !caption.isEmpty { table.caption = caption }
        position = node.end
      case "thead":
        headEnd = node.end
        position += 1
      case "tr":
        let cells = tree.children(of: position).compactMap { cell(at: $0) }
        if !cells.isEmpty {
          let row = Table.Row(cells.map(\.cell), at: Place(line: node.line))
          let isHeader = position < headEnd || (table.rows.isEmpty && cells.allSatisfy(\.isHeading))
          if isHeader { table.header.append(row) } else { table.rows.append(row) }
        }
        position = node.end
      default: position += 1
      }
    }
    return table.inferringHeader()
  }

  private func cell(at index: Int) -> (cell: Table.Cell, isHeading: Bool)? {
    guard let name = tree.name(of: index), name == "td" || name == "th" else { return nil }
    var text = ""
    for position in index + 1..<max(index + 1, tree.nodes[index].end) {
      switch tree.nodes[position].content {
      case .text(let run): text += run
      case .element(let name, _):
        if name == "br" || !Self.inline.contains(name) { text += " " }
      }
    }
    let cell = Table.Cell(
      text.collapsed, columnSpan: tree.attribute("colspan", of: index).flatMap { Int($0.collapsed) } ?? 1,
      rowSpan: tree.attribute("rowspan", of: index).flatMap { Int($0.collapsed) } ?? 1)
    return (cell, name == "th")
  }

  /// Text with one space for white space, but line breaks kept where `br` made them or the source has them.
  private func lines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.collapsed)
    return lines.drop { $0.isEmpty }.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }
}

extension String {
  /// The text with tabs and no-break spaces as spaces.
  fileprivate var spaced: String {
    guard utf8.contains(where: { $0 == 0x09 || $0 == 0xC2 }) else { return self }
    return String(map { $0 == "\t" || $0 == "\u{A0}" ? " " : $0 })
  }
}
