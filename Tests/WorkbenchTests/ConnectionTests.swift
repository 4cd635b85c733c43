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
    for limit in [\WorkbenchLimits.head, \.content, \.stall, \.idle] { limits[keyPath: limit] = .milliseconds(300) }
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

  @Test("A head that comes slowly is dropped by its own time, though an idle connection may stand long")
  func slowHead() async throws {
    var limits = short
    limits.idle = .seconds(600)
    let served = try await ServedWorkshop.fresh(limits: limits)
    let idle = try WebCall.open(served.port)
    defer { close(idle) }
    let slow = try WebCall.open(served.port)
    defer { close(slow) }
    #expect(await WebCall.isClosed(slow, sending: "G"))
    #expect(WebCall.isOpen(idle))
    // After an answer a connection is idle again, and a second head has its own time.
    let again = "GET /api/session HTTP/1.1\r\nHost: localhost\r\n\r\n"
    #expect(await WebCall.answer(on: idle, to: again, until: "seal").status == 200)
    #expect(await WebCall.isClosed(idle, sending: "G"))
  }

  @Test("Where all connections are at work a further one is told so")
  func allAtWork() throws {
    let ledger = ConnectionLedger(limit: 1)
    let busy = try Self.channel(ledger)
    try busy.writeInbound(HTTPRequestPart.head(HTTPRequest(method: .get, scheme: "http", authority: "a", path: "/")))
    let refused = try Self.channel(ledger)
    let answer = try #require(try refused.readOutbound(as: ByteBuffer.self))
    let text = String(buffer: answer)
    #expect(text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n") && text.contains("\r\nRetry-After: 60\r\n"))
    #expect(!refused.isActive && busy.isActive)
    // When it has its answer it is idle, and makes room.
    try busy.writeInbound(HTTPRequestPart.end(nil))
    try busy.writeOutbound(HTTPResponsePart.head(HTTPResponse(status: .ok)))
    try busy.writeOutbound(HTTPResponsePart.end(nil))
    let next = try Self.channel(ledger)
    #expect(next.isActive && !busy.isActive)
  }

  private static func channel(_ ledger: ConnectionLedger) throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: ConnectionDeadlines(limits: WorkbenchLimits(), ledger: ledger))
    try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  @Test("The one that has been idle longest makes room, however often they change")
  func order() throws {
    let ledger = ConnectionLedger(limit: 3)
    let channels = (0..<4).map { _ in EmbeddedChannel() }
    for channel in channels[..<3] {
      try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
      #expect(ledger.open(channel))
    }
    for _ in 0..<1_000 {
      for channel in channels[..<3] {
        ledger.mark(channel, isIdle: false)
        ledger.mark(channel, isIdle: true)
      }
    }
    ledger.mark(channels[0], isIdle: false)
    ledger.mark(channels[0], isIdle: true)
    #expect(ledger.open(channels[3]))
    #expect(channels.map(\.isActive) == [true, false, true, false])
  }

  @Test(
    "As many connections are taken as the descriptors allow",
    arguments: [(1_024, 512), (2_000, 1_000), (20_000, 16_384), (4_096, 3_072), (1, 1)])
  func descriptors(count: Int, connections: Int) { #expect(WorkbenchLimits().connections(of: count) == connections) }

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
      // The time of its loop stands still until it is moved on.
      channel.embeddedEventLoop.advanceTime(by: .milliseconds(299))
      #expect(channel.isActive)
      channel.embeddedEventLoop.advanceTime(by: .milliseconds(200))
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
