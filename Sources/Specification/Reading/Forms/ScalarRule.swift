/// The written form of scalars whose shape is fixed: one rule for the reader and, as a pattern, for the JSON Schema.
enum ScalarRule {
  static let identifierPattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
  static let datePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
  static let timePattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$"
  static let durationPattern = "^[0-9]+(\\.[0-9]+)? ?(ms|s|min|h)$"

  static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
  }

  /// Whether a text is a day of the Gregorian calendar, `YYYY-MM-DD`.
  static func isDate(_ text: String) -> Bool { (try? Literal.parse(text, as: .date).get()) != nil }

  /// Minutes after midnight of `HH:MM`.
  static func minutes(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == 0x3A, let hour = digits(bytes[0..<2]), let minute = digits(bytes[3..<5]) else {
      return nil
    }
    return hour < 24 && minute < 60 ? hour * 60 + minute : nil
  }

  /// Nanoseconds of `300 ms`.
  static func nanoseconds(_ text: String) -> Int64? {
    guard case .success(.duration(let nanoseconds)) = Literal.parse(text, as: .duration) else { return nil }
    return nanoseconds
  }

  /// The exact value of `12` or `0.4`; at most 9 decimals.
  static func fraction(_ text: String) -> ExactFraction? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, let value = digits(Array(whole.utf8)[...]) else { return nil }
    guard parts.count == 2 else { return ExactFraction(value, 1) }
    let decimals = Array(parts[1].utf8)
    guard decimals.count <= 9, let part = digits(decimals[...]) else { return nil }
    let denominator = decimals.reduce(1) { power, _ in power * 10 }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: denominator)
    guard !overflow, scaled <= Int.max - part else { return nil }
    return ExactFraction(scaled + part, denominator)
  }

  /// The number that these ASCII digits write, up to 15 of them.
  static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 15, bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }
}
