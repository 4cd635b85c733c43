import Rendering

/// Bytes that are there in hex, as a page shows them: sixteen a line, with their offset and what of them is printable ASCII.
struct HexDump {
  /// Digits, and whatever else stood in their place.
  private let digits: [UInt8]

  /// - Parameter limit: How many bytes are shown at most.
  init(_ hex: String, limit: Int) {
    let shown = hex.utf8.lazy.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }.prefix(limit * 2)
    digits = hex.isEmpty ? [] : Array(shown)
  }

  /// Whether there is not a single byte.
  var isEmpty: Bool { digits.count < 2 }

  /// The dump.
  var text: String {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Adds the dump, escaped, to markup.
  func append(to markup: inout [UInt8]) {
    // What is no hex may be of any characters, cut anywhere.
    let values = Self.values
    guard digits.allSatisfy({ values[Int($0)] < 16 }) else { return HTMLEscaping.append(text, to: &markup) }
    write(to: &markup) { HTMLEscaping.append(ascii: $0, to: &$1) }
  }

  private func write(
    to text: inout [UInt8], printing: (UInt8, inout [UInt8]) -> Void = { $1.append($0) }
  ) {
    guard !isEmpty else { return }
    let values = Self.values
    for start in stride(from: 0, to: digits.count - 1, by: 32) {
      if start > 0 { text.append(UInt8(ascii: "\n")) }
      Self.write(offset: start / 2, to: &text)
      let end = min(start + 32, digits.count)
      for index in stride(from: start, to: end - 1, by: 2) {
        text.append(digits[index])
        text.append(digits[index + 1])
        text.append(UInt8(ascii: " "))
      }
      let shown = (end - start) / 2
      for _ in 0...(48 - shown * 3) { text.append(UInt8(ascii: " ")) }
      for index in stride(from: start, to: end - 1, by: 2) {
        let (high, low) = (values[Int(digits[index])], values[Int(digits[index + 1])])
        let byte = high < 16 && low < 16 ? high << 4 | low : 0
        printing((0x20...0x7E).contains(byte) ? byte : UInt8(ascii: "."), &text)
      }
    }
  }

  /// `0010  `
  private static func write(offset: Int, to text: inout [UInt8]) {
    if offset > 0xFFFF {
      text += String(offset, radix: 16).utf8
    } else {
      for shift in [12, 8, 4, 0] { text.append(hexadecimal[(offset >> shift) & 15]) }
    }
    text.append(UInt8(ascii: " "))
    text.append(UInt8(ascii: " "))
  }

  private static let hexadecimal = Array("0123456789abcdef".utf8)

  /// What each byte stands for as a digit; 16 where it is none.
  private static let values: [UInt8] = (0...255).map { byte -> UInt8 in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte) - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt8(byte) - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt8(byte) - UInt8(ascii: "A") + 10
    default: 16
    }
  }
}
