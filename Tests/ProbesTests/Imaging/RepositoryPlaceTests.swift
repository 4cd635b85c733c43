import Inventory
import NIOPosix
import Specification
import Testing

@testable import Probes

@Suite("The repository that a document lies in")
struct RepositoryPlaceTests {
  private static func system(_ id: String, repository: String?, permits: Set<Effect> = [.read]) -> Inventory.System {
    Inventory.System(
      id: id, site: "a", vendor: "V", product: "P", roles: ["document-repository"],
      endpoints: [
        .xds: .address(
          AddressEndpoint(
            protocolName: .xds, address: "http://\(id).example/xds",
            settings: repository.map { ["repository-unique-id": $0] } ?? [:]))
      ],
      permits: permits, span: SourceSpan(file: "network.yaml", line: 1, column: 1))
  }

  /// The system that is asked for a document of a repository, where the step is aimed at the first.
  private static func asked(
    _ id: String, own: String? = "1.1", permits: Set<Effect> = [.read]
  ) async throws -> String? {
    let bench = try await ProbeBench(listens: false)
    let systems = [system("one", repository: own), system("two", repository: "1.2", permits: permits)]
    let context = StepContext(
      system: systems[0], callingAETitle: "ASSAY", networkFolder: "/", fixtures: bench.fixtures,
      network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: systems)]),
      listeners: bench.listeners, deadline: 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton)
    await bench.close()
    return try context.moved(toRepository: id)?.system.id
  }

  @Test("It is asked at the system that has its unique id, and at nobody who is known to have another")
  func place() async throws {
    #expect(try await Self.asked("1.1") == "one")
    #expect(try await Self.asked("1.2") == "two")
    #expect(try await Self.asked("1.3") == nil)
    #expect(try await Self.asked("1.2", own: nil) == "two")
    #expect(try await Self.asked("1.3", own: nil) == "one")
  }

  @Test("Nothing is read where the network file does not permit it")
  func permission() async throws {
    #expect(try await Self.asked("1.1", permits: []) == "one")
    await #expect(throws: ImagingInputs.Problem.self) { _ = try await Self.asked("1.2", permits: []) }
  }
}
