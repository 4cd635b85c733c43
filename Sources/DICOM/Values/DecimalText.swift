#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Numbers in characters (PS3.5 §6.2, DS and IS).
enum DecimalText {
  /// The number; nil where the text has anything but digits, sign, point and exponent.
  static func number(_ text: String) -> Double? {
    guard
      text.utf8.allSatisfy({
        0x30...0x39 ~= $0 || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
          || $0 | 0x20 == 0x65
      })
    else { return nil }
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// The shortest text of a number that reads back the same, or as near as 16 characters allow.
  static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number), abs(whole) < 1_000_000_000_000_000 { return "\(whole)" }
    let shortest = "\(number)"
    guard shortest.utf8.count > 16 else { return shortest }
    for digits in stride(from: 16, through: 1, by: -1) {
      let text = rounded(number, digits: digits)
      if text.utf8.count <= 16 { return text }
    }
    return shortest
  }

  /// The number with so many significant digits.
  private static func rounded(_ number: Double, digits: Int) -> String {
    withVaList([Int32(digits), number]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
        let count = vsnprintf(buffer.baseAddress, buffer.count, "%.*g", arguments)
        let characters = buffer.prefix(max(0, min(Int(count), buffer.count - 1)))
        return String(decoding: characters.lazy.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      }
    }
  }
}
