/// Simple tables: columns between borders of `===`, cells over several columns underlined with `---`.
enum SimpleTable {
  /// Where the table that starts at an index ends: after its third border, or a border before a blank line.
  static func end(_ lines: [RestructuredLine], _ start: Int) -> Int {
    var found = 0
    var last = start
    for index in lines.indices.dropFirst(start + 1) {
      guard isBorder(lines[index].text, like: lines[start].text) else { continue }
      found += 1
      last = index
      if found == 2 || index + 1 == lines.count || lines[index + 1].isBlank { return index + 1 }
    }
    if last > start { return last + 1 }
    return lines[start...].firstIndex { $0.isBlank } ?? lines.count
  }

  /// The table that these lines draw, borders included; nil where text stands between columns.
  static func read(_ lines: [RestructuredLine]) -> DrawnTable? {
    guard let top = lines.first, lines.count >= 3, isBorder(lines[lines.count - 1].text, like: top.text) else {
      return nil
    }
    let columns = columns(of: top.text)
    guard columns.count <= TableGrid.maximumColumns * 4 else { return nil }
    var table = DrawnTable(header: [], rows: [])
    var row: [RestructuredLine] = []
    func close(_ under: [Range<Int>], _ rows: inout [DrawnTable.Row]) -> Bool {
      defer { row = [] }
      guard row.contains(where: { !$0.isBlank }) else { return true }
      guard let read = Self.row(row, under, columns) else { return false }
      rows.append(read)
      return true
    }
    for line in lines.dropFirst() {
      if isBorder(line.text, like: top.text) {
        guard close(columns, &table.rows) else { return nil }
        if line != lines.last, table.header.isEmpty {
          table.header = table.rows
          table.rows = []
        }
      } else if isUnderline(line.text) {
        guard close(Self.columns(of: line.text), &table.rows) else { return nil }
      } else {
        // Text in the first column starts a row.
        if let first = columns.first, !slice(TextGrid.cells(of: line.text, wide: true), first).isEmpty {
          guard close(columns, &table.rows) else { return nil }
        }
        if !row.isEmpty || !line.isBlank { row.append(line) }
      }
    }
    return table.header.isEmpty && table.rows.isEmpty ? nil : table
  }

  private static func isBorder(_ text: Substring, like top: Substring) -> Bool {
    text.first == "=" && text.utf8.count == top.utf8.count && text.utf8.allSatisfy { $0 == 0x3D || $0 == 0x20 }
  }

  private static func isUnderline(_ text: Substring) -> Bool {
    text.first == "-" && text.utf8.count >= 2 && text.utf8.allSatisfy { $0 == 0x2D || $0 == 0x20 }
  }

  /// Where the columns are that a border or underline draws.
  private static func columns(of border: Substring) -> [Range<Int>] {
    var columns: [Range<Int>] = []
    var start: Int?
    for (position, byte) in border.utf8.enumerated() {
      if byte == 0x20 {
        if let begun = start { columns.append(begun..<position) }
        start = nil
      } else if start == nil {
        start = position
      }
    }
    if let start { columns.append(start..<border.utf8.count) }
    return columns
  }

  private static func row(
    _ lines: [RestructuredLine], _ cells: [Range<Int>], _ columns: [Range<Int>]
  ) -> DrawnTable.Row? {
    guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return nil }
    let grid = lines.map { TextGrid.cells(of: $0.text, wide: true) }
    var row = DrawnTable.Row(cells: [], line: lines[first].number)
    for (position, cell) in cells.enumerated() {
      let isLast = position == cells.count - 1
      let covered = columns.count { $0.lowerBound >= cell.lowerBound && $0.upperBound <= cell.upperBound }
      guard covered > 0 else { return nil }
      var texts: [RestructuredLine] = []
      for (line, characters) in zip(lines, grid) {
        // What runs over a column's end belongs to no column; only the last is open.
        if !isLast, let next = cells.dropFirst(position + 1).first,
          !slice(characters, cell.upperBound..<next.lowerBound).isEmpty
        {
          return nil
        }
        let range = isLast ? cell.lowerBound..<max(cell.upperBound, characters.count) : cell
        texts.append(RestructuredLine(number: line.number, text: slice(characters, range, trimsStart: false)[...]))
      }
      row.cells.append(DrawnTable.Cell(lines: texts, columnSpan: covered, rowSpan: 1, width: nil))
    }
    return row
  }

  private static func slice(_ characters: [Character], _ range: Range<Int>, trimsStart: Bool = true) -> String {
    TextGrid.text(of: characters, range, trimsStart: trimsStart)
  }
}
