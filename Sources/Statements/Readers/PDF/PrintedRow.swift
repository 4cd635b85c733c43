/// A row of a table as it is printed: texts in columns, spans not yet found.
struct PrintedRow {
  var cells: [Cell]
  var page: Int

  /// A text and the columns that it covers.
  struct Cell: Equatable {
    var columns: ClosedRange<Int>
    var text: String
  }

  /// The text in a column; nil where there is none.
  func text(in column: Int) -> String? { cells.first { $0.columns.contains(column) }?.text }
}

/// Finds which of a table's first rows are headings.
enum TableHeadings {
  /// The number of heading rows; `repeated` is how many come again on later pages.
  static func count(in rows: [PrintedRow], repeated: Int) -> Int {
    guard rows.count > 1, let first = rows.first else { return 0 }
    if repeated > 0 { return min(repeated, rows.count - 1) }
    // The words of the first row decide; a title over the headings comes with them.
    let probe = Table(
      rows: rows.prefix(2).map { row in
        Table.Row(row.cells.map { Table.Cell($0.text) }, at: Place(page: row.page))
      })
    guard !probe.inferringHeader().header.isEmpty else { return 0 }
    return isCompleted(first, by: rows[1]) && rows.count > 2 ? 2 : 1
  }

  /// Whether the second row gives headings below those of the first: it fills columns that the first leaves open, and
  /// holds neither identifiers nor answers.
  private static func isCompleted(_ first: PrintedRow, by second: PrintedRow) -> Bool {
    guard second.cells.count >= 2,
      second.cells.count >= first.cells.count || first.cells.contains(where: { $0.columns.count > 1 })
    else { return false }
    guard
      second.cells.allSatisfy({ cell in
        cell.text.utf8.count <= 60 && UIDScan.identifiers(in: cell.text).isEmpty && SupportCell.read(cell.text) == nil
          && Registered.sopClass(named: cell.text) == nil && Registered.transferSyntax(named: cell.text) == nil
      })
    else { return false }
    return second.cells.contains { cell in
      guard let above = first.cells.first(where: { $0.columns.overlaps(cell.columns) }) else { return true }
      return above.columns.count > cell.columns.count
    }
  }

  /// Lets headings of the first row reach over the open columns right of them, where the second row goes on.
  static func widen(_ rows: inout [PrintedRow], headings: Int, columns: Int) {
    guard headings > 1, rows.count > 1 else { return }
    let second = rows[1]
    for index in rows[0].cells.indices {
      let next = index + 1 < rows[0].cells.count ? rows[0].cells[index + 1].columns.lowerBound : columns
      var end = rows[0].cells[index].columns.upperBound
      guard second.text(in: rows[0].cells[index].columns.lowerBound) != nil else { continue }
      while end + 1 < next, second.text(in: end + 1) != nil { end += 1 }
      rows[0].cells[index].columns = rows[0].cells[index].columns.lowerBound...end
    }
  }
}

/// Lays rows out with spans: cells that a row leaves open before its first one reach down from the row above.
enum RowSpans {
  static func rows(_ printed: [PrintedRow], columns: Int, headings: Int) -> [Table.Row] {
    var rows: [Table.Row] = []
    // The cell that covers each column so far: its row and place in it.
    var owners = [(row: Int, cell: Int)?](repeating: nil, count: columns)
    for (position, row) in printed.enumerated() {
      let start = row.cells.first?.columns.lowerBound ?? 0
      let hangs = position > headings && start > 0 && start < columns && row.cells.count < columns
      var cells: [Table.Cell] = []
      var next = owners
      var column = 0
      var index = 0
      while column < columns {
        if index < row.cells.count, row.cells[index].columns.lowerBound <= column {
          let cell = row.cells[index]
          let end = min(cell.columns.upperBound, columns - 1)
          let isWhole = column == 0 && end == columns - 1
          for covered in column...max(column, end) { next[covered] = isWhole ? nil : (position, cells.count) }
          cells.append(Table.Cell(cell.text, columnSpan: max(1, end - column + 1)))
          column = max(column, end) + 1
          index += 1
        } else if hangs, let owner = owners[column], rows.indices.contains(owner.row),
          let last = reach(of: owner, from: column, in: owners),
          last < (index < row.cells.count ? row.cells[index].columns.lowerBound : columns)
        {
          rows[owner.row].cells[owner.cell].rowSpan += 1
          column = last + 1
        } else {
          next[column] = nil
          cells.append(Table.Cell(""))
          column += 1
        }
      }
      owners = next
      rows.append(Table.Row(cells, at: Place(page: row.page)))
    }
    return rows
  }

  /// The last column of the cell that starts in this column; nil where it starts before.
  private static func reach(of owner: (row: Int, cell: Int), from column: Int, in owners: [(row: Int, cell: Int)?])
    -> Int?
  {
    if column > 0, let before = owners[column - 1], before == owner { return nil }
    var last = column
    while last + 1 < owners.count, let next = owners[last + 1], next == owner { last += 1 }
    return last
  }
}
