import NIOCore

/// Fragments as one run of bytes: items and the sequence delimiter of PS3.5 §A.4 in little endian, which is how inline
/// binary holds encapsulated pixel data here.
enum EncapsulatedStream {
  private static let delimiter: [UInt8] = [0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0]
  private static let itemTag: [UInt8] = [0xFE, 0xFF, 0x00, 0xE0]

  /// The run of bytes of fragments.
  static func bytes(_ fragments: [ByteBuffer]) -> ByteBuffer {
    var output = ByteBuffer()
    for fragment in fragments {
      output.writeBytes(itemTag)
      output.writeInteger(UInt32(truncatingIfNeeded: fragment.readableBytes), endianness: .little)
      output.writeImmutableBuffer(fragment)
    }
    output.writeBytes(delimiter)
    return output
  }

  /// The fragments of a run of bytes; nil where it is anything but items up to a delimiter at its very end.
  static func fragments(_ bytes: ByteBuffer) -> [ByteBuffer]? {
    var rest = bytes
    var fragments: [ByteBuffer] = []
    while rest.readableBytes > 8 {
      guard let tag = rest.readBytes(length: 4), tag == itemTag,
        let length = rest.readInteger(endianness: .little, as: UInt32.self),
        let fragment = rest.readSlice(length: Int(length))
      else { return nil }
      fragments.append(fragment)
    }
    return rest.readBytes(length: 8) == delimiter ? fragments : nil
  }
}
