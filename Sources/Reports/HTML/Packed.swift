internal import CZLib
import Foundation

/// Bytes made small: for a page's script, and for browsers that take pages so.
package enum Packed {
  /// Text in zlib's form (RFC 1950) and base64, which a page's script unpacks with the browser's own
  /// `DecompressionStream("deflate")`; nil where there is no memory for it.
  static func base64(_ source: some ContiguousBytes) -> String? {
    source.withUnsafeBytes { stream($0, windowBits: 15) }.map { Data($0).base64EncodedString() }
  }

  /// Bytes in the form of gzip (RFC 1952); nil where there is no memory for it.
  package static func gzip(_ source: [UInt8]) -> [UInt8]? {
    source.withUnsafeBytes { stream($0, windowBits: 15 + gzipForm) }
  }

  /// What is added to the window's size to have gzip's header and trailer (zlib.h, `deflateInit2`).
  private static let gzipForm: Int32 = 16

  /// What is packed is not copied, and what comes of it is taken piece by piece: a page's parts are tens of megabytes before.
  private static func stream(_ source: UnsafeRawBufferPointer, windowBits: Int32) -> [UInt8]? {
    guard source.count <= Int(uInt.max) else { return nil }
    var stream = z_stream()
    guard
      deflateInit2_(
        &stream, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        == Z_OK
    else { return nil }
    defer { deflateEnd(&stream) }
    // zlib only reads there; its declaration is older than `const`.
    stream.next_in = UnsafeMutablePointer(mutating: source.assumingMemoryBound(to: UInt8.self).baseAddress)
    stream.avail_in = uInt(source.count)
    var packed: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    var status = Z_OK
    while status == Z_OK {
      status = piece.withUnsafeMutableBufferPointer { output in
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        return deflate(&stream, Z_FINISH)
      }
      packed += piece[..<(piece.count - Int(stream.avail_out))]
    }
    return status == Z_STREAM_END ? packed : nil
  }
}
