/// Runs below each other that belong together: a cell, or a paragraph.
struct CellBlock: Sendable {
  var lines: [TextRun]
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double

  init(_ lines: [TextRun]) {
    self.lines = lines
    x0 = lines.map(\.x0).min() ?? 0
    x1 = lines.map(\.x1).max() ?? 0
    y0 = lines.map(\.y0).min() ?? 0
    y1 = lines.map(\.y1).max() ?? 0
  }

  var page: Int { lines.first?.page ?? 0 }
  /// Height of a line.
  var lineHeight: Double { lines.map(\.height).max() ?? 0 }
  var text: String { WrappedText.joined(lines, limit: x1) }

  /// Takes a run below the last.
  mutating func append(_ run: TextRun) {
    lines.append(run)
    x0 = min(x0, run.x0)
    x1 = max(x1, run.x1)
    y0 = min(y0, run.y0)
    y1 = max(y1, run.y1)
  }

  /// Whether the run is the next line of this block: drawn next, just below, in the same column.
  func isContinued(by run: TextRun) -> Bool {
    guard let last = lines.last, last.page == run.page else { return false }
    let height = min(last.height, run.height)
    let (above, below) = (last.letterHeight, run.letterHeight)
    guard max(above, below) < min(above, below) * 1.13 else { return false }
    let pitch = run.middle - last.middle
    guard pitch > 0.5 * height, pitch < 1.55 * height else { return false }
    // What starts far left of a cell is the next row or the text below the table.
    return run.x0 < x1 && x0 < run.x1 && run.x0 > x0 - 3 * height
  }

  /// The blocks of a page.
  static func blocks(of runs: [TextRun]) -> [CellBlock] {
    var blocks: [CellBlock] = []
    for (index, run) in runs.enumerated() {
      // The first of several runs on a line starts a row, and no cell is as wide as to stand above the second.
      let next = index + 1 < runs.count ? runs[index + 1] : nil
      let startsRow = next.map { $0.isLevel(with: run) && $0.x0 > run.x1 && $0.x0 < (blocks.last?.x1 ?? 0) } ?? false
      if !startsRow, blocks.last?.isContinued(by: run) == true {
        blocks[blocks.count - 1].append(run)
      } else {
        blocks.append(CellBlock([run]))
      }
    }
    return blocks
  }
}
