import CZLib
import NIOCore

/// Raw deflate streams (RFC 1951), as Deflated Explicit VR Little Endian has them (PS3.5 §A.5).
enum Deflate {
  /// Bytes asked for at a time.
  private static let chunk = 1 << 16

  /// Inflates a whole stream.
  static func inflate(_ input: ByteBuffer, limit: Int) throws(DataSetDecodingError) -> ByteBuffer {
    var stream = z_stream()
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw DataSetDecodingError(.notDeflated, offset: 0)
    }
    defer { inflateEnd(&stream) }
    var output = ByteBuffer()
    var failure: DataSetDecodingError?
    input.withUnsafeReadableBytes { source in
      // zlib takes a mutable pointer for reasons of C; it does not write to its input.
      stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
      stream.avail_in = UInt32(clamping: source.count)
      while failure == nil {
        var status = Z_OK
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: chunk) { target in
          let room = min(target.count, 1 << 24)
          stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
          stream.avail_out = UInt32(room)
          status = CZLib.inflate(&stream, Z_NO_FLUSH)
          return room - Int(stream.avail_out)
        }
        if output.readableBytes > limit {
          failure = DataSetDecodingError(.tooLong(limit: limit), offset: output.readableBytes)
        } else if status == Z_STREAM_END {
          return
        } else if status != Z_OK {
          failure = DataSetDecodingError(.notDeflated, offset: output.readableBytes)
        }
      }
    }
    if let failure { throw failure }
    return output
  }

  /// Deflates; nil where zlib cannot get memory.
  static func deflate(_ input: ByteBuffer) -> ByteBuffer? {
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var output = ByteBuffer()
    var status = Z_OK
    input.withUnsafeReadableBytes { source in
      stream.next_in = UnsafeMutablePointer(mutating: source.bindMemory(to: UInt8.self).baseAddress)
      stream.avail_in = UInt32(clamping: source.count)
      while status == Z_OK {
        output.writeWithUnsafeMutableBytes(minimumWritableBytes: chunk) { target in
          let room = min(target.count, 1 << 24)
          stream.next_out = target.bindMemory(to: UInt8.self).baseAddress
          stream.avail_out = UInt32(room)
          status = CZLib.deflate(&stream, Z_FINISH)
          return room - Int(stream.avail_out)
        }
      }
    }
    guard status == Z_STREAM_END else { return nil }
    // The stream is padded to even length with a NUL (PS3.5 §A.5).
    if output.readableBytes & 1 == 1 { output.writeInteger(UInt8(0)) }
    return output
  }
}
