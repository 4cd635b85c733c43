import BigInt
import Specification

/// An exact fraction of any size, always reduced, with a positive denominator. Scores never pass through floating point.
public struct Rational: Hashable, Comparable, Sendable {
  /// Numerator, with the sign.
  public let numerator: BigInt
  /// Denominator, positive.
  public let denominator: BigInt

  /// 0
  public static let zero = Rational(0)
  /// 1
  public static let one = Rational(1)

  /// Makes a whole number.
  public init(_ whole: Int) {
    numerator = BigInt(whole)
    denominator = 1
  }

  /// Makes a fraction; nil where the denominator is 0.
  public init?(_ numerator: BigInt, _ denominator: BigInt) {
    guard denominator != 0 else { return nil }
    self.init(numerator, over: denominator)
  }

  /// Makes the value of a fraction in a file; its denominator is positive by construction.
  public init(_ fraction: ExactFraction) {
    self.init(BigInt(fraction.numerator), over: BigInt(max(fraction.denominator, 1)))
  }

  /// Reads `"2/3"` or `"1"`, as ``exact`` writes it; nil for anything else and for more than 10,000 characters, since
  /// reading digits takes quadratic time.
  public init?(exact text: String) {
    guard text.utf8.count <= 10_000 else { return nil }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let numerator = BigInt(String(first)) else { return nil }
    guard parts.count == 2 else {
      self.init(numerator, over: 1)
      return
    }
    guard let denominator = BigInt(String(parts[1])), denominator > 0 else { return nil }
    self.init(numerator, over: denominator)
  }

  /// The denominator must not be 0.
  private init(_ numerator: BigInt, over denominator: BigInt) {
    // Nearly all of them fit into a word, whose divisor is found many times as fast.
    if let top = Int(exactly: numerator), let bottom = Int(exactly: denominator), top > .min, bottom > .min {
      let divisor = Int(Self.divisor(of: top.magnitude, and: bottom.magnitude)) * (bottom < 0 ? -1 : 1)
      self.numerator = BigInt(top / divisor)
      self.denominator = BigInt(bottom / divisor)
      return
    }
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  /// The greatest common divisor (Euclid), of which the second is not 0.
  private static func divisor(of first: UInt, and second: UInt) -> UInt {
    var (large, small) = (first, second)
    while small != 0 { (large, small) = (small, large % small) }
    return large
  }

  /// `"2/3"`; whole numbers without a denominator.
  public var exact: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// The sum.
  public static func + (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  /// The difference.
  public static func - (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator - right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  /// The product.
  public static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// The quotient; nil where the divisor is 0.
  public func divided(by divisor: Rational) -> Rational? {
    Rational(numerator * divisor.denominator, denominator * divisor.numerator)
  }

  /// Ascending.
  public static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }

  /// The decimal form with so many decimals, the rest cut off towards zero: 89.999 shows as `89.99`, never as 90.
  public func truncated(decimals: Int) -> String {
    let places = max(0, decimals)
    let scaled = numerator.magnitude * BigUInt(10).power(places) / denominator.magnitude
    let digits = String(scaled)
    let sign = numerator < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }
}

extension Sequence where Element == Rational {
  /// The sum, 0 of nothing.
  func sum() -> Rational { reduce(.zero, +) }
}
