import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("The listener for HTTP requests", .timeLimit(.minutes(1)))
struct WebListenerTests {
  final class Sightings: Sendable {
    private let state = Mutex<[ReceivedRequest]>([])
    var all: [ReceivedRequest] { state.withLock { $0 } }
    func add(_ request: ReceivedRequest) { state.withLock { $0.append(request) } }
  }

  static func curl(_ arguments: [String]) async throws -> String {
    try await PeerClient.run("curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "10"] + arguments)
      .output
  }

  @Test("curl's requests are taken with method, path, header fields and content, and answered as told")
  func takes() async throws {
    let sightings = Sightings()
    let listener = try await WebListener.start(.init(host: "127.0.0.1", port: 0)) { request in
      sightings.add(request)
      return WebReply(
        request.method == .PUT ? .internalServerError : .ok, fields: ["X-Reply": "1"],
        content: ByteBuffer(string: "seen"))
    }
    let url = "http://127.0.0.1:\(listener.port)/a/b?c=d"
    #expect(try await Self.curl(["-d", "content", "-H", "X-Assay: word", url]) == "200")
    #expect(try await Self.curl(["-X", "PUT", url]) == "500")
    let whole = try await PeerClient.run("curl", ["-si", "--max-time", "10", url]).output
    #expect(whole.contains("X-Reply: 1") && whole.hasSuffix("seen"))
    let first = try #require(sightings.all.first)
    #expect(first.target == "/a/b?c=d" && first.path == "/a/b" && first.content == Array("content".utf8))
    #expect(first.fields.first(name: "x-assay") == "word" && first.mediaType == "application/x-www-form-urlencoded")
    await listener.stop()
    #expect(!PeerProcess.isListening(listener.port))
  }

  @Test("A content that is too long is refused before it is whole")
  func tooLong() async throws {
    let sightings = Sightings()
    var settings = WebListener.Settings(host: "127.0.0.1", port: 0)
    settings.maximumLength = 100
    let listener = try await WebListener.start(settings) { request in
      sightings.add(request)
      return WebReply(.ok)
    }
    let url = "http://127.0.0.1:\(listener.port)/"
    #expect(try await Self.curl(["-d", String(repeating: "x", count: 101), url]) == "413")
    #expect(try await Self.curl(["-d", String(repeating: "x", count: 100), url]) == "200")
    #expect(sightings.all.count == 1)
    await listener.stop()
  }

  @Test("Over TLS it serves those who show a certificate that it trusts")
  func tls() async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("harness", names: "DNS:localhost,IP:127.0.0.1")
    let client = try authority.issue("records", names: "DNS:records")
    let listener = try await WebListener.start(
      .init(
        host: "127.0.0.1", port: 0,
        tls: .init(
          certificateFile: server.certificate, privateKeyFile: server.key, trustRootsFile: authority.certificate))
    ) { WebReply($0.isSecured ? .ok : .badRequest) }
    let url = "https://127.0.0.1:\(listener.port)/"
    let trusted = ["--cacert", authority.certificate, "--cert", client.certificate, "--key", client.key]
    #expect(try await Self.curl(trusted + [url]) == "200")
    #expect(try await Self.curl(["--cacert", authority.certificate, url]) == "000", "without a certificate")
    #expect(try await Self.curl(["http://127.0.0.1:\(listener.port)/"]) != "200", "without TLS")
    await listener.stop()
  }

  @Test("What is no HTTP, and a head without end, is answered or closed, and the next caller is served")
  func hostile() async throws {
    let listener = try await WebListener.start(.init(host: "127.0.0.1", port: 0)) { _ in WebReply(.ok) }
    for bytes in ["\u{16}\u{3}\u{1}", "GET / HTTP/9.9\r\n\r\n", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"] {
      let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(host: "127.0.0.1", port: listener.port).get()
      try await client.writeAndFlush(ByteBuffer(string: bytes)).get()
      // The listener may have closed it already.
      try? await client.close()
    }
    #expect(try await Self.curl(["http://127.0.0.1:\(listener.port)/"]) == "200")
    await listener.stop()
  }

  @Test("Credentials of a request are starred out in the record")
  func record() {
    let request = ReceivedRequest(
      method: .POST, target: "/a?token=hidden", fields: ["Authorization": "Bearer hidden", "X-Assay": "word"])
    #expect(!"\(WebEntry.entries(of: request, answered: 200))\(WebEntry.fields(of: request))".contains("hidden"))
    #expect(WebEntry.fields(of: request).contains { $0 == ("x-assay", "word") })
  }
}
