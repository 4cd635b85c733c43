import Office

/// Tables: drawn ones, and those that directives describe.
extension RestructuredBody {
  /// Reads the table that is drawn from an index on, and says where it ends; a drawing that is none is fixed text.
  mutating func drawnTable(_ lines: [RestructuredLine], _ index: Int) -> Int {
    let isGrid = RestructuredMarks.isGridBorder(lines[index].text)
    let end = isGrid ? GridTable.end(lines, index) : SimpleTable.end(lines, index)
    let drawing = Array(lines[index..<end])
    if let drawn = isGrid ? GridTable.read(drawing) : SimpleTable.read(drawing) {
      var table = Table(header: rows(drawn.header), rows: rows(drawn.rows))
      if !table.header.isEmpty || !table.rows.isEmpty {
        if table.header.isEmpty { table = table.inferringHeader() }
        table.caption = takeCaption()
        append(Block(.table(table), at: Place(line: lines[index].number)))
      }
      return end
    }
    note(
      "malformed-table",
      "The lines of the table on line \(lines[index].number) do not close; it was read by its distances. Draw it anew.",
      line: lines[index].number)
    fixed(drawing)
    return end
  }

  /// `.. table:: Title` with a drawn table below.
  mutating func tableDirective(_ parts: DirectiveParts, _ surroundings: Surroundings) {
    let start = blocks.count
    read(parts.contents, surroundings)
    guard let title = parts.title else { return }
    for position in blocks.indices.dropFirst(start) {
      guard case .table(var table) = blocks[position].content else { continue }
      table.caption = inline.plain(title).collapsed
      blocks[position] = Block(.table(table), at: Place(line: parts.line))
      return
    }
  }

  /// A list of lists.
  mutating func listTable(_ parts: DirectiveParts) {
    var rows: [Table.Row] = []
    for row in Self.items(of: parts.contents) {
      guard let first = row.first else { continue }
      let cells = Self.items(of: row).map { Table.Cell(cellText($0, width: nil)) }
      rows.append(Table.Row(cells, at: Place(line: first.number)))
    }
    append(rows, headerRows: parts.options["header-rows"], parts)
  }

  /// Comma-separated values, in place.
  mutating func csvTable(_ parts: DirectiveParts) {
    if let file = parts.options["file"] ?? parts.options["url"] {
      notFollowed(file, line: parts.line)
      return
    }
    var dialect = DelimitedText.Dialect()
    if let sign = Self.sign(parts.options["delim"]) { dialect.delimiter = sign }
    if let sign = Self.sign(parts.options["quote"]) { dialect.quote = sign }
    dialect.escape = Self.sign(parts.options["escape"])
    var rows: [Table.Row] = []
    var headerRows = parts.options["header-rows"].flatMap { Int($0) } ?? 0
    if let header = parts.options["header"] {
      rows += records(header, dialect, line: parts.line)
      headerRows += rows.count
    }
    if let first = parts.contents.first {
      rows += records(parts.contents.map(\.text).joined(separator: "\n"), dialect, line: first.number)
    }
    append(rows, headerRows: String(headerRows), parts)
  }

