/// Where the columns of a table stand, found from the gaps between cells.
struct ColumnLayout {
  /// Middles of the spaces between columns, from left to right.
  private(set) var boundaries: [Double] = []

  /// The columns of these rows; rows of one cell say nothing about them.
  init(_ rows: [BlockRow]) {
    let columned = rows.filter { $0.cells.count > 1 }
    // The headings of the first rows may cover several columns.
    let headings = columned.count > 3 ? 2 : columned.count > 2 ? 1 : 0
    var changes: [(at: Double, gaps: Int, covers: Int)] = []
    for (position, row) in columned.enumerated() {
      for gap in row.gaps {
        changes.append((gap.lowerBound, 1, 0))
        changes.append((gap.upperBound, -1, 0))
      }
      guard position >= headings else { continue }
      for cell in row.cells where cell.x1 - cell.x0 > 0.6 {
        changes.append((cell.x0 + 0.3, 0, 1))
        changes.append((cell.x1 - 0.3, 0, -1))
      }
    }
    changes.sort { $0.at < $1.at }
    var gaps = 0
    var covers = 0
    var best: (score: Int, low: Double, high: Double)?
    for (index, change) in changes.enumerated() {
      gaps += change.gaps
      covers += change.covers
      guard index + 1 < changes.count else { break }
      let (low, high) = (change.at, changes[index + 1].at)
      guard high > low else { continue }
      // One cell in twelve may cover a space between columns.
      if gaps > 0, covers * 12 <= gaps {
        let score = gaps - 12 * covers
        if let known = best {
          if score > known.score {
            best = (score, low, high)
          } else if score == known.score, known.high == low {
            best = (score, known.low, high)
          }
        } else {
          best = (score, low, high)
        }
      } else if let known = best {
        if known.high - known.low > 0.8 { boundaries.append((known.low + known.high) / 2) }
        best = nil
      }
    }
    if let known = best, known.high - known.low > 0.8 { boundaries.append((known.low + known.high) / 2) }
    if boundaries.count >= TableGrid.maximumColumns {
      boundaries.removeSubrange((TableGrid.maximumColumns - 1)...)
    }
  }

  var count: Int { boundaries.count + 1 }

  /// The columns that a block covers.
  func columns(of block: CellBlock) -> ClosedRange<Int> {
    let first = boundaries.firstIndex { $0 > block.x0 + 0.3 } ?? boundaries.count
    let last = boundaries.lastIndex { $0 < block.x1 - 0.3 }.map { $0 + 1 } ?? 0
    return first...max(first, last)
  }
}

/// Splits cells that a single space parts from the next.
enum CrowdedCells {
  /// The rows with cells split where a word starts exactly where cells of the same column do in other rows.
  static func split(_ rows: [BlockRow]) -> [BlockRow] {
    var starts: [Int: Int] = [:]
    for row in rows {
      for cell in row.cells.dropFirst() { starts[step(cell.x0), default: 0] += 1 }
    }
    let columned = rows.filter { $0.cells.count > 1 }.count
    let needed = max(2, min(6, columned / 5))
    func isStart(_ x: Double) -> Bool {
      let middle = step(x)
      return (middle - 1...middle + 1).contains { starts[$0, default: 0] >= needed }
    }
    guard starts.values.contains(where: { $0 >= needed }) else { return rows }
    return rows.map { row in
      // Only in rows that are columned already or stand among such.
      let cells = row.cells.flatMap { cell in split(cell, isStart) }
      return cells.count == row.cells.count ? row : BlockRow(cells)
    }
  }

  private static func step(_ x: Double) -> Int { Int((x * 1.25).rounded()) }

  private static func split(_ cell: CellBlock, _ isStart: (Double) -> Bool) -> [CellBlock] {
    guard cell.lines.contains(where: { $0.words.count > 1 }) else { return [cell] }
    var columns: [[TextRun]] = [[]]
    var edges: [Double] = [cell.x0]
    for line in cell.lines {
      var part: [PDFWord] = []
      // Lines below a split keep to the column that they start in.
      var column = edges.lastIndex { $0 <= line.x0 + 1 } ?? 0
      for word in line.words {
        if let last = part.last, word.x0 > last.x1 + 0.12 * line.height, isStart(word.x0), word.x0 > cell.x0 + 6 {
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
