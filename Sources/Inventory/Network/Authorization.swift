/// How the harness shows to a web endpoint who it is. It tells where secrets are and never holds one.
public enum Authorization: Hashable, Sendable {
  /// User name and password (RFC 7617).
  case basic(user: String, password: SecretPlace)
  /// A token issued beforehand (RFC 6750).
  case bearer(token: SecretPlace)
  /// The client credentials grant (RFC 6749 §4.4).
  case clientCredentials(ClientCredentialsSettings)
  /// An assertion about the user in the header of each SOAP message (ITI TF-2 §3.40).
  case assertion(AssertionSettings)
}

/// The client credentials grant of OAuth 2, as a network file sets it.
public struct ClientCredentialsSettings: Hashable, Sendable {
  /// Token endpoint.
  public var tokenURL: String
  /// Client identifier.
  public var clientID: String
  /// How the client shows that it is the one.
  public var authentication: Authentication
  /// Scope asked for.
  public var scope: String?
  /// Where a token of this server is whose time is over, so that its refusal can be seen.
  public var expiredToken: SecretPlace?
  /// Where a token of this server is that is meant for another service, so that its refusal can be seen.
  public var foreignToken: SecretPlace?

  /// How a client shows a token endpoint that it is the one.
  public enum Authentication: Hashable, Sendable {
    /// By a shared secret (RFC 6749 §2.3.1).
    case secret(SecretPlace)
    /// By a token that it signs (RFC 7523 §2.2): with a key in PEM, which the server knows by its name.
    case privateKey(SecretPlace, keyID: String, algorithm: String)
  }

  /// Makes settings.
  public init(
    tokenURL: String, clientID: String, authentication: Authentication, scope: String? = nil,
    expiredToken: SecretPlace? = nil, foreignToken: SecretPlace? = nil
  ) {
    self.tokenURL = tokenURL
    self.clientID = clientID
    self.authentication = authentication
    self.scope = scope
    self.expiredToken = expiredToken
    self.foreignToken = foreignToken
  }
}

/// Where a secret is read from when it is needed.
public enum SecretPlace: Hashable, Sendable {
  /// An environment variable by its name.
  case environment(String)
  /// A file, of which the first line counts unless it holds a key; relative to the network file.
  case file(String)
}
