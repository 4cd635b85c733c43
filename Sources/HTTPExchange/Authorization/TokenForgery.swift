import Foundation

/// A token that nobody issued: a real one, bent.
public enum TokenForgery: String, CaseIterable, Hashable, Sendable {
  /// Characters by chance.
  case madeUp = "made-up"
  /// A claim more under the old signature; of an opaque token, one character changed.
  case tampered
  /// The same claims, said to need no signature (`alg` is `none`).
  case unsigned = "alg-none"
  /// The same claims, signed by a key that the server does not know.
  case otherKey = "other-key"

  /// Why a token can't be bent in a way.
  public struct Inapplicable: Error, Hashable {
    /// The reason, for the record.
    public let reason: String
  }

  /// Bends a token.
  public func forged(from token: Secret) async throws(WebFailure) -> Result<Secret, Inapplicable> {
    switch self {
    case .madeUp: return .success(Secret(RandomKey.text() + RandomKey.text()))
    case .tampered: return .success(Secret(Self.tampered(token)))
    case .unsigned, .otherKey: break
    }
    guard let read = JSONWebToken(token) else {
      return .failure(Inapplicable(reason: "the token is opaque: it has no header and no signature that can be read"))
    }
    if self == .unsigned {
      let header = Base64URL.encoded(Array(#"{"alg":"none","typ":"JWT"}"#.utf8))
      return .success(Secret("\(header).\(read.payload)."))
    }
    let bytes = JSONWebToken.signed(read.header, read.payload)
    guard let signature = try await RandomKey.signature(of: bytes, by: read.algorithm) else {
      return .failure(Inapplicable(reason: "its signature algorithm is not one that the harness can sign by"))
    }
    return .success(Secret("\(read.header).\(read.payload).\(Base64URL.encoded(signature))"))
  }

  private static func tampered(_ token: Secret) -> String {
    guard let read = JSONWebToken(token), var claims = Base64URL.decoded(read.payload),
      let brace = claims.firstIndex(of: UInt8(ascii: "{"))
    else { return changed(token.value) }
    var isEmpty = false
    if case .object(let members) = read.claims.value { isEmpty = members.isEmpty }
    claims.insert(contentsOf: Array((isEmpty ? #""assay":1"# : #""assay":1,"#).utf8), at: brace + 1)
    return "\(read.header).\(Base64URL.encoded(claims)).\(read.signature)"
  }

  /// One letter or digit in the middle becomes another.
  private static func changed(_ text: String) -> String {
    var bytes = Array(text.utf8)
    let middle = bytes.count / 2
    let place = bytes.indices.sorted { abs($0 - middle) < abs($1 - middle) }.first { index in
      switch bytes[index] {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: false
      }
    }
    guard let place else { return text + "A" }
    bytes[place] = bytes[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
    return String(decoding: bytes, as: UTF8.self)
  }
}
