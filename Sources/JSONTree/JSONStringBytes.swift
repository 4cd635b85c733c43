/// The bytes of a string in JSON, eight at a time: most of a record is text.
package enum JSONStringBytes {
  /// Where the bytes from a place on no longer stand for themselves (RFC 8259 §7: all do but quotation marks, backslashes and
  /// control characters); at the end where all do.
  package static func endOfPlain(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let text = UnsafeRawBufferPointer(bytes)
    var place = start
    while place + 8 <= text.count {
      let word = text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      guard !isBroken(word) else { break }
      place += 8
    }
    while place < text.count {
      let byte = text[place]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      place += 1
    }
    return place
  }

  /// A string's bytes as text; nil where they are not UTF-8.
  package static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    // What validates asks for its types anew with each text; ASCII needs none of it.
    isASCII(UnsafeRawBufferPointer(bytes))
      ? String(decoding: bytes, as: UTF8.self) : String(validating: bytes, as: UTF8.self)
  }

  private static func isASCII(_ text: UnsafeRawBufferPointer) -> Bool {
    var found: UInt64 = 0
    var place = 0
    while place + 8 <= text.count {
      found |= text.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      place += 8
    }
    while place < text.count {
      found |= UInt64(text[place])
      place += 1
    }
    return found & highest == 0
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  /// Whether one of eight bytes does not stand for itself. A byte below n is found by what `byte - n` borrows
  /// (H. S. Warren, Hacker's Delight, 2nd edition, §6-1).
  private static func isBroken(_ word: UInt64) -> Bool {
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let controls = (word &- ones &* 0x20) & ~word
    return (controls | (quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes) & highest != 0
  }
}
