import NIOCore

/// The size of a picture as its own header states it.
public struct PictureHeader: Hashable, Sendable {
  /// Height in pixels.
  public var rows: Int
  /// Width in pixels.
  public var columns: Int

  /// Reads the header of a JPEG, PNG or GIF picture; nil where there is none.
  public init?(_ bytes: ByteBuffer) {
    let size: (rows: Int, columns: Int)? =
      switch ImageFormat(bytes) {
      case .jpeg: Self.jpeg(bytes)
      case .png: Self.png(bytes)
      case .gif: Self.gif(bytes)
      default: nil
      }
    guard let size else { return nil }
    rows = size.rows
    columns = size.columns
  }

  /// The frame header of ISO/IEC 10918-1 §B.2.2.
  private static func jpeg(_ bytes: ByteBuffer) -> (Int, Int)? {
    var rest = bytes
    rest.moveReaderIndex(forwardBy: 2)
    while rest.readInteger(as: UInt8.self) == 0xFF, var marker = rest.readInteger(as: UInt8.self) {
      // Fill bytes.
      while marker == 0xFF, let next = rest.readInteger(as: UInt8.self) { marker = next }
      if (0xD0...0xD8).contains(marker) || marker == 0x01 { continue }
      guard let length = rest.getInteger(at: rest.readerIndex, as: UInt16.self), length >= 2,
        let segment = rest.readSlice(length: Int(length))
      else { return nil }
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        guard let rows = segment.getInteger(at: segment.readerIndex + 3, as: UInt16.self),
          let columns = segment.getInteger(at: segment.readerIndex + 5, as: UInt16.self)
        else { return nil }
        return (Int(rows), Int(columns))
      }
    }
    return nil
  }

  /// The chunk IHDR.
  private static func png(_ bytes: ByteBuffer) -> (Int, Int)? {
    guard let columns = bytes.getInteger(at: bytes.readerIndex + 16, as: UInt32.self),
      let rows = bytes.getInteger(at: bytes.readerIndex + 20, as: UInt32.self)
    else { return nil }
    return (Int(rows), Int(columns))
  }

  private static func gif(_ bytes: ByteBuffer) -> (Int, Int)? {
    guard let columns = bytes.getInteger(at: bytes.readerIndex + 6, endianness: .little, as: UInt16.self),
      let rows = bytes.getInteger(at: bytes.readerIndex + 8, endianness: .little, as: UInt16.self)
    else { return nil }
    return (Int(rows), Int(columns))
  }
}
