/// Text made safe for markup: pages hold hundreds of thousands of texts, so that it is done by bytes.
enum HTMLEscaping {
  /// Text made safe for content and for attributes in double quotes.
  static func escaped(_ string: String) -> String {
    var visible = PlainText.visible(string)
    return visible.withUTF8 { bytes in
      var further = 0
      for byte in bytes { further += length(of: byte) - 1 }
      return further == 0 ? nil : escaped(bytes, length: bytes.count + further)
    } ?? visible
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
