/// Makes a table of rows: cells put into columns, rows of wrapped lines joined, headings repeated on pages left out.
enum TableBuilder {
  /// The table; nil where no columns are seen.
  static func table(of rows: [BlockRow]) -> Table? {
    let rows = CrowdedCells.split(rows)
    let layout = ColumnLayout(rows)
    guard layout.count > 1 else { return nil }
    var lines = rows.map { TableLine($0, in: layout) }
    if !rows.contains(where: { row in row.cells.count > 1 && row.cells.contains { $0.lines.count > 1 } }) {
      lines = WrappedRows.joined(lines)
    }
    var printed = printed(lines, columns: layout.count)
    let repeated = removeRepeatedHeadings(&printed)
    let headings = TableHeadings.count(in: printed, repeated: repeated)
    TableHeadings.widen(&printed, headings: headings, columns: layout.count)
    let laidOut = RowSpans.rows(printed, columns: layout.count, headings: headings)
    return Table(header: Array(laidOut.prefix(headings)), rows: Array(laidOut.dropFirst(headings)))
  }

  private static func printed(_ lines: [TableLine], columns: Int) -> [PrintedRow] {
    var edges = [Double](repeating: 0, count: columns)
    for line in lines where line.cells.count > 1 {
      for cell in line.cells where edges.indices.contains(cell.columns.upperBound) {
        let edge = cell.lines.map(\.x1).max() ?? 0
        edges[cell.columns.upperBound] = max(edges[cell.columns.upperBound], edge)
      }
    }
    return lines.map { line in
      PrintedRow(
        cells: line.cells.map { cell in
          let limit = edges.indices.contains(cell.columns.upperBound) ? edges[cell.columns.upperBound] : 0
          return PrintedRow.Cell(columns: cell.columns, text: WrappedText.joined(cell.lines, limit: limit))
        }, page: line.page)
    }
  }

  /// Takes out headings that come again at the top of a page; answers how many rows they are.
  private static func removeRepeatedHeadings(_ rows: inout [PrintedRow]) -> Int {
    var headings = 0
    var result: [PrintedRow] = []
    var index = 0
    while index < rows.count {
      if index > 0, rows[index].page != rows[index - 1].page {
        var count = 0
        while count < 4, count < index, index + count < rows.count, rows[index + count].cells == rows[count].cells {
          count += 1
        }
        headings = max(headings, count)
        index += count
        guard count == 0 else { continue }
      }
      result.append(rows[index])
      index += 1
    }
    rows = result
    return min(headings, max(0, result.count - 1))
  }
}
