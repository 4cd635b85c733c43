import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A data set on disk. The file is removed when nobody holds this value any more.
public final class SpooledFile: Sendable {
  /// Where it is.
  public let path: String
  /// Its length in bytes.
  public let length: Int

  init(path: String, length: Int) {
    self.path = path
    self.length = length
  }

  deinit { unlink(path) }

  /// The whole contents; nil where they are longer than the limit or can't be read.
  public func bytes(upTo limit: Int) -> ByteBuffer? {
    guard length <= limit else { return nil }
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = ByteBufferAllocator().buffer(capacity: length)
    while buffer.readableBytes < length {
      let room = length - buffer.readableBytes
      let count = buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { bytes in
        max(0, read(descriptor, bytes.baseAddress, min(room, bytes.count)))
      }
      if count == 0 { return nil }
    }
    return buffer
  }
}

extension SpooledFile: Hashable {
  /// Files are the same when they have one path.
  public static func == (left: SpooledFile, right: SpooledFile) -> Bool { left.path == right.path }

  /// Hashes the path.
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
