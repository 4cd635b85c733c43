/// Grid tables: cells drawn with `+`, `-`, `=` and `|`, over several rows and columns as well.
enum GridTable {
  /// Characters of a drawing beyond which it is not traced.
  static let maximumArea = 4 << 20

  /// Where the drawing that starts at an index ends: after its last border.
  static func end(_ lines: [RestructuredLine], _ start: Int) -> Int {
    var end = start + 1
    var border = start + 1
    while end < lines.count, let first = lines[end].text.first, first == "+" || first == "|" {
      if first == "+", lines[end].text.last == "+" { border = end + 1 }
      end += 1
    }
    return border == start + 1 ? end : border
  }

  /// The table that these lines draw; nil where the lines do not close to cells that fill it.
  static func read(_ lines: [RestructuredLine]) -> DrawnTable? {
    guard lines.count >= 3, lines.reduce(0, { $0 + $1.text.utf8.count }) <= maximumArea else { return nil }
    let isASCII = lines.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 } }
    for wide in isASCII ? [false] : [true, false] {
      let grid = lines.map { TextGrid.cells(of: $0.text, wide: wide) }
      var trace = GridTrace(grid)
      if let cells = trace.cells() { return table(of: cells, grid, lines) }
    }
    return nil
  }

  private static func table(
    of cells: [GridTrace.Cell], _ grid: [[Character]], _ lines: [RestructuredLine]
  ) -> DrawnTable? {
    // Row 0 stands between the first border and the second.
    let rowBorders = Set(cells.flatMap { [$0.top, $0.bottom] }).sorted()
    let columnBorders = Set(cells.flatMap { [$0.left, $0.right] }).sorted()
    let rowIndex = Dictionary(uniqueKeysWithValues: rowBorders.enumerated().map { ($1, $0) })
    let columnIndex = Dictionary(uniqueKeysWithValues: columnBorders.enumerated().map { ($1, $0) })
    var rows = rowBorders.dropLast().map { DrawnTable.Row(cells: [], line: lines[min($0 + 1, lines.count - 1)].number) }
    for cell in cells.sorted(by: { ($0.top, $0.left) < ($1.top, $1.left) }) {
      guard let top = rowIndex[cell.top], let bottom = rowIndex[cell.bottom], let left = columnIndex[cell.left],
        let right = columnIndex[cell.right]
      else { return nil }
      let texts = (cell.top + 1..<max(cell.top + 1, cell.bottom)).map { line in
        RestructuredLine(
          number: lines[line].number,
          text: TextGrid.text(of: grid[line], cell.left + 1..<cell.right, trimsStart: false)[...])
      }
      rows[top].cells.append(
        DrawnTable.Cell(
          lines: texts, columnSpan: right - left, rowSpan: bottom - top, width: cell.right - cell.left - 3))
    }
    // A border of `=` closes the heading.
    let heading = rowBorders.dropFirst().dropLast().first { grid[$0].dropFirst().first == "=" }
    let count = heading.flatMap { rowIndex[$0] } ?? 0
    return DrawnTable(header: Array(rows.prefix(count)), rows: Array(rows.dropFirst(count)))
  }
}

/// Finds the cells of a drawing by following their sides.
struct GridTrace {
  struct Cell {
    var top: Int
    var left: Int
    var bottom: Int
    var right: Int
  }

  private let grid: [[Character]]
  private let width: Int
  /// Steps that may still be taken: each side of a cell is looked at a few times, but a tangle of lines would take the
  /// square of its size.
  private var steps: Int

  init(_ grid: [[Character]]) {
    self.grid = grid
    width = grid.first?.count ?? 0
    steps = 100_000 + 24 * grid.reduce(0) { $0 + $1.count }
  }

  /// The cells; nil where they do not fill the drawing.
  mutating func cells() -> [Cell]? {
    let last = grid.count - 1
    guard last > 0, width > 2 else { return nil }
    // Last line that is done, by column.
    var done = Array(repeating: -1, count: width)
    var corners: [[Int]] = Array(repeating: [], count: grid.count)
    corners[0] = [0]
    var cells: [Cell] = []
    for top in 0..<last {
      var waiting = Set(corners[top]).sorted()
      var index = 0
      while index < waiting.count {
        let left = waiting[index]
        index += 1
        guard left < width - 1, top > done[left], let cell = cell(top, left) else { continue }
        guard done[cell.left..<cell.right].allSatisfy({ $0 == top - 1 }) else { return nil }
        for column in cell.left..<cell.right { done[column] = cell.bottom - 1 }
        cells.append(cell)
        corners[cell.bottom].append(cell.left)
        if waiting.count == index || waiting[index] > cell.right {
          waiting.insert(cell.right, at: index)
        } else if waiting[index] < cell.right {
          waiting = waiting[..<index] + Set(waiting[index...] + [cell.right]).sorted()
        }
      }
      corners[top] = []
      guard steps > 0 else { return nil }
    }
    return done.dropLast().allSatisfy { $0 == last - 1 } ? cells : nil
  }

  private func sign(_ line: Int, _ column: Int) -> Character {
    column < grid[line].count ? grid[line][column] : " "
  }

  /// The smallest cell whose upper left corner this is.
  private mutating func cell(_ top: Int, _ left: Int) -> Cell? {
    guard sign(top, left) == "+" else { return nil }
    var right = left + 1
    while right < width, steps > 0 {
      steps -= 1
      let mark = sign(top, right)
      if mark == "+" {
        if let bottom = bottom(top, left, right) { return Cell(top: top, left: left, bottom: bottom, right: right) }
      } else if mark != "-", mark != "=" {
        return nil
      }
      right += 1
    }
    return nil
  }

  private mutating func bottom(_ top: Int, _ left: Int, _ right: Int) -> Int? {
    var line = top + 1
    while line < grid.count, steps > 0 {
      steps -= 1
      let mark = sign(line, right)
      if mark == "+" {
        if closes(top, left, line, right) { return line }
      } else if mark != "|" {
        return nil
      }
      line += 1
    }
    return nil
  }

  private mutating func closes(_ top: Int, _ left: Int, _ bottom: Int, _ right: Int) -> Bool {
    guard sign(bottom, left) == "+" else { return false }
    for column in left + 1..<right {
      steps -= 1
      guard "+-=".contains(sign(bottom, column)) else { return false }
    }
    for line in top + 1..<max(top + 1, bottom) {
      steps -= 1
      guard "+|".contains(sign(line, left)) else { return false }
    }
    return true
  }
}
