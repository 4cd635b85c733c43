import NIOCore

/// What the first bytes of content say that it is, whatever its media type says.
public enum ContentKind: String, CaseIterable, Hashable, Sendable {
  /// A DICOM file (PS3.10 §7.1).
  case dicom
  /// JPEG (ISO/IEC 10918-1).
  case jpeg
  /// JPEG 2000, file or codestream (ISO/IEC 15444-1).
  case jpeg2000 = "jpeg-2000"
  /// PNG (ISO/IEC 15948).
  case png
  case gif
  /// A multipart message.
  case multipart
  /// A page for people.
  case html
  case empty
  case other

  /// Looks at content from its beginning.
  public init(_ bytes: ByteBuffer) {
    func begins(_ prefix: [UInt8]) -> Bool { bytes.readableBytesView.starts(with: prefix) }
    if bytes.readableBytes == 0 {
      self = .empty
    } else if bytes.getBytes(at: bytes.readerIndex + 128, length: 4) == Array("DICM".utf8) {
      self = .dicom
    } else if begins([0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if begins([0xFF, 0x4F, 0xFF, 0x51]) || begins([0, 0, 0, 12, 0x6A, 0x50, 0x20, 0x20]) {
      self = .jpeg2000
    } else if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if begins(Array("GIF8".utf8)) {
      self = .gif
    } else if begins([0x2D, 0x2D]) || begins([0x0D, 0x0A, 0x2D, 0x2D]) {
      self = .multipart
    } else {
      let start = String(decoding: bytes.readableBytesView.prefix(256), as: UTF8.self).lowercased()
      self = start.contains("<html") || start.contains("<!doctype html") ? .html : .other
    }
  }
}

/// The size of a picture as its own header states it.
public struct PictureHeader: Hashable, Sendable {
  /// Height in pixels.
  public var rows: Int
  /// Width in pixels.
  public var columns: Int

  /// Reads the header of a JPEG, PNG or GIF picture; nil where there is none.
  public init?(_ bytes: ByteBuffer) {
    let size: (rows: Int, columns: Int)? =
      switch ContentKind(bytes) {
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
