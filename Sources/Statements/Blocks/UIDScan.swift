/// Finds object identifiers in text (PS3.5 §9.1: at most 64 characters, components without leading zeros).
enum UIDScan {
  /// The identifiers in order.
  ///
  /// A number of a section looks alike: an identifier has at least four components and nine characters, and begins
  /// with a root arc, 0 to 2.
  static func identifiers(in text: some StringProtocol) -> [String] {
    let bytes = Array(text.utf8)
    var found: [String] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "2"),
        index == 0 || !isWord(bytes[index - 1])
      else {
        index += 1
        continue
      }
      var end = index
      while end < bytes.count, isDigit(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
      let next = end
      while end > index, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
      // `1.2.840.10008.1.2.x` and `1.2.840.10008.1.2.*` are patterns, not identifiers.
      let pattern = next < bytes.count && (isWord(bytes[next]) || (next > end && bytes[next] == UInt8(ascii: "*")))
      if !pattern, isIdentifier(bytes[index..<end]) {
        found.append(String(decoding: bytes[index..<end], as: UTF8.self))
      }
      index = max(next, index + 1)
    }
    return found
  }

  /// Whether the text is an identifier and nothing else.
  static func isIdentifier(_ text: String) -> Bool { isIdentifier(Array(text.utf8)[...]) }

  private static func isIdentifier(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 9, bytes.count <= 64 else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count >= 4, let root = parts.first, root.count == 1 else { return false }
    return parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy(isDigit) && (part.count == 1 || part.first != UInt8(ascii: "0"))
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte >= 0x80
      || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
  }
}
