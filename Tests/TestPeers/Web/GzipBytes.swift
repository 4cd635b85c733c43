import CZLib

/// Content in the coding `gzip`, made by zlib.
public enum GzipBytes {
  /// A member with this content.
  public static func member(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    deflateInit2_(&stream, 9, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    defer { deflateEnd(&stream) }
    var content = content
    var output = [UInt8](repeating: 0, count: content.count + content.count / 8 + 256)
    let count = content.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        _ = deflate(&stream, Z_FINISH)
        return target.count - Int(stream.avail_out)
      }
    }
    return Array(output[..<count])
  }

  /// A member with so many zeros: about a thousandth of their number.
  public static func member(zeros count: Int) -> [UInt8] { member([UInt8](repeating: 0, count: count)) }
}
