import Crypto
import Foundation
import HTTPExchange
import JSONTree
import Synchronization

/// The authorization server of the records: gives tokens to registered clients and knows its own again.
///
/// After SMART App Launch 2.2, Backend Services.
final class TokenAuthority: Sendable {
  /// How a client shows that it is the one.
  enum Authentication: Sendable {
    /// A shared secret.
    case secret(String)
    /// The public half of a key of the curve P-384, in PEM, with its name.
    case key(pem: String, id: String)
  }

  /// Clients that are registered, and what may be asked for.
  struct Settings: Sendable {
    var clients: [String: Authentication] = [:]
    var scopes = ["system/*.rs", "system/Organization.rs"]
    var lifetime = 300
  }

  /// A request of a token that is refused (RFC 6749 §5.2).
  struct Refusal: Error {
    var status: Int
    var error: String
  }

  private let settings: Settings
  private let defects: Set<RecordsDefect>
  private let key = P384.Signing.PrivateKey()
  private let seen = Mutex<Set<String>>([])

  init(_ settings: Settings, defects: Set<RecordsDefect>) {
    self.settings = settings
    self.defects = defects
  }

  private func has(_ defect: RecordsDefect) -> Bool { defects.contains(defect) }

  // MARK: Giving

  /// The answer to a request of a token.
  ///
  /// - Parameters:
  ///   - form: Parameters of the body.
  ///   - authorization: Header field Authorization.
  ///   - endpoint: Address of the token endpoint, the audience of a client's own token.
  func grant(
    _ form: [(name: String, value: String)], authorization: String?, endpoint: String, audience: String
  ) throws(Refusal) -> JSONContent {
    func value(_ name: String) -> String? { form.first { $0.name == name }?.value }
    let isKnown =
      value("client_assertion").map { isRight(assertion: $0, endpoint) } ?? isRight(basic: authorization ?? "")
    guard isKnown else { throw Refusal(status: 401, error: "invalid_client") }
    guard value("grant_type") == "client_credentials" || has(.anyGrant) else {
      throw Refusal(status: 400, error: "unsupported_grant_type")
    }
    let scope = value("scope") ?? settings.scopes.first ?? ""
    guard Set(scope.split(separator: " ").map(String.init)).isSubset(of: settings.scopes) else {
      throw Refusal(status: 400, error: "invalid_scope")
    }
    let lifetime = has(.longLived) ? 86_400 : settings.lifetime
    var answer: JSONContent = [
      "access_token": .string(token(scope: scope, lifetime: lifetime, audience: audience)), "token_type": "bearer",
    ]
    if !has(.omitsExpiry) { answer["expires_in"] = .number(String(lifetime)) }
    if !has(.omitsScope) { answer["scope"] = .string(scope) }
    return answer
  }

  /// A token of this authority.
  func token(scope: String, lifetime: Int, audience: String) -> String {
    let now = Int(Date().timeIntervalSince1970)
    let claims: JSONContent = [
      "iss": .string(audience), "aud": .string(audience), "exp": .number(String(now + lifetime)),
      "iat": .number(String(now)), "jti": .string(UUID().uuidString), "scope": .string(scope),
    ]
    let head: JSONContent = ["alg": "ES384", "typ": "JWT"]
    let signed = "\(Self.encoded(head.bytes)).\(Self.encoded(claims.bytes))"
    guard let signature = try? key.signature(for: Data(signed.utf8)) else { return "" }
    return "\(signed).\(Self.encoded(Array(signature.rawRepresentation)))"
  }

  private func isRight(basic field: String) -> Bool {
    let words = field.split(separator: " ")
    guard words.count == 2, words[0].lowercased() == "basic", let bytes = Data(base64Encoded: String(words[1])) else {
      return false
    }
    let pair = String(decoding: bytes, as: UTF8.self).split(separator: ":", maxSplits: 1).map {
      $0.removingPercentEncoding ?? String($0)
    }
    guard pair.count == 2 else { return false }
    if has(.anyClient) { return true }
    guard case .secret(let secret)? = settings.clients[pair[0]] else { return false }
    return secret == pair[1] || has(.anySecret)
  }

  /// A token that the client signed itself, by the rules of SMART (RFC 7523 §3).
  private func isRight(assertion: String, _ endpoint: String) -> Bool {
    guard let token = SignedToken(assertion), token.claims["jti"]?.text != nil, let issuer = token.claims["iss"]?.text,
      token.claims["sub"]?.text == issuer
    else { return false }
    if has(.anyClient) { return true }
    guard case .key(let pem, let id)? = settings.clients[issuer] else { return false }
    let isUnsigned = token.algorithm == "none" && has(.takesUnsignedAssertion)
    if !isUnsigned, !has(.takesForeignAssertion) {
      guard token.algorithm == "ES384", token.keyID == id,
        let key = try? P384.Signing.PublicKey(pemRepresentation: pem), token.isSigned(by: key)
      else { return false }
    }
    let now = Date().timeIntervalSince1970
    guard let end = token.expires, end > now || has(.takesExpiredAssertion), end <= now + 300 else { return false }
    guard token.audiences.contains(endpoint) || has(.takesAssertionForOthers) else { return false }
    let name = "\(issuer) \(token.claims["jti"]?.text ?? "")"
    return seen.withLock { seen in
      if seen.count > 10_000 { seen.removeAll() }
      return seen.insert(name).inserted || has(.takesReplayedAssertion)
    }
  }

  // MARK: Looking

  /// What is wrong with the token of a request for resources of a type; nil where it opens them (RFC 6750 §3.1).
  func problem(_ authorization: String?, type: String, audience: String) -> (status: Int, error: String)? {
    let words = (authorization ?? "").split(separator: " ").map(String.init)
    guard words.count == 2, words[0].lowercased() == "bearer" else {
      return has(.opensWithoutToken) ? nil : (401, "")
    }
    guard let token = SignedToken(words[1]) else { return (401, "invalid_token") }
    let isTrusted =
      token.isSigned(by: key.publicKey) && token.algorithm == "ES384"
      || token.algorithm == "none" && has(.acceptsUnsigned) || token.algorithm != "none" && has(.acceptsForeignKey)
    guard isTrusted else { return (401, "invalid_token") }
    guard let end = token.expires, end > Date().timeIntervalSince1970 || has(.ignoresExpiry) else {
      return (401, "invalid_token")
    }
    guard token.audiences.contains(audience) || has(.ignoresAudience) else { return (401, "invalid_token") }
    let scopes = (token.claims["scope"]?.text ?? "").split(separator: " ")
    let isOpen = scopes.contains("system/*.rs") || scopes.contains { $0 == "system/\(type).rs" }
    return isOpen || has(.ignoresScope) ? nil : (403, "insufficient_scope")
  }

  private static func encoded(_ bytes: [UInt8]) -> String { SignedToken.encoded(bytes) }
}
