import NIOCore

/// Turning numbers round between byte orders (PS3.5 §7.3).
enum ByteOrder {
  /// A copy with the bytes of each word in the opposite order; bytes after the last whole word stay as they are.
  static func reversed(_ bytes: UnsafeRawBufferPointer, wordSize: Int) -> ByteBuffer {
    var copy = ByteBuffer()
    copy.writeBytes(bytes)
    copy.withUnsafeMutableReadableBytes { target in
      var start = 0
      while target.count - start >= wordSize {
        target[start..<start + wordSize].reverse()
        start += wordSize
      }
    }
    return copy
  }
}
