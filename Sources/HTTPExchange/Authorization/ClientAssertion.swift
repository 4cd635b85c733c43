import Foundation

/// The signed token by which a client shows a token endpoint who it is (RFC 7523 §3, SMART App Launch 2.2, Client
/// Authentication: Asymmetric).
enum ClientAssertion {
  /// How long one is valid, in seconds; the profile allows 300.
  static let lifetime: Int64 = 240

  private struct Header: Encodable {
    var alg: String
    var kid: String?
    let typ = "JWT"
  }

  private struct Claims: Encodable {
    var iss: String
    var sub: String
    var aud: String
    var iat: Int64
    var exp: Int64
    var jti: String
  }

  /// Makes one for this moment.
  static func make(
    client: String, audience: String, key: SigningKey, bend: TokenRequest.Bend?, now: Date = Date()
  ) async throws(WebFailure) -> Secret {
    var moment = Int64(now.timeIntervalSince1970)
    // Clocks differ; no server grants an hour for that.
    if bend == .expired { moment -= 3_600 }
    let header = Header(
      alg: bend == .unsigned ? "none" : key.algorithm.rawValue, kid: bend == .noKeyID ? nil : key.keyID)
    let claims = Claims(
      iss: client, sub: client, aud: bend == .wrongAudience ? "https://assay.invalid/token" : audience, iat: moment,
      exp: moment + lifetime, jti: RandomKey.text())
    let parts = (head: try encoded(header), payload: try encoded(claims))
    let bytes = JSONWebToken.signed(parts.head, parts.payload)
    var signature: [UInt8] = []
    if bend != .unsigned { signature = try await (bend == .otherKey ? key.other() : key).signature(of: bytes) }
    let token = Secret("\(parts.head).\(parts.payload).\(Base64URL.encoded(signature))")
    guard bend == .tampered, case .success(let forged) = try await TokenForgery.tampered.forged(from: token) else {
      return token
    }
    return forged
  }

  private static func encoded(_ value: some Encodable) throws(WebFailure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return Base64URL.encoded(try encoder.encode(value)) } catch {
      throw .misuse("the client's token can't be written")
    }
  }
}
