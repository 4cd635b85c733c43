extension Table {
  /// Headings over headings beyond which a merged cell is taken for a part of the contents.
  private static let maximumHeaderRows = 4

  /// Columns beyond which a table keeps its spans as they are.
  private static let maximumColumns = 256

  /// Moves the first rows to the headings, and with them the rows that their cells reach down to.
  ///
  /// A heading that reaches down through the contents is written into them once more: headings and contents are laid
  /// out apart.
  mutating func separateHeader(rows count: Int) {
    guard header.isEmpty, count > 0, count < rows.count else { return }
    var end = count
    var row = 0
    while row < end, end <= Self.maximumHeaderRows {
      end = max(end, rows[row].cells.map { row + $0.rowSpan }.max() ?? 0)
      row += 1
    }
    // The last of the rows that headings share belongs to the contents where nothing else would be left.
    if end > Self.maximumHeaderRows || end >= rows.count { end = count }
    if let starts = startColumns() { cut(at: end, starts) }
    header = Array(rows[..<end])
    rows.removeFirst(end)
  }

  /// Takes out columns in which no cell starts: a program that lays tables out by hand leaves such.
  mutating func dropUnusedColumns() {
    guard rows.contains(where: { row in row.cells.contains { $0.columnSpan > 1 } }) else { return }
    if let width = rows.first?.cells.count,
      rows.allSatisfy({ row in
        row.cells.count == width && row.cells.allSatisfy { $0.rowSpan == 1 }
      })
    {
      for row in rows.indices { for cell in rows[row].cells.indices { rows[row].cells[cell].columnSpan = 1 } }
      return
    }
    guard let starts = startColumns() else { return }
    var isUsed = [Bool](repeating: false, count: Self.maximumColumns)
    for row in starts { for column in row { isUsed[column] = true } }
    for row in rows.indices {
      for cell in rows[row].cells.indices {
        let start = starts[row][cell]
        let end = min(start + rows[row].cells[cell].columnSpan, Self.maximumColumns)
        rows[row].cells[cell].columnSpan = max(1, (start..<end).count { isUsed[$0] })
      }
    }
  }

  /// Ends cells that reach over the row, and writes them into it.
  private mutating func cut(at end: Int, _ starts: [[Int]]) {
    var added: [(start: Int, cell: Cell)] = zip(starts[end], rows[end].cells).map { ($0, $1) }
    var isCut = false
    for row in 0..<end {
      for (index, cell) in rows[row].cells.enumerated() where row + cell.rowSpan > end {
        added.append(
          (starts[row][index], Cell(cell.text, columnSpan: cell.columnSpan, rowSpan: row + cell.rowSpan - end)))
        rows[row].cells[index].rowSpan = end - row
        isCut = true
      }
    }
    if isCut { rows[end].cells = added.sorted { $0.start < $1.start }.map(\.cell) }
  }

  /// The column where each cell starts; nil for a table with too many.
  private func startColumns() -> [[Int]]? {
    // Rows that the cell over each column still covers.
    var hanging = [Int](repeating: 0, count: Self.maximumColumns)
    var starts: [[Int]] = []
    for row in rows {
      var column = 0
      var own: [Int] = []
      for cell in row.cells {
        while column < Self.maximumColumns, hanging[column] > 0 { column += 1 }
        let end = column + cell.columnSpan
        guard end <= Self.maximumColumns else { return nil }
        own.append(column)
        for position in column..<end { hanging[position] = max(hanging[position], cell.rowSpan) }
        column = end
      }
      for position in hanging.indices where hanging[position] > 0 { hanging[position] -= 1 }
      starts.append(own)
    }
    return starts
  }
}
