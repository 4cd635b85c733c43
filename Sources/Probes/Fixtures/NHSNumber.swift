/// Synthetic NHS numbers: ten digits from the 999 range, which is never issued, with a valid check digit
/// (NHS Data Dictionary, NHS NUMBER, modulus 11).
enum NHSNumber {
  /// Draws a number.
  static func draw(from generator: inout SeededGenerator) -> String {
    while true {
      let digits = [9, 9, 9] + (0..<6).map { _ in generator.below(10) }
      if let check = checkDigit(of: digits) { return (digits + [check]).map(String.init).joined() }
    }
  }

  /// The tenth digit; nil where the first nine allow none.
  static func checkDigit(of digits: [Int]) -> Int? {
    let sum = zip(digits, stride(from: 10, through: 2, by: -1)).reduce(0) { $0 + $1.0 * $1.1 }
    switch 11 - sum % 11 {
    case 11: return 0
    case 10: return nil
    case let digit: return digit
    }
  }
}
