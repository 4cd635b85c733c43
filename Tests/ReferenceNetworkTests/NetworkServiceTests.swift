import Foundation
import IHE
import NIOPosix
import Testing

@testable import ReferenceNetwork

/// Clock, names and providers of a simulated network.
@Suite("Services of a simulated network", .timeLimit(.minutes(1)))
struct NetworkServiceTests {
  private static func told(_ clock: NetworkClock, number: Int = 1) throws -> (packet: NTPPacket, ahead: Int64) {
    let now = NTPTimestamp(unixNanoseconds: Int64(Date().timeIntervalSince1970 * 1_000_000_000))
    let answer = try #require(clock.answer(NTPPacket(transmitTime: now).bytes, number: number))
    let packet = try #require(NTPPacket(answer))
    #expect(packet.originTime == now && packet.mode == 4)
    return (packet, packet.transmitTime.nanoseconds(since: now))
  }

  @Test("A clock tells the time, and with each defect another or that it is not set")
  func clock() throws {
    let sound = try Self.told(NetworkClock(defects: [], isTimeServer: true))
    #expect(sound.packet.leap == .none && sound.packet.stratum == 2 && abs(sound.ahead) < 1_000_000_000)
    let unset = try Self.told(NetworkClock(defects: [.isUnset], isTimeServer: true)).packet
    #expect(unset.leap == .unsynchronised && unset.stratum == 16)
    #expect(try Self.told(NetworkClock(defects: [.runsAhead], isTimeServer: false)).ahead > 4_000_000_000)
    #expect(try Self.told(NetworkClock(defects: [.runsAhead], isTimeServer: true)).ahead < 1_000_000_000)
    #expect(try Self.told(NetworkClock(defects: [.jumps], isTimeServer: true), number: 2).ahead > 2_000_000_000)
    #expect(NetworkClock(defects: [], isTimeServer: true).answer([1, 2, 3], number: 1) == nil)
  }

  @Test("A name server names the directory and its host, and nothing of what it does not know")
  func names() async throws {
    let zone = NameZone(defects: [], directoryPort: 3_389)
    let listener = try await DatagramListener.start(
      host: "127.0.0.1", port: 0, group: MultiThreadedEventLoopGroup.singleton
    ) { zone.answer($0) }
    let query = NameQuery(host: "127.0.0.1", port: listener.port, group: MultiThreadedEventLoopGroup.singleton)
    func ask(_ name: String, _ kind: NameRecord.Kind) async throws -> NameAnswer {
      try #require(try await query.ask(name, kind, within: .seconds(10))).answer.get()
    }
    let service = try await ask("_ldap._tcp.network.example", .srv)
    #expect(
      service.records.map(\.value) == [
        .service(priority: 0, weight: 5, port: 3_389, target: "directory.network.example")
      ])
    #expect(try await ask("directory.network.example", .a).records.map(\.value) == [.address("127.0.0.1")])
    let unknown = try await ask("elsewhere.network.example", .a)
    #expect(unknown.code == 3 && unknown.records.isEmpty)
    await listener.stop()
  }

  @Test("A question that is cut short, points at itself or is an answer gets none")
  func hostileNames() {
    let zone = NameZone(defects: [], directoryPort: 389)
    let head: [UInt8] = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    let answered: [UInt8] = [0, 1, 0x81] + head.dropFirst(3) + [0, 0, 1, 0, 1]
    let cut = head + [3, 0x61]
    let circular = head + [0xC0, 12, 0, 1, 0, 1]
    for bytes in [[], head, cut, circular, answered] { #expect(zone.answer(bytes) == nil) }
  }

  @Test(
    "A directory finds who is asked for, and with its defects everybody or nobody's address",
    arguments: [
      (ProvidersDefect?.none, ":RXX:", 1, true), (nil, ":ZZZ999:", 0, true), (.findsAll, ":ZZZ999:", 2, true),
      (.omitsAddresses, ":RXX:", 1, false),
    ])
  func providers(_ defect: ProvidersDefect?, _ value: String, _ count: Int, hasAddress: Bool) async throws {
    let query = ProviderInformationQuery(id: "1", base: "O=NHS", conditions: [.init("hcIdentifier", .contains, value)])
    let envelope = Envelope(
      action: ProviderInformationQuery.action, messageID: "urn:uuid:1", to: "http://localhost/", body: query.element)
    let message = try SOAPMessage(
      contentType: "application/soap+xml", .memory(.init(bytes: envelope.document)))
    let directory = ProviderDirectory(defects: defect.map { [$0] } ?? [])
    let answer = try await directory.respond(to: message, action: ProviderInformationQuery.action)
    let reply = Envelope(action: "a", messageID: "urn:uuid:2", to: "b", body: answer.body)
    let read = try ProviderInformationAnswer(try ReceivedEnvelope(reply.document))
    #expect(read.code == 0 && read.entries.count == count)
    #expect(read.requestIDs.allSatisfy { $0 == "1" })
    for entry in read.entries { #expect(entry.attributes.contains { $0.name == "labeledURI" } == hasAddress) }
  }
}
