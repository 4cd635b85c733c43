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
  /// Height of its longest word: bullets and raised signs are set otherwise.
  var letterHeight: Double { words.max { $0.width < $1.width }?.height ?? height }
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
    let lines = lines(of: page).map { SplitLine($0) }
    // Where columns start, as gaps that are wide beyond doubt show: they decide about the others.
    var starts: [Int: Int] = [:]
    for line in lines {
      for (index, gap) in line.gaps.enumerated() where line.isWide(gap) {
        starts[step(line.words[index + 1].x0), default: 0] += 1
      }
    }
    func isStart(_ x: Double) -> Bool {
      let middle = step(x)
      return (middle - 1...middle + 1).reduce(0) { $0 + starts[$1, default: 0] } >= 2
    }
    return lines.flatMap { line in line.parts(isStart).map { TextRun($0, page: page.number) } }
  }

  private static func step(_ x: Double) -> Int { Int((x * 1.25).rounded()) }

  private static func lines(of page: PDFPage) -> [[PDFWord]] {
    var lines: [[PDFWord]] = []
    for word in page.words {
      if let last = lines.last?.last, continues(last, word) {
        lines[lines.count - 1].append(word)
      } else {
        lines.append([word])
      }
    }
    return lines
  }

  /// Whether the word goes on with the line: level with the last, and right of it.
  private static func continues(_ last: PDFWord, _ word: PDFWord) -> Bool {
    let overlap = min(last.y1, word.y1) - max(last.y0, word.y0)
    return overlap > 0.7 * min(last.height, word.height) && word.x0 > last.x1 - 0.4 * min(last.height, word.height)
  }
}

/// A line with the gaps between its words.
private struct SplitLine {
  let words: [PDFWord]
  let gaps: [Double]
  private let height: Double
  /// A gap above this is one between columns.
  private let wide: Double
  /// A gap above this may be one.
  private let doubtful: Double

  init(_ words: [PDFWord]) {
    self.words = words
    let gaps = zip(words, words.dropFirst()).map { $1.x0 - $0.x1 }
    self.gaps = gaps
    let height = words.map(\.height).max() ?? 0
    self.height = height
    let spaces = gaps.filter { $0 > 0.05 * height }
    let narrowest = spaces.min() ?? 0
    let widest = spaces.max() ?? 0
    // A justified line has wide gaps, but all alike.
    let isJustified = words.count >= 5 && narrowest > 0.4 * height && widest < 2 * narrowest && widest < 2.5 * height
    wide = isJustified ? .infinity : 0.95 * height
    doubtful = isJustified ? .infinity : min(max(1.8 * narrowest, 0.45 * height), 0.95 * height)
  }

  func isWide(_ gap: Double) -> Bool { gap > wide }

  /// The line's pieces; `isStart` says where columns start.
  func parts(_ isStart: (Double) -> Bool) -> [[PDFWord]] {
    guard gaps.contains(where: { $0 > doubtful }) else { return [words] }
    var result: [[PDFWord]] = []
    var start = 0
    for (index, gap) in gaps.enumerated() where gap > doubtful {
      guard gap > wide || isStart(words[index + 1].x0) else { continue }
      // Two spaces after a sentence are no gap between columns.
      if gap < 0.8 * height, let end = words[index].text.last, ".:;!?".contains(end) { continue }
      result.append(Array(words[start...index]))
      start = index + 1
    }
    return result + [Array(words[start...])]
  }
}
