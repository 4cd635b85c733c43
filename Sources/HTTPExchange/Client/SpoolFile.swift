import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Received content on disk. The file has no name that a peer had a say in, and is removed when nobody holds this value
/// any more.
public final class SpoolFile: Sendable {
  /// Where it is.
  public let path: String
  /// Its length in bytes.
  public let length: Int

  init(path: String, length: Int) {
    self.path = path
    self.length = length
  }

  deinit { unlink(path) }

  /// Some of its bytes, cut at its end; nil where they can't be read.
  public func bytes(in range: Range<Int>) -> ByteBuffer? {
    let range = range.clamped(to: 0..<length)
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = ByteBufferAllocator().buffer(capacity: range.count)
    while buffer.readableBytes < range.count {
      let offset = range.lowerBound + buffer.readableBytes
      let room = range.upperBound - offset
      let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { bytes in
        max(0, pread(descriptor, bytes.baseAddress, min(room, bytes.count), off_t(offset)))
      }
      if count == 0 { return nil }
    }
    return buffer
  }
}

extension SpoolFile: Hashable {
  /// Files are the same when they have one path.
  public static func == (left: SpoolFile, right: SpoolFile) -> Bool { left.path == right.path }

  /// Hashes the path.
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
