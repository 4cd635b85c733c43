/// Asks an authorization server for access tokens by the client credentials grant (RFC 6749 §4.4), and keeps one while it
/// is valid.
actor AccessTokens {
  private let credentials: ClientCredentials
  private var token: (value: Secret, until: ContinuousClock.Instant)?

  /// A token is not used when less than this is left of its life.
  private static let margin = Duration.seconds(10)

  init(_ credentials: ClientCredentials) { self.credentials = credentials }

  /// A valid token.
  /// - Parameter ask: carries out the exchange, whose content is never recorded.
  func token(by ask: @Sendable (WebRequest) async throws(WebFailure) -> TokenAnswer) async throws(WebFailure) -> Secret
  {
    if let token, token.until > .now { return token.value }
    let answer = try await ask(try await TokenRequest.make(credentials))
    guard answer.status == 200, let value = answer.token else {
      let code = answer.error.map { ", \($0)" } ?? ""
      throw .noToken(detail: "status \(answer.status)\(code), without an access token")
    }
    guard answer.tokenType?.lowercased() == "bearer" else {
      throw .noToken(detail: "a token of another type than bearer")
    }
    guard WebRequest(.GET, "").bearing(value) != nil else {
      throw .noToken(detail: "a token that no header field can carry")
    }
    // Where the server does not say how long it lives, it serves for one exchange.
    let life = Duration.seconds(min(max(answer.lifetime ?? 0, 0), 86_400)) - Self.margin
    token = (value, .now + life)
    return value
  }
}
