import Specification

extension EndpointReader {
  /// How the harness shows who it is.
  func authorization(_ reader: FormReader) -> Authorization? {
    if let basic = reader.form("basic") {
      let user = basic.text("user") ?? ""
      if user.contains(":") {
        log.error(
          InventoryRule.userName, at: basic.span(of: "user"), "`\(user)` is no user name of basic authorization",
          hint: "it must not hold a colon")
      }
      return secret(basic, "password").map { .basic(user: user, password: $0) }
    }
    if let bearer = reader.form("bearer") { return secret(bearer, "token").map { .bearer(token: $0) } }
    if let assertion = assertion(reader) { return .assertion(assertion) }
    guard let grant = reader.form("oauth2"), let authentication = authentication(grant) else { return nil }
    return .clientCredentials(
      ClientCredentialsSettings(
        tokenURL: url(grant, key: "token-url") ?? "", clientID: grant.text("client-id") ?? "",
        authentication: authentication, scope: grant.text("scope"), expiredToken: secret(grant, "expired-token"),
        foreignToken: secret(grant, "foreign-token")))
  }

  /// How the client shows that it is the one.
  private func authentication(_ grant: FormReader) -> ClientCredentialsSettings.Authentication? {
    guard let signed = grant.form("private-key-jwt") else {
      return secret(grant, "client-secret").map { .secret($0) }
    }
    return secret(signed, "key").map {
      .privateKey($0, keyID: signed.text("key-id") ?? "", algorithm: signed.text("algorithm") ?? "")
    }
  }

  /// Where a secret is.
  func secret(_ reader: FormReader, _ key: String) -> SecretPlace? {
    guard let place = reader.form(key) else { return nil }
    if let name = place.text("environment") {
      if !WrittenForm.isEnvironmentVariable(name) {
        log.error(
          InventoryRule.environmentVariable, at: place.span(of: "environment"),
          "`environment` must be the name of an environment variable",
          hint: "letters, digits and underscores, such as `ARCHIVE_PASSWORD`; the secret itself must not stand here")
      }
      return .environment(name)
    }
    return place.text("file").map { .file($0) }
  }
}
