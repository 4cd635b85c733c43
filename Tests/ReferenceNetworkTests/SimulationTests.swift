import Foundation
import HTTPExchange
import NIOCore
import NIOPosix
import TestPeers
import Testing

@testable import ReferenceNetwork

/// A whole network in one process: what is served, what is said of the rest, the line to a site.
@Suite("Simulation", .timeLimit(.minutes(1)))
struct SimulationTests {
  private static func registry(site: String = "a", _ kinds: [SimulatedEndpoint.Kind] = [.xds]) -> SimulatedSystem {
    SimulatedSystem(
      site: site, id: "registry", roles: ["document-registry", "document-repository"],
      endpoints: kinds.map { SimulatedEndpoint(kind: $0, host: "127.0.0.1", port: 0, path: "/xds") })
  }

  private static func network(
    over line: SimulatedLine = SimulatedLine(), _ kinds: [SimulatedEndpoint.Kind] = [.xds]
  ) -> SimulatedNetwork {
    SimulatedNetwork(sites: [SimulatedSite(id: "a", line: line, systems: [registry(kinds)])])
  }

  /// A request that an affinity domain answers: it takes messages alone.
  private static func ask(_ port: Int) async throws -> WebResponse {
    let client = try WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton)
    defer { Task { await client.close() } }
    return try await client.exchange(WebRequest(.GET, "http://127.0.0.1:\(port)/xds"))
  }

  @Test("Every endpoint that an actor stands behind is served at its path, and the rest is named with its reason")
  func served() async throws {
    let simulation = try await Simulation.start(Self.network([.xds, .dsub]))
    let place = try #require(simulation.served.first)
    #expect(simulation.served.count == 1 && place.endpoint.kind == .xds && place.endpoint.port > 0)
    #expect(simulation.unserved.map(\.kind) == [.dsub])
    #expect(simulation.unserved.first?.reason.contains("document-registry") == true)
    await simulation.stop()
  }

  @Test("A defect that nobody has is refused with the names that come near")
  func unknownDefect() async throws {
    await #expect(throws: SimulationFailure.unknownDefect("registry.ignores-patient")) {
      _ = try await Simulation.start(Self.network(), defects: ["registry.ignores-patient"])
    }
    let text = SimulationFailure.unknownDefect("registry.ignores-patient").description
    #expect(text.contains("--list-defects"))
    #expect(SimulationFailure.unknownDefect("registry.query").description.contains("registry.query.ignores-patient"))
  }

  @Test("A port that is taken ends the start, and what was started is ended")
  func portTaken() async throws {
    let first = try await Simulation.start(Self.network())
    let port = try #require(first.served.first?.endpoint.port)
    var network = Self.network()
    network.sites.append(SimulatedSite(id: "b", systems: [Self.registry(site: "b")]))
    network.sites[1].systems[0].endpoints[0].port = port
    await #expect(throws: SimulationFailure.self) { _ = try await Simulation.start(network) }
    await first.stop()
  }

  @Test("Systems of one site share its registry; a second registry has its own")
  func registries() {
    var network = Self.network()
    network.sites[0].systems.append(
      SimulatedSystem(site: "a", id: "gateway", roles: ["responding-gateway"], endpoints: []))
    network.sites.append(SimulatedSite(id: "b", systems: [Self.registry(site: "b")]))
    let registries = SimulatedRegistries(network, defects: [])
    let systems = network.systems
    #expect(registries.registry(of: systems[0]) === registries.registry(of: systems[1]))
    #expect(registries.registry(of: systems[0]) !== registries.registry(of: systems[2]))
  }

  @Test(
    "Of a line's connections the stated share breaks off, evenly spread", arguments: [(0.0, 0), (0.25, 25), (1, 100)])
  func loss(share: Double, count: Int) {
    let line = SimulatedLine(loss: share)
    #expect((1...100).count { line.breaks(connection: $0) } == count)
  }

  @Test("What goes over a line takes its round trip, and arrives whole")
  func latency() async throws {
    let simulation = try await Simulation.start(Self.network(over: SimulatedLine(roundTrip: 80_000_000)))
    let port = try #require(simulation.served.first?.endpoint.port)
    let start = ContinuousClock.now
    let response = try await Self.ask(port)
    #expect(ContinuousClock.now - start >= .milliseconds(80))
    #expect(response.status == 405)
    await simulation.stop()
  }

  @Test("All connections over a line share what it carries, each direction by itself")
  func bandwidth() {
    let traffic = LineTraffic(SimulatedLine(roundTrip: 20_000_000, bytesPerSecond: 1_000_000))
    let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    // 100 ms for 100 kB, and half a round trip.
    #expect(traffic.arrival(of: 100_000, .there, at: start) == start + .milliseconds(110))
    #expect(traffic.arrival(of: 100_000, .there, at: start) == start + .milliseconds(210))
    #expect(traffic.arrival(of: 1_000, .back, at: start) == start + .milliseconds(11))
    // Once it has been idle nothing is made up for.
    let later = start + .seconds(10)
    #expect(traffic.arrival(of: 1_000, .there, at: later) == later + .milliseconds(11))
  }

  @Test("A system with a line of its own is reached over that, others of its site over the site's")
  func ownLine() async throws {
    var network = Self.network(over: SimulatedLine(roundTrip: 2_000_000))
    var other = Self.registry()
    other.id = "other"
    other.line = SimulatedLine(bytesPerSecond: 1_000_000)
    network.sites[0].systems.append(other)
    let simulation = try await Simulation.start(network)
    #expect(
      simulation.served.map(\.line) == [SimulatedLine(roundTrip: 2_000_000), SimulatedLine(bytesPerSecond: 1_000_000)])
    await simulation.stop()
  }

  @Test("Archives at two sites exchange what they acquire, archives at one site do not")
  func exchange() {
    func archive(_ site: String, _ id: String) -> SimulatedSystem {
      SimulatedSystem(
        site: site, id: id, roles: ["archive"],
        endpoints: [SimulatedEndpoint(kind: .dicom, host: "127.0.0.1", port: 0)])
    }
    func actors(_ sites: [String]) -> Set<String> {
      let network = SimulatedNetwork(
        sites: sites.map { SimulatedSite(id: $0, systems: [archive($0, "one"), archive($0, "two")]) })
      return Simulation.actors(of: network.systems[0], in: network)[.dicom] ?? []
    }
    #expect(actors(["a", "b"]).contains("exchange") && !actors(["a"]).contains("exchange"))
  }

  @Test("What is stated at one port is reached there over a line too")
  func sharedPort() async throws {
    let port = try PeerProcess.freePort()
    let system = SimulatedSystem(
      site: "a", id: "gateway", roles: ["responding-gateway"],
      endpoints: [SimulatedEndpoint.Kind.xds, .xca].map {
        SimulatedEndpoint(kind: $0, host: "127.0.0.1", port: port, path: "/\($0.rawValue)")
      })
    let line = SimulatedLine(roundTrip: 1_000_000)
    let simulation = try await Simulation.start(
      SimulatedNetwork(sites: [SimulatedSite(id: "a", line: line, systems: [system])]))
    #expect(simulation.served.map(\.endpoint.port) == [port, port])
    #expect(try await Self.ask(port).status == 405)
    await simulation.stop()
  }

  @Test("Manifests go to a repository that asks for nothing, best to one with the registry beside it")
  func manifestRepository() {
    func system(_ id: String, _ roles: Set<String>, audience: String? = nil) -> SimulatedSystem {
      SimulatedSystem(
        site: "a", id: id, roles: roles,
        endpoints: [SimulatedEndpoint(kind: .xds, host: "127.0.0.1", port: 0, path: "/xds", audience: audience)])
    }
    func chosen(audience: String?) -> String? {
      SimulatedNetwork(sites: [
        SimulatedSite(
          id: "a",
          systems: [
            system("plain", ["document-repository"]),
            system("both", ["document-registry", "document-repository"], audience: audience),
          ])
      ]).manifestRepository?.id
    }
    #expect(chosen(audience: nil) == "both" && chosen(audience: "urn:somebody") == "plain")
  }

  @Test("A connection that a line loses gets no answer")
  func lost() async throws {
    let simulation = try await Simulation.start(Self.network(over: SimulatedLine(loss: 1)))
    let port = try #require(simulation.served.first?.endpoint.port)
    await #expect(throws: WebFailure.self) { _ = try await Self.ask(port) }
    await simulation.stop()
  }

  @Test("Names of the catalogue are unique, and each defect says what goes wrong, which clause and which harm")
  func catalogue() {
    let entries = DefectCatalogue.entries
    #expect(entries.count >= 150)
    #expect(Set(entries.map(\.name)).count == entries.count)
    #expect(
      Set(entries.map { "\($0.name.split(separator: ".").dropLast().joined(separator: ".")): \($0.sentence)" }).count
        == entries.count)
    for entry in entries {
      #expect(entry.name.wholeMatch(of: #/[a-z]+(-[a-z]+)*(\.[a-z0-9-]+){1,2}/#) != nil, "\(entry.name)")
      #expect(entry.sentence.hasSuffix(".") && entry.harm.hasSuffix("."), "\(entry.name)")
      #expect(!entry.clause.isEmpty && !entry.clause.hasSuffix("."), "\(entry.name)")
    }
  }
}
