/// A table as it is drawn with lines, before its cells are read.
struct DrawnTable {
  var header: [Row]
  var rows: [Row]

  struct Row {
    var cells: [Cell]
    /// Line on which its text starts.
    var line: Int
  }

  struct Cell {
    var lines: [RestructuredLine]
    var columnSpan: Int
    var rowSpan: Int
    /// Characters that fit in a line of the cell, where its sides are drawn.
    var width: Int?
  }
}
