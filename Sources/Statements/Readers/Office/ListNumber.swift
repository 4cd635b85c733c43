/// Numbers of list items and headings in the ways that office programs print them.
enum ListNumber {
  /// The number as text.
  /// - Parameter format: A word of `ST_NumberFormat` of ECMA-376.
  static func text(_ number: Int, format: String) -> String {
    switch format {
    case "none": ""
    case "decimalZero": number < 10 ? "0\(number)" : "\(number)"
    case "upperRoman": roman(number)
    case "lowerRoman": roman(number).lowercased()
    case "upperLetter": letters(number)
    case "lowerLetter": letters(number).lowercased()
    default: "\(number)"
    }
  }

  /// 27 is AA, 28 is BB.
  private static func letters(_ number: Int) -> String {
    guard (1...780).contains(number), let letter = Unicode.Scalar(UInt32(0x41 + (number - 1) % 26)) else {
      return "\(number)"
    }
    return String(repeating: String(letter), count: (number - 1) / 26 + 1)
  }

  private static func roman(_ number: Int) -> String {
    guard (1...3_999).contains(number) else { return "\(number)" }
    var rest = number
    var text = ""
    for (value, sign) in [
      (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
      (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ] {
      while rest >= value {
        text += sign
        rest -= value
      }
    }
    return text
  }
}
