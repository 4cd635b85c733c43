/// Parts the rows of a document into tables and text.
struct TableFinder {
  /// A table's rows, or one row of text.
  enum Piece {
    case table([BlockRow])
    case text(BlockRow)
  }

  private var pieces: [Piece] = []
  /// Rows of the table that is being read.
  private var table: [BlockRow] = []
  /// Rows of one block after it, which belong to it if more rows follow.
  private var pending: [BlockRow] = []

  /// The pieces in order.
  static func pieces(of rows: [BlockRow]) -> [Piece] {
    var finder = TableFinder()
    for row in rows { finder.take(row) }
    finder.close()
    return finder.pieces
  }

  private mutating func take(_ row: BlockRow) {
    if let (above, rest) = GroupNames.partedTitle(of: row) {
      take(above)
      take(rest)
    } else if row.cells.count > 1 {
      if !table.isEmpty, isNear(row), isAligned(row) {
        table += pending
        pending = []
        table.append(row)
      } else {
        close()
        table = [row]
      }
    } else if !table.isEmpty, pending.count < 6, isNear(row), isCellLike(row) {
      pending.append(row)
    } else {
      close()
      pieces.append(.text(row))
    }
  }

  private mutating func close() {
    let rows = table
    let rest = pending
    table = []
    pending = []
    guard Self.isTable(rows) else {
      pieces += (rows + rest).map { .text($0) }
      return
    }
    // Last rows whose cells a single space parts.
    let crowded = rest.prefix { row in CrowdedCells.split(rows + [row]).last.map { $0.cells.count > 1 } ?? false }
    pieces.append(.table(CrowdedCells.split(GroupNames.parted(rows) + crowded)))
    pieces += rest.dropFirst(crowded.count).map { .text($0) }
  }

  /// Whether the row follows the last one without text or much space between.
  private func isNear(_ row: BlockRow) -> Bool {
    guard let last = pending.last ?? table.last else { return false }
    if row.page == last.page {
      // Rows beside a cell that covers several begin within it.
      return row.y0 > last.y0 - 2 * row.lineHeight && row.y0 - last.y1 < 3 * row.lineHeight
    }
    return row.page == last.page + 1
  }

  /// Whether gaps of the row stand where gaps of the last rows do.
  private func isAligned(_ row: BlockRow) -> Bool {
    let gaps = row.gaps
    return table.suffix(8).contains { other in
      other.gaps.contains { theirs in
        gaps.contains { min($0.upperBound, theirs.upperBound) - max($0.lowerBound, theirs.lowerBound) > 1.5 }
      }
    }
  }

  /// Whether a single block may be a cell or the name of a group of rows: no caption, heading, or prose.
  private func isCellLike(_ row: BlockRow) -> Bool {
    guard let block = row.cells.first, let first = block.lines.first?.words.first?.text, let last = table.last else {
      return false
    }
    if Caption.begins(with: first) { return false }
    if first.contains("."), HeadingNumber.split(first + " x").number != nil { return false }
    if Label.isBullet(first) { return false }
    let height = max(block.lineHeight, last.lineHeight)
    if row.page == last.page, block.y0 - (pending.last ?? last).y1 > 1.2 * height { return false }
    if block.lineHeight > 1.3 * last.lineHeight { return false }
    let words = block.lines.reduce(0) { $0 + $1.words.count }
    let isWide = table.suffix(4).allSatisfy { other in
      other.gaps.contains { block.x0 < $0.lowerBound && block.x1 > $0.upperBound }
    }
    return !isWide || words <= 14
      || CrowdedCells.split(table.suffix(24) + [row]).last.map { $0.cells.count > 1 } ?? false
  }

  /// Whether rows are enough for a table: two with columns, or one that can be nothing else.
  private static func isTable(_ rows: [BlockRow]) -> Bool {
    let columned = rows.filter { $0.cells.count > 1 }
    if columned.count > 1 { return true }
    guard let row = columned.first else { return false }
    let isShort = row.cells.allSatisfy { cell in
      cell.lines.count <= 3 && cell.lines.reduce(0) { $0 + $1.words.count } <= 14
    }
    return isShort && row.gaps.allSatisfy { $0.upperBound - $0.lowerBound > 1.8 * row.lineHeight }
  }
}

/// Captions: `Table 4.2-1 …`, `Figure 3: …`.
enum Caption {
  private static let tables: Set<String> = ["table", "tabelle", "tableau", "tabla", "tabella", "tabel", "tabell"]
  private static let figures: Set<String> = ["figure", "fig", "abbildung", "figura", "afbeelding", "figur"]

  /// Whether a word opens a caption.
  static func begins(with word: String) -> Bool {
    let word = plain(word)
    return tables.contains(word) || figures.contains(word)
  }

  /// Whether the text is the caption of a table: the word, a number, and no sentence.
  static func isTableCaption(_ text: String) -> Bool {
    guard text.utf8.count <= 240 else { return false }
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first, words.count >= 2 else { return false }
    // "Table.3", "Table4-1:"
    let letters = first.prefix { $0.isLetter }
    if letters.count < first.count, first.contains(where: \.isNumber) { return tables.contains(plain(letters)) }
    guard tables.contains(plain(first)) else { return false }
    guard words[1].contains(where: \.isNumber), words[1].utf8.count <= 16 else { return false }
    let verbs: Set<String> = ["lists", "shows", "describes", "contains", "gives", "is", "are", "below", "above", "and"]
    return words.count == 2 || !verbs.contains(plain(words[2]))
  }

  private static func plain(_ word: some StringProtocol) -> String {
    var text = word.lowercased()
    while let last = text.last, ".:".contains(last) { text.removeLast() }
    return text
  }
}
