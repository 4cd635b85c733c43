/// Paragraphs that tabs divide into columns: a table that somebody laid out by hand.
struct TabbedRows {
  private var rows: [(cells: [String], item: Flow.Item)] = []

  /// Columns that are looked for.
  private static let columns = 2...8

  /// Takes a paragraph; false where it does not go on with the columns of those before it.
  mutating func take(_ text: String, _ item: Flow.Item) -> Bool {
    guard text.utf8.contains(0x09), !text.contains("\n") else { return false }
    let cells = text.split(separator: "\t").map(\.collapsed).filter { !$0.isEmpty }
    guard Self.columns.contains(cells.count), rows.last.map({ $0.cells.count == cells.count }) ?? true else {
      return false
    }
    rows.append((cells, item))
    return true
  }

  /// What was taken: a table where most rows have an identifier, else the paragraphs as they are.
  mutating func end() -> [Flow.Item] {
    let taken = rows
    rows = []
    let identified = taken.count { row in row.cells.contains { !UIDScan.identifiers(in: $0).isEmpty } }
    guard let first = taken.first, taken.count > 1, identified * 2 >= taken.count else { return taken.map(\.item) }
    let table = Table(
      rows: taken.map { row in Table.Row(row.cells.map { Table.Cell($0) }, at: row.item.block.place) })
    return [Flow.Item(block: Block(.table(table.inferringHeader()), at: first.item.block.place))]
  }
}
