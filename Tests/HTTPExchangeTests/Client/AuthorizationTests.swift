import Foundation
import NIOPosix
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Authorization of the web client")
struct AuthorizationTests {
  static let password = "correct horse battery"

  /// Everything that a recorder kept, as text.
  static func text(of recorder: WebRecorder) -> String {
    recorder.entries.map { entry in
      entry.summary + entry.details.joined() + String(decoding: entry.firstBytes, as: UTF8.self)
    }.joined(separator: "\n")
  }

  static func exchange(_ url: String, _ authorization: WebAuthorization, _ recorder: WebRecorder) async throws
    -> Result<WebResponse, WebFailure>
  {
    try await WebClientTests.exchange(
      url, settings: WebClientSettings(authorization: authorization), recorder: recorder)
  }

  @Test("Basic credentials are sent and never recorded, even when the peer sends them back")
  func basic() async throws {
    let peer = try await ScriptedWebPeer { request in
      [.answer(type: "text/plain", "\(request.fields["authorization"] ?? "none") \(Self.password)")]
    }
    let recorder = WebRecorder()
    let response = try await Self.exchange(
      peer.url, .basic(user: "assay", password: Secret(Self.password)), recorder
    ).get()
    let pair = Data("assay:\(Self.password)".utf8).base64EncodedString()
    #expect(response.body.bytes(upTo: 1_000).map { String(buffer: $0) } == "Basic \(pair) \(Self.password)")
    let text = Self.text(of: recorder)
    #expect(!text.contains(Self.password) && !text.contains(pair))
    #expect(text.contains("Authorization: ***"))
  }

  @Test("Credentials are not recorded in the forms that addresses give them")
  func otherForms() async throws {
    let password = Self.password + "?!"
    let pair = Data("assay:\(password)".utf8).base64EncodedString()
    try #require(pair.hasSuffix("="))
    let forms = [
      pair.replacing("=", with: "%3D"), pair.replacing("=", with: ""), "correct%20horse%20battery%3F%21",
    ]
    let peer = try await ScriptedWebPeer { _ in
      [.answer("302 Found", ["Location: /x?a=\(forms.joined(separator: "&b="))"])]
    }
    let recorder = WebRecorder()
    _ = try await Self.exchange(peer.url, .basic(user: "assay", password: Secret(password)), recorder).get()
    let text = Self.text(of: recorder)
    for form in forms { #expect(!text.contains(form), "\(form)") }
    #expect(text.contains("***"))
  }

  @Test("Cookies and tokens in parameters are not recorded")
  func fields() async throws {
    let peer = try await ScriptedWebPeer { _ in [.answer("200 OK", ["Set-Cookie: session=hidden-value"])] }
    let recorder = WebRecorder()
    _ = try await Self.exchange(peer.url + "/studies?access_token=hidden-value&limit=1", .none, recorder).get()
    let text = Self.text(of: recorder)
    #expect(!text.contains("hidden-value"))
    #expect(text.contains("access_token=***&limit=1"))
  }

  static func tokenServer(_ answer: @escaping @Sendable (WebSighting) -> WebAct) async throws -> ScriptedWebPeer {
    try await ScriptedWebPeer { request in
      request.target == "/token"
        ? [answer(request)]
        : [.answer(request.fields["authorization"] == "Bearer tok-123456" ? "200 OK" : "401 Unauthorized")]
    }
  }

  static func credentials(_ peer: ScriptedWebPeer) -> WebAuthorization {
    .clientCredentials(
      ClientCredentials(
        tokenURL: peer.url + "/token", clientID: "ass ay", authentication: .secret(Secret("s&cret=1")),
        scope: "dicom.read dicom.write"))
  }

  @Test("A token is asked for by the client credentials grant, used for several exchanges, and never recorded")
  func token() async throws {
    let peer = try await Self.tokenServer { request in
      // RFC 6749 §2.3.1: both parts are form-encoded before they are joined.
      let pair = Data("ass%20ay:s%26cret%3D1".utf8).base64EncodedString()
      let isRight =
        request.fields["authorization"] == "Basic \(pair)"
        && String(decoding: request.body, as: UTF8.self)
          == "grant_type=client_credentials&scope=dicom.read%20dicom.write"
      return isRight
        ? .answer(type: "application/json", #"{"access_token":"tok-123456","token_type":"Bearer","expires_in":60}"#)
        : .answer("401 Unauthorized", type: "application/json", #"{"error":"invalid_client"}"#)
    }
    let client = try WebClient(
      WebClientSettings(authorization: Self.credentials(peer)), group: MultiThreadedEventLoopGroup.singleton)
    for _ in 1...3 { #expect(try await client.exchange(WebRequest(.GET, peer.url + "/studies")).status == 200) }
    await client.close()
    #expect(peer.sightings.filter { $0.target == "/token" }.count == 1)
    let text = Self.text(of: client.recorder)
    #expect(!text.contains("tok-123456") && !text.contains("s&cret") && !text.contains("s%26cret"))
  }

  @Test(
    "A server that gives no token is told, and the service is not asked",
    arguments: [
      WebAct.answer("401 Unauthorized", type: "application/json", #"{"error":"invalid_client"}"#),
      .answer(type: "application/json", #"{"access_token":"x","token_type":"mac"}"#),
      .answer(type: "application/json", "{}"), .answer(type: "text/html", "<html>log in</html>"),
      .answer(type: "application/json", #"{"access_token":"a\nb","token_type":"Bearer"}"#),
      .answer("302 Found", ["Location: /login"]),
    ])
  func noToken(_ answer: WebAct) async throws {
    let peer = try await Self.tokenServer { _ in answer }
    let result = try await Self.exchange(peer.url + "/studies", Self.credentials(peer), WebRecorder())
    guard case .failure(.noToken) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(peer.sightings.allSatisfy { $0.target == "/token" })
  }

  @Test("A token server that is not there is told as such")
  func noServer() async throws {
    let port = try PeerProcess.freePort()
    let grant = ClientCredentials(
      tokenURL: "http://127.0.0.1:\(port)/t", clientID: "c", authentication: .secret(Secret("hidden")))
    let result = try await Self.exchange("http://127.0.0.1:\(port)/", .clientCredentials(grant), WebRecorder())
    #expect(result.failure.map { if case .tokenEndpoint(.unreachable) = $0 { true } else { false } } == true)
  }

  @Test("A secret shows nowhere")
  func secret() {
    let secret = Secret("hidden")
    var dumped = ""
    dump([WebAuthorization.bearer(secret)], to: &dumped)
    #expect(
      ![String(describing: secret), String(reflecting: secret), "\([secret])", dumped].contains {
        $0.contains("hidden")
      })
  }
}

extension Result {
  /// The failure; nil of a success.
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
