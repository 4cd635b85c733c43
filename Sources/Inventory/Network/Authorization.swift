/// How the harness shows to a web endpoint who it is. It tells where secrets are and never holds one.
public enum Authorization: Hashable, Sendable {
  /// User name and password (RFC 7617).
  case basic(user: String, password: SecretPlace)
  /// A token issued beforehand (RFC 6750).
  case bearer(token: SecretPlace)
  /// The client credentials grant (RFC 6749 §4.4).
  case clientCredentials(ClientCredentialsSettings)
}

/// The client credentials grant of OAuth 2, as a network file sets it.
public struct ClientCredentialsSettings: Hashable, Sendable {
  /// Token endpoint.
  public var tokenURL: String
  /// Client identifier.
  public var clientID: String
  /// Where the client secret is.
  public var clientSecret: SecretPlace
  /// Scope asked for.
  public var scope: String?

  /// Makes settings.
  public init(tokenURL: String, clientID: String, clientSecret: SecretPlace, scope: String? = nil) {
    self.tokenURL = tokenURL
    self.clientID = clientID
    self.clientSecret = clientSecret
    self.scope = scope
  }
}

/// Where a secret is read from when it is needed.
public enum SecretPlace: Hashable, Sendable {
  /// An environment variable by its name.
  case environment(String)
  /// The first line of a file; relative to the network file.
  case file(String)
}
