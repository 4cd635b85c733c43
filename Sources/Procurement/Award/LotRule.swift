import Inventory
import Judgement

/// How a lot's bids are put in order: the weight of quality, and what a price earns.
struct LotRule: Hashable, Sendable {
  /// Weight of quality, from 0 to 1; the price has the rest.
  var qualityWeight: Rational
  /// Quality that a bid must reach, from 0 to 1.
  var threshold: Rational
  /// How a price becomes points.
  var price: PriceRule

  /// What the order depends on.
  struct Contender: Hashable, Sendable {
    /// Whether it takes part at all.
    var isExcluded: Bool
    /// Quality, from 0 to 1.
    var quality: Rational
    /// Price; nil where none is known.
    var price: Rational?
  }

  /// Where a bid stands.
  struct Place: Hashable, Sendable {
    /// Points of the price, from 0 to 1.
    var pricePoints: Rational?
    /// The total, from 0 to 1.
    var total: Rational?
    /// From 1; bids that stand equal share one. Nil for excluded bids, and for all where one price is not known.
    var rank: Int?
  }

  /// Whether prices count.
  var weighsPrices: Bool { qualityWeight < .one }

  /// The places in the order given. The lowest price is that of the bids that are not excluded.
  func places(of contenders: [Contender]) -> [Place] {
    let remaining = contenders.filter { !$0.isExcluded }
    let lowest = remaining.compactMap(\.price).min()
    let arePricesKnown = remaining.allSatisfy { $0.price != nil }
    var places = contenders.map { contender -> Place in
      guard !contender.isExcluded else { return Place() }
      guard weighsPrices else { return Place(total: contender.quality) }
      guard arePricesKnown, let own = contender.price, let lowest, let points = price.points(for: own, lowest: lowest)
      else { return Place() }
      return Place(
        pricePoints: points, total: qualityWeight * contender.quality + (.one - qualityWeight) * points)
    }
    let totals = places.compactMap(\.total)
    // A bid without a total could come anywhere, so no place is known.
    guard totals.count == remaining.count else { return places }
    for index in places.indices {
      guard let total = places[index].total else { continue }
      places[index].rank = totals.count { $0 > total } + 1
    }
    return places
  }
}

extension LotRule.Place {
  init(total: Rational) { self.init(pricePoints: nil, total: total, rank: nil) }
}
