/// Blocks side by side: a row of a table, or a single block of text.
struct BlockRow: Sendable {
  var cells: [CellBlock]
  var y0: Double
  var y1: Double

  init(_ cells: [CellBlock]) {
    self.cells = cells
    y0 = cells.map(\.y0).min() ?? 0
    y1 = cells.map(\.y1).max() ?? 0
  }

  var page: Int { cells.first?.page ?? 0 }
  var lineHeight: Double { cells.map(\.lineHeight).max() ?? 0 }
  /// The spaces between the cells.
  var gaps: [ClosedRange<Double>] {
    zip(cells, cells.dropFirst()).compactMap { $0.x1 < $1.x0 ? $0.x1...$1.x0 : nil }
  }

  /// The rows of a page: a block belongs to the row that it stands right of, level with it.
  static func rows(of blocks: [CellBlock]) -> [BlockRow] {
    var rows: [BlockRow] = []
    for block in blocks {
      if let row = rows.last, row.takes(block) {
        rows[rows.count - 1] = BlockRow(row.cells + [block])
      } else {
        rows.append(BlockRow([block]))
      }
    }
    return rows.map(\.labelled)
  }

  private func takes(_ block: CellBlock) -> Bool {
    guard let last = cells.last, cells.count < TableGrid.maximumColumns, block.x0 > last.x1 - 1 else { return false }
    let tolerance = 0.3 * min(block.lineHeight, lineHeight)
    // A cell in the middle of several rows is drawn before those beside it, the first of which stands above.
    let reach = 6 * max(block.lineHeight, lineHeight)
    return block.y0 < y1 - tolerance && block.y1 > y0 + tolerance - reach
  }

  /// The row with a bullet or a number before a single text made one with it.
  private var labelled: BlockRow {
    guard cells.count >= 2, let label = cells.first, label.lines.count == 1, let run = label.lines.first,
      run.words.count == 1, let sign = run.words.first?.text
    else { return self }
    let isBullet = Label.isBullet(sign)
    guard isBullet || (cells.count == 2 && Label.isNumber(sign)), let line = cells[1].lines.first,
      line.isLevel(with: run)
    else { return self }
    let joined = TextRun(run.words + line.words, page: run.page)
    return BlockRow([CellBlock([joined] + cells[1].lines.dropFirst())] + cells.dropFirst(2))
  }
}

/// Signs before items and headings.
enum Label {
  static func isBullet(_ text: String) -> Bool {
    ["\u{2022}", "\u{25E6}", "\u{25AA}", "\u{25CF}", "\u{25CB}", "\u{25A0}", "\u{2023}", "\u{2013}", "-", "*", "o"]
      .contains(text)
  }

  /// `1.`, `2)`, `(b)`: what counts items and no sections.
  static func isCount(_ text: String) -> Bool {
    guard isNumber(text) else { return false }
    let parts = text.split(separator: ".")
    return parts.count == 1 && (text.last == "." || text.last == ")" || text.last == "]")
  }

  /// `4.2`, `A.1`, `1.`, `a)`, `(2)`, `[3]`.
  static func isNumber(_ text: String) -> Bool {
    if HeadingNumber.split(text + " x").number != nil { return true }
    let inner = text.trimmingPrefix("(").trimmingPrefix("[")
    guard let last = inner.last, ".)]".contains(last) else { return false }
    let mark = inner.dropLast()
    return !mark.isEmpty && mark.utf8.count <= 3 && (mark.allSatisfy(\.isNumber) || mark.count == 1)
  }
}
