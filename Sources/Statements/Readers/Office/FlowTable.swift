/// A table while its cells are read.
struct FlowTable {
  /// How a cell says that it is merged with the one above it.
  enum Merge {
    case none
    /// The first of several cells over each other.
    case start
    /// One of the others.
    case continued
  }

  struct Row {
    var place: Place
    var isHeader: Bool
    var cells: [Cell] = []
  }

  struct Cell {
    var columnSpan: Int
    var rowSpan: Int
    var merge: Merge
    var items: [Flow.Item] = []

    init(columnSpan: Int, rowSpan: Int, merge: Merge) {
      // No table has more columns or rows than this, and spans multiply.
      self.columnSpan = min(max(1, columnSpan), 1_000)
      self.rowSpan = min(max(1, rowSpan), 1_000)
      self.merge = merge
    }
  }

  var place: Place
  var rows: [Row] = []
  /// Whether a cell holds a table.
  var holdsTable = false

  /// Adds a block to the cell that was opened last.
  mutating func append(_ item: Flow.Item) {
    if rows.isEmpty { rows.append(Row(place: place, isHeader: false)) }
    let row = rows.count - 1
    if rows[row].cells.isEmpty { rows[row].cells.append(Cell(columnSpan: 1, rowSpan: 1, merge: .none)) }
    rows[row].cells[rows[row].cells.count - 1].items.append(item)
  }

  /// The table as a block, or what it frames.
  consuming func finished() -> [Flow.Item] {
    let isFrame = rows.allSatisfy { $0.cells.count <= 1 } && (rows.count == 1 || holdsTable)
    if isFrame || (rows.count == 1 && holdsTable) {
      return rows.flatMap { row in row.cells.flatMap(\.items) }
    }
    rows.removeAll { $0.cells.isEmpty }
    guard !rows.isEmpty else { return [] }
    joinMerged()
    let headerCount = rows.prefix(while: \.isHeader).count
    // A table of nothing but headings has none.
    let header = headerCount == rows.count ? 0 : headerCount
    var table = Table(rows: rows.map { row in Table.Row(row.cells.map(\.finished), at: row.place) })
    table.dropUnusedColumns()
    table.separateHeader(rows: header > 0 ? header : table.inferringHeader().header.count)
    return [Flow.Item(block: Block(.table(table), at: place))]
  }

  /// Takes out the cells that continue one above them, which then reaches further down.
  private mutating func joinMerged() {
    // The cell that cells below continue, by the column where it starts.
    var starts: [Int: (row: Int, cell: Int)] = [:]
    for row in rows.indices {
      var column = 0
      var kept: [Cell] = []
      for var cell in rows[row].cells {
        let start = column
        column += cell.columnSpan
        switch cell.merge {
        case .continued:
          if let above = starts[start], rows[above.row].cells[above.cell].rowSpan < 1_000 {
            rows[above.row].cells[above.cell].rowSpan += 1
            continue
          }
          if let above = starts[start] { cell.items = rows[above.row].cells[above.cell].items }
          starts[start] = (row, kept.count)
        case .start: starts[start] = (row, kept.count)
        case .none: starts[start] = nil
        }
        kept.append(cell)
      }
      rows[row].cells = kept
    }
  }
}

extension FlowTable.Cell {
  /// The cell with its blocks as lines of text.
  fileprivate var finished: Table.Cell {
    var text = ""
    for item in items {
      let part = item.block.plainText
      guard !part.isEmpty else { continue }
      if !text.isEmpty { text += "\n" }
      text += part
    }
    return Table.Cell(text, columnSpan: columnSpan, rowSpan: rowSpan)
  }
}

extension Block {
  /// All the text of a block; of a table its rows as lines.
  fileprivate var plainText: String {
    guard case .table(let table) = content else { return text ?? "" }
    let rows = (table.header + table.rows).map { row in row.cells.map(\.text).joined(separator: " ") }
    return ((table.caption.map { [$0] } ?? []) + rows).joined(separator: "\n")
  }
}
