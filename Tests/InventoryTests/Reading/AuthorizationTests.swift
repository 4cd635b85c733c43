import Inventory
import Specification
import Testing

@Suite("Reading how the harness shows who it is")
struct AuthorizationTests {
  static let cases: [(text: String, expected: Authorization)] = [
    (
      "basic: { user: me, password: { environment: PACS_PASSWORD } }",
      .basic(user: "me", password: .environment("PACS_PASSWORD"))
    ),
    ("bearer: { token: { file: secrets/token } }", .bearer(token: .file("secrets/token"))),
    (
      "oauth2: { token-url: \"https://login.example/token\", client-id: me, client-secret: { environment: S }, scope: a b }",
      .clientCredentials(
        ClientCredentialsSettings(
          tokenURL: "https://login.example/token", clientID: "me", authentication: .secret(.environment("S")),
          scope: "a b"))
    ),
    (
      """
      oauth2: { token-url: "https://login.example/token", client-id: me, expired-token: { file: old }, \
      foreign-token: { environment: T }, private-key-jwt: { key: { file: k.pem }, key-id: k1, algorithm: ES384 } }
      """,
      .clientCredentials(
        ClientCredentialsSettings(
          tokenURL: "https://login.example/token", clientID: "me",
          authentication: .privateKey(.file("k.pem"), keyID: "k1", algorithm: "ES384"), expiredToken: .file("old"),
          foreignToken: .environment("T")))
    ),
  ]

  @Test("Each way is read", arguments: cases)
  func reads(_ text: String, _ expected: Authorization) throws {
    let written = Sample.network.replacing(
      "tls: { trust: ca.pem } }", with: "tls: { trust: ca.pem }, authorization: { \(text) } }")
    let reading = InventoryReader.network(try Sample.source(written, "n.yaml"), rules: Sample.rules)
    #expect(reading.diagnostics.isEmpty)
    guard case .address(let endpoint) = reading.value?.sites.first?.systems.first?.endpoints[.dicomweb] else {
      Issue.record("no endpoint")
      return
    }
    #expect(endpoint.authorization == expected)
    #expect(endpoint.settings.isEmpty)
  }

  @Test(
    "Two ways at once, none, and a password in the file are errors",
    arguments: [
      "{ bearer: { token: { file: a } }, basic: { user: me, password: { file: b } } }", "{ }",
      "{ basic: { user: me, password: secret } }",
      "{ oauth2: { token-url: \"https://login.example/token\", client-id: me } }",
      "{ oauth2: { token-url: \"https://l.example/t\", client-id: me, private-key-jwt: { key: { file: k }, key-id: k } } }",
      "{ basic: { user: me, password: { environment: A, file: b } } }",
    ])
  func refuses(_ text: String) throws {
    let written = Sample.network.replacing("tls: { trust: ca.pem } }", with: "authorization: \(text) }")
    #expect(InventoryReader.network(try Sample.source(written, "n.yaml"), rules: Sample.rules).value == nil)
  }
}
