import Specification

extension ShownNumber {
  /// A share of 1, shown on the specification's scale.
  public init(_ share: Rational, on scale: Scale) {
    self.init(
      exact: share.exact,
      shown: (share * Rational(scale.maximum)).truncated(decimals: scale.decimals))
  }

  /// A share of 1, shown as a percentage with two decimals.
  public init(percentage share: Rational) {
    self.init(exact: share.exact, shown: (share * Rational(100)).truncated(decimals: 2))
  }

  /// A credit between 0 and 1, shown as such with two decimals.
  init(credit: Rational) {
    self.init(exact: credit.exact, shown: credit.truncated(decimals: 2))
  }

  /// The exact value; nil where the text is not a fraction.
  public var rational: Rational? { Rational(exact: exact) }
}
