/// The check digit of the NHS number.
///
/// The schemes of HL7 table 0061 are not looked at: sites agree on variants of them, and no message shows which.
public enum CheckDigit {
  /// What is wrong with an NHS number: ten digits, the last of which is the check digit (modulus 11 with weights 10 to 2);
  /// nil where nothing is (NHS Data Model and Dictionary, NHS NUMBER).
  public static func nhsNumberProblem(_ text: String) -> String? {
    let digits = text.utf8.map { Int($0) - 0x30 }
    guard digits.count == 10, digits.allSatisfy({ (0...9).contains($0) }) else { return "not ten digits" }
    let sum = digits.prefix(9).enumerated().reduce(0) { $0 + $1.element * (10 - $1.offset) }
    let expected = (11 - sum % 11) % 11
    if expected == 10 { return "no check digit exists for its first nine digits" }
    return expected == digits[9] ? nil : "its check digit is \(digits[9]), and should be \(expected)"
  }
}
