import Foundation
import NIOCore
import NIOPosix
import Synchronization
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Web client")
struct WebClientTests {
  static let body = Array(#"[{"00100020":{"vr":"LO","Value":["9990000001"]}}]"#.utf8)
  static let type = "application/dicom+json"

  static func exchange(
    _ url: String, settings: WebClientSettings = WebClientSettings(),
    request: (String) -> WebRequest = { WebRequest(.GET, $0) },
    recorder: WebRecorder = WebRecorder()
  ) async throws -> Result<WebResponse, WebFailure> {
    let client = try WebClient(settings, group: MultiThreadedEventLoopGroup.singleton, recorder: recorder)
    let result: Result<WebResponse, WebFailure>
    do throws(WebFailure) { result = .success(try await client.exchange(request(url))) } catch {
      result = .failure(error)
    }
    await client.close()
    return result
  }

  @Test("A good answer is taken whole, with its fields and times")
  func good() async throws {
    let peer = try await ScriptedWebPeer(.none, type: Self.type, body: Self.body)
    let recorder = WebRecorder()
    let response = try await Self.exchange(peer.url + "/studies", recorder: recorder).get()
    #expect(response.status == 200 && response.version == "1.1")
    #expect(response.contentType == Self.type)
    #expect(response.body.bytes(upTo: 1_000)?.readableBytesView.elementsEqual(Self.body) == true)
    #expect(response.times.head <= response.times.lastByte)
    #expect(recorder.entries.map(\.direction) == [.sent, .received, .received])
    #expect(recorder.entries.last?.firstBytes == Self.body)
  }

  @Test("Content longer than memory goes to a file, which is removed with the answer")
  func spool() async throws {
    let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    let peer = try await ScriptedWebPeer(.none, body: content)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("spool-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func files() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
    do {
      let response = try await Self.exchange(peer.url) {
        WebRequest(.GET, $0, limits: BodyLimits(memory: 1_000, folder: folder.path))
      }.get()
      #expect(try files().count == 1)
      #expect(response.body.bytes(upTo: content.count)?.readableBytesView.elementsEqual(content) == true)
      #expect(response.body.bytes(in: 500..<600)?.readableBytesView.elementsEqual(content[500..<600]) == true)
    }
    #expect(try files().isEmpty)
  }

  @Test("The coding gzip is undone, of several members too")
  func gzip() async throws {
    let peer = try await ScriptedWebPeer { _ in
      [
        .answer(
          "200 OK", ["Content-Encoding: gzip"],
          body: GzipBytes.member(Array("first ".utf8)) + GzipBytes.member(zeros: 200_000))
      ]
    }
    let response = try await Self.exchange(peer.url).get()
    #expect(response.contentCoding == "gzip" && response.body.length == 200_006)
    #expect(response.sentLength < 1_000)
  }

  @Test("A request in chunks arrives whole")
  func chunks() async throws {
    let peer = try await ScriptedWebPeer { _ in [.answer()] }
    let pieces = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
      for piece in ["one, ", "two, ", "three"] { continuation.yield(ByteBuffer(string: piece)) }
      continuation.finish()
    }
    _ = try await Self.exchange(peer.url) {
      WebRequest(.POST, $0, body: .stream(length: nil, chunks: pieces))
    }.get()
    #expect(peer.sightings.map { String(decoding: $0.body, as: UTF8.self) } == ["one, two, three"])
  }

  @Test("Nobody at home is told by its kind")
  func nobody() async throws {
    let port = try PeerProcess.freePort()
    guard case .failure(.unreachable(.refused, _)) = try await Self.exchange("http://127.0.0.1:\(port)/") else {
      Issue.record("a closed port is not told")
      return
    }
    guard case .failure(.unreachable(.unknownHost, _)) = try await Self.exchange("http://no-such-host.invalid/") else {
      Issue.record("an unknown host is not told")
      return
    }
  }

  @Test(
    "A request on a connection that was closed while idle is sent again, once, and never one that changes something")
  func idle() async throws {
    let peer = try await ScriptedWebPeer { request in
      request.target.hasSuffix("again") ? [.close] : [.answer()]
    }
    let settled = Mutex(0)
    let flaky = try await ScriptedWebPeer { _ in
      settled.withLock { count in
        count += 1
        return count == 2 ? [.close] : [.answer()]
      }
    }
    let client = try WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton)
    for _ in 1...2 { #expect(try await client.exchange(WebRequest(.GET, flaky.url)).status == 200) }
    #expect(flaky.sightings.count == 3)
    #expect(client.recorder.entries.contains { $0.direction == .event && $0.summary.contains("sent again") })
    _ = try await client.exchange(WebRequest(.GET, peer.url))
    await #expect(throws: WebFailure.self) { try await client.exchange(WebRequest(.POST, peer.url + "/again")) }
    await #expect(throws: WebFailure.self) { try await client.exchange(WebRequest(.GET, peer.url + "/again")) }
    #expect(peer.sightings.filter { $0.method == "POST" }.count == 1)
    #expect(peer.sightings.filter { $0.target == "/again" && $0.method == "GET" }.count == 2)
    await client.close()
  }

  @Test("Cancelling ends an exchange")
  func cancellation() async throws {
    let peer = try await ScriptedWebPeer(.neverAnswers)
    let url = peer.url
    let task = Task {
      try await Self.exchange(url, settings: WebClientSettings(deadlines: WebDeadlines(idle: .seconds(50))))
    }
    while peer.sightings.isEmpty { await Task.yield() }
    task.cancel()
    #expect(try await task.value == .failure(.cancelled))
  }
}
