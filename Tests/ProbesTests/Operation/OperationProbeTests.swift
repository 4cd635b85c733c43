import Evidence
import Foundation
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps of operation: time, names, directories", .timeLimit(.minutes(2)))
struct OperationProbeTests {
  /// A network with a system and, where it has one, a time server.
  private func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value], at endpoint: AddressEndpoint, timeServer: Int? = nil
  ) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let span = SourceSpan(file: "network.yaml", line: 1, column: 1)
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"],
      endpoints: [endpoint.protocolName: .address(endpoint)], permits: [.read], span: span)
    var systems = [system]
    if let timeServer {
      systems.append(
        Inventory.System(
          id: "time", site: "a", vendor: "V", product: "P", roles: ["time-server"],
          endpoints: [.ntp: .address(AddressEndpoint(protocolName: .ntp, address: "127.0.0.1:\(timeServer)"))],
          permits: [.read], span: span))
    }
    let result = await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
        network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: systems)]),
        listeners: bench.listeners, deadline: 20_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
    await bench.close()
    return result
  }

  private func ntp(_ port: Int) -> AddressEndpoint { AddressEndpoint(protocolName: .ntp, address: "127.0.0.1:\(port)") }

  private func nanoseconds(_ result: StepResult, _ name: String) -> Int64 {
    if case .duration(let nanoseconds)? = result.observation[name] { nanoseconds } else { -1 }
  }

  @Test("A clock beside that of the network's time server is near it or far from it")
  func clocks() async throws {
    let reference = try await TimeServer.chrony()
    for (defect, range) in [
      (TimeServer.Defect.none, Int64(0)...50_000_000), (.fast, 4_900_000_000...5_000_000_000),
      (.slow, 4_900_000_000...5_000_000_000),
    ] {
      let peer = try await TimeServer.start(defect)
      let result = try await perform(
        TimeQueryProbe.self, ["reference": .string("time-server")], at: ntp(peer.port), timeServer: reference.port)
      #expect(result.failure == nil && range.contains(nanoseconds(result, "distance-at-least")), "\(defect)")
      #expect(nanoseconds(result, "distance-at-most") >= nanoseconds(result, "distance-at-least"))
      #expect(result.observation["synchronised"] == .boolean(true) && result.observation["steady"] == .boolean(true))
      if defect != .none { #expect(result.observation["ahead"] == .boolean(defect == .fast)) }
      #expect(result.transcript.entries.count == 10)
      peer.stop()
    }
    reference.stop()
  }

  @Test("A server that is not set, refuses or jumps is seen so; a refusal is a question of set-up")
  func servers() async throws {
    for (defect, field, value) in [
      (TimeServer.Defect.unset, "synchronised", Value.boolean(false)), (.refuses, "refusal", .string("DENY")),
      (.jumps, "steady", .boolean(false)),
    ] {
      let peer = try await TimeServer.start(defect)
      let result = try await perform(TimeQueryProbe.self, ["samples": .number(3)], at: ntp(peer.port))
      #expect(result.observation[field] == value, "\(defect)")
      #expect(result.failure?.blame == (defect == .refuses ? .configuration : nil), "\(defect)")
      peer.stop()
    }
  }

  @Test("Silence, and a reference that can't be read or is not set, are never the system's failure")
  func blame() async throws {
    let silent = try await TimeServer.start(.silent)
    let good = try await TimeServer.start()
    let unset = try await TimeServer.start(.unset)
    let none = try await perform(TimeQueryProbe.self, [:], at: ntp(silent.port))
    #expect(none.failure?.blame == .network && none.observation["outcome"] == .string("timed-out"))
    let wanting: [String: Value] = ["reference": .string("time-server")]
    for reference in [silent.port, unset.port] {
      let result = try await perform(TimeQueryProbe.self, wanting, at: ntp(good.port), timeServer: reference)
      #expect(result.failure?.blame == .network && result.observation["distance"] == nil)
    }
    let absent = try await perform(TimeQueryProbe.self, wanting, at: ntp(good.port))
    #expect(absent.failure?.blame == .harness)
    for peer in [silent, good, unset] { peer.stop() }
  }

  @Test("Where NTP is closed, the dates of a web service tell the clock to a second")
  func dates() async throws {
    let web = try await Nginx.start(Nginx.Settings())
    let endpoint = AddressEndpoint(protocolName: .fhir, address: "http://127.0.0.1:\(web.port)/")
    let result = try await perform(TimeQueryProbe.self, ["samples": .number(3)], at: endpoint)
    #expect(result.failure == nil && result.observation["source"] == .string("http"))
    #expect(nanoseconds(result, "distance-at-least") == 0 && nanoseconds(result, "distance-at-most") < 3_000_000_000)
    web.stop()
    for (fields, blame) in [
      (["Date: Fri, 27 Nov 2015 01:00:00 GMT"], nil), ([], StepFailure.Blame.configuration),
      (["Date: yesterday"], .system),
    ] as [([String], StepFailure.Blame?)] {
      let peer = try await ScriptedWebPeer { _ in [.answer("404 Not Found", fields)] }
      let endpoint = AddressEndpoint(protocolName: .fhir, address: "\(peer.url)/")
      let result = try await perform(TimeQueryProbe.self, ["samples": .number(2)], at: endpoint)
      #expect(result.failure?.blame == blame, "\(fields)")
      if blame == nil {
        #expect(nanoseconds(result, "distance-at-least") > 86_400_000_000_000)
        #expect(result.observation["ahead"] == .boolean(false))
      }
      peer.stop()
    }
  }

  @Test("Records of a name are told apart from a name without them, a fault, and half an answer")
  func names() async throws {
    let inputs: [String: Value] = ["name": .string("_ldap._tcp.network.example")]
    for (defect, blame, count) in [
      (NameServer.Defect.none, nil, 1), (.noService, nil, 0), (.cut, StepFailure.Blame.system, nil),
      (.truncated, .harness, 1),
    ] as [(NameServer.Defect, StepFailure.Blame?, Int?)] {
      let peer = try await NameServer.start(defect)
      let endpoint = AddressEndpoint(protocolName: .dns, address: "127.0.0.1:\(peer.port)")
      let result = try await perform(DNSLookupProbe.self, inputs, at: endpoint)
      #expect(result.failure?.blame == blame, "\(defect)")
      #expect(result.observation["records"] == nil ? count == nil : result.records("records").count == count)
      peer.stop()
    }
  }

  @Test("Entries of a directory are found, and a directory that does not let the harness in is a question of set-up")
  func directory() async throws {
    let peer = try await DirectoryServer.start()
    let endpoint = AddressEndpoint(
      protocolName: .ldap, address: "127.0.0.1:\(peer.port)", settings: ["base": DirectoryServer.base])
    let result = try await perform(LDAPSearchProbe.self, ["filter": .string("(hcIdentifier=*:RXX:*)")], at: endpoint)
    let entries = result.records("entries")
    #expect(result.failure == nil && entries.count == 1)
    #expect("\(entries)".contains("https://xds.north.example/registry"))
    let password = peer.folder.appendingPathComponent("password")
    try "wrong".write(to: password, atomically: true, encoding: .utf8)
    var other = endpoint
    other.authorization = .basic(user: DirectoryServer.manager, password: .file(password.path))
    let refused = try await perform(LDAPSearchProbe.self, ["filter": .string("(o=*)")], at: other)
    #expect(refused.failure?.blame == .configuration && !"\(refused.transcript)".contains("wrong"))
    try "secret".write(to: password, atomically: true, encoding: .utf8)
    #expect(try await perform(LDAPSearchProbe.self, ["filter": .string("(o=*)")], at: other).failure == nil)
    let misuse = try await perform(LDAPSearchProbe.self, ["filter": .string("(o=")], at: endpoint)
    #expect(misuse.failure?.blame == .harness)
    peer.stop()
    let gone = try await perform(LDAPSearchProbe.self, ["filter": .string("(o=*)")], at: endpoint)
    #expect(gone.failure?.blame == .network)
  }
}
