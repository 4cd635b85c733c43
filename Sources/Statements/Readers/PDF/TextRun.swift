/// A piece of a line: words that stand side by side without a gap as wide as one between columns.
struct TextRun: Sendable {
  var words: [PDFWord]
  var page: Int
  var x0: Double
  var y0: Double
  var x1: Double
  var y1: Double

  init(_ words: [PDFWord], page: Int) {
    self.words = words
    self.page = page
    x0 = words.first?.x0 ?? 0
    x1 = words.map(\.x1).max() ?? 0
    y0 = words.map(\.y0).min() ?? 0
    y1 = words.map(\.y1).max() ?? 0
  }

  var height: Double { y1 - y0 }
  var middle: Double { (y0 + y1) / 2 }
  var text: String { words.map(\.text).joined(separator: " ") }

  /// Whether another run stands on the same line.
  func isLevel(with other: TextRun) -> Bool {
    page == other.page && min(y1, other.y1) - max(y0, other.y0) > 0.5 * min(height, other.height)
  }
}

/// Puts words together to runs.
enum TextRuns {
  /// The runs of a page in the order of its words.
  static func runs(of page: PDFPage) -> [TextRun] {
    var runs: [TextRun] = []
    var line: [PDFWord] = []
    for word in page.words {
      if let last = line.last, !continues(last, word) {
        split(line, page: page.number, into: &runs)
        line = []
      }
      line.append(word)
    }
    split(line, page: page.number, into: &runs)
    return runs
  }

  /// Whether the word goes on with the line: level with the last, and right of it.
  private static func continues(_ last: PDFWord, _ word: PDFWord) -> Bool {
    let overlap = min(last.y1, word.y1) - max(last.y0, word.y0)
    return overlap > 0.5 * min(last.height, word.height) && word.x0 > last.x1 - 0.4 * min(last.height, word.height)
  }

  /// Splits a line at gaps that are wide beside its others.
  private static func split(_ line: [PDFWord], page: Int, into runs: inout [TextRun]) {
    guard line.count > 1 else {
      if !line.isEmpty { runs.append(TextRun(line, page: page)) }
      return
    }
    let gaps = zip(line, line.dropFirst()).map { $1.x0 - $0.x1 }
    let height = line.map(\.height).max() ?? 0
    let spaces = gaps.filter { $0 > 0.05 * height }
    let narrowest = spaces.min() ?? 0
    let widest = spaces.max() ?? 0
    // A justified line has wide gaps, but all alike.
    let isJustified = line.count >= 5 && narrowest > 0.4 * height && widest < 2 * narrowest && widest < 2.5 * height
    if isJustified {
      runs.append(TextRun(line, page: page))
      return
    }
    let threshold = min(max(1.8 * narrowest, 0.45 * height), 0.95 * height)
    var start = 0
    for (index, gap) in gaps.enumerated() where gap > threshold {
      // Two spaces after a sentence are no gap between columns.
      if gap < 0.8 * height, let end = line[index].text.last, ".:;!?".contains(end) { continue }
      runs.append(TextRun(Array(line[start...index]), page: page))
      start = index + 1
    }
    runs.append(TextRun(Array(line[start...]), page: page))
  }
}
