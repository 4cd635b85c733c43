import Foundation
import NIOCore
import NIOHTTP1

/// A request for an access token by the client credentials grant (RFC 6749 §4.4.2), right or bent.
public enum TokenRequest {
  /// How a request is bent, so that the refusal can be seen.
  public enum Bend: String, CaseIterable, Hashable, Sendable {
    /// The signed token's time is over.
    case expired
    /// The signed token is meant for another server.
    case wrongAudience = "wrong-audience"
    /// The signed token says that it needs no signature.
    case unsigned = "alg-none"
    /// The signed token is signed by a key that the server does not know.
    case otherKey = "other-key"
    /// A claim more under the old signature.
    case tampered
    /// The signed token was sent before.
    case replayed = "replayed-jti"
    /// The signed token does not say by which key it is signed.
    case noKeyID = "no-kid"
    /// The shared secret is another.
    case wrongSecret = "wrong-secret"
    /// The client is one that the server does not know.
    case unknownClient = "unknown-client"
    /// The grant is one that nobody has defined.
    case unknownGrant = "unknown-grant"

    /// Whether requests of a client that shows itself in this way can be bent so.
    public func applies(to authentication: ClientAuthentication) -> Bool {
      switch (self, authentication) {
      case (.unknownClient, _), (.unknownGrant, _), (.wrongSecret, .secret): true
      case (.wrongSecret, .privateKey), (_, .secret): false
      case (_, .privateKey): true
      }
    }
  }

  /// Bytes of an answer that are read.
  static let limit = 64 << 10

  /// Makes a request. `replayed` is no other request than the right one, sent again.
  ///
  /// - Parameters:
  ///   - scope: Scope asked for in the place of the credentials' own.
  ///   - bend: How it is bent; not at all where nil.
  public static func make(
    _ credentials: ClientCredentials, scope: String? = nil, bend: Bend? = nil
  ) async throws(WebFailure) -> WebRequest {
    var form = [("grant_type", bend == .unknownGrant ? "urn:assay:unknown" : "client_credentials")]
    if let scope = scope ?? credentials.scope { form.append(("scope", scope)) }
    var fields: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
    let client = bend == .unknownClient ? "assay-unknown-\(RandomKey.text())" : credentials.clientID
    switch credentials.authentication {
    case .secret(let secret):
      let value = bend == .wrongSecret ? RandomKey.text() : secret.value
      let pair = "\(encoded(client)):\(encoded(value))"
      fields.add(name: "Authorization", value: "Basic \(Data(pair.utf8).base64EncodedString())")
    case .privateKey(let key):
      let assertion = try await ClientAssertion.make(
        client: client, audience: credentials.tokenURL, key: key, bend: bend)
      form.append(("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
      form.append(("client_assertion", assertion.value))
    }
    return WebRequest(
      .POST, credentials.tokenURL, fields: fields,
      body: .bytes(ByteBuffer(string: form.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&"))),
      limits: BodyLimits(memory: limit), isAnonymous: true, holdsSecrets: true)
  }

  /// `application/x-www-form-urlencoded`, which RFC 6749 §2.3.1 asks for in the header field too. The tilde, which that
  /// form encodes and addresses do not, is encoded.
  private static func encoded(_ text: String) -> String { WebAddress.encoded(text).replacing("~", with: "%7E") }
}
