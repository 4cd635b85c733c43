/// Puts lines together to blocks.
enum TextAssembly {
  /// The blocks of these lines.
  static func blocks(of lines: [TextLine]) -> [Block] {
    var assembly = Assembly()
    for line in lines { assembly.take(line) }
    assembly.flush()
    return assembly.blocks
  }

  /// Blocks of text whose layout is fixed: tables where columns are seen, preformatted text otherwise.
  static func blocks(ofFixed text: String, line: Int) -> [Block] {
    var assembly = Assembly()
    for (position, part) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let number = line + position
      assembly.take(
        TextLine(number: number, kind: part.allSatisfy(\.isWhitespace) ? .blank : .verbatim(String(part))))
    }
    assembly.flush()
    return assembly.blocks
  }

  private struct Assembly {
    var blocks: [Block] = []
    private var group: [AlignedColumns.Line] = []
    private var fixed = false

    mutating func take(_ line: TextLine) {
      switch line.kind {
      case .blank: flush()
      case .heading(let level, let text):
        flush()
        blocks.append(.heading(level: level, text: text, at: Place(line: line.number)))
      case .item(let text):
        flush()
        blocks.append(Block(.listItem(depth: 1, text: text), at: Place(line: line.number)))
      case .text(let text):
        if fixed { flush() }
        group.append(AlignedColumns.Line(number: line.number, text: text))
      case .verbatim(let text):
        if !fixed { flush() }
        fixed = true
        group.append(AlignedColumns.Line(number: line.number, text: text))
      }
    }

    mutating func flush() {
      let lines = group
      group = []
      defer { fixed = false }
      guard !lines.isEmpty else { return }
      guard let found = PrintedColumns.find(in: lines) else { return list(runs: lines) }
      list(runs: Array(lines[..<found.lines.lowerBound]))
      add(found.table, at: Place(line: lines[found.lines.lowerBound].number))
      list(runs: Array(lines[found.lines.upperBound...]))
    }

    private mutating func list(runs lines: [AlignedColumns.Line]) {
      guard !lines.isEmpty else { return }
      for segment in AlignedColumns.segments(lines) { list(segment) }
    }

    private mutating func list(_ lines: ArraySlice<AlignedColumns.Line>) {
      guard let first = lines.first else { return }
      let place = Place(line: first.number)
      if let caption = Self.caption(first.text), lines.count >= 3,
        var table = AlignedColumns.table(of: Array(lines.dropFirst()))
      {
        table.caption = caption
        add(table, at: place)
      } else if let table = AlignedColumns.table(of: Array(lines)) {
        add(table, at: place)
      } else if fixed {
        blocks.append(Block(.preformatted(lines.map(\.text).joined(separator: "\n")), at: place))
      } else {
        text(lines)
      }
    }

    /// The name of a table in a line of its own right over its headings: `Table 11 Transfer Syntaxes`.
    private static func caption(_ line: String) -> String? {
      let text = line.collapsed
      let words = Words(text.prefix(40)).list
      guard words.first == "table", words.count >= 3, words[1].first?.isNumber == true || words[1].count == 1,
        text.utf8.count <= 160, AlignedColumns.pieces(of: line).count == 1
      else { return nil }
      return text
    }

    private mutating func add(_ table: Table, at place: Place) {
      var table = table
      if table.caption == nil { table.caption = takeCaption() }
      if !extendLast(by: table) { blocks.append(Block(.table(table), at: place)) }
    }

    /// A blank line within a list of names and identifiers does not end it, nor does a page on which its headings are
    /// printed again.
    private mutating func extendLast(by table: Table) -> Bool {
      guard case .table(var last)? = blocks.last?.content, let place = blocks.last?.place, table.caption == nil,
        table.header.isEmpty || table.header.map(\.texts) == last.header.map(\.texts),
        let width = last.rows.last?.cells.count, width == table.rows.first?.cells.count
      else { return false }
      // Taken out first, so that its rows are not copied each time.
      blocks.removeLast()
      last.rows += table.rows
      blocks.append(Block(.table(last), at: place))
      return true
    }

    /// A paragraph of one line before a table that begins with "Table" names it.
    private func takeCaption() -> String? {
      guard case .paragraph(let text)? = blocks.last?.content, !text.contains("\n"), text.utf8.count <= 160,
        Words(text.prefix(8)).list.first == "table"
      else { return nil }
      return text.collapsed
    }

    private mutating func text(_ lines: ArraySlice<AlignedColumns.Line>) {
      var paragraph: [String] = []
      var start = 0
      func indentation(_ text: String) -> Int { text.prefix { $0 == " " }.count }
      func end(_ blocks: inout [Block], item: Int?) {
        guard !paragraph.isEmpty else { return }
        let text = paragraph.map { $0[...].trimmed }.joined(separator: "\n")
        let content: Block.Content = item.map { .listItem(depth: $0, text: text) } ?? .paragraph(text)
        blocks.append(Block(content, at: Place(line: start)))
        paragraph = []
      }
      var item: Int?
      var itemIndentation = 0
      for line in lines {
        if let bullet = Bullet.text(of: line.text) {
          end(&blocks, item: item)
          itemIndentation = indentation(line.text)
          item = 1 + min(itemIndentation / 2, 20)
          start = line.number
          paragraph = [bullet]
        } else {
          if item != nil, indentation(line.text) < itemIndentation {
            end(&blocks, item: item)
            item = nil
          }
          if paragraph.isEmpty { start = line.number }
          paragraph.append(line.text)
        }
      }
      end(&blocks, item: item)
    }
  }
}

extension Table.Row {
  /// What is printed in it, by whichever columns.
  fileprivate var texts: [String] { cells.map(\.text).filter { !$0.isEmpty } }
}

/// Signs before list items.
enum Bullet {
  /// The item's text; nil where the line starts no item.
  static func text(of line: String) -> String? {
    let text = line.drop { $0 == " " }
    guard let space = text.firstIndex(of: " ") else { return nil }
    let sign = text[..<space]
    let rest = text[space...].trimmed
    guard !rest.isEmpty, sign.utf8.count <= 4 else { return nil }
    if ["-", "*", "+", "o", "\u{2022}", "\u{2013}", "\u{25E6}", "\u{25AA}", "\u{2023}"].contains(sign) {
      return String(rest)
    }
    guard let last = sign.last, last == ")" || last == "." else { return nil }
    let mark = sign.dropLast()
    let counted = !mark.isEmpty && (mark.allSatisfy(\.isNumber) || (mark.count == 1 && mark.allSatisfy(\.isLetter)))
    return counted ? String(rest) : nil
  }
}
