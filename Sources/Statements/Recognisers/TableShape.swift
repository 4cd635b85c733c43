/// Brings tables into one shape: a caption, rows of headings, rows of contents.
///
/// Documents put the title into the first row, mark no headings, mark the wrong row, repeat the headings on every page,
/// or write one table per thing with the headings in the first column.
enum TableShape {
  static func normalised(_ table: Table) -> Table {
    var table = table
    takeTitle(&table)
    if table.header.isEmpty { table = table.inferringHeader() }
    if !table.header.isEmpty { takeSecondHeading(&table) }
    dropRepeatedHeadings(&table)
    return transposed(table) ?? table
  }

  /// A first row with one text over several columns names the table.
  private static func takeTitle(_ table: inout Table) {
    let marked = !table.header.isEmpty
    guard let first = table.header.first ?? table.rows.first, marked ? table.header.count == 1 : table.rows.count > 2,
      let title = onlyText(of: first), title.utf8.count <= 200, UIDScan.identifiers(in: title).isEmpty,
      table.rows.dropFirst(marked ? 0 : 1).first?.cells.count ?? 0 > 1
    else { return }
    table.caption = table.caption.map { $0.contains(title) ? $0 : "\($0): \(title)" } ?? title
    if marked { table.header = [] } else { table.rows.removeFirst() }
  }

  private static func onlyText(of row: Table.Row) -> String? {
    let texts = row.cells.map(\.text.collapsed).filter { !$0.isEmpty }
    let width = row.cells.reduce(0) { $0 + $1.columnSpan }
    return width > 1 && Set(texts).count == 1 ? texts.first : nil
  }

  /// A second row of headings that the document did not mark: `Name`, `UID` below `Abstract Syntax`.
  private static func takeSecondHeading(_ table: inout Table) {
    guard table.header.count == 1, table.rows.count > 1, let next = table.rows.first, next.cells.count > 1,
      table.header[0].cells.contains(where: { $0.columnSpan > 1 || $0.text.isEmpty })
        || table.header[0].cells.count == 1,
      next.cells.allSatisfy({ $0.text.isEmpty || Words($0.text).isPlainHeading })
    else { return }
    table.header.append(next)
    table.rows.removeFirst()
  }

  private static func dropRepeatedHeadings(_ table: inout Table) {
    guard !table.header.isEmpty, table.rows.count > 1 else { return }
    let headings = Set(table.header.map { $0.cells.map(\.text.collapsed) })
    guard table.rows.contains(where: { headings.contains($0.cells.map(\.text.collapsed)) }) else { return }
    table.rows.removeAll { headings.contains($0.cells.map(\.text.collapsed)) }
  }

  /// The table turned, where the first column holds the headings.
  private static func transposed(_ table: Table) -> Table? {
    let rows = table.header + table.rows
    guard rows.count >= 2, rows.count <= 24, let width = rows.map(\.cells.count).max(), width >= 2, width <= 12,
      rows.allSatisfy({ row in row.cells.allSatisfy { $0.columnSpan == 1 && $0.rowSpan == 1 } })
    else { return nil }
    let keys = rows.map { Words($0.cells.first?.text ?? "") }
    guard keys.contains(where: { $0.hasAny(["sop class", "sop class name", "abstract syntax"]) }),
      keys.filter({ $0.isPlainHeading }).count >= 2,
      rows.allSatisfy({ UIDScan.identifiers(in: $0.cells.first?.text ?? "").isEmpty }),
      !rows[0].cells.dropFirst().contains(where: { Words($0.text).isPlainHeading })
    else { return nil }
    let columns = (0..<width).map { column in
      Table.Row(
        rows.map { $0.cells.indices.contains(column) ? $0.cells[column] : Table.Cell("") }, at: rows[0].place)
    }
    return Table(caption: table.caption, header: [columns[0]], rows: Array(columns.dropFirst()))
  }
}

extension Words {
  /// Whether a cell is one of the headings that statements use and nothing else.
  var isPlainHeading: Bool {
    guard !list.isEmpty, list.count <= 8 else { return false }
    return list.allSatisfy { Self.headingWords.contains($0) } && !Self.values.contains(joined)
  }

  /// Values that consist of words of headings.
  private static let values: Set<String> = [
    " scu ", " scp ", " scu scp ", " scp scu ", " user ", " provider ", " no ", " supported ", " default ",
    " configurable ",
  ]

  private static let headingWords: Set<Substring> = [
    "abstract", "transfer", "syntax", "syntaxes", "presentation", "context", "contexts", "name", "names", "uid", "uids",
    "list", "role", "roles", "scu", "scp", "sop", "class", "classes", "ext", "neg", "extended", "expanded",
    "negotiation", "id", "of", "service", "user", "provider", "s", "supported", "support", "supports", "comment",
    "comments", "remarks", "notes", "description", "parameter", "value", "values", "default", "configurable",
    "create", "display", "process", "archive", "function", "functions", "set", "dimse", "web", "media", "services",
    "agent", "origin", "server", "fsc", "fsr", "fsu", "the", "and", "or", "dicom", "table", "object", "identifier",
    "unique", "number", "no",
  ]
}
