extension Mutator {
  /// Whole numbers at which arithmetic goes wrong.
  public static let extremes = [
    "-1", "0", "9223372036854775807", "-9223372036854775808", "9223372036854775806", "2147483648", "1000001", "1e308",
    "18446744073709551616",
  ]

  /// A text in which one of its whole numbers has become another, at which arithmetic may go wrong: so it stays well-formed, and
  /// whoever counts with what was read meets it.
  public mutating func renumbered(_ bytes: [UInt8]) -> [UInt8] {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let starts = bytes.indices.filter { place in
      digits.contains(bytes[place]) && (place == 0 || !digits.contains(bytes[place - 1]))
    }
    guard let start = starts.randomElement(using: &generator) else { return bytes }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
    let other = Self.extremes.randomElement(using: &generator) ?? "0"
    return Array(bytes[..<start]) + Array(other.utf8) + Array(bytes[end...])
  }
}
