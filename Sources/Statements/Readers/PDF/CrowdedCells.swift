/// Splits cells that a single space parts from the next.
enum CrowdedCells {
  /// The rows with cells split where a word starts exactly where cells of the same column do in other rows.
  static func split(_ rows: [BlockRow]) -> [BlockRow] {
    let starts = ColumnStarts(rows)
    guard !starts.isEmpty else { return rows }
    return rows.enumerated().map { position, row in
      // Headings over several columns may have a word anywhere: there it takes more than a space.
      let cells = row.cells.flatMap { cell in split(cell, starts, space: position > 0 ? 0.12 : 0.35) }
      return cells.count == row.cells.count ? row : BlockRow(cells)
    }
  }

  /// The cell's parts; `space` is the least gap between two, in heights of the line.
  private static func split(_ cell: CellBlock, _ starts: ColumnStarts, space: Double) -> [CellBlock] {
    guard cell.lines.contains(where: { $0.words.count > 1 }) else { return [cell] }
    var columns: [[TextRun]] = [[]]
    var edges: [Double] = [cell.x0]
    for line in cell.lines {
      var part: [PDFWord] = []
      // Lines below a split keep to the column that they start in.
      var column = edges.lastIndex { $0 <= line.x0 + 1 } ?? 0
      for word in line.words {
        if let last = part.last, word.x0 > last.x1 + space * line.height, word.x0 > cell.x0 + 6, starts.has(word) {
          columns[column].append(TextRun(part, page: line.page))
          part = []
          if let known = edges.firstIndex(where: { abs($0 - word.x0) < 1.5 }) {
            column = known
          } else {
            let place = edges.firstIndex { $0 > word.x0 } ?? edges.count
            edges.insert(word.x0, at: place)
            columns.insert([], at: place)
            column = place
          }
        }
        part.append(word)
      }
      if !part.isEmpty { columns[column].append(TextRun(part, page: line.page)) }
    }
    let blocks = columns.filter { !$0.isEmpty }.map { CellBlock($0) }
    // Prose whose words happen to stand there would leave pieces that overlap.
    for (left, right) in zip(blocks, blocks.dropFirst()) where left.x1 > right.x0 { return [cell] }
    return blocks
  }
}

/// Where cells of a table start, by how many rows show it.
private struct ColumnStarts {
  /// Cells that start at a place, the first of each row left out.
  private var cells: [Int: Int] = [:]
  /// Rows with a word that starts there.
  private var words: [Int: Int] = [:]
  private let needed: Int
  private let rows: Int

  init(_ rows: [BlockRow]) {
    let columned = rows.filter { $0.cells.count > 1 }
    self.rows = columned.count
    needed = max(2, min(6, columned.count / 5))
    for row in columned {
      for cell in row.cells.dropFirst() { cells[Self.step(cell.x0), default: 0] += 1 }
      var seen: Set<Int> = []
      for word in row.cells.flatMap(\.lines).flatMap(\.words) where seen.insert(Self.step(word.x0)).inserted {
        words[Self.step(word.x0), default: 0] += 1
      }
    }
  }

  var isEmpty: Bool { cells.isEmpty }

  /// Whether a column starts with this word: as enough cells do, or as an identifier or nearly every row does where
  /// but one cell is seen to.
  func has(_ word: PDFWord) -> Bool {
    let middle = Self.step(word.x0)
    var known = 0
    var aligned = 0
    for step in middle - 1...middle + 1 {
      known += cells[step, default: 0]
      aligned += words[step, default: 0]
    }
    guard known > 0 else { return false }
    return known >= needed || (rows > 2 && aligned * 4 >= rows * 3) || UIDScan.isIdentifier(word.text)
  }

  private static func step(_ x: Double) -> Int { Int((x * 1.25).rounded()) }
}
