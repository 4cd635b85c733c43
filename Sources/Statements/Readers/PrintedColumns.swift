/// Tables as programs that print a page's layout as text leave them: columns kept apart by spaces, and cells that go on
/// over several lines, those of the first column too.
///
/// A row is known by its identifier, which stands in one column of every row. Only tables whose cells begin at the top
/// of their rows are read: where they are centred, what stands between two identifiers could belong to either.
enum PrintedColumns {
  /// The table among these lines, and which of them it takes; nil where there is none.
  static func find(in lines: [AlignedColumns.Line]) -> (table: Table, lines: Range<Int>)? {
    guard lines.count >= 2, lines.count <= 100_000 else { return nil }
    let rows = lines.map { $0.text.utf8.contains(0x7C) ? [] : AlignedColumns.pieces(of: $0.text) }
    guard let layout = Layout(rows) else { return nil }
    let anchors = rows.indices.filter { layout.isAnchor(rows[$0]) }
    guard let first = anchors.first else { return nil }
    var body: [Table.Row] = []
    var end = first
    var isWrapped = false
    while end < rows.count {
      guard let cells = layout.cells(of: rows[end]) else { break }
      let isUnfinished = body.last.map { $0.cells[layout.key].text.hasSuffix(".") } ?? false
      if layout.isAnchor(rows[end]), !isUnfinished {
        // A cell that is missing beside the identifier may stand above or below it.
        guard cells.allSatisfy({ !$0.isEmpty }) else { return nil }
        body.append(Table.Row(cells.map { Table.Cell($0) }, at: Place(line: lines[end].number)))
      } else {
        isWrapped = true
        append(cells, to: &body[body.count - 1])
      }
      end += 1
    }
    guard isWrapped, anchors.count(where: { $0 >= end }) == 0 else { return nil }
    guard let head = Head(Array(rows[..<first]), layout) else { return nil }
    let header = head.rows.map { cells, position in
      Table.Row(cells.map { Table.Cell($0) }, at: Place(line: lines[position].number))
    }
    return (Table(caption: head.caption, header: header, rows: body), head.start..<end)
  }

  private static func append(_ cells: [String], to row: inout Table.Row) {
    for (column, cell) in cells.enumerated() where !cell.isEmpty {
      let joins = WrappedWords.continuesIdentifier(row.cells[column].text, cell, nil)
      row.cells[column].text += (joins ? "" : " ") + cell
    }
  }

  /// Where the columns are.
  private struct Layout {
    /// Where each column starts, and where its longest text ends.
    var columns: [Range<Int>] = []
    /// The column of the identifiers that begin rows.
    var key = 0

    /// Takes the columns from the lines with an identifier and as many pieces as most of these have.
    init?(_ rows: [[AlignedColumns.Piece]]) {
      let listed = rows.filter { row in row.count >= 3 && row.contains { AlignedColumns.startsWithIdentifier($0.text) }
      }
      let counts = Dictionary(grouping: listed, by: \.count)
      guard let full = counts.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) })?.value,
        let sample = full.first, sample.count <= 12,
        let key = sample.firstIndex(where: { AlignedColumns.startsWithIdentifier($0.text) })
      else { return nil }
      self.key = key
      columns = sample.indices.map { column in
        let starts = full.map { $0[column].start }
        let ends = full.map { $0[column].start + $0[column].text.utf8.count }
        return (starts.min() ?? 0)..<(ends.max() ?? 0)
      }
      for (left, right) in zip(columns, columns.dropFirst()) where left.upperBound >= right.lowerBound { return nil }
    }

    func isAnchor(_ row: [AlignedColumns.Piece]) -> Bool {
      guard let piece = row.first(where: { column(of: $0) == key }) else { return false }
      return AlignedColumns.startsWithIdentifier(piece.text)
    }

    /// The texts of a line by column; nil where one stands in none, or two in one.
    func cells(of row: [AlignedColumns.Piece]) -> [String]? {
      guard !row.isEmpty else { return nil }
      var cells = Array(repeating: "", count: columns.count)
      for piece in row {
        guard let column = column(of: piece), cells[column].isEmpty else { return nil }
        cells[column] = piece.text
      }
      return cells
    }

    /// The column in which a piece starts and ends.
    private func column(of piece: AlignedColumns.Piece) -> Int? {
      guard let column = columns.lastIndex(where: { $0.lowerBound <= piece.start + 1 }) else { return nil }
      let next = columns.indices.contains(column + 1) ? columns[column + 1].lowerBound : Int.max
      return piece.start + piece.text.utf8.count < next ? column : nil
    }

    /// The column that a heading, which may be centred over several, mostly stands over.
    func columnBelow(_ piece: AlignedColumns.Piece) -> Int? {
      let extent = piece.start..<piece.start + piece.text.utf8.count
      let shares = columns.indices.map { column in
        let end = columns.indices.contains(column + 1) ? columns[column + 1].lowerBound : Int.max
        return extent.clamped(to: columns[column].lowerBound..<max(columns[column].lowerBound, end)).count
      }
      guard let most = shares.max(), most > 0 else { return nil }
      return shares.firstIndex(of: most)
    }
  }

  /// What stands over the rows.
  private struct Head {
    var caption: String?
    /// Headings by column, and the position of their line.
    var rows: [(cells: [String], position: Int)] = []
    /// Position of the first line that belongs to the table.
    var start: Int

    /// Takes up to four lines of headings and a name; nil where the line over the first row belongs to that row.
    init?(_ lines: [[AlignedColumns.Piece]], _ layout: Layout) {
      start = lines.count
      while start > 0, rows.count < 4 {
        let line = lines[start - 1]
        let text = line.map(\.text).joined(separator: " ")
        let words = Words(text)
        if words.list.first == "table", line.count == 1 {
          caption = text
          start -= 1
          break
        }
        let isProse = line.count == 1 && (text.utf8.count > 60 || text.hasSuffix(".") || text.hasSuffix(":"))
        guard !line.isEmpty, !isProse else { break }
        var cells = Array(repeating: "", count: layout.columns.count)
        for piece in line {
          guard let column = layout.columnBelow(piece) else { continue }
          cells[column] += (cells[column].isEmpty ? "" : " ") + piece.text
        }
        rows.insert((cells, start - 1), at: 0)
        start -= 1
      }
      let headings = Words(rows.flatMap(\.cells).joined(separator: " "))
      guard rows.isEmpty || headings.hasAny(["uid", "syntax", "class", "name", "role", "scu", "scp"]) else {
        return nil
      }
    }
  }
}
