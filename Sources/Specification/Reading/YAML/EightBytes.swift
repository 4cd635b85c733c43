/// Eight bytes of a text looked at together: in most places there is nothing to see.
///
/// Each mark is the highest bit of a byte. Above the lowest mark others may stand for nothing, as a carry sets them
/// (Henry S. Warren, Hacker's Delight, 6-1); so only ``first(_:)`` is asked for.
struct EightBytes {
  private let bytes: UInt64

  private static let lowest: UInt64 = 0x0101_0101_0101_0101
  private static let highest: UInt64 = 0x8080_8080_8080_8080

  /// The bytes from a place on; nil where there are fewer.
  init?(_ text: UnsafeBufferPointer<UInt8>, at place: Int) {
    guard place + 8 <= text.count else { return nil }
    bytes = UInt64(littleEndian: UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self))
  }

  /// Marks bytes below one of ASCII.
  func below(_ limit: UInt8) -> UInt64 { (bytes &- Self.lowest &* UInt64(limit)) & ~bytes & Self.highest }

  /// Marks the bytes that, with some of their bits set, are one of ASCII.
  func equal(_ byte: UInt8, setting bits: UInt8 = 0) -> UInt64 {
    let difference = (bytes | Self.lowest &* UInt64(bits)) ^ (Self.lowest &* UInt64(byte))
    return (difference &- Self.lowest) & ~difference & Self.highest
  }

  /// Marks bytes beyond ASCII.
  var beyondASCII: UInt64 { bytes & Self.highest }

  /// How many bytes stand before the first that is marked: eight where none is.
  static func first(_ marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}
