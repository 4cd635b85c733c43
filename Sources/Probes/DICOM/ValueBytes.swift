import NIOCore

/// Values as bytes.
enum ValueBytes {
  /// Whether bytes are the same but for one byte of padding.
  static func isSame(_ before: ByteBuffer, _ after: ByteBuffer) -> Bool {
    if before == after { return true }
    let (short, long) = before.readableBytes < after.readableBytes ? (before, after) : (after, before)
    return long.readableBytes == short.readableBytes + 1 && long.readableBytes % 2 == 0
      && long.readableBytesView.starts(with: short.readableBytesView)
      && (long.readableBytesView.last == 0 || long.readableBytesView.last == 0x20)
  }
}
