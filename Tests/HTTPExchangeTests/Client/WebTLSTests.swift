import NIOPosix
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Web client over TLS", .timeLimit(.minutes(1)))
struct WebTLSTests {
  static func get(_ url: String, _ tls: WebTLSSettings?, _ authorization: WebAuthorization = .none) async throws
    -> Result<WebResponse, WebFailure>
  {
    try await WebClientTests.exchange(
      url,
      settings: WebClientSettings(tls: tls, authorization: authorization, deadlines: WebDeadlines(connect: .seconds(5)))
    )
  }

  static func kind(_ result: Result<WebResponse, WebFailure>) -> WebFailure.TLSFailure? {
    if case .tls(let kind, _)? = result.failure { kind } else { nil }
  }

  @Test("A trusted server is spoken to, over HTTP/1.1 and HTTP/2", arguments: [false, true])
  func trusted(_ speaksHTTP2: Bool) async throws {
    let authority = try CertificateAuthority()
    var settings = Nginx.Settings()
    settings.tls = try authority.issue("server", names: "IP:127.0.0.1")
    settings.speaksHTTP2 = speaksHTTP2
    let peer = try await Nginx.start(settings)
    let response = try await Self.get(
      "https://127.0.0.1:\(peer.port)/studies", WebTLSSettings(trustRootsFile: authority.certificate)
    ).get()
    #expect(response.status == 200 && response.version == (speaksHTTP2 ? "2.0" : "1.1"))
    #expect(response.body.bytes(upTo: 10).map { String(buffer: $0) } == "[]")
  }

  @Test("A server that is not trusted, too old or of another name is refused by its kind")
  func untrusted() async throws {
    let (authority, stranger) = (try CertificateAuthority(), try CertificateAuthority())
    let trust = WebTLSSettings(trustRootsFile: authority.certificate)
    func peer(_ tls: (key: String, certificate: String)) async throws -> PeerProcess {
      var settings = Nginx.Settings()
      settings.tls = tls
      return try await Nginx.start(settings)
    }
    let foreign = try await peer(try stranger.issue("a", names: "IP:127.0.0.1"))
    #expect(Self.kind(try await Self.get("https://127.0.0.1:\(foreign.port)/studies", trust)) == .untrusted)
    // Without settings the system's authorities hold, and no test authority is among them.
    #expect(Self.kind(try await Self.get("https://127.0.0.1:\(foreign.port)/studies", nil)) == .untrusted)
    let old = try await peer(try authority.issue("b", names: "IP:127.0.0.1", days: -1))
    #expect(Self.kind(try await Self.get("https://127.0.0.1:\(old.port)/studies", trust)) == .untrusted)
    let other = try await peer(try authority.issue("c", names: "DNS:other.example"))
    #expect(Self.kind(try await Self.get("https://127.0.0.1:\(other.port)/studies", trust)) == .nameMismatch)
    var named = trust
    named.serverName = WebTLSSettings.ServerName(host: "127.0.0.1", name: "other.example")
    #expect(try await Self.get("https://127.0.0.1:\(other.port)/studies", named).get().status == 200)
  }

  @Test("The address alone is no match where a name is asked for, over HTTP/1.1 and HTTP/2", arguments: [false, true])
  func addressOnly(_ speaksHTTP2: Bool) async throws {
    let authority = try CertificateAuthority()
    var settings = Nginx.Settings()
    settings.tls = try authority.issue("server", names: "IP:127.0.0.1,DNS:other.example")
    settings.speaksHTTP2 = speaksHTTP2
    let peer = try await Nginx.start(settings)
    let url = "https://127.0.0.1:\(peer.port)/studies"
    var tls = WebTLSSettings(trustRootsFile: authority.certificate)
    #expect(try await Self.get(url, tls).get().status == 200)
    tls.serverName = WebTLSSettings.ServerName(host: "127.0.0.1", name: "other.example")
    #expect(try await Self.get(url, tls).get().status == 200)
    tls.serverName = WebTLSSettings.ServerName(host: "127.0.0.1", name: "archive.example")
    let refused = try await Self.get(url, tls)
    #expect(Self.kind(refused) == .nameMismatch, "\(refused)")
    guard case .tls(_, let detail)? = refused.failure else { return }
    #expect(detail.contains("127.0.0.1, other.example, not for archive.example"), "\(detail)")
  }

