/// How the harness shows who it is, above TLS.
public enum WebAuthorization: Hashable, Sendable {
  /// Not at all.
  case none
  /// User name and password (RFC 7617).
  case basic(user: String, password: Secret)
  /// A token that somebody issued beforehand (RFC 6750).
  case bearer(Secret)
  /// A token that the harness asks an authorization server for (RFC 6749 §4.4).
  case clientCredentials(ClientCredentials)
}

/// The OAuth 2 client credentials grant (RFC 6749 §4.4).
public struct ClientCredentials: Hashable, Sendable {
  /// Token endpoint.
  public var tokenURL: String
  /// Client identifier.
  public var clientID: String
  /// Client secret.
  public var clientSecret: Secret
  /// Scope asked for; the server's own where nil.
  public var scope: String?

  /// Makes credentials.
  public init(tokenURL: String, clientID: String, clientSecret: Secret, scope: String? = nil) {
    self.tokenURL = tokenURL
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.scope = scope
  }
}
