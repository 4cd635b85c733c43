import Foundation

/// The encoding of JSON Web Tokens: Base64 for addresses, without padding (RFC 4648 §5, RFC 7515 §2).
enum Base64URL {
  /// Bytes as text.
  static func encoded(_ bytes: some Sequence<UInt8>) -> String {
    let text = Data(bytes).base64EncodedString()
    return String(
      decoding: text.utf8.compactMap { byte -> UInt8? in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        case UInt8(ascii: "="): nil
        default: byte
        }
      }, as: UTF8.self)
  }

  /// Text as bytes; nil where a character is none of the alphabet.
  static func decoded(_ text: some StringProtocol) -> [UInt8]? {
    var base64: [UInt8] = []
    base64.reserveCapacity(text.utf8.count + 3)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "-"): base64.append(UInt8(ascii: "+"))
      case UInt8(ascii: "_"): base64.append(UInt8(ascii: "/"))
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: base64.append(byte)
      default: return nil
      }
    }
    while base64.count % 4 != 0 { base64.append(UInt8(ascii: "=")) }
    return Data(base64Encoded: Data(base64)).map { Array($0) }
  }
}