  private mutating func records(_ text: String, _ dialect: DelimitedText.Dialect, line: Int) -> [Table.Row] {
    let parsed = DelimitedText(text, dialect: dialect, firstLine: line)
    if let unclosed = parsed.unclosed {
      note(
        "cut-short", "A quotation mark on line \(unclosed.line) is never closed; the rows after it were left out.",
        line: unclosed.line)
    }
    var rows: [Table.Row] = []
    for record in parsed.records where !record.isBlank {
      let cells = record.fields.map { field in
        let lines = field.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
          RestructuredLine(number: record.line + $0.offset, text: $0.element)
        }
        return Table.Cell(cellText(lines, width: nil))
      }
      rows.append(Table.Row(cells, at: Place(line: record.line)))
    }
    return rows
  }

  private mutating func append(_ rows: [Table.Row], headerRows: String?, _ parts: DirectiveParts) {
    guard !rows.isEmpty else { return }
    let count = min(max(0, headerRows.flatMap { Int($0) } ?? 0), rows.count)
    let caption = parts.title.map { inline.plain($0).collapsed }
    var table = Table(caption: caption, header: Array(rows.prefix(count)), rows: Array(rows.dropFirst(count)))
    if count == 0 { table = table.inferringHeader() }
    append(Block(.table(table), at: Place(line: parts.line)))
  }

  /// The sign that an option names: itself, `tab`, `space` or its code.
  private static func sign(_ option: String?) -> UInt8? {
    switch option {
    case "tab": 0x09
    case "space": 0x20
    case let option?: option.utf8.first
    case nil: nil
    }
  }

  /// The items of a bullet list without their marks.
  private static func items(of lines: [RestructuredLine]) -> [[RestructuredLine]] {
    var items: [[RestructuredLine]] = []
    var index = 0
    while index < lines.count {
      guard !lines[index].isBlank, let width = RestructuredMarks.bullet(lines[index].text) else {
        index += 1
        continue
      }
      let (rest, end) = lines.indentedBlock(from: index + 1, atLeast: min(width, 2))
      let first = RestructuredLine(number: lines[index].number, text: lines[index].text.dropFirst(width))
      items.append([first] + rest.map { $0.isBlank ? $0 : $0.dropping(min(width, $0.indentation)) })
      index = end
    }
    return items
  }

  /// A paragraph of one line before a table that begins with "Table" names it.
  private mutating func takeCaption() -> String? {
    guard case .paragraph(let text)? = blocks.last?.content, !text.contains("\n"), text.utf8.count <= 160,
      Words(text.prefix(8)).list.first == "table", text.last != ".", text.last != ":"
    else { return nil }
    blocks.removeLast()
    return text.hasPrefix("Table: ") ? String(text.dropFirst(7)).collapsed : text.collapsed
  }

  // MARK: Cells

  private mutating func rows(_ rows: [DrawnTable.Row]) -> [Table.Row] {
    var result: [Table.Row] = []
    for row in rows {
      let cells = row.cells.map { cell in
        Table.Cell(cellText(cell.lines, width: cell.width), columnSpan: cell.columnSpan, rowSpan: cell.rowSpan)
      }
      result.append(Table.Row(cells, at: Place(line: row.line)))
    }
    return result
  }

  /// The text of a cell, which may hold anything that a document may.
  private mutating func cellText(_ lines: [RestructuredLine], width: Int?) -> String {
    let lines = lines.withoutBlankEnds[...].dedented
    guard let first = lines.first else { return "" }
    // A dash alone is an answer, not an empty list.
    if lines.count == 1, !first.text.contains(" ") { return inline.plain(first.text).collapsed }
    let hasParts = lines.indices.contains { index in
      let text = lines[index].text
      if lines[index].isBlank || lines[index].indentation > 0 || text.hasSuffix("::") { return true }
      guard index == 0 || lines[index - 1].isBlank, let sign = text.first else { return false }
      return "-+*.|:>=/#(\u{2022}".contains(sign) || sign.isNumber || RestructuredMarks.enumerator(text) != nil
    }
    guard hasParts else { return inline.plain(vocabulary.joined(lines.map(\.text), width: width)).collapsed }
    var inner = self
    inner.blocks = []
    inner.cellWidth = .some(width)
    // Cells within cells within cells are text.
    inner.read(lines, Surroundings(depth: Self.maximumDepth - 6))
    inline = inner.inline
    notes = inner.notes
    return inner.blocks.map { block in
      if case .table(let table) = block.content {
        return (table.header + table.rows).flatMap(\.cells).map(\.text).joined(separator: " ")
      }
      return (block.text ?? "").collapsed
    }.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
