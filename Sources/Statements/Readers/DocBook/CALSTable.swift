import XMLTree

/// Columns of a table of either model while its rows are read: of CALS, where cells name their columns, and of HTML.
struct CALSTable {
  var caption: String?
  /// Whether it is read as a table, and not as text for being nested too deeply.
  var isRead = true
  private var columns: [String: Int] = [:]
  private var spans: [String: (first: String, last: String)] = [:]
  /// Rows that the cell over each column still covers.
  private var hanging: [Int] = []
  private var column = 0

  /// Columns of a table; more are left out.
  private static let maximumColumns = 256

  init(caption: String?) { self.caption = caption }

  /// Reads the columns of a `tgroup` or `entrytbl`.
  init(_ tree: MarkupTree, _ index: Int, caption: String?) {
    self.caption = caption
    var next = 0
    for child in tree.children(of: index) {
      switch tree.name(of: child) {
      case "colspec":
        let number = tree.attribute("colnum", of: child).flatMap { Int($0.collapsed) }.map { $0 &- 1 } ?? next
        guard (0..<Self.maximumColumns).contains(number) else { continue }
        if let name = tree.attribute("colname", of: child) { columns[name] = number }
        next = number + 1
      case "spanspec":
        if let name = tree.attribute("spanname", of: child), let first = tree.attribute("namest", of: child),
          let last = tree.attribute("nameend", of: child)
        {
          spans[name] = (first, last)
        }
      default: continue
      }
    }
  }

  mutating func beginRow() {
    column = 0
    for index in hanging.indices where hanging[index] > 0 { hanging[index] -= 1 }
  }

  /// Where a cell stands: how many columns before it are empty, and what it covers.
  mutating func place(_ tree: MarkupTree, _ index: Int) -> (gap: Int, columnSpan: Int, rowSpan: Int) {
    func number(_ name: String) -> Int? { tree.attribute(name, of: index).flatMap { Int($0.collapsed) } }
    let named = tree.attribute("spanname", of: index).flatMap { spans[$0] }
    let first = named?.first ?? tree.attribute("namest", of: index) ?? tree.attribute("colname", of: index)
    let last = named?.last ?? tree.attribute("nameend", of: index)
    skipCovered()
    let start = first.flatMap { columns[$0] }
    var gap = 0
    while let start, column < start {
      gap += 1
      column += 1
      skipCovered()
    }
    let end = last.flatMap { columns[$0] }
    let columnSpan = min(
      max(1, number("colspan") ?? end.map { $0 - (start ?? column) + 1 } ?? 1), max(1, Self.maximumColumns - column))
    let rowSpan = min(max(1, number("rowspan") ?? min(number("morerows") ?? 0, 999) + 1), 1_000)
    if rowSpan > 1 {
      while hanging.count < column + columnSpan { hanging.append(0) }
      // Counted down when the next row begins.
      for position in column..<column + columnSpan { hanging[position] = rowSpan }
    }
    column += columnSpan
    return (gap, columnSpan, rowSpan)
  }

  private mutating func skipCovered() {
    while hanging.indices.contains(column), hanging[column] > 0 { column += 1 }
  }
}
