import Foundation
import IHE
import NIOPosix
import TestPeers
import Testing

@Suite("The network time protocol", .timeLimit(.minutes(1)))
struct NTPTests {
  private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000_000) }

  private func query(_ port: Int) -> TimeQuery {
    TimeQuery(host: "127.0.0.1", port: port, group: MultiThreadedEventLoopGroup.singleton) { Self.now() }
  }

  @Test("An answer of chrony on this machine shows no distance and what chrony says of itself")
  func chrony() async throws {
    let peer = try await TimeServer.chrony()
    let sample = try await query(peer.port).sample(within: .seconds(5))
    let reading = try #require(sample.reading)
    #expect(reading.distanceAtLeast < 1_000_000 && reading.distanceAtMost < 1_000_000_000)
    #expect(sample.packet.stratum == 3 && sample.packet.version == 4 && sample.packet.mode == 4)
    // chrony's own clock as reference is 127.127.1.1.
    #expect(sample.packet.referenceText == "127.127.1.1")
    peer.stop()
  }

  @Test("A clock that is ahead or behind is seen so", arguments: [(TimeServer.Defect.fast, Int64(5)), (.slow, -5)])
  func distance(_ defect: TimeServer.Defect, _ seconds: Int64) async throws {
    let peer = try await TimeServer.start(defect)
    let reading = try #require(try await query(peer.port).sample(within: .seconds(5)).reading)
    #expect(reading.lowest <= seconds * 1_000_000_000 && seconds * 1_000_000_000 <= reading.highest)
    #expect(reading.distanceAtLeast > 4_000_000_000)
    peer.stop()
  }

  @Test("A refusal tells its code and no time")
  func refusal() async throws {
    let peer = try await TimeServer.start(.refuses)
    let sample = try await query(peer.port).sample(within: .seconds(5))
    #expect(sample.reading == nil && sample.packet.referenceText == "DENY")
    peer.stop()
  }

  @Test("What answers another request, or is too short, is no answer", arguments: [TimeServer.Defect.stranger, .short])
  func strangers(_ defect: TimeServer.Defect) async throws {
    let peer = try await TimeServer.start(defect)
    await #expect(throws: DatagramExchange.Failure.self) {
      try await query(peer.port).sample(within: .milliseconds(500))
    }
    peer.stop()
  }

  @Test("A packet of RFC 5905's own form is read field by field, and written as it was")
  func packet() throws {
    // An answer that chrony 4.3 gave, with its times.
    let bytes: [UInt8] = [
      0x24, 3, 6, 0xE9, 0, 0, 0, 0, 0, 0, 0x10, 0, 0x7F, 0x7F, 1, 1, 0xEC, 0xB0, 0x5A, 0, 0, 0, 0, 0, 0xEC, 0xB0, 0x5A,
      1, 0x40, 0, 0, 0, 0xEC, 0xB0, 0x5A, 1, 0x80, 0, 0, 0, 0xEC, 0xB0, 0x5A, 2, 0, 0, 0, 0,
    ]
    let packet = try #require(NTPPacket(bytes))
    #expect(packet.leap == .none && packet.version == 4 && packet.mode == 4 && packet.precision == -23)
    #expect(packet.rootDispersion.nanoseconds == 62_500_000)
    #expect(packet.receiveTime.nanoseconds(since: packet.originTime) == 250_000_000)
    #expect(packet.transmitTime.nanoseconds(since: packet.receiveTime) == 500_000_000)
    #expect(packet.originTime.nanoseconds(since: packet.transmitTime) == -750_000_000)
    #expect(packet.bytes == bytes)
    #expect(NTPPacket(Array(bytes.dropLast())) == nil)
  }

  @Test("Moments on both sides of the era's end are as far apart as they are")
  func era() {
    let before = NTPTimestamp(0xFFFF_FFFF_8000_0000)
    let after = NTPTimestamp(0x0000_0000_8000_0000)
    #expect(after.nanoseconds(since: before) == 1_000_000_000)
    #expect(before.nanoseconds(since: after) == -1_000_000_000)
    #expect(NTPTimestamp(unixNanoseconds: 0).bits == 2_208_988_800 << 32)
  }

  @Test("20,000 mutants of an answer are read or refused, and none traps")
  func mutants() throws {
    let seed = NTPPacket(transmitTime: NTPTimestamp(unixNanoseconds: Self.now())).bytes
    var mutator = Mutator(generator: SeededGenerator(state: 5905), pieces: [[0], [255], [0xC0, 12]])
    for _ in 0..<20_000 {
      guard let packet = NTPPacket(mutator.mutant(of: seed)) else { continue }
      let distance = packet.transmitTime.nanoseconds(since: packet.originTime)
      let reading = ClockReading(distance - 1, packet.receiveTime.nanoseconds(since: packet.originTime))
      #expect(reading.since(reading).distanceAtLeast == 0)
      _ = (packet.referenceText, packet.rootDelay.nanoseconds + packet.rootDispersion.nanoseconds, reading.offset)
    }
  }

  @Test("Readings together allow no more than each, and contradictions are seen")
  func readings() {
    let wide = ClockReading(told: 10_000_000_000, sent: 10_200_000_000, received: 10_250_000_000)
    #expect(wide == ClockReading(-250_000_000, 800_000_000))
    #expect(wide.intersection(ClockReading(100, 2_000_000_000)) == ClockReading(100, 800_000_000))
    #expect(wide.intersection(ClockReading(900_000_000, 2_000_000_000)) == nil)
    #expect(wide.distanceAtLeast == 0 && wide.distanceAtMost == 800_000_000)
    #expect(
      ClockReading(-7, -3).distanceAtLeast == 3 && ClockReading(3, 7).since(ClockReading(1, 2)) == ClockReading(1, 6))
  }
}
