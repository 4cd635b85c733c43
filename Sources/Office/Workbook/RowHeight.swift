/// Height of a row, from its texts and the widths of its columns: not every program makes room for lines that are broken
/// when it opens a file.
enum RowHeight {
  /// Of a row with one line of the usual size, in points.
  private static let usual = 15.0
  /// The highest row that programs show.
  private static let highest = 409.0
  /// Line spacing for each point of the letters.
  private static let spacing = 1.35

  /// The height in points; nil where the usual one is enough.
  static func points(of cells: [Cell], columns: [Sheet.Column]) -> Double? {
    var height = usual
    for (column, cell) in cells.enumerated() {
      guard case .text(let text) = cell.value else { continue }
      let width = columns.indices.contains(column) ? columns[column].width : 9
      // Letters of ten points are what widths are measured in, nearly.
      let characters = max(1, width * 10 / cell.style.size)
      let lines = cell.style.wraps ? self.lines(of: text, width: Int(characters)) : 1
      height = max(height, Double(lines) * cell.style.size * spacing)
    }
    return height > usual ? min(height, highest) : nil
  }

  /// Lines of a text that is broken at a width; words are not looked at, and a little room is left for them.
  private static func lines(of text: String, width: Int) -> Int {
    var lines = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      lines += max(1, (line.count + line.count / 12 + width - 1) / max(1, width))
      // No row is higher.
      if lines > 100 { break }
    }
    return lines
  }
}
