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
