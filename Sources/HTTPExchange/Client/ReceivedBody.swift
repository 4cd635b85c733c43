import NIOCore

/// Content that was received: a short one is in memory, a long one in a file.
public enum ReceivedBody: Hashable, Sendable {
  case memory(ByteBuffer)
  case file(SpoolFile)

  /// Its length in bytes.
  public var length: Int {
    switch self {
    case .memory(let bytes): bytes.readableBytes
    case .file(let file): file.length
    }
  }

  /// The bytes; nil where there are more than the limit or the file can't be read.
  public func bytes(upTo limit: Int) -> ByteBuffer? {
    guard length <= limit else { return nil }
    return bytes(in: 0..<length)
  }

  /// Some of the bytes, cut at the end of the content; nil where the file can't be read.
  public func bytes(in range: Range<Int>) -> ByteBuffer? {
    let range = range.clamped(to: 0..<length)
    switch self {
    case .memory(let bytes): return bytes.getSlice(at: bytes.readerIndex + range.lowerBound, length: range.count)
    case .file(let file): return file.bytes(in: range)
    }
  }
}
