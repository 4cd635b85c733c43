import NIOPosix
import TestPeers
import Testing

@testable import IHE

@Suite("The domain name system", .timeLimit(.minutes(1)))
struct NameQueryTests {
  private func ask(_ peer: PeerProcess, _ name: String, _ kind: NameRecord.Kind) async throws -> NameQuery.Exchange {
    let query = NameQuery(host: "127.0.0.1", port: peer.port, group: MultiThreadedEventLoopGroup.singleton)
    return try #require(try await query.ask(name, kind, within: .seconds(2)))
  }

  @Test("dnspython's answers are read: services, addresses, names, texts, and a name that does not exist")
  func reads() async throws {
    let peer = try await NameServer.start(ldapPort: 636)
    let service = try await ask(peer, "_ldap._tcp.network.example", .srv).answer.get()
    #expect(
      service.records == [
        NameRecord(
          name: "_ldap._tcp.network.example",
          value: .service(priority: 0, weight: 5, port: 636, target: "directory.network.example"), timeToLive: 300)
      ])
    let host = "directory.network.example"
    #expect(try await ask(peer, host, .a).answer.get().records.map(\.value) == [.address("127.0.0.1")])
    #expect(try await ask(peer, host, .aaaa).answer.get().records.map(\.value) == [.address("0:0:0:0:0:0:0:1")])
    #expect(
      try await ask(peer, host, .txt).answer.get().records.map(\.value) == [.texts(["version 1", "of two texts"])])
    #expect(
      try await ask(peer, "ldap.network.example", .cname).answer.get().records.map(\.value) == [.name(.cname, host)])
    let missing = try await ask(peer, "nobody.network.example", .a).answer.get()
    #expect(missing.code == 3 && missing.records.isEmpty && !missing.isTruncated)
    peer.stop()
  }

  @Test(
    "Pointers that lead round and answers that break off are faults with their place",
    arguments: [
      NameServer.Defect.loop, .cut,
    ])
  func faults(_ defect: NameServer.Defect) async throws {
    let peer = try await NameServer.start(defect)
    let exchange = try await ask(peer, "directory.network.example", .txt)
    #expect(throws: NameAnswer.Fault.self) { try exchange.answer.get() }
    peer.stop()
  }

  @Test("An answer to another question is none")
  func other() async throws {
    let peer = try await NameServer.start(.otherQuestion)
    let query = NameQuery(host: "127.0.0.1", port: peer.port, group: MultiThreadedEventLoopGroup.singleton)
    await #expect(throws: DatagramExchange.Failure.timedOut(after: .milliseconds(400), strangers: 1)) {
      _ = try await query.ask("directory.network.example", .a, within: .milliseconds(400))
    }
    peer.stop()
  }

  @Test("Names that none can have are not asked for", arguments: ["", "a..b", String(repeating: "x", count: 64)])
  func impossible(_ name: String) {
    #expect(NameQuery.question(name, .a, id: 1) == nil)
    #expect(NameQuery.question("a.b.", .a, id: 1) == NameQuery.question("a.b", .a, id: 1))
  }

  @Test("20,000 mutants of an answer are read or refused, and none traps")
  func mutants() async throws {
    let peer = try await NameServer.start()
    let seeds = [
      try await ask(peer, "_ldap._tcp.network.example", .srv).received,
      try await ask(peer, "directory.network.example", .txt).received,
    ]
    peer.stop()
    var mutator = Mutator(generator: SeededGenerator(state: 1035), pieces: [[0], [255], [0xC0, 12]])
    for number in 0..<20_000 {
      guard let answer = try? NameAnswer(mutator.mutant(of: seeds[number % 2])) else { continue }
      #expect(answer.records.count <= 256)
    }
  }
}
