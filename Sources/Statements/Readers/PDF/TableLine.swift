/// A row of a table being rebuilt: its cells in their columns.
struct TableLine {
  var cells: [Cell]
  var page: Int
  var y0: Double
  var y1: Double

  /// A cell in the columns that it covers.
  struct Cell {
    var columns: ClosedRange<Int>
    var lines: [TextRun]
  }

  /// A row put into columns; blocks that fall into one column are one cell.
  init(_ row: BlockRow, in layout: ColumnLayout) {
    cells = []
    for block in row.cells {
      let columns = layout.columns(of: block)
      if let last = cells.last, last.columns.upperBound >= columns.lowerBound {
        cells[cells.count - 1].lines += block.lines
        cells[cells.count - 1].columns = last.columns.lowerBound...max(last.columns.upperBound, columns.upperBound)
      } else {
        cells.append(Cell(columns: columns, lines: block.lines))
      }
    }
    page = row.page
    y0 = row.y0
    y1 = row.y1
  }

  /// Takes the cells of a line that goes on with this row.
  mutating func append(_ line: TableLine) {
    for cell in line.cells {
      if let index = cells.firstIndex(where: { $0.columns.overlaps(cell.columns) }) {
        cells[index].lines += cell.lines
      } else {
        let place = cells.firstIndex { $0.columns.lowerBound > cell.columns.upperBound } ?? cells.count
        cells.insert(cell, at: place)
      }
    }
    y0 = min(y0, line.y0)
    y1 = max(y1, line.y1)
  }
}

/// Joins the lines of rows whose cells wrap, in files that draw a table line by line instead of cell by cell.
enum WrappedRows {
  static func joined(_ lines: [TableLine]) -> [TableLine] {
    guard lines.count > 2 else { return lines }
    let pitches = zip(lines, lines.dropFirst()).compactMap { $0.page == $1.page ? $1.y0 - $0.y0 : nil }
      .filter { $0 > 1 }.sorted()
    guard let narrow = pitches.isEmpty ? nil : pitches[pitches.count / 10] else { return lines }
    // Where lines of one row stand closer than rows do, the distance says what belongs together.
    let isTelling = pitches.last.map { $0 > narrow * 1.18 } ?? false
    var result: [TableLine] = []
    var lastY0 = 0.0
    for line in lines {
      defer { lastY0 = line.y0 }
      guard let row = result.last, row.page == line.page, continues(row, line) else {
        result.append(line)
        continue
      }
      let overlap = min(row.y1, line.y1) - max(row.y0, line.y0)
      let isLevel = overlap > 0.3 * (line.y1 - line.y0)
      let isClose = isTelling && line.y0 - lastY0 < narrow * 1.09
      if isLevel || isClose || hasRestOfIdentifier(line) {
        result[result.count - 1].append(line)
      } else {
        result.append(line)
      }
    }
    return result
  }

  /// Whether the line lacks a column that the row has, and has none that begins a row.
  private static func continues(_ row: TableLine, _ line: TableLine) -> Bool {
    let columns = Set(row.cells.map(\.columns.lowerBound))
    let own = Set(line.cells.map(\.columns.lowerBound))
    guard own.isDisjoint(with: columns) || own.isStrictSubset(of: columns) || columns.count == 1 else { return false }
    return row.cells.count > 1 || line.cells.count > 1
  }

  /// Whether a cell holds the end of an identifier: `.4`, `.1.1`.
  private static func hasRestOfIdentifier(_ line: TableLine) -> Bool {
    line.cells.contains { cell in
      guard let text = cell.lines.first?.words.first?.text, text.first == "." else { return false }
      return text.utf8.count > 1 && text.utf8.allSatisfy { $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x39) }
    }
  }
}
