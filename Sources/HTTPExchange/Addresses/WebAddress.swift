/// Parts of addresses (RFC 3986 §2).
public enum WebAddress {
  /// A text as part of a path or query: everything but unreserved characters in percent-encoding.
  ///
  /// - Parameter kept: reserved characters that stand for themselves in this place.
  public static func encoded(_ text: String, keeping kept: Set<UInt8> = []) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: output.append(byte)
      case _ where kept.contains(byte): output.append(byte)
      default: output += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
