import Foundation
import NIOCore
import NIOHTTP1

/// Asks an authorization server for access tokens by the client credentials grant (RFC 6749 §4.4), and keeps one while it
/// is valid.
actor AccessTokens {
  private let credentials: ClientCredentials
  private var token: (value: Secret, until: ContinuousClock.Instant)?

  /// Bytes of an answer that are read.
  private static let limit = 64 << 10
  /// A token is not used when less than this is left of its life.
  private static let margin = Duration.seconds(10)

  init(_ credentials: ClientCredentials) { self.credentials = credentials }

  /// A valid token.
  /// - Parameter send: carries out the exchange, whose content is never recorded.
  func token(by send: @Sendable (WebRequest) async throws(WebFailure) -> WebResponse) async throws(WebFailure) -> Secret
  {
    if let token, token.until > .now { return token.value }
    let response: WebResponse
    do throws(WebFailure) { response = try await send(request) } catch {
      if case .cancelled = error { throw error }
      throw .tokenEndpoint(error)
    }
    let answer = response.body.bytes(upTo: Self.limit).flatMap {
      try? JSONDecoder().decode(Answer.self, from: Data($0.readableBytesView))
    }
    guard response.status == 200, let answer, let value = answer.accessToken, !value.isEmpty else {
      // The error code is from a closed set (RFC 6749 §5.2); whatever else the server says may hold anything.
      let code = answer?.error.flatMap { Self.errorCodes.contains($0) ? $0 : nil }
      throw .noToken(detail: "status \(response.status)" + (code.map { ", \($0)" } ?? "") + ", without an access token")
    }
    guard answer.tokenType?.lowercased() == "bearer" else {
      throw .noToken(detail: "a token of another type than bearer")
    }
    guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .noToken(detail: "a token that no header field can carry")
    }
    // Where the server does not say how long it lives, it serves for one exchange.
    let life = Duration.seconds(min(max(answer.expiresIn ?? 0, 0), 86_400)) - Self.margin
    let secret = Secret(value)
    token = (secret, .now + life)
    return secret
  }

  private var request: WebRequest {
    var form = [("grant_type", "client_credentials")]
    if let scope = credentials.scope { form.append(("scope", scope)) }
    let pair = "\(Self.encoded(credentials.clientID)):\(Self.encoded(credentials.clientSecret.value))"
    return WebRequest(
      .POST, credentials.tokenURL,
      fields: [
        "Authorization": "Basic \(Data(pair.utf8).base64EncodedString())",
        "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
      ],
      body: .bytes(
        ByteBuffer(string: form.map { "\($0.0)=\(Self.encoded($0.1))" }.joined(separator: "&"))),
      limits: BodyLimits(memory: Self.limit))
  }

  /// `application/x-www-form-urlencoded`, which RFC 6749 §2.3.1 asks for in the header field too.
  private static func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }

  private static let errorCodes: Set<String> = [
    "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
    "invalid_scope",
  ]

  /// RFC 6749 §5.1 and §5.2.
  private struct Answer: Decodable {
    var accessToken: String?
    var tokenType: String?
    var expiresIn: Int?
    var error: String?

    enum CodingKeys: String, CodingKey {
      case accessToken = "access_token"
      case tokenType = "token_type"
      case expiresIn = "expires_in"
      case error
    }
  }
}
