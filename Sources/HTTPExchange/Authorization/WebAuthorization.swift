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

  /// The grant by which tokens are had; nil where there is none.
  public var credentials: ClientCredentials? {
    if case .clientCredentials(let credentials) = self { credentials } else { nil }
  }
}

/// The OAuth 2 client credentials grant (RFC 6749 §4.4).
public struct ClientCredentials: Hashable, Sendable {
  /// Token endpoint.
  public var tokenURL: String
  /// Client identifier.
  public var clientID: String
  /// How the client shows that it is the one.
  public var authentication: ClientAuthentication
  /// Scope asked for; the server's own where nil.
  public var scope: String?

  /// Makes credentials.
  public init(tokenURL: String, clientID: String, authentication: ClientAuthentication, scope: String? = nil) {
    self.tokenURL = tokenURL
    self.clientID = clientID
    self.authentication = authentication
    self.scope = scope
  }
}

/// How a client shows a token endpoint that it is the one (RFC 6749 §2.3).
public enum ClientAuthentication: Hashable, Sendable {
  /// By a shared secret, in the header field Authorization (`client_secret_basic`).
  case secret(Secret)
  /// By a token signed with its private key (`private_key_jwt`, RFC 7523 §2.2).
  case privateKey(SigningKey)
}
