/// Makes blocks of a structure tree.
struct StructureBlocks {
  private(set) var blocks: [Block] = []
  /// Words of the tree, to be held against those of the pages.
  private(set) var words = 0

  private let printed: Set<String>
  private let breaks: [String: Int]
  private let contents: ContentsPages
  private var buffer = ""
  private var kind: Kind = .paragraph
  /// Depth of lists around.
  private var lists = 0
  /// Depth of elements around that are left out: contents pages, page headers, figures.
  private var skipped = 0
  private var tables: [OpenTable] = []

  private enum Kind { case paragraph, item, caption, heading(Int) }

  /// A table that is being read.
  private struct OpenTable {
    var rows: [[OpenCell]] = []
    var caption: String?
    var inHead = false
  }

  private struct OpenCell {
    var text = ""
    var columnSpan = 1
    var rowSpan = 1
    var isHeading: Bool
  }

  /// Reads the tree; `places` are the words of the pages, which tell words from parts of words.
  init(_ tree: StructureTree, places: PagePlaces, contents: ContentsPages) {
    printed = places.words
    breaks = places.breaks
    self.contents = contents
    for event in tree.events {
      switch event {
      case .open(let name): open(name)
      case .close(let name): close(name)
      case .attribute(let name, let value): set(name, value)
      case .text(let text): take(text)
      }
    }
    flush()
    blocks = TableCaptions.attached(blocks)
  }

  // MARK: Elements

  private mutating func open(_ name: String) {
    switch name {
    case "TOC", "TOCI", "Artifact", "Figure":
      flush()
      skipped += 1
    case "Table":
      flush()
      if tables.count < 8 { tables.append(OpenTable()) } else { skipped += 1 }
    case "THead": if !tables.isEmpty { tables[tables.count - 1].inHead = true }
    case "TR":
      flush()
      if !tables.isEmpty { tables[tables.count - 1].rows.append([]) }
    case "TH", "TD":
      flush()
      guard let table = tables.last, let row = table.rows.indices.last else { return }
      tables[tables.count - 1].rows[row].append(OpenCell(isHeading: name == "TH" || table.inHead))
    case "L":
      flush()
      lists += 1
    case "P", "LI", "Caption", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Note", "BlockQuote", "BibEntry", "Index":
      flush()
      kind = Self.kind(name, lists: lists)
    default: break
    }
  }

  private mutating func close(_ name: String) {
    switch name {
    case "TOC", "TOCI", "Artifact", "Figure":
      buffer = ""
      skipped = max(0, skipped - 1)
    case "Table":
      flush()
      if let table = tables.popLast() { finish(table) }
    case "THead": if !tables.isEmpty { tables[tables.count - 1].inHead = false }
    case "L":
      flush()
      lists = max(0, lists - 1)
    case "TR", "TH", "TD", "P", "LI", "Caption", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Note", "BlockQuote",
      "BibEntry",
      "Index":
      flush()
      kind = lists > 0 ? .item : .paragraph
    default: break
    }
  }

  private static func kind(_ name: String, lists: Int) -> Kind {
    switch name {
    case "H", "H1": .heading(1)
    case "H2", "H3", "H4", "H5", "H6": .heading(Int(name.dropFirst()) ?? 1)
    case "Caption": .caption
    default: lists > 0 ? .item : .paragraph
    }
  }

  private mutating func set(_ name: String, _ value: Int) {
    guard let row = tables.last?.rows.indices.last, let cell = tables.last?.rows[row].indices.last else { return }
    switch name {
    case "ColSpan": tables[tables.count - 1].rows[row][cell].columnSpan = min(max(1, value), TableGrid.maximumColumns)
    case "RowSpan": tables[tables.count - 1].rows[row][cell].rowSpan = min(max(1, value), 1_000)
    default: break
    }
  }

  // MARK: Text

  private mutating func take(_ raw: String) {
    guard skipped == 0 else { return }
    let text = parted(PDFText.normalised(raw))
    let starts = raw.first?.isWhitespace == true
    if !buffer.isEmpty, !text.isEmpty {
      if starts || buffer.last?.isWhitespace == true {
        if buffer.last?.isWhitespace != true { buffer += " " }
        buffer += text
      } else if isOneWord(buffer, text) {
        buffer += text
      } else {
        WrappedText.append(text, to: &buffer, isFull: true)
      }
    } else {
      buffer += text
    }
    if raw.last?.isWhitespace == true, !buffer.isEmpty { buffer += " " }
  }

