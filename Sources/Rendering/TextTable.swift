/// A table for terminals and logs: columns as wide as what they hold, the last one with what is left of the line.
public struct TextTable {
  /// A column.
  public struct Column {
    /// What stands over it.
    public var title: String
    /// Characters beyond which its cells are cut; the last column is wrapped or cut at the end of the line instead.
    public var limit: Int
    /// Whether its cells stand at the right, as numbers do.
    public var isNumber: Bool

    /// Makes a column.
    public init(_ title: String, limit: Int = 40, isNumber: Bool = false) {
      self.title = title
      self.limit = limit
      self.isNumber = isNumber
    }
  }

  private enum Line {
    case heading(String)
    case row([String])
    case note(String)
  }

  private let columns: [Column]
  private let width: Int
  private let indent: Int
  private let maximumLines: Int
  private var lines: [Line] = []

  /// Makes a table.
  /// - Parameters:
  ///   - columns: The columns; at least one.
  ///   - width: Characters of a line.
  ///   - indent: Spaces before each line.
  ///   - maximumLines: Lines that a cell of the last column may take.
  public init(_ columns: [Column], width: Int = 100, indent: Int = 2, maximumLines: Int = 1) {
    self.columns = columns
    self.width = width
    self.indent = indent
    self.maximumLines = maximumLines
  }

  /// Adds a line that stands over the rows after it.
  public mutating func heading(_ text: String) { lines.append(.heading(PlainText.singleLine(text))) }

  /// Adds a row, with a cell for each column.
  public mutating func row(_ cells: [String]) { lines.append(.row(cells.map(PlainText.singleLine))) }

  /// Adds words about the row before them.
  public mutating func note(_ text: String) { lines.append(.note(PlainText.singleLine(text))) }

  /// The table's lines, headings of columns first.
  public var text: [String] {
    let widths = fitting(
      columns.dropLast().enumerated().map { index, column in
        let longest =
          lines.lazy.map { line -> Int in
            if case .row(let cells) = line, cells.indices.contains(index) { return cells[index].count }
            return 0
          }.max() ?? 0
        return max(column.title.count, min(longest, column.limit))
      })
    let start = indent + widths.reduce(0) { $0 + $1 + 2 }
    let room = max(Self.leastRoom, width - start)
    var result = [render(columns.map(\.title), widths)]
    for line in lines {
      switch line {
      case .heading(let text): result.append(Self.cut(text, width))
      case .note(let text):
        let left = min(start, indent + 8)
        result.append(String(repeating: " ", count: left) + Self.cut(text, max(10, width - left)))
      case .row(let cells):
        let last = cells.count == columns.count ? cells.last ?? "" : ""
        let parts = maximumLines == 1 ? [Self.cut(last, room)] : PlainText.broken(last, to: room)
        for (number, part) in parts.prefix(maximumLines).enumerated() {
          let isCut = number + 1 == maximumLines && parts.count > maximumLines
          let shown = isCut ? Self.cut(part + " …", room) : part
          result.append(
            number == 0
              ? render(cells.prefix(columns.count - 1) + [shown], widths)
              : String(repeating: " ", count: start) + shown)
        }
      }
    }
    return result
  }

  /// The widths, the widest made narrower until the last column has room for some words.
  private func fitting(_ widths: [Int]) -> [Int] {
    let titles = columns.dropLast().map(\.title.count)
    var widths = widths
    var missing = indent + widths.reduce(0) { $0 + $1 + 2 } + Self.leastRoom - width
    while missing > 0 {
      let narrowable = widths.indices.filter { widths[$0] > max(titles[$0], 8) && !columns[$0].isNumber }
      guard let widest = narrowable.max(by: { widths[$0] < widths[$1] }) else { break }
      widths[widest] -= 1
      missing -= 1
    }
    return widths
  }

  /// Characters that the last column has at least.
  private static let leastRoom = 16

  private func render(_ cells: [String], _ widths: [Int]) -> String {
    var line = String(repeating: " ", count: indent)
    for (index, cell) in cells.enumerated() {
      guard widths.indices.contains(index) else {
        line += cell
        continue
      }
      let shown = Self.cut(cell, widths[index])
      let space = String(repeating: " ", count: max(0, widths[index] - shown.count))
      line += (columns[index].isNumber ? space + shown : shown + space) + "  "
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  /// Text of at most so many characters, with a sign where something was cut off.
  public static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
  }
}
