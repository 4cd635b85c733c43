/// Check digits of identifiers: the schemes of HL7 table 0061 that have an algorithm, and that of the NHS number.
public enum CheckDigit {
  /// The check digit of a number by a scheme; nil where the scheme has no algorithm here or the number is none that it is for.
  ///
  /// - Parameters:
  ///   - digits: The number without its check digit.
  ///   - scheme: `M10`, `M11` or `NPI` (HL7 v2.5.1 §2.A, data type CX).
  public static func digit(of digits: String, scheme: String) -> Int? {
    guard let values = values(digits) else { return nil }
    switch scheme {
    case "M10": return modulus10(values)
    case "M11":
      let weighted = values.reversed().enumerated().reduce(0) { ($0 + $1.element * ($1.offset % 6 + 2)) % 11 }
      return (11 - (weighted == 0 ? 1 : weighted)) % 10
    case "NPI":
      // Nine digits behind the prefix that stands for health care in the United States.
      return values.count == 9 ? modulus10([8, 0, 8, 4, 0] + values) : nil
    default: return nil
    }
  }

  /// What is wrong with an NHS number: ten digits, the last of which is the check digit (modulus 11 with weights 10 to 2);
  /// nil where nothing is (NHS Data Model and Dictionary, NHS NUMBER).
  public static func nhsNumberProblem(_ text: String) -> String? {
    guard let digits = values(text), digits.count == 10 else { return "not ten digits" }
    let sum = digits.prefix(9).enumerated().reduce(0) { $0 + $1.element * (10 - $1.offset) }
    let expected = (11 - sum % 11) % 11
    if expected == 10 { return "no check digit exists for its first nine digits" }
    return expected == digits[9] ? nil : "its check digit is \(digits[9]), and should be \(expected)"
  }

  private static func modulus10(_ values: [Int]) -> Int {
    let sum = values.reversed().enumerated().reduce(0) { sum, digit in
      guard digit.offset.isMultiple(of: 2) else { return (sum + digit.element) % 10 }
      let double = digit.element * 2
      return (sum + double / 10 + double % 10) % 10
    }
    return (10 - sum) % 10
  }

  private static func values(_ text: String) -> [Int]? {
    let values = text.utf8.map { Int($0) - 0x30 }
    return !values.isEmpty && values.allSatisfy { (0...9).contains($0) } ? values : nil
  }
}
