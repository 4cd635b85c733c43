import CZLib

/// Decompresses gzip (RFC 1952): manual pages are installed so.
enum Gzip {
  /// Whether the bytes begin like gzip.
  static func matches(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B, 0x08]) }

  /// Why bytes gave nothing.
  enum Failure: Error, Equatable {
    /// They are no gzip stream, or end before it does.
    case damaged
    /// The contents are longer than the limit, in bytes.
    case tooLarge(limit: Int)
  }

  /// The contents of the first member.
  static func decompress(_ bytes: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    // 16 added to the window asks for gzip's header and checksum.
    guard inflateInit2_(&stream, MAX_WBITS + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .damaged
    }
    defer { inflateEnd(&stream) }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let result: Result<Void, Failure> = bytes.withUnsafeBufferPointer { source in
      // zlib takes a mutable pointer for reasons of C; it does not write to its input.
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.avail_in = UInt32(clamping: source.count)
      while true {
        var status = Z_OK
        let produced = buffer.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          status = inflate(&stream, Z_NO_FLUSH)
          return target.count - Int(stream.avail_out)
        }
        guard output.count + produced <= limit else { return .failure(.tooLarge(limit: limit)) }
        output += buffer[..<produced]
        if status == Z_STREAM_END { return .success(()) }
        guard status == Z_OK, produced > 0 || stream.avail_in > 0 else { return .failure(.damaged) }
      }
    }
    try result.get()
    return output
  }
}
