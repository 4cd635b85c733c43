@testable import PixelCoding

/// Compressed frames. JPEG 2000 is left to a process of its own, whose library ends on damaged frames: only its header is read here.
extension FuzzTarget {
  /// Rows and columns of 16 bits, little endian; a byte that tells the samples: bit 0 set for bytes, bit 1 for colours, the rest by
  /// how much Bits Stored is less than Bits Allocated; then the stream.
  static func pixels(_ bytes: [UInt8], _ codec: PixelCodec) {
    guard bytes.count > 5 else { return }
    let allocated = bytes[4] & 1 == 1 ? 8 : 16
    let format = PixelFormat(
      rows: Int(bytes[0]) | Int(bytes[1]) << 8, columns: Int(bytes[2]) | Int(bytes[3]) << 8,
      samples: bytes[4] & 2 == 2 ? 3 : 1, bitsAllocated: allocated,
      bitsStored: allocated - Int(bytes[4] >> 2) % allocated,
      isSigned: false)
    guard (1...65_536).contains(format.rows * format.columns) else { return }
    let stream = Array(bytes[5...])
    _ = codec.isLossy(stream)
    guard let frame = try? codec.decode(stream, format) else { return }
    hold(frame.count == format.frameLength, "a frame has another length than is described")
    if codec == .runLength || codec == .losslessJPEG { again(frame, format, codec) }
  }

  /// What loses nothing gives back what it was given.
  private static func again(_ frame: [UInt8], _ format: PixelFormat, _ codec: PixelCodec) {
    // What stands above Bits Stored is left out in writing.
    let frame = codec == .runLength ? frame : format.frame(format.words(frame), precision: format.precision)
    guard let stream = try? codec.encode(frame, format) else { return fail("a frame can't be written") }
    hold((try? codec.decode(stream, format)) == frame, "a frame comes back as another")
  }
}
