/// Tables made with spaces, with `|` or with drawn borders.
enum AlignedColumns {
  struct Line: Equatable {
    var number: Int
    var text: String
  }

  /// What stands between two distances.
  struct Piece {
    /// Column in which it starts, from 0.
    var start: Int
    var text: String
  }

  /// The table that these lines are; nil where they are none.
  ///
  /// They are a table when at least half of the lines hold an identifier in a column of its own, or when the second
  /// column starts at one place in nearly all of them.
  static func table(of lines: [Line]) -> Table? {
    guard lines.count <= 100_000 else { return nil }
    if isBordered(lines) { return bordered(lines) }
    let rows = lines.map { (line: $0, pieces: pieces(of: $0.text), isRule: isRule($0.text)) }
    let contents = rows.filter { !$0.isRule }
    guard !contents.isEmpty else { return nil }
    let identified = contents.filter { row in
      row.pieces.count >= 2 && row.pieces.contains { startsWithIdentifier($0.text) }
    }
    guard identified.count * 2 >= contents.count || isAligned(contents.map(\.pieces)) else { return nil }
    let starts = columnStarts(contents.map(\.pieces))
    var header: [Table.Row] = []
    var body: [Table.Row] = []
    for (position, row) in rows.enumerated() {
      if row.isRule {
        // What stands over the first rule is the heading, unless the rule opens the table.
        if header.isEmpty, position > 0, body.count <= 3 {
          header = body
          body = []
        }
        continue
      }
      let cells = place(row.pieces, starts: starts)
      if cells.first == "", var last = body.last, last.cells.count >= cells.count {
        for (column, cell) in cells.enumerated() where !cell.isEmpty {
          last.cells[column].text = (last.cells[column].text + " " + cell).collapsed
        }
        body[body.count - 1] = last
        continue
      }
      body.append(Table.Row(cells.map { Table.Cell($0) }, at: Place(line: row.line.number)))
    }
    return Table(header: header, rows: body).inferringHeader()
  }

  /// Cuts lines into prose and lists of identifiers: printed manual pages leave no blank line between the sentence that
  /// introduces a list, the list, and the sentence after it.
  static func segments(_ lines: [Line]) -> [ArraySlice<Line>] {
    guard lines.count > 1, lines.count <= 100_000, !isBordered(lines) else { return [lines[...]] }
    let rows = lines.map { pieces(of: $0.text) }
    let isListed = rows.map { row in row.count >= 2 && row.contains { startsWithIdentifier($0.text) } }
    guard isListed.contains(true) else { return [lines[...]] }
    let edge = zip(rows, isListed).lazy.filter(\.1).compactMap { $0.0.first?.start }.min() ?? 0
    // Unlisted lines within a list are wrapped cells, unless they start at its edge and read like prose.
    let isProse = rows.indices.map { index in
      !isListed[index] && !isRule(lines[index].text) && (rows[index].first?.start ?? 0) <= edge
        && rows[index].reduce(0) { $0 + $1.text.split(separator: " ").count } >= 2
    }
    var segments: [ArraySlice<Line>] = []
    var start = 0
    var index = 0
    while index < lines.count {
      guard isProse[index] else {
        index += 1
        continue
      }
      var end = index
      while end < lines.count, isProse[end] { end += 1 }
      // Words over a list that end no sentence are the headings of its columns.
      let last = rows[end - 1].last?.text.last ?? " "
      let isHeading = end < lines.count && end - index <= 3 && !":.".contains(last)
      // A wrapped cell is at most a line or two between listed ones.
      let isWrapped =
        index > start && end < lines.count && end - index == 1 && rows[index].count == 1
        && !":.".contains(last) && rows[index].reduce(0) { $0 + $1.text.split(separator: " ").count } < 4
      if isWrapped {
        index = end
        continue
      }
      if index > start { segments.append(lines[start..<index]) }
      if isHeading {
        start = index
      } else {
        segments.append(lines[index..<end])
        start = end
      }
      index = end
    }
    if start < lines.count { segments.append(lines[start...]) }
    return segments
  }

  // MARK: Columns by distance

