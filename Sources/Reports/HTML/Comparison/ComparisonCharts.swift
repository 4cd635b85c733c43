import Judgement
import Rendering

/// The prices of bids that are compared, for their drawing.
public struct ComparedPrices: Sendable {
  /// Currency, as ISO 4217 writes it.
  public var currency: String
  /// The prices by the bids' ids, for drawing only.
  public var prices: [String: Double]
  /// Quality that a bid must reach, from 0 to 1; 0 for none.
  public var threshold: Double

  /// Makes prices.
  public init(currency: String, prices: [String: Double], threshold: Double = 0) {
    self.currency = currency
    self.prices = prices
    self.threshold = threshold
  }
}

/// The drawings of a comparison: areas as bars, each bid's profile, price and quality.
struct ComparisonCharts {
  let comparison: Comparison
  let prices: ComparedPrices?

  private var names: [String] { comparison.bids.map(\.bid.bidder) }

  /// Areas as bars.
  var areas: HTML {
    let areas = comparison.groups.map { row in
      AreaBars.Area(
        name: "\(row.group.title) (\(row.group.id), weight \(row.group.weight))",
        bars: row.scores.map { score in
          AreaBars.Bar(
            low: score?.low.share, high: score?.high.share, words: score?.shownInterval ?? "not judged")
        })
    }
    return """
      <section aria-labelledby="areas-title"><h2 id="areas-title">Areas as bars</h2><div class="panel bars">\
      \(AreaBars(areas, bids: names).html)</div></section>
      """
  }

  /// Each bid's profile over the areas.
  var profiles: HTML {
    guard comparison.groups.count >= RadarChart.least else { return .empty }
    let cards = comparison.bids.indices.map { index -> HTML in
      let axes = comparison.groups.map { row in
        RadarChart.Axis(
          name: row.group.id, value: row.scores[index]?.low.share,
          best: row.scores.compactMap { $0?.low.share }.max() ?? 0)
      }
      let bidder = names[index]
      return """
        <figure><figcaption><b>\(bidder)</b></figcaption>\
        \(RadarChart(axes, title: "Profile of \(bidder) over the areas").html)</figure>
        """
    }
    return """
      <section aria-labelledby="profiles-title"><h2 id="profiles-title">Profile of each bid</h2><div class="panel">\
      <p class="muted">The filled shape is the bid's low score in each area, the broken line the best of all bids. The outer \
      ring is all of the points.</p><div class="profiles">\(cards.joined())</div></div></section>
      """
  }

  /// Price and quality; nothing without prices.
  var priceAndQuality: HTML {
    guard let prices else { return .empty }
    let points = comparison.bids.compactMap { column -> PriceQualityChart.Point? in
      guard let price = prices.prices[column.bid.id] else { return nil }
      return PriceQualityChart.Point(
        name: column.bid.bidder, price: price, low: column.score.low.share, high: column.score.high.share,
        isExcluded: column.gate.state == .failed)
    }
    let missing = comparison.bids.filter { prices.prices[$0.bid.id] == nil }.map(\.bid.bidder)
    let drawing = PriceQualityChart(points, currency: prices.currency, threshold: prices.threshold).html
    guard !drawing.isEmpty else { return .empty }
    return """
      <section aria-labelledby="price-title"><h2 id="price-title">Price and quality</h2><div class="panel">\(drawing)\
      \(if: !missing.isEmpty, "<p class=\"muted\">Without a price: \(missing.joined(separator: ", ")).</p>")\
      <p class="muted">A cross is a bid that fails its gate. A line upwards is what is not yet settled.</p></div></section>
      """
  }
}

/// What each bid lacks.
struct ComparisonGaps {
  let comparison: Comparison
  /// A requirement of a bid's own report as a link.
  let link: (String, Comparison.Column) -> HTML

  /// Gaps that are shown of a bid; its own report has all.
  private static let most = 12

  /// The list of each bid, then what nobody meets.
  var html: HTML {
    let lists = comparison.bids.indices.map { index -> HTML in
      let column = comparison.bids[index]
      let gaps = comparison.gaps(of: index)
      let items = gaps.prefix(Self.most).map { item($0, column) }
      let rest = gaps.count - items.count
      let list: HTML =
        gaps.isEmpty ? "<p>Nothing that was asked.</p>" : "<ol class=\"rows\">\(items.joined())</ol>"
      return """
        <details class="gaps"\(if: comparison.bids.count <= 3, " open")><summary><b>\(column.bid.bidder)</b> \
        <span class="muted">\(counted(gaps.count, "gap"))</span></summary>\(list)\
        \(if: rest > 0, "<p class=\"muted\">and \(rest) more, which its own report and the table below show.</p>")</details>
        """
    }
    let unmet = comparison.unmetByAll
    let nobody: HTML =
      unmet.isEmpty
      ? ""
      : """
      <details class="gaps"><summary><b>What no bid meets</b> <span class="muted">\(unmet.count)</span></summary><ul>\
      \(each: unmet, { "<li><span class=\"id\">\($0.id)</span> \($0.title) <span class=\"lvl\">\($0.level.rawValue), weight \($0.weight)</span></li>" })\
      </ul></details>
      """
    return """
      <section aria-labelledby="gaps-title"><h2 id="gaps-title">What each bid lacks</h2><div class="panel">\
      <p class="muted">Mandatory requirements first, then what costs most points.</p>\(lists.joined())\(nobody)</div></section>
      """
  }

  private func item(_ gap: Comparison.Gap, _ column: Comparison.Column) -> HTML {
    let lost: HTML = gap.cell.lost.isZero ? "" : "<span class=\"gain\">−\(gap.cell.lost.shown)</span>"
    let others = gap.metBy.count
    let met: HTML =
      others == 0
      ? "met by no bid" : "met by \(others) of the other \(counted(comparison.bids.count - 1, "bid"))"
    return """
      <li><div class="head">\(Fragments.badge(gap.cell.state)) \(link(gap.row.id, column)) <span>\(gap.row.title)</span>\
      \(lost)</div><p>\(gap.row.level.rawValue), weight \(gap.row.weight); \(met).</p></li>
      """
  }
}
