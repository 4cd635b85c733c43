/// A table with every span laid out: each row has a text in each column that it covers.
struct TableGrid {
  /// Headings of the columns; headings over headings are joined from top to bottom.
  var headings: [Words]
  /// The rows of contents.
  var rows: [Row]

  struct Row {
    var cells: [String]
    /// The cells as the document has them, spans not repeated.
    var raw: [String]
    /// What stands above the cells, as the document has it; empty where that is not one for each.
    var titles: [String]
    var place: Place
    /// From 1.
    var number: Int
  }

  /// Columns beyond this are left out: no statement has them, and spans multiply.
  static let maximumColumns = 64

  init(_ table: Table) {
    let header = Self.layOut(table.header)
    let columns = header.map(\.cells.count).max() ?? 0
    let titles = (0..<columns).map { column in
      var texts: [String] = []
      for row in header {
        guard row.cells.indices.contains(column) else { continue }
        let text = row.cells[column].collapsed
        if !text.isEmpty, texts.last != text { texts.append(text) }
      }
      return texts.joined(separator: " ")
    }
    headings = titles.map { Words($0) }
    let shown = titles.map { $0.utf8.count <= 200 ? $0 : String($0.prefix(200)) + " …" }
    rows = Self.layOut(table.rows).enumerated().map { position, row in
      let isPlain = row.raw.count == columns && row.cells.count == columns
      return Row(
        cells: row.cells, raw: row.raw, titles: isPlain ? shown : [], place: row.place, number: position + 1)
    }
  }

  /// Text of a cell; empty where the row is shorter.
  static func cell(_ row: Row, _ column: Int?) -> String {
    guard let column, row.cells.indices.contains(column) else { return "" }
    return row.cells[column]
  }

  private static func layOut(_ rows: [Table.Row]) -> [(cells: [String], raw: [String], place: Place)] {
    // Cells that reach down from rows above: text and rows left, by column.
    var hanging: [(text: String, rows: Int)] = []
    return rows.map { row in
      var cells: [String] = []
      var next: [(text: String, rows: Int)] = []
      func put(_ text: String, rowsLeft: Int) {
        cells.append(text)
        next.append((text, rowsLeft))
      }
      func takeHanging() {
        while cells.count < maximumColumns, hanging.indices.contains(cells.count), hanging[cells.count].rows > 0 {
          put(hanging[cells.count].text, rowsLeft: hanging[cells.count].rows - 1)
        }
      }
      for cell in row.cells {
        takeHanging()
        var covered = 0
        while covered < cell.columnSpan, cells.count < maximumColumns {
          put(cell.text, rowsLeft: cell.rowSpan - 1)
          covered += 1
        }
      }
      takeHanging()
      // Cells from above to the right of a short row keep hanging.
      if hanging.count > next.count {
        for column in next.count..<hanging.count {
          let above = hanging[column]
          put(above.rows > 0 ? above.text : "", rowsLeft: max(0, above.rows - 1))
        }
      }
      hanging = next
      while let last = cells.last, last.isEmpty, cells.count > row.cells.count { cells.removeLast() }
      return (cells, row.cells.map(\.text.collapsed), row.place)
    }
  }
}
