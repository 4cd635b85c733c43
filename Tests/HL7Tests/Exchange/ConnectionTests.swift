import Foundation
import HL7
import Synchronization
import TestPeers
import Testing

@Suite("Connections", .timeLimit(.minutes(2)))
struct ConnectionTests {
  static func message(_ id: String = "M1", type: String = "ADT^A08^ADT_A01", modes: String = "") -> [UInt8] {
    Array(
      ("MSH|^~\\&|A|B|C|D|20240101||\(type)|\(id)|P|2.5\(modes)\rEVN||20240101\rPID|1||5^^^B^MR||Old^Ann\rPV1|1|O\r")
        .utf8)
  }

  static func acknowledgement(_ id: String = "M1", _ code: String = "AA") -> String {
    "\u{B}MSH|^~\\&|C|D|A|B|20240101||ACK|X|P|2.5\rMSA|\(code)|\(id)\r\u{1C}\r"
  }

  private func send(
    _ bytes: [UInt8] = message(), to port: Int, within time: Duration = .seconds(20), linger: Duration = .zero
  ) async throws -> (MessageSender.Outcome, [FrameFault]) {
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: port), within: .seconds(10), maximumLength: 1 << 16)
    let mode = AcknowledgementMode(try MessageParser().parse(bytes))
    let outcome = await MessageSender(connection, within: time, linger: linger).send(bytes, expecting: mode)
    let faults = await connection.faults
    await connection.close()
    return (outcome, faults)
  }

  @Test("Other implementations acknowledge what is sent", arguments: MessageReceiver.allCases)
  func peers(_ receiver: MessageReceiver) async throws {
    let peer = try await receiver.start()
    defer { peer.stop() }
    let (outcome, faults) = try await send(to: peer.port)
    #expect(outcome.failure == nil)
    #expect(outcome.application?.acknowledgement?.code == .applicationAccept)
    #expect(outcome.application?.acknowledgement?.controlID == "M1")
    #expect(faults.isEmpty)
  }

  @Test("hl7apy refuses an event that it has no handler for")
  func refused() async throws {
    let peer = try await MessageReceiver.hl7apy.start()
    defer { peer.stop() }
    let (outcome, _) = try await send(Self.message(type: "ADT^A04^ADT_A01"), to: peer.port)
    #expect(outcome.application?.acknowledgement?.code == .applicationReject)
  }

  @Test("Several messages go over one connection")
  func several() async throws {
    let peer = try await MessageReceiver.hl7.start()
    defer { peer.stop() }
    let connection = try await MLLPConnection.open(to: .init(host: "127.0.0.1", port: peer.port), within: .seconds(10))
    let sender = MessageSender(connection, within: .seconds(20))
    for number in 1...50 {
      let bytes = Self.message("N\(number)")
      let outcome = await sender.send(bytes, expecting: AcknowledgementMode(try MessageParser().parse(bytes)))
      #expect(outcome.application?.acknowledgement?.controlID == "N\(number)")
    }
    #expect(connection.recorder.entries.count == 101)
    await connection.close()
  }

  @Test("An answer is read however it comes split, and faults of its frame are told")
  func split() async throws {
    let whole = Array(Self.acknowledgement().utf8)
    let cases: [([[UInt8]], [FrameFault.Kind])] = [
      ([whole], []), (whole.map { [$0] }, []), ([Array("\r\n".utf8) + whole], [.garbage(count: 2)]),
      ([Array(whole.dropLast()) + [0x1C, 0x0D]], [.missingCarriageReturn, .doubledEnd]),
    ]
    for (pieces, kinds) in cases {
      let server = try await CannedServer([.send(pieces)])
      let (outcome, faults) = try await send(to: server.port)
      #expect(outcome.application?.acknowledgement?.code == .applicationAccept)
      #expect(faults.map(\.kind) == kinds)
      #expect(server.bytes == FrameBytes.frame(Self.message()))
    }
  }

  @Test("What goes wrong is told apart")
  func failures() async throws {
    func failure(_ moves: [CannedServer.Move], within time: Duration = .seconds(20)) async throws -> ConnectionFailure?
    {
      let server = try await CannedServer(moves)
      return try await send(to: server.port, within: time).0.failure
    }
    let partial = Array(Self.acknowledgement().utf8.prefix(20))
    #expect(try await failure([.close]) == .closed(bytesReceived: 0, isInsideFrame: false))
    #expect(try await failure([.sendAndClose(partial)]) == .closed(bytesReceived: 20, isInsideFrame: true))
    guard case .timedOut(_, 0, false) = try await failure([.nothing], within: .milliseconds(200)) else {
      Issue.record("silence is not a time-out")
      return
    }
    guard case .timedOut(_, 20, true) = try await failure([.send([partial])], within: .milliseconds(500)) else {
      Issue.record("half an answer is not a time-out within a frame")
      return
    }
    #expect(
      try await failure([.sendAndClose(Array("HTTP/1.1 400 Bad Request\r\n".utf8))])
        == .wrongService(beginning: "`HTTP/1.1 400 Bad Request..`"))
    #expect(
      try await failure([.text("\u{B}PID|1\r\u{1C}\r")])
        == .malformed(ParsingError(.wrongFirstSegment(expected: ["MSH"]), offset: 0)))
    #expect(
      try await failure([.send([[0x0B] + [UInt8](repeating: 0x41, count: 70_000)])])
        == .overflow(FrameDecoder.Overflow(limit: 1 << 16, offset: 1)))
    await #expect {
      _ = try await send(to: PeerProcess.freePort())
    } throws: { error in
      if case .unreachable(.refused, _)? = error as? ConnectionFailure { true } else { false }
    }
  }

  @Test("A foreign control id, a second answer and one without MSA are shown as they are")
  func others() async throws {
    let foreign = try await CannedServer([.text(Self.acknowledgement("M2"))])
    #expect(try await send(to: foreign.port).0.application?.acknowledgement?.controlID == "M2")
    let double = try await CannedServer([.text(Self.acknowledgement() + Self.acknowledgement())])
    let outcome = try await send(to: double.port, linger: .milliseconds(100)).0
    #expect(outcome.application != nil)
    #expect(outcome.others.map { $0.acknowledgement?.controlID } == ["M1"])
    let without = try await CannedServer([
      .text("\u{B}MSH|^~\\&|C|D|A|B|20240101||ADT^A08|X|P|2.5\r\u{1C}\r" + Self.acknowledgement())
    ])
    let mixed = try await send(to: without.port).0
    #expect(mixed.others.map(\.acknowledgement) == [nil])
    #expect(mixed.application?.acknowledgement?.code == .applicationAccept)
  }

  @Test("In enhanced mode both acknowledgements are awaited, and a refused commit ends the exchange")
  func enhanced() async throws {
    let modes = "|||AL|AL"
    let both = try await CannedServer([.text(Self.acknowledgement("M1", "CA") + Self.acknowledgement("M1", "AE"))])
    let outcome = try await send(Self.message(modes: modes), to: both.port).0
    #expect(outcome.commit?.acknowledgement?.code == .commitAccept)
    #expect(outcome.application?.acknowledgement?.code == .applicationError)
    let refused = try await CannedServer([.text(Self.acknowledgement("M1", "CR"))])
    let refusal = try await send(Self.message(modes: modes), to: refused.port).0
    #expect(refusal.failure == nil)
    #expect(refusal.commit?.acknowledgement?.code == .commitReject)
    let half = try await CannedServer([.text(Self.acknowledgement("M1", "CA"))])
    let lacking = try await send(Self.message(modes: modes), to: half.port, within: .milliseconds(300)).0
    #expect(lacking.commit != nil)
    guard case .timedOut? = lacking.failure else {
      Issue.record("\(lacking)")
      return
    }
  }

  @Test("A cancelled exchange ends at once")
  func cancelled() async throws {
    let server = try await CannedServer([.nothing])
    let task = Task { try await self.send(to: server.port, within: .seconds(100)).0.failure }
    while server.bytes.isEmpty { await Task.yield() }
    task.cancel()
    #expect(try await task.value == .cancelled)
  }
}
