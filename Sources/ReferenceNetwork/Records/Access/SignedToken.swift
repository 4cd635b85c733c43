import Crypto
import Foundation
import JSONTree

/// A JSON web token in its compact form, as it came (RFC 7515 §3.1, RFC 7519).
struct SignedToken {
  /// `alg`, `none` for one that is not signed.
  let algorithm: String
  /// `kid`.
  let keyID: String?
  let claims: JSONNode
  private let signed: String
  private let signature: [UInt8]

  /// Reads a token; nil for anything else.
  init?(_ text: String) {
    guard text.utf8.count <= 16 << 10 else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let head = Self.decoded(parts[0]), let body = Self.decoded(parts[1]),
      let signature = Self.decoded(parts[2]), let header = try? JSONNode(parsing: head),
      let claims = try? JSONNode(parsing: body), let algorithm = header["alg"]?.text
    else { return nil }
    self.algorithm = algorithm
    self.claims = claims
    self.signature = signature
    keyID = header["kid"]?.text
    signed = "\(parts[0]).\(parts[1])"
  }

  /// `exp`, in seconds since 1970.
  var expires: Double? {
    guard case .number(let text)? = claims["exp"]?.value else { return nil }
    return Double(text)
  }

  /// `aud`, one or several.
  var audiences: Set<String> {
    if let one = claims["aud"]?.text { return [one] }
    return Set((claims["aud"]?.elements ?? []).compactMap(\.text))
  }

  /// Whether the signature is that of a key.
  func isSigned(by key: P384.Signing.PublicKey) -> Bool {
    guard let signature = try? P384.Signing.ECDSASignature(rawRepresentation: signature) else { return false }
    return key.isValidSignature(signature, for: Data(signed.utf8))
  }

  /// Base64url without padding (RFC 4648 §5).
  static func encoded(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").filter { $0 != "=" }
  }

  private static func decoded(_ text: Substring) -> [UInt8]? {
    // Padding and the letters of plain base64 would be a second way of writing the same token (RFC 7515 §2).
    guard !text.utf8.contains(where: { [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "=")].contains($0) }) else {
      return nil
    }
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    let padding = String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
    return Data(base64Encoded: plain + padding).map { Array($0) }
  }
}
