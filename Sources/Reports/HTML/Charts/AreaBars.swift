import Rendering

/// The bids' results area by area as a drawing: for each area a bar for each bid, with the interval where it is not settled.
package struct AreaBars {
  /// An area with its results.
  package struct Area {
    var name: String
    var bars: [Bar]

    /// Makes an area.
    package init(name: String, bars: [Bar]) {
      self.name = name
      self.bars = bars
    }
  }

  /// One bid's result.
  package struct Bar {
    var low: Double
    var high: Double
    var words: String
    var isJudged: Bool

    /// Makes a bar.
    ///
    /// - Parameters:
    ///   - low: Share of the points from 0 to 1 with inconclusive evidence counted against; nil where the bid was not
    ///     judged by the area.
    ///   - high: The share with inconclusive evidence counted in favour.
    ///   - words: What stands behind the bar.
    package init(low: Double?, high: Double?, words: String) {
      self.low = min(max(low ?? 0, 0), 1)
      self.high = min(max(high ?? 0, self.low), 1)
      self.words = words
      isJudged = low != nil
    }
  }

  private let areas: [Area]
  private let bids: [String]

  /// Makes a drawing.
  ///
  /// - Parameter bids: The names, in the order of the bars.
  package init(_ areas: [Area], bids: [String]) {
    self.areas = areas
    self.bids = bids
  }

  private static let left = 190
  private static let width = 460
  private static let step = 15

  /// One drawing for each area, so that the page may break between them.
  package var html: HTML {
    let drawings = areas.map { area -> HTML in
      let height = area.bars.count * Self.step + 4
      let words = zip(bids, area.bars).map { "\($0): \($1.words)" }
      return """
        <figure><figcaption>\(area.name)</figcaption><svg class="areas" viewBox="0 0 760 \(height)" role="img" \
        aria-label="\(area.name). \(words.joined(separator: "; "))">\
        \(each: Array(zip(bids, area.bars).enumerated()), { row($0.offset, $0.element.0, $0.element.1) })</svg></figure>
        """
    }
    return drawings.joined()
  }

  private func row(_ index: Int, _ name: String, _ bar: Bar) -> HTML {
    let y = index * Self.step + 2
    let low = Int(bar.low * Double(Self.width))
    let high = Int(bar.high * Double(Self.width))
    let shown = TextTable.cut(PlainText.singleLine(name), 18)
    return """
      <text x="\(Self.left - 8)" y="\(y + 10)" text-anchor="end">\(shown)</text>\
      <rect class="ground" x="\(Self.left)" y="\(y + 1)" width="\(Self.width)" height="11"/>\
      \(if: bar.isJudged && low > 0, "<rect class=\"lo\" x=\"\(Self.left)\" y=\"\(y + 1)\" width=\"\(low)\" height=\"11\"/>")\
      \(if: bar.isJudged && high > low, "<rect class=\"hi\" x=\"\(Self.left + low)\" y=\"\(y + 1)\" width=\"\(high - low)\" height=\"11\"/>")\
      <text class="num" x="\(Self.left + Self.width + 8)" y="\(y + 10)">\(bar.words)</text>
      """
  }
}
