internal import CZLib
import Foundation

/// Bytes made small: for a page's script, and for browsers that take pages so.
package enum Packed {
  /// Text in zlib's form (RFC 1950) and base64, which a page's script unpacks with the browser's own
  /// `DecompressionStream("deflate")`; nil where there is no memory for it.
  static func base64(_ source: [UInt8]) -> String? {
    stream(source, windowBits: 15).map { Data($0).base64EncodedString() }
  }

  /// Bytes in the form of gzip (RFC 1952); nil where there is no memory for it.
  package static func gzip(_ source: [UInt8]) -> [UInt8]? { stream(source, windowBits: 15 + gzipForm) }

  /// What is added to the window's size to have gzip's header and trailer (zlib.h, `deflateInit2`).
  private static let gzipForm: Int32 = 16

  private static func stream(_ source: [UInt8], windowBits: Int32) -> [UInt8]? {
    guard source.count <= Int(uInt.max) else { return nil }
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(source.count))))
    guard packed.count <= Int(uInt.max) else { return nil }
    var source = source
    let status = source.withUnsafeMutableBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { return nil }
    packed.removeLast(packed.count - Int(stream.total_out))
    return packed
  }
}
