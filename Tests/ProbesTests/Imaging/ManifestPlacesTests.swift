import Evidence
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Manifests of a study in several repositories")
struct ManifestPlacesTests {
  /// Two repositories, each with a manifest of a study: one of the whole, one of its first series.
  private struct Bench {
    static let second = "1.3.6.1.4.1.21367.2026.11.2"

    let bench: ProbeBench
    let peers: [PeerProcess]
    let whole: Value
    let part: Value

    init() async throws {
      bench = try await ProbeBench(listens: false)
      peers = [try await DocumentRegistry.start(), try await DocumentRegistry.start([], repository: Self.second)]
      var provided: [Value] = []
      for (peer, series) in zip(peers, [[Value.number(1), .number(2)], [.number(1)]]) {
        let result = await bench.perform(
          XDSProvideManifestProbe.self, ["study": .string("chest"), "series": .list(series)],
          at: AddressEndpoint(protocolName: .xds, address: "http://127.0.0.1:\(peer.port)/"))
        provided.append(try #require(result.observation["unique-id"]))
      }
      (whole, part) = (provided[0], provided[1])
    }

    /// Asks for manifests, aimed at the first repository, in a network that knows it and others.
    func retrieve(
      _ documents: [Value], from repositories: [String], knowing others: [String] = [Bench.second]
    ) async -> StepResult {
      let ids = [DocumentRegistry.repositoryUniqueID] + others
      let systems = zip(peers, ids).map { peer, id in
        Inventory.System(
          id: "repository-\(peer.port)", site: "a", vendor: "V", product: "P", roles: ["document-repository"],
          endpoints: [
            .xds: .address(
              AddressEndpoint(
                protocolName: .xds, address: "http://127.0.0.1:\(peer.port)/", settings: ["repository-unique-id": id]))
          ], permits: [.read], span: SourceSpan(file: "network.yaml", line: 1, column: 1))
      }
      return await XDSRetrieveManifestProbe.perform(
        StepInputs([
          "documents": .list(documents), "repositories": .list(repositories.map { .string($0) }),
          "study": .string("chest"),
        ]),
        in: StepContext(
          system: systems[0], callingAETitle: "ASSAY", networkFolder: "/", fixtures: bench.fixtures,
          network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: systems)]),
          listeners: bench.listeners, deadline: 20_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
    }

    func end() async {
      for peer in peers { peer.stop() }
      await bench.close()
    }
  }

  private static let first = DocumentRegistry.repositoryUniqueID

  @Test("Each is asked for at the repository that its entry names, and read and compared with the study")
  func several() async throws {
    let bench = try await Bench()
    let study = try bench.bench.study("chest")
    for turned in [false, true] {
      let asked = turned ? [bench.part, bench.whole] : [bench.whole, bench.part]
      let result = await bench.retrieve(asked, from: turned ? [Bench.second, Self.first] : [Self.first, Bench.second])
      #expect(result.failure == nil && result.word("response") == "success", "\(result.observation)")
      let manifests = result.records("manifests")
      #expect(manifests.map { $0["document"] } == asked)
      #expect(manifests.first { $0["document"] == bench.whole }?["missing"] == .list([]))
      let missing = Value.list(study.series[1].instances.map { .string($0) })
      #expect(manifests.first { $0["document"] == bench.part }?["missing"] == missing)
      #expect(result.transcript.entries.map(\.microseconds) == result.transcript.entries.map(\.microseconds).sorted())
    }
    await bench.end()
  }

  @Test("What one of them does not have is its failure, whichever is asked first")
  func absent() async throws {
    let bench = try await Bench()
    for turned in [false, true] {
      let places = turned ? [Bench.second, Self.first] : [Self.first, Bench.second]
      let result = await bench.retrieve([bench.whole, bench.whole], from: places)
      #expect(result.failure == nil && result.word("response") == "failure", "\(result.observation)")
      #expect(result.records("errors").map { $0["code"] } == [.string("XDSDocumentUniqueIdError")])
      #expect(result.records("manifests").count == 1)
    }
    await bench.end()
  }

  @Test("A repository that the network does not know is asked by nobody, and nothing is shown of the others")
  func unknown() async throws {
    let bench = try await Bench()
    let result = await bench.retrieve([bench.whole, bench.part], from: [Self.first, Bench.second], knowing: ["1.2"])
    let failure = try #require(result.failure)
    #expect(failure.blame == .silence && failure.message.contains(Bench.second), "\(failure)")
    #expect(result.observation["response"] == nil && result.observation["manifests"] == nil)
    let alone = await bench.retrieve([bench.part], from: [Bench.second], knowing: ["1.2"])
    #expect(alone.failure?.blame == .silence && alone.transcript.entries.isEmpty)
    // What a known one lacks counts all the same.
    let wrong = await bench.retrieve([bench.part, bench.part], from: [Self.first, Bench.second], knowing: ["1.2"])
    #expect(wrong.failure == nil && wrong.word("response") == "failure")
    await bench.end()
  }

  @Test("Entries without a repository show nothing")
  func uneven() async throws {
    let bench = try await Bench()
    let result = await bench.retrieve([bench.whole, bench.part], from: [Self.first])
    #expect(result.failure?.blame == .silence && result.transcript.entries.isEmpty)
    await bench.end()
  }

  @Test("A repository that is not there ends the step, and is nobody's failure whom the step is aimed at")
  func unreachable() async throws {
    let bench = try await Bench()
    bench.peers[1].stop()
    let result = await bench.retrieve([bench.whole, bench.part], from: [Self.first, Bench.second])
    #expect([.network, .configuration].contains(result.failure?.blame) && !result.isUnreachable)
    await bench.end()
  }
}