  /// The pieces of a line between distances of two spaces or `|`, an identifier at the end always being one.
  static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var current: [UInt8] = []
    var start = 0
    var spaces = 0
    let bytes = Array(text.utf8)
    let bars = text.contains("|")
    func end() {
      let piece = String(decoding: current, as: UTF8.self).collapsed
      current = []
      guard !piece.isEmpty else { return }
      let words = piece.split(separator: " ")
      if let last = words.last, words.count > 1, startsWithIdentifier(String(last)) {
        let name = words.dropLast().joined(separator: " ")
        // A bare number or sign before it is no name.
        if name.contains(where: \.isLetter), !startsWithIdentifier(name) {
          pieces.append(Piece(start: start, text: name))
          pieces.append(Piece(start: start + name.utf8.count + 1, text: String(last)))
          return
        }
      }
      pieces.append(Piece(start: start, text: piece))
    }
    for (index, byte) in bytes.enumerated() {
      if byte == 0x20 {
        spaces += 1
        if spaces < 2 || current.isEmpty { if !current.isEmpty { current.append(byte) } } else { end() }
      } else if bars, byte == UInt8(ascii: "|") {
        end()
        spaces = 0
      } else {
        if current.isEmpty { start = index }
        current.append(byte)
        spaces = 0
      }
    }
    end()
    return pieces
  }

  static func startsWithIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, first >= 0x30, first <= 0x32 else { return false }
    guard let found = UIDScan.identifiers(in: text).first else { return false }
    return text.hasPrefix(found)
  }

  private static func isAligned(_ rows: [[Piece]]) -> Bool {
    guard rows.count >= 2 else { return false }
    let seconds = rows.compactMap { $0.count >= 2 ? $0[1].start : nil }
    guard seconds.count * 10 >= rows.count * 8 else { return false }
    let counts = Dictionary(grouping: seconds, by: { $0 }).mapValues(\.count)
    // Justified prose has distances too, but not one below the other; and its lines have many.
    let many = rows.filter { $0.count > 8 }.count
    return (counts.values.max() ?? 0) * 10 >= rows.count * 8 && many * 2 < rows.count
  }

  /// Where columns start: places at which at least a tenth of the lines start a piece.
  private static func columnStarts(_ rows: [[Piece]]) -> [Int] {
    var counts: [Int: Int] = [:]
    for row in rows { for piece in row { counts[piece.start, default: 0] += 1 } }
    let needed = max(1, rows.count / 10)
    let starts = counts.filter { $0.value >= needed }.keys.sorted()
    return starts.count <= TableGrid.maximumColumns ? starts : []
  }

  private static func place(_ pieces: [Piece], starts: [Int]) -> [String] {
    let widths = Set(pieces.map(\.start))
    guard !starts.isEmpty, widths.isSubset(of: starts), starts.count <= 12 else { return pieces.map(\.text) }
    var cells = Array(repeating: "", count: starts.count)
    for piece in pieces {
      guard let column = starts.firstIndex(of: piece.start) else { continue }
      cells[column] = piece.text
    }
    // Columns that start only because a name is long, or a line is indented, are no columns of this row.
    if pieces.first?.start == starts.first || starts.count <= 2 {
      return cells.filter { !$0.isEmpty }.count == pieces.count && starts.count == pieces.count
        ? cells : pieces.map(\.text)
    }
    return starts.count <= 6 && (pieces.first?.start ?? 0) >= (starts.dropFirst().first ?? 0)
      ? cells : pieces.map(\.text)
  }

  private static func isRule(_ text: String) -> Bool {
    let signs = text.filter { $0 != " " }
    return signs.utf8.count >= 3 && signs.allSatisfy { "-=_+|:".contains($0) } && signs.contains { "-=_".contains($0) }
  }

  // MARK: Borders

  private static func isBordered(_ lines: [Line]) -> Bool {
    guard lines.count >= 3, let first = lines.first?.text[...].trimmed, first.hasPrefix("+"), first.hasSuffix("+")
    else {
      return false
    }
    let bars = lines.filter { line in
      let text = line.text[...].trimmed
      return (text.hasPrefix("|") && text.hasSuffix("|")) || (text.hasPrefix("+") && text.hasSuffix("+"))
    }
    return bars.count == lines.count
  }

  private static func bordered(_ lines: [Line]) -> Table? {
    var header: [Table.Row] = []
    var body: [Table.Row] = []
    var open: [String] = []
    var start = 0
    var rules = 0
    func close(_ rows: inout [Table.Row]) {
      guard !open.isEmpty else { return }
      rows.append(Table.Row(open.map { Table.Cell($0.collapsed) }, at: Place(line: start)))
      open = []
    }
    for line in lines {
      let text = line.text[...].trimmed
      if text.hasPrefix("+") {
        close(&body)
        rules += 1
        if text.contains("="), header.isEmpty {
          header = body
          body = []
        }
        continue
      }
      let cells = text.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
        .prefix(TableGrid.maximumColumns).map { String($0).collapsed }
      if open.isEmpty {
        open = cells
        start = line.number
      } else {
        for (column, cell) in cells.enumerated() where open.indices.contains(column) && !cell.isEmpty {
          open[column] += " " + cell
        }
      }
    }
    close(&body)
    guard body.contains(where: { $0.cells.count >= 2 }) else { return nil }
    return Table(header: header, rows: body).inferringHeader()
  }
}
