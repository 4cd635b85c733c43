/// Text made safe for markup: pages hold hundreds of thousands of texts, so that it is done by bytes.
package enum HTMLEscaping {
  /// Text made safe for content and for attributes in double quotes.
  static func escaped(_ string: String) -> String {
    var visible = PlainText.visible(string)
    return visible.withUTF8 { bytes in
      var further = 0
      for byte in bytes { further += length(of: byte) - 1 }
      return further == 0 ? nil : escaped(bytes, length: bytes.count + further)
    } ?? visible
  }

  /// Adds text, made safe in the same way, to markup that is written byte by byte.
  package static func append(_ string: String, to markup: inout [UInt8]) {
    var string = string
    let isPlain = string.withUTF8 { bytes in
      guard PlainText.isPlain(bytes) else { return false }
      // To the end, whatever is found: so the compiler takes many bytes at a time.
      var isSafe = true
      for byte in bytes { isSafe = isSafe && length(of: byte) == 1 }
      if isSafe {
        markup.append(contentsOf: bytes)
      } else {
        for byte in bytes { append(ascii: byte, to: &markup) }
      }
      return true
    }
    if !isPlain { markup += escaped(string).utf8 }
  }

  /// Adds a character of ASCII that can be seen.
  package static func append(ascii byte: UInt8, to markup: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "&"): add("&amp;", to: &markup)
    case UInt8(ascii: "<"): add("&lt;", to: &markup)
    case UInt8(ascii: ">"): add("&gt;", to: &markup)
    case UInt8(ascii: "\""): add("&quot;", to: &markup)
    case UInt8(ascii: "'"): add("&#39;", to: &markup)
    default: markup.append(byte)
    }
  }

  private static func add(_ text: StaticString, to markup: inout [UInt8]) {
    text.withUTF8Buffer { markup.append(contentsOf: $0) }
  }

  private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>, length: Int) -> String {
    String(unsafeUninitializedCapacity: length) { room in
      var end = 0
      for byte in bytes {
        switch byte {
        case UInt8(ascii: "&"): end = write("&amp;", to: room, at: end)
        case UInt8(ascii: "<"): end = write("&lt;", to: room, at: end)
        case UInt8(ascii: ">"): end = write("&gt;", to: room, at: end)
        case UInt8(ascii: "\""): end = write("&quot;", to: room, at: end)
        case UInt8(ascii: "'"): end = write("&#39;", to: room, at: end)
        default:
          room[end] = byte
          end += 1
        }
      }
      return end
    }
  }

  /// How many bytes stand for a byte.
  private static func length(of byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "'"): 5
    case UInt8(ascii: "<"), UInt8(ascii: ">"): 4
    case UInt8(ascii: "\""): 6
    default: 1
    }
  }

  private static func write(_ text: StaticString, to room: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    text.withUTF8Buffer { bytes in
      for (index, byte) in bytes.enumerated() { room[start + index] = byte }
      return start + bytes.count
    }
  }
}