  @Test("Plain HTTP behind https, and TLS behind http, are told")
  func mixed() async throws {
    let authority = try CertificateAuthority()
    let plain = try await Nginx.start(Nginx.Settings())
    let result = try await Self.get(
      "https://127.0.0.1:\(plain.port)/studies", WebTLSSettings(trustRootsFile: authority.certificate))
    #expect(Self.kind(result) == .notTLS, "\(result)")
    var settings = Nginx.Settings()
    settings.tls = try authority.issue("server", names: "IP:127.0.0.1")
    let secure = try await Nginx.start(settings)
    // nginx says so in HTTP.
    #expect(try await Self.get("http://127.0.0.1:\(secure.port)/studies", nil).get().status == 400)
  }

  @Test("A client certificate is shown where it is asked for")
  func mutual() async throws {
    let authority = try CertificateAuthority()
    var settings = Nginx.Settings()
    settings.tls = try authority.issue("server", names: "IP:127.0.0.1")
    settings.clientAuthority = authority.certificate
    let peer = try await Nginx.start(settings)
    let client = try authority.issue("harness", names: "DNS:harness.example")
    var tls = WebTLSSettings(
      trustRootsFile: authority.certificate, certificateFile: client.certificate, privateKeyFile: client.key)
    let url = "https://127.0.0.1:\(peer.port)/studies"
    #expect(try await Self.get(url, tls).get().status == 200)
    (tls.certificateFile, tls.privateKeyFile) = (nil, nil)
    #expect(try await Self.get(url, tls).get().status == 400)
    let other = try CertificateAuthority()
    let stranger = try other.issue("stranger", names: "DNS:harness.example")
    (tls.certificateFile, tls.privateKeyFile) = (stranger.certificate, stranger.key)
    #expect(try await Self.get(url, tls).get().status == 400)
  }

  @Test("A server that ends the session for want of a client certificate is told from one that is not there")
  func alert() async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("server", names: "IP:127.0.0.1")
    // openssl says it by an alert, which in TLS 1.3 comes when the client believes the session to stand.
    let peer = try await PeerProcess("openssl") { _, port in
      [
        "s_server", "-accept", "127.0.0.1:\(port)", "-cert", server.certificate, "-key", server.key, "-CAfile",
        authority.certificate, "-Verify", "1", "-verify_return_error", "-www", "-quiet",
      ]
    }
    let result = try await Self.get(
      "https://127.0.0.1:\(peer.port)/", WebTLSSettings(trustRootsFile: authority.certificate))
    #expect(Self.kind(result) == .refusedByPeer, "\(result)")
  }

  @Test("Files that can't be read are our own fault")
  func files() async throws {
    #expect(throws: WebFailure.self) {
      _ = try WebClient(
        WebClientSettings(tls: WebTLSSettings(trustRootsFile: "/no/such/file.pem")),
        group: MultiThreadedEventLoopGroup.singleton)
    }
  }

  @Test("Basic authorization opens what it is for")
  func basic() async throws {
    var settings = Nginx.Settings()
    settings.user = ("assay", "pass word")
    let peer = try await Nginx.start(settings)
    let url = "http://127.0.0.1:\(peer.port)/studies"
    func status(_ authorization: WebAuthorization) async throws -> Int {
      try await Self.get(url, nil, authorization).get().status
    }
    #expect(try await status(.basic(user: "assay", password: Secret("pass word"))) == 200)
    #expect(try await status(.basic(user: "assay", password: Secret("other"))) == 401)
    #expect(try await status(.none) == 401)
  }
}
