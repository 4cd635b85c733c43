import NIOCore

/// Takes credentials out of what is recorded: header fields and parameters by their name, and known secrets wherever
/// they turn up, for a peer may send back what it was sent.
struct Redaction {
  /// The known secrets, longest first, so that none hides inside another.
  private var secrets: [[UInt8]] = []

  /// Longest text kept of one header field.
  private static let fieldLength = 2_048
  /// A shorter secret would be found in every other word.
  private static let shortest = 4

  /// Adds a known secret, and the forms in which addresses and Base64 without its filling carry it.
  mutating func conceal(_ secret: Secret) {
    let text = secret.value
    let bare = String(text.reversed().drop { $0 == "=" }.reversed())
    for form in [text, bare, Self.percentEncoded(text), Self.percentEncoded(bare)] {
      let bytes = Array(form.utf8)
      guard bytes.count >= Self.shortest, !secrets.contains(bytes) else { continue }
      secrets.append(bytes)
    }
    secrets.sort { $0.count > $1.count }
  }

  /// A text as the query of an address carries it (RFC 3986 §2.1).
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

  /// A header field as a line.
  func line(_ name: String, _ value: String) -> String {
    let shown = Self.isCredential(name) ? "***" : text(value)
    return "\(text(name)): \(shown)"
  }

  /// A text without known secrets, cut.
  func text(_ text: String) -> String {
    String(decoding: bytes(ByteBuffer(string: text), keeping: Self.fieldLength), as: UTF8.self)
  }

  /// A line with an address in it, without the values of parameters that hold credentials.
  func url(in line: String) -> String {
    let line = text(line)
    guard let query = line.firstIndex(of: "?") else { return line }
    let parameters = line[query...].dropFirst().split(separator: "&", omittingEmptySubsequences: false).map {
      guard let sign = $0.firstIndex(of: "="), Self.isCredential(String($0[..<sign])) else { return String($0) }
      return "\($0[..<sign])=***"
    }
    return line[...query] + parameters.joined(separator: "&")
  }

  /// The first bytes of a content without known secrets.
  func bytes(_ content: ByteBuffer, keeping count: Int) -> [UInt8] {
    // A secret that the cut would halve is seen whole first.
    let margin = secrets.first?.count ?? 0
    var bytes = Array(content.readableBytesView.prefix(count + margin))
    for secret in secrets {
      var position = 0
      while position + secret.count <= bytes.count {
        if bytes[position..<position + secret.count].elementsEqual(secret) {
          for index in position..<position + secret.count { bytes[index] = UInt8(ascii: "*") }
          position += secret.count
        } else {
          position += 1
        }
      }
    }
    return Array(bytes.prefix(count))
  }

  /// Whether a header field or parameter of this name holds a credential.
  static func isCredential(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["authorization", "cookie", "token", "secret", "password", "api-key", "apikey", "api_key", "credential"]
      .contains { name.contains($0) }
  }
}
