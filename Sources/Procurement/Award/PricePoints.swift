import Inventory
import Judgement

extension PriceRule {
  /// What a price earns, from 0 to 1, exact.
  ///
  /// - Parameters:
  ///   - price: The bid's price.
  ///   - lowest: The lowest price of the bids that are compared; not more than `price`.
  /// - Returns: nil where a price is nothing: a formula of ratios says nothing of it, and the board must.
  public func points(for price: Rational, lowest: Rational) -> Rational? {
    guard price > .zero, lowest > .zero else { return nil }
    switch formula {
    case .lowestOverPrice: return lowest.divided(by: price).map { min($0, .one) }
    case .linear:
      // 1 at the lowest price, 0 at its multiple.
      let nothing = lowest * Rational(zeroAt)
      guard price < nothing else { return .zero }
      return (nothing - price).divided(by: nothing - lowest).map { min($0, .one) }
    }
  }
}
