import NIOCore

/// Takes credentials out of what is recorded: header fields and parameters by their name, and known secrets wherever
/// they turn up, for a peer may send back what it was sent.
struct Redaction {
  private var secrets = KnownSecrets()

  /// Longest text kept of one header field.
  private static let fieldLength = 2_048

  /// Adds a known secret, in every form in which a peer may send it back.
  mutating func conceal(_ secret: Secret) { secrets.add(secret) }

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
    var bytes = Array(content.readableBytesView.prefix(count + secrets.longest))
    for range in secrets.ranges(in: bytes) {
      for index in range { bytes[index] = UInt8(ascii: "*") }
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
