internal import CZLib
import Foundation

/// Bytes made small for a page's script, which unpacks them with the browser's own `DecompressionStream("deflate")`.
enum Packed {
  /// The text in zlib's form (RFC 1950) and base64; nil where there is no memory for it.
  static func base64(_ text: String) -> String? {
    let source = Array(text.utf8)
    var length = compressBound(uLong(source.count))
    var packed = [UInt8](repeating: 0, count: Int(length))
    guard compress2(&packed, &length, source, uLong(source.count), 6) == Z_OK else { return nil }
    return Data(packed.prefix(Int(length))).base64EncodedString()
  }
}
