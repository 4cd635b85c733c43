import NIOCore

/// Base64 (RFC 4648 §4), as inline binary has it.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let values: [UInt8] = {
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
    return values
  }()

  /// The letters of bytes.
  static func encode(_ bytes: ByteBuffer) -> [UInt8] {
    bytes.withUnsafeReadableBytes { bytes in
      var output: [UInt8] = []
      output.reserveCapacity((bytes.count + 2) / 3 * 4)
      var index = 0
      while index < bytes.count {
        let left = bytes.count - index
        let second = left > 1 ? bytes[index + 1] : 0
        let third = left > 2 ? bytes[index + 2] : 0
        let word = UInt32(bytes[index]) << 16 | UInt32(second) << 8 | UInt32(third)
        output.append(alphabet[Int(word >> 18)])
        output.append(alphabet[Int(word >> 12 & 63)])
        output.append(left > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
        output.append(left > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "="))
        index += 3
      }
      return output
    }
  }

  /// The bytes of letters; nil for anything but whole groups of four, padded at the end only.
  static func decode(_ text: String) -> ByteBuffer? {
    var letters = Array(text.utf8)
    guard letters.count % 4 == 0 else { return nil }
    var padding = 0
    while padding < 2, letters.last == UInt8(ascii: "=") {
      letters.removeLast()
      padding += 1
    }
    var output: [UInt8] = []
    output.reserveCapacity(letters.count / 4 * 3 + 2)
    var word: UInt32 = 0
    var bits = 0
    for letter in letters {
      let value = values[Int(letter)]
      guard value != 0xFF else { return nil }
      word = word << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        output.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
      }
    }
    return ByteBuffer(bytes: output)
  }
}
