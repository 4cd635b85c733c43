import Rendering

/// Bids by price and quality as a drawing: cheap stands left, good stands high. Where there are too many for their names, marks have
/// numbers, and the names stand below.
package struct PriceQualityChart {
  /// A bid.
  package struct Point {
    var name: String
    var price: Double
    var low: Double
    var high: Double
    var isExcluded: Bool

    /// Makes a point.
    ///
    /// - Parameters:
    ///   - name: What stands beside it.
    ///   - price: The price, above 0.
    ///   - low: Quality from 0 to 1 with inconclusive evidence counted against.
    ///   - high: Quality with inconclusive evidence counted in favour.
    ///   - isExcluded: Whether it takes no part in the ranking.
    package init(name: String, price: Double, low: Double, high: Double, isExcluded: Bool) {
      self.name = name
      self.price = price
      self.low = low
      self.high = max(low, high)
      self.isExcluded = isExcluded
    }
  }

  private let points: [Point]
  private let currency: String
  private let threshold: Double

  /// Makes a chart.
  ///
  /// - Parameter threshold: Quality that a bid must reach, from 0 to 1; no line where it is 0.
  package init(_ points: [Point], currency: String, threshold: Double = 0) {
    self.points = points.filter { $0.price.isFinite && $0.price > 0 }
    self.currency = currency
    self.threshold = threshold
  }

  /// Bids whose names fit beside their marks.
  private static let mostNames = 6

  private static let area = (left: 56, top: 26, right: 850, bottom: 330)

  /// The drawing; nothing where no bid has a price.
  package var html: HTML {
    guard !points.isEmpty else { return .empty }
    let words = points.map { point in
      "\(point.name): \(Self.percent(point.low)) % at \(Self.number(point.price)) \(currency)"
        + (point.isExcluded ? ", excluded" : "")
    }
    let area = Self.area
    let limit: HTML =
      threshold > 0
      ? """
      <path class="k k-not-met" d="M\(area.left) \(y(threshold))H\(area.right)"/>\
      <text class="role" x="\(area.left + 6)" y="\(y(threshold) - 5)">threshold of quality</text>
      """ : ""
    return """
      <div class="scroll" tabindex="0"><svg class="map" viewBox="0 0 880 384" role="img" aria-label="Quality over price. \
      \(words.joined(separator: "; "))">\(axes)\(limit)\(each: points, mark)\(labels)</svg></div>\
      \(if: isNumbered, "<ol class=\"keys\">\(each: words, { "<li>\($0)</li>" })</ol>")
      """
  }

  private var isNumbered: Bool { points.count > Self.mostNames }

  // MARK: Axes

  private var span: (from: Double, to: Double, step: Double) {
    let prices = points.map(\.price)
    let least = prices.min() ?? 0
    let most = prices.max() ?? 1
    let width = max(most - least, most * 0.1)
    // Steps of 1, 2, 5 or 10 times a power of ten, about five of them.
    let rough = width / 5
    var step = 1e-6
    while step * 10 <= rough { step *= 10 }
    step *= [1, 2, 5, 10].first { step * $0 >= rough } ?? 10
    let from = max(0, ((least - width * 0.15) / step).rounded(.down) * step)
    return (from, ((most + width * 0.15) / step).rounded(.up) * step, step)
  }

  private func x(_ price: Double) -> Int {
    let (from, to, _) = span
    let share = to > from ? (price - from) / (to - from) : 0.5
    return Self.area.left + Int(share * Double(Self.area.right - Self.area.left))
  }

  private func y(_ quality: Double) -> Int {
    let held = min(max(quality, 0), 1)
    return Self.area.bottom - Int(held * Double(Self.area.bottom - Self.area.top))
  }

  private var axes: HTML {
    let area = Self.area
    var result: HTML = """
      <rect class="box" x="\(area.left)" y="\(area.top)" width="\(area.right - area.left)" height="\(area.bottom - area.top)"/>\
      <text class="role" x="\(area.left)" y="\(area.bottom + 44)">Price in \(currency)</text>\
      <text class="role" x="2" y="11">Quality, percent</text>
      """
    for tenth in stride(from: 0, through: 100, by: 20) {
      result += "<text class=\"num\" x=\"\(area.left - 8)\" y=\"\(y(Double(tenth) / 100) + 4)\">\(tenth)</text>"
    }
    let (from, to, step) = span
    for number in 0...40 {
      let price = from + Double(number) * step
      guard price <= to + step / 2 else { break }
      result += """
        <path class="box" d="M\(x(price)) \(area.bottom)v5"/>\
        <text class="num" x="\(x(price) + 24)" y="\(area.bottom + 20)">\(Self.number(price))</text>
        """
    }
    return result
  }

  // MARK: Bids

  private func mark(_ point: Point) -> HTML {
    let place = (x: x(point.price), y: y(point.low))
    let interval: HTML =
      point.high > point.low ? "<path class=\"k\" d=\"M\(place.x) \(place.y)V\(y(point.high))\"/>" : ""
    let shape: HTML =
      point.isExcluded
      ? "<path class=\"k k-not-met cross\" d=\"M\(place.x - 5) \(place.y - 5)l10 10m0 -10l-10 10\"/>"
      : "<circle class=\"f-inconclusive\" cx=\"\(place.x)\" cy=\"\(place.y)\" r=\"6\"/>"
    return "\(interval)\(shape)"
  }

  /// The names, moved apart where they would stand on one another.
  private var labels: HTML {
    var taken: [(x: Int, y: Int, width: Int)] = []
    var result = HTML.empty
    for (index, point) in points.enumerated().sorted(by: { $0.element.low > $1.element.low }) {
      let name =
        isNumbered
        ? "\(index + 1)"
        : TextTable.cut(PlainText.singleLine(point.name), 34) + (point.isExcluded ? " (excluded)" : "")
      let width = name.count * 7
      let place = (x: x(point.price), y: y(point.low))
      let isLeft = place.x + 12 + width > Self.area.right + 24
      let start = isLeft ? place.x - 12 - width : place.x + 12
      // Within the frame, whose lines would run through a name at 0 or at 100.
      var line = min(max(place.y + 4, Self.area.top + 16), Self.area.bottom - 6)
      while taken.contains(where: { abs($0.y - line) < 14 && $0.x < start + width && start < $0.x + $0.width }) {
        line += 14
      }
      taken.append((start, line, width))
      result += """
        <text x="\(isLeft ? place.x - 12 : place.x + 12)" y="\(line)" text-anchor="\(isLeft ? "end" : "start")">\(name)</text>
        """
    }
    return result
  }

  private static func percent(_ share: Double) -> String {
    let tenths = Int(share * 1_000)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// With commas at the thousands, as prices are read.
  private static func number(_ value: Double) -> String {
    guard value < 1e15 else { return "\(value)" }
    if value < 10, value != value.rounded() { return "\((value * 100).rounded() / 100)" }
    var digits = String(Int(value.rounded()))
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
      position -= 3
    }
    return digits
  }
}
