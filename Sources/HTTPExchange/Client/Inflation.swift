import CZLib
import NIOCore

/// Undoes `gzip` (RFC 1952) and `deflate` (RFC 1950) piece by piece, never more than a chunk at a time: how much comes of
/// it is for the taker to limit.
final class Inflation {
  private let stream: UnsafeMutablePointer<z_stream>
  /// Whether the end of the stream, with its checksum, has come.
  private(set) var isComplete = false
  /// Whether output was left inside for want of room.
  private var isPending = false

  private static let chunk = 64 << 10

  init() throws(WebFailure) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // 32 added to the window asks zlib to know gzip and zlib streams by their header.
    guard inflateInit2_(stream, MAX_WBITS + 32, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .misuse("zlib can't be started")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// The next chunk; nil when more input is needed.
  func inflate(_ input: inout ByteBuffer) throws(WebFailure) -> ByteBuffer? {
    if isComplete, input.readableBytes > 0 {
      // Another member may follow the first (RFC 1952 §2.2).
      guard inflateReset(stream) == Z_OK else { throw .misuse("zlib can't be started again") }
      isComplete = false
    }
    guard input.readableBytes > 0 || isPending else { return nil }
    var output = ByteBufferAllocator().buffer(capacity: Self.chunk)
    var status = Z_OK
    output.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.chunk) { target in
      input.readWithUnsafeReadableBytes { source in
        // zlib takes a mutable pointer for reasons of C; it does not write to its input.
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
        stream.pointee.avail_in = UInt32(clamping: source.count)
        stream.pointee.next_out = target.bindMemory(to: UInt8.self).baseAddress
        stream.pointee.avail_out = UInt32(Self.chunk)
        status = CZLib.inflate(stream, Z_NO_FLUSH)
        return min(source.count, Int(UInt32(clamping: source.count))) - Int(stream.pointee.avail_in)
      }
      return Self.chunk - Int(stream.pointee.avail_out)
    }
    isComplete = status == Z_STREAM_END
    isPending = !isComplete && stream.pointee.avail_out == 0
    guard isComplete || status == Z_OK || status == Z_BUF_ERROR else {
      throw .malformed(
        expected: "content in the coding that the answer names", got: "other bytes", rule: "RFC 9110 §8.4")
    }
    return output
  }
}
