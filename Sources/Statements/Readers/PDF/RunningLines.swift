/// Running headers and footers: lines that many pages have at the same height above or below all others.
enum RunningLines {
  /// A line near the top or bottom of a page.
  private struct EdgeLine {
    var range: ClosedRange<Double>
    /// What it says; several wordings, since a number in it may be the page's or not.
    var wordings: [String]
    /// Distance to the next line towards the middle of the page.
    var gap: Double
    var isTop: Bool
  }

  /// A wording at a height, counted from the edge that it is near, so that portrait and landscape pages agree.
  private struct Place: Hashable {
    var wording: String
    var height: Int
    var isTop: Bool
  }

  /// Heights of the running lines of each page.
  static func heights(on pages: [PDFPage]) -> [[ClosedRange<Double>]] {
    let edges = pages.map(edgeLines)
    let written = pages.filter { !$0.words.isEmpty }.count
    guard written >= 2 else { return pages.map { _ in [] } }
    func height(_ line: EdgeLine, _ page: PDFPage) -> Int {
      Int(((line.isTop ? line.range.lowerBound : page.height - line.range.upperBound) / 8).rounded(.down))
    }
    var counts: [Place: Int] = [:]
    for (page, lines) in zip(pages, edges) {
      let places = lines.flatMap { line in
        line.wordings.map { Place(wording: $0, height: height(line, page), isTop: line.isTop) }
      }
      for place in Set(places) { counts[place, default: 0] += 1 }
    }
    // Left and right pages may differ, and a title page or a chapter may have lines of its own.
    let enough = written <= 3 ? written : (written * 3 + 9) / 10
    return zip(pages, edges).map { page, lines in
      [true, false].flatMap { isTop -> [ClosedRange<Double>] in
        // Nothing within a line that stays is a running line: a repeated table heading stands within the text.
        lines.filter { $0.isTop == isTop }.prefix { line in
          let count =
            line.wordings.map { wording in
              // Neighbouring steps count too, so that rounding parts nothing.
              (-1...1).reduce(0) {
                $0 + counts[Place(wording: wording, height: height(line, page) + $1, isTop: isTop), default: 0]
              }
            }.max() ?? 0
          return count >= enough && !isTableHeading(line)
        }.map(\.range)
      }
    }
  }

  /// Whether the line is the repeated heading of a table that fills the pages.
  private static func isTableHeading(_ line: EdgeLine) -> Bool {
    guard line.isTop else { return false }
    let words = Words(line.wordings.first ?? "")
    let known = ["uid", "scu", "scp", "role", "syntax", "attribute", "parameter", "tag", "value", "name"]
      .filter { words.has($0) }.count
    return known > 1 || (known == 1 && line.gap < (line.range.upperBound - line.range.lowerBound) * 0.6)
  }

  /// Lines in the outer sixths of the page, at most five on either side, the outermost first.
  private static func edgeLines(_ page: PDFPage) -> [EdgeLine] {
    let band = page.height / 6
    let top = page.words.filter { $0.middle < band }
    let bottom = page.words.filter { $0.middle > page.height - band }
    return lines(top, page.number, isTop: true) + lines(bottom, page.number, isTop: false)
  }

  private static func lines(_ words: [PDFWord], _ page: Int, isTop: Bool) -> [EdgeLine] {
    var lines: [(words: [PDFWord], low: Double, high: Double)] = []
    for word in words.sorted(by: { isTop ? $0.y0 < $1.y0 : $0.y1 > $1.y1 }) {
      let last = lines.count - 1
      if last >= 0, word.middle > lines[last].low, word.middle < lines[last].high {
        lines[last].words.append(word)
        lines[last].low = min(lines[last].low, word.y0)
        lines[last].high = max(lines[last].high, word.y1)
      } else {
        guard lines.count < 6 else { break }
        lines.append(([word], word.y0, word.y1))
      }
    }
    return lines.prefix(5).enumerated().map { position, line in
      let next = position + 1 < lines.count ? lines[position + 1] : nil
      let gap = next.map { isTop ? $0.low - line.high : line.low - $0.high } ?? .infinity
      let texts = line.words.sorted { $0.x0 < $1.x0 }.map(\.text)
      return EdgeLine(range: line.low...line.high, wordings: wordings(texts, page), gap: gap, isTop: isTop)
    }
  }

  /// The line's wordings, with each of up to three numbers as it is and as the page's number plus something.
  private static func wordings(_ words: [String], _ page: Int) -> [String] {
    if words.count == 1, let word = words.first, word.utf8.count <= 6, word.allSatisfy({ "ivxlcIVXLC".contains($0) }) {
      return ["#"]
    }
    var result = [""]
    var numbers = 0
    for word in words {
      let digits = word.filter(\.isNumber)
      if numbers < 3, let number = Int(digits), digits.utf8.count <= 5, word.contains(digits), word.utf8.count <= 8 {
        numbers += 1
        let relative = word.replacing(digits, with: "#\(number - page)")
        result = result.flatMap { [$0 + " " + word, $0 + " " + relative] }
      } else {
        for index in result.indices { result[index] += " " + word }
      }
    }
    return result
  }
}
