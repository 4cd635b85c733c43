/// One word of a page with its box, in points from the page's upper left corner.
struct PDFWord: Hashable, Sendable {
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double
  var text: String

  var height: Double { y1 - y0 }
  var width: Double { x1 - x0 }
  var middle: Double { (y0 + y1) / 2 }
}

/// The words of a page in the order in which the page draws them, which keeps the lines of a cell together.
struct PDFPage: Sendable {
  /// From 1.
  var number: Int
  var width: Double
  var height: Double
  var words: [PDFWord]
}
