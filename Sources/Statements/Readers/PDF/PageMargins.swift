/// Takes off pages what is not the document's text: running headers and footers, comment balloons, upright words.
enum PageMargins {
  /// The pages without it.
  static func removed(from pages: [PDFPage]) -> [PDFPage] {
    let upright = pages.map { SidewaysPages.turned($0) }.map(withoutBalloons)
    let running = runningLines(upright)
    return zip(upright, running).map { page, ranges in
      guard !ranges.isEmpty else { return page }
      var page = page
      page.words.removeAll { word in ranges.contains { $0.contains(word.middle) } }
      return page
    }
  }

  // MARK: Running headers and footers

  /// A line near the top or bottom of a page.
  private struct EdgeLine {
    var range: ClosedRange<Double>
    /// Text with every number made one sign, since page numbers differ.
    var key: String
    /// Distance to the next line towards the middle of the page.
    var gap: Double
    /// Lines between it and the edge of the page.
    var depth: Int
    var isTop: Bool
  }

  /// Heights of the running lines of each page: those that most pages have at the same place.
  private static func runningLines(_ pages: [PDFPage]) -> [[ClosedRange<Double>]] {
    let edges = pages.map(edgeLines)
    let written = pages.filter { !$0.words.isEmpty }.count
    guard written >= 2 else { return pages.map { _ in [] } }
    struct Place: Hashable {
      var key: String
      var height: Int
      var isTop: Bool
    }
    func places(_ line: EdgeLine, _ page: PDFPage) -> [Place] {
      // Counted from the edge it is near, so that portrait and landscape pages agree; two steps, so that no rounding
      // parts what is together.
      let height = line.isTop ? line.range.lowerBound : page.height - line.range.upperBound
      let step = Int((height / 8).rounded(.down))
      return [Place(key: line.key, height: step, isTop: line.isTop)]
    }
    var counts: [Place: Int] = [:]
    for (page, lines) in zip(pages, edges) {
      var seen: Set<Place> = []
      for line in lines {
        for place in places(line, page) where seen.insert(place).inserted { counts[place, default: 0] += 1 }
      }
    }
    // Left and right pages may differ, and a title page or a chapter may have lines of its own.
    let enough = max(2, written <= 3 ? written : (written * 3 + 9) / 10)
    return zip(pages, edges).map { page, lines in
      var ranges: [ClosedRange<Double>] = []
      for isTop in [true, false] {
        var outer = 0
        for line in lines where line.isTop == isTop {
          let count = places(line, page).reduce(0) { sum, place in
            let near = [-1, 0, 1].reduce(0) {
              $0 + counts[Place(key: place.key, height: place.height + $1, isTop: isTop), default: 0]
            }
            return sum + near
          }
          // Nothing below a line that stays is a running line: a repeated table heading stands within the text.
          guard count >= enough, line.depth == outer, !isTableHeading(line) else { break }
          outer += 1
          ranges.append(line.range)
        }
      }
      return ranges
    }
  }

  /// Whether the line is the repeated heading of a table that fills the pages.
  private static func isTableHeading(_ line: EdgeLine) -> Bool {
    guard line.isTop, line.gap < (line.range.upperBound - line.range.lowerBound) * 0.6 else { return false }
    let words = Words(line.key)
    return words.hasAny(["uid", "scu", "scp", "role", "syntax", "attribute", "parameter", "tag", "value"])
  }

  /// Lines in the outer sixths of the page, at most four on either side, the outermost first.
  private static func edgeLines(_ page: PDFPage) -> [EdgeLine] {
    guard page.height > 0, !page.words.isEmpty else { return [] }
    func lines(_ words: [PDFWord], isTop: Bool) -> [EdgeLine] {
      let sorted = words.sorted { isTop ? $0.y0 < $1.y0 : $0.y1 > $1.y1 }
      var result: [(words: [PDFWord], low: Double, high: Double)] = []
      for word in sorted {
        if let last = result.last, word.middle > last.low, word.middle < last.high {
          result[result.count - 1].words.append(word)
          result[result.count - 1].low = min(last.low, word.y0)
          result[result.count - 1].high = max(last.high, word.y1)
        } else {
          guard result.count < 6 else { break }
          result.append(([word], word.y0, word.y1))
        }
      }
      return result.prefix(5).enumerated().map { position, line in
        let next = position + 1 < result.count ? result[position + 1] : nil
        let gap = next.map { isTop ? $0.low - line.high : line.low - $0.high } ?? 1_000
        let text = line.words.sorted { $0.x0 < $1.x0 }.map(\.text).joined(separator: " ")
        return EdgeLine(
          range: line.low...line.high, key: withoutNumbers(text), gap: gap, depth: position, isTop: isTop)
      }
    }
    let band = page.height / 6
    let top = page.words.filter { $0.middle < band }
    let bottom = page.words.filter { $0.middle > page.height - band }
    return lines(top, isTop: true) + lines(bottom, isTop: false)
  }

  private static func withoutNumbers(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x30, scalar.value <= 0x39 {
        if result.last != "#" { result.append("#") }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    let roman = !result.isEmpty && result.count <= 6 && result.allSatisfy { "ivxlcIVXLC".contains($0) }
    return roman ? "#" : result
  }

  // MARK: Comment balloons

  private static let balloonWords: Set<String> = [
    "comment", "commented", "formatted", "deleted", "kommentiert", "kommentar", "commentaire", "commenté",
    "comentado", "comentario", "commento", "formatiert", "formaté",
  ]

  /// The page without the comments that a word processor prints beside the text.
  private static func withoutBalloons(_ page: PDFPage) -> PDFPage {
    var edge: Double?
    for (index, word) in page.words.enumerated() where word.x0 > page.width * 0.55 {
      // "Comment [A1]:", "Commented [AB1]:", "Formatted:"
      let text = word.text.lowercased()
      guard balloonWords.contains(text.hasSuffix(":") ? String(text.dropLast()) : text) else { continue }
      let next = index + 1 < page.words.count ? page.words[index + 1].text : ""
      guard text.hasSuffix(":") && !text.hasPrefix("comment") || next.hasPrefix("[") && next.hasSuffix("]:") else {
        continue
      }
      edge = min(edge ?? word.x0, word.x0)
    }
    guard let edge else { return page }
    // Balloons stand beside the text, so a line of text that reaches past their edge proves them to be text themselves.
    let crossing = page.words.filter { $0.x0 < edge - 2 && $0.x1 > edge + 2 }.count
    guard crossing == 0 else { return page }
    var page = page
    page.words.removeAll { $0.x0 >= edge - 2 }
    return page
  }
}
