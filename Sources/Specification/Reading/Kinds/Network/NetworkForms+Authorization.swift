/// How the harness shows who it is.
extension NetworkForms {
  static let authorization = Form(
    "authorization block", summary: "How the harness shows who it is. No secret stands in the file itself.",
    exactlyOne: [["basic", "bearer", "oauth2"]], keys: authorizationKeys)

  static let messageAuthorization = Form(
    "authorization block of a SOAP endpoint",
    summary: "How the harness shows who it is. No secret stands in the file itself.",
    exactlyOne: [["basic", "bearer", "oauth2", "assertion"]],
    keys: authorizationKeys + [
      FormKey("assertion", .form(assertion), "An assertion about the user in each message (XUA, ITI-40).")
    ])

  private static let authorizationKeys = [
    FormKey("basic", .form(basic), "User name and password (RFC 7617)."),
    FormKey("bearer", .form(bearer), "A token issued beforehand (RFC 6750)."),
    FormKey("oauth2", .form(oauth2), "A token by the client credentials grant (RFC 6749 §4.4)."),
  ]

  static let assertion = Form(
    "assertion block", summary: "A SAML 2.0 assertion about a user, which the harness makes and signs.",
    keys: [
      FormKey("issuer", .line, required: true, "Who asserts: the name by which the service trusts the issuer."),
      FormKey("certificate", .path, required: true, "PEM file of the issuer's certificate, which the service trusts."),
      FormKey("key", .form(privateKey), required: true, "Where its private key is: RSA, or of a NIST curve."),
      FormKey("audience", .line, "For whom it is meant; the endpoint's `url` where left out."),
      FormKey("subject", .line, required: true, "The user's identifier at the issuer."),
      FormKey("name", .line, "The user's name."),
      FormKey("organization", .line, "The user's organisation."),
      FormKey("organization-id", .line, "The user's organisation as URI, `urn:oid:…`."),
      FormKey("home-community-id", .line, "The community of the user as URI, `urn:oid:…`."),
      FormKey("role", .form(assertedCode), "The user's role."),
      FormKey("purpose-of-use", .form(assertedCode), "What the data are asked for."),
    ])

  static let assertedCode = Form(
    "coded value", summary: "A code of a coding scheme.",
    keys: [
      FormKey("code", .line, required: true, "The code."),
      FormKey("scheme", .line, required: true, "Its coding scheme, an OID."),
      FormKey("display", .line, "Name for people."),
    ])

  static let basic = Form(
    "basic block", summary: "User name and password.",
    keys: [
      FormKey("user", .line, required: true, "User name, without a colon."),
      FormKey("password", .form(secret), required: true, "Where the password is."),
    ])

  static let bearer = Form(
    "bearer block", summary: "A token issued beforehand.",
    keys: [FormKey("token", .form(secret), required: true, "Where the token is.")])

  static let oauth2 = Form(
    "oauth2 block", summary: "The client credentials grant of OAuth 2.",
    exactlyOne: [["client-secret", "private-key-jwt"]],
    keys: [
      FormKey("token-url", .line, required: true, "Token endpoint of the authorization server, `https://…`."),
      FormKey("client-id", .line, required: true, "Client identifier."),
      FormKey("client-secret", .form(secret), "Where the client secret is."),
      FormKey(
        "private-key-jwt", .form(privateKeyJWT),
        "The key by which the harness signs who it is (RFC 7523, SMART Backend Services)."),
      FormKey("scope", .line, "Scope asked for; the server's own where left out."),
      FormKey(
        "expired-token", .form(secret),
        "Where a token of this server is whose time is over, so that `smart.access` can see it refused."),
      FormKey(
        "foreign-token", .form(secret),
        "Where a token of this server is that is meant for another service, so that `smart.access` can see it refused."),
    ])

  static let privateKeyJWT = Form(
    "private-key-jwt block", summary: "A private key whose public half the authorization server knows.",
    keys: [
      FormKey("key", .form(privateKey), required: true, "Where the private key is, in PEM."),
      FormKey("key-id", .line, required: true, "Its name at the authorization server (`kid`)."),
      FormKey("algorithm", .word(["RS384", "ES384"]), required: true, "What it signs by."),
    ])

  static let privateKey = Form(
    "private key", summary: "Where a private key is; it never stands in a file of the language.",
    exactlyOne: [["environment", "file"]],
    keys: [
      FormKey("environment", .line, "Environment variable that holds it."),
      FormKey("file", .path, "PEM file, relative to the network file."),
    ])

  static let secret = Form(
    "secret", summary: "Where a secret is; its value never stands in a file of the language.",
    exactlyOne: [["environment", "file"]],
    keys: [
      FormKey("environment", .line, "Environment variable that holds it."),
      FormKey("file", .path, "File whose first line it is, relative to the network file."),
    ])
}
