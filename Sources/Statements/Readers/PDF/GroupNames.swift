/// Parts the names of groups of rows from the cells below them: a name that stands alone in its row, drawn just before
/// the first cell of the next, looks like that cell's first line.
enum GroupNames {
  /// The rows with names of groups as rows of their own.
  static func parted(_ rows: [BlockRow]) -> [BlockRow] {
    // Whether cells begin level with each other or are set in the middle shows where one of them has more lines.
    var top = 0
    var centred = 0
    for row in rows {
      switch alignment(row) {
      case .top: top += 1
      case .centred: centred += 1
      case .below, nil: break
      }
    }
    return rows.enumerated().flatMap { position, row -> [BlockRow] in
      guard position > 0, let first = row.cells.first, let start = start(of: row), start > 0 else { return [row] }
      let isCentred = alignment(row) == .centred
      guard !isCentred || top > centred else { return [row] }
      return first.lines[..<start].map { BlockRow([CellBlock([$0])]) }
        + [BlockRow([CellBlock(Array(first.lines[start...]))] + row.cells.dropFirst())]
    }
  }

  /// A heading or caption that stands so close above the first cell of a row as to look like its first line, and the
  /// row without it.
  static func partedTitle(of row: BlockRow) -> (title: BlockRow, rest: BlockRow)? {
    guard let first = row.cells.first, let start = start(of: row), start > 0, let line = first.lines.first,
      let word = line.words.first?.text
    else { return nil }
    let isNumber = word.contains(".") && HeadingNumber.split(word + " x").number != nil
    guard isNumber || Caption.isTableCaption(line.text) else { return nil }
    return (
      BlockRow([CellBlock(Array(first.lines[..<start]))]),
      BlockRow([CellBlock(Array(first.lines[start...]))] + row.cells.dropFirst())
    )
  }

  private enum Alignment { case top, centred, below }

  /// How the first cell of a row, if it has several lines, stands to those beside it.
  private static func alignment(_ row: BlockRow) -> Alignment? {
    guard row.cells.count > 1, let first = row.cells.first else { return nil }
    let others = CellBlock(row.cells.dropFirst().flatMap(\.lines))
    guard first.lines.count != others.lines.count || first.lines.count > 1 else { return nil }
    let height = first.lineHeight
    guard first.y1 - first.y0 > 1.5 * height || others.y1 - others.y0 > 1.5 * height else { return nil }
    if abs(others.y0 - first.y0) < 0.25 * height { return .top }
    if abs((others.y0 + others.y1) / 2 - (first.y0 + first.y1) / 2) < 0.3 * height { return .centred }
    return .below
  }

  /// The line of the first cell that is level with the first lines of the others; nil where none is.
  private static func start(of row: BlockRow) -> Int? {
    guard row.cells.count > 1, let first = row.cells.first, first.lines.count > 1,
      let beside = row.cells.dropFirst().map(\.y0).min()
    else { return nil }
    return first.lines.firstIndex { abs($0.y0 - beside) < 0.25 * first.lineHeight }
  }
}
