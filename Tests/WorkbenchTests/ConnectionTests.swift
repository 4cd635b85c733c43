import Foundation
import HTTPTypes
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import TestPeers
import Testing

@testable import Workbench

@Suite("Slow and idle connections")
struct ConnectionTests {
  private var short: WorkbenchLimits {
    var limits = WorkbenchLimits()
    (limits.head, limits.content, limits.stall) = (.milliseconds(300), .milliseconds(300), .milliseconds(300))
    return limits
  }

  @Test(
    "Who does not send a request, or the rest of one, is dropped",
    arguments: [
      "", "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
      "POST /start HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nseal=",
    ])
  func slow(text: String) async throws {
    let served = try await ServedWorkshop.fresh(limits: short)
    let descriptor = try WebCall.open(served.port)
    defer { close(descriptor) }
    #expect(await WebCall.isClosed(descriptor, sending: text))
    #expect(try await served.call("GET", "/").status == 200)
  }

  @Test("Idle connections over the limit make room for one that asks")
  func idle() async throws {
    var limits = WorkbenchLimits()
    limits.connections = 16
    let served = try await ServedWorkshop.fresh(limits: limits)
    let descriptors = try WebCall.connect(200, to: served.port)
    defer { descriptors.forEach { close($0) } }
    #expect(try await served.call("GET", "/").status == 200)
    #expect(await WebCall.isClosed(descriptors[0]))
  }

  @Test("Whoever opens ten thousand connections and asks nothing keeps nobody from being answered")
  func tenThousand() async throws {
    let served = try await ServedWorkshop.fresh()
    try Self.allowDescriptors(12_000)
    let descriptors = try WebCall.connect(10_000, to: served.port)
    defer { descriptors.forEach { close($0) } }
    #expect(descriptors.count == 10_000)
    let session = try await served.session()
    for _ in 0..<20 {
      #expect(try await served.call("GET", "/runs/\(served.first)", [:], cookie: session.cookie).status == 200)
    }
    // The first of them made room; the last still stands.
    #expect(await WebCall.isClosed(descriptors[0]))
    #expect(recv(descriptors[9_999], nil, 0, Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN)
  }

  /// Lets this process have as many descriptors as the test takes.
  private static func allowDescriptors(_ count: UInt) throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit)
    guard limit.rlim_cur < count else { return }
    limit.rlim_cur = min(count, limit.rlim_max)
    guard limit.rlim_cur == count, setrlimit(__rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue)), &limit) == 0 else {
      throw PeerProcess.Unavailable(
        description: "this machine allows \(limit.rlim_max) descriptors, \(count) are needed")
    }
  }

  @Test("Who does not take what was asked for is dropped; who takes it slowly is not")
  func untaken() throws {
    let limits = short
    let ledger = ConnectionLedger(limit: 10)
    for isTaken in [false, true] {
      let channel = EmbeddedChannel(handler: ConnectionDeadlines(limits: limits, ledger: ledger))
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
      let head = HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/")
      try channel.writeInbound(HTTPRequestPart.head(head))
      try channel.writeInbound(HTTPRequestPart.end(nil))
      channel.write(HTTPResponsePart.head(HTTPResponse(status: .ok)), promise: nil)
      if isTaken { channel.flush() }
      usleep(400_000)
      channel.embeddedEventLoop.advanceTime(by: .milliseconds(400))
      #expect(channel.isActive == isTaken)
      _ = try? channel.finish()
    }
  }

  @Test("Methods that an address does not take are named")
  func methods() async throws {
    let served = try await ServedWorkshop.fresh()
    let answer = try await served.call("DELETE", "/api/runs")
    #expect(answer.status == 405 && answer.fields["allow"] == "GET, POST, HEAD")
    #expect(try await served.call("HEAD", "/").body.isEmpty)
  }
}
