import Foundation

extension Secret {
  /// The bytes by which the secret is found again in what a peer sends: as it is, and as addresses, forms, JSON, XML, and Base64
  /// carry it; longest first.
  var forms: [[UInt8]] {
    let bare = String(value.reversed().drop { $0 == "=" }.reversed())
    var texts: Set<String> = []
    for text in [value, bare] {
      let addressed = Self.percentEncoded(text)
      texts.formUnion([
        text, addressed, addressed.replacing("%20", with: "+"), Self.lowerCased(percentEncoded: addressed),
        Self.jsonEscaped(text), Self.jsonEscaped(text).replacing("/", with: "\\/"), Self.markedUp(text),
      ])
    }
    return Set(texts.map { Array($0.utf8) } + base64Cores).filter { $0.count >= Self.shortest }.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  /// A shorter secret would be found in every other word.
  private static let shortest = 4
  /// Characters of the shortest piece of Base64 that is looked for: shorter ones are found by chance.
  private static let shortestCore = 8

  /// What Base64 makes of the secret whatever stands before and behind it: a character that holds bits of a neighbour is left
  /// out (RFC 4648 §4 and §5).
  private var base64Cores: [[UInt8]] {
    let bytes = Array(value.utf8)
    guard !bytes.isEmpty else { return [] }
    return (0..<3).flatMap { before -> [[UInt8]] in
      let padded = [UInt8](repeating: 0, count: before) + bytes
      let text = Array(Data(padded).base64EncodedString().utf8)
      let core = Array(text[(before * 8 + 5) / 6..<padded.count * 8 / 6])
      guard core.count >= Self.shortestCore else { return [] }
      let forAddresses = core.map { byte -> UInt8 in
        switch byte {
        case UInt8(ascii: "+"): UInt8(ascii: "-")
        case UInt8(ascii: "/"): UInt8(ascii: "_")
        default: byte
        }
      }
      return [core, forAddresses]
    }
  }

  /// As the query of an address carries it (RFC 3986 §2.1).
  private static func percentEncoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }

  /// The same with small hexadecimal digits.
  private static func lowerCased(percentEncoded text: String) -> String {
    text.replacing(#/%[0-9A-F]{2}/#) { $0.output.lowercased() }
  }

  /// As a string of JSON holds it (RFC 8259 §7).
  private static func jsonEscaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  /// As markup holds it (XML 1.0 §4.6).
  private static func markedUp(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;").replacing("'", with: "&apos;")
  }
}
