import Foundation
import JSONTree

/// A signed JSON Web Token in its compact form (RFC 7515 §7.1), read without being trusted: its signature is for others
/// to look at.
public struct JSONWebToken: Sendable {
  /// The header as it is written.
  let header: Substring
  /// The payload as it is written.
  let payload: Substring
  /// The signature as it is written.
  let signature: Substring
  /// The claims: an object.
  let claims: JSONNode
  /// Signature algorithm of the header.
  public let algorithm: String

  /// Bytes of the longest token that is read.
  private static let limit = 64 << 10
  private static let limits = JSONLimits(bytes: limit, depth: 16, nodes: 4_096)

  /// Reads a token; nil where it is opaque, that is, none of this form.
  public init?(_ token: Secret) {
    guard token.value.utf8.count <= Self.limit else { return nil }
    let parts = token.value.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3, let head = Self.object(parts[0]), let claims = Self.object(parts[1]),
      let algorithm = head["alg"]?.text
    else { return nil }
    (header, payload, signature) = (parts[0], parts[1], parts[2])
    self.claims = claims
    self.algorithm = algorithm
  }

  private static func object(_ part: Substring) -> JSONNode? {
    guard let bytes = Base64URL.decoded(part), let node = try? JSONNode(parsing: bytes, limits: limits),
      case .object = node.value
    else { return nil }
    return node
  }

  /// When it expires, in seconds since 1970 (`exp`, RFC 7519 §4.1.4).
  public var expires: Double? { Self.number(claims["exp"]) }

  /// For whom it is meant (`aud`, RFC 7519 §4.1.3).
  public var audiences: Set<String> {
    guard let audience = claims["aud"] else { return [] }
    return Set(audience.text.map { [$0] } ?? audience.elements?.compactMap(\.text) ?? [])
  }

  private static func number(_ node: JSONNode?) -> Double? {
    guard case .number(let text) = node?.value, let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// What a signature is made of (RFC 7515 §5.1).
  static func signed(_ header: some StringProtocol, _ payload: some StringProtocol) -> [UInt8] {
    Array("\(header).\(payload)".utf8)
  }
}