  /// The text with its line breaks, where the tree joins the words before and after them.
  private func parted(_ text: String) -> String {
    let words = text.split(separator: " ")
    guard words.contains(where: { !printed.contains(String($0)) && breaks[String($0)] != nil }) else { return text }
    return words.map { word -> String in
      let word = String(word)
      guard !printed.contains(word), let length = breaks[word] else { return word }
      var head = String(decoding: word.utf8.prefix(length), as: UTF8.self)
      WrappedText.append(String(decoding: word.utf8.dropFirst(length), as: UTF8.self), to: &head, isFull: true)
      return head
    }.joined(separator: " ")
  }

  /// Whether the end of one text and the start of the next are one word on the page.
  private func isOneWord(_ text: String, _ next: String) -> Bool {
    let end = WrappedText.lastWord(of: text)
    let start = next.prefix { !$0.isWhitespace }
    return printed.contains(String(end) + String(start))
  }

  private mutating func flush() {
    let text = buffer.split(separator: "\n").map(\.collapsed).joined(separator: "\n")
    buffer = ""
    guard !text.isEmpty else { return }
    words += text.split(whereSeparator: \.isWhitespace).count
    if let row = tables.last?.rows.indices.last, let cell = tables.last?.rows[row].indices.last {
      let before = tables[tables.count - 1].rows[row][cell].text
      tables[tables.count - 1].rows[row][cell].text = before.isEmpty ? text : before + "\n" + text
      return
    }
    if case .caption = kind, !tables.isEmpty {
      tables[tables.count - 1].caption = text.collapsed
      return
    }
    guard tables.isEmpty, !isContentsLine(text) else { return }
    switch kind {
    case .heading(let level): blocks.append(.heading(level: level, text: text, at: Place()))
    case .paragraph, .caption: blocks.append(Block(.paragraph(text), at: Place()))
    case .item:
      let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      let item = words.count == 2 && Label.isBullet(String(words[0])) ? String(words[1]) : text
      guard !Label.isBullet(item) else { return }
      blocks.append(Block(.listItem(depth: max(1, lists), text: item), at: Place()))
    }
  }

  /// Whether the text is a line of the contents: an announced heading and a page number.
  private func isContentsLine(_ text: String) -> Bool {
    guard case .paragraph = kind else { return false }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, let last = words.last, last.utf8.count <= 4, last.allSatisfy(\.isNumber) else {
      return false
    }
    return contents.announces(words.dropLast().joined(separator: " "))
  }

  private mutating func finish(_ table: OpenTable) {
    let rows = table.rows.filter { !$0.isEmpty }
    guard rows.contains(where: { $0.contains { !$0.text.isEmpty } }) else { return }
    var headings = rows.prefix { $0.allSatisfy(\.isHeading) }.count
    if headings == rows.count || headings == 0 {
      let first = rows.prefix(60).map { row -> PrintedRow in
        var column = 0
        return PrintedRow(
          cells: row.compactMap { cell in
            defer { column += cell.columnSpan }
            return cell.text.isEmpty
              ? nil : PrintedRow.Cell(columns: column...(column + cell.columnSpan - 1), text: cell.text)
          }, page: 0)
      }
      headings = min(TableHeadings.count(in: first, repeated: 0), rows.count - 1)
    }
    let made = rows.map { row in
      Table.Row(row.map { Table.Cell($0.text, columnSpan: $0.columnSpan, rowSpan: $0.rowSpan) }, at: Place())
    }
    let result = Table(
      caption: table.caption, header: Array(made.prefix(headings)), rows: Array(made.dropFirst(headings)))
    // A table in a cell gives its texts to that cell.
    if let row = tables.last?.rows.indices.last, let cell = tables.last?.rows[row].indices.last {
      let text = made.flatMap { $0.cells.map(\.text) }.filter { !$0.isEmpty }.joined(separator: "\n")
      tables[tables.count - 1].rows[row][cell].text += "\n" + text
    } else if rows.allSatisfy({ $0.count == 1 }), rows.count == 1 {
      blocks.append(Block(.paragraph(rows[0][0].text), at: Place()))
    } else {
      blocks.append(Block(.table(result), at: Place()))
    }
  }
}
