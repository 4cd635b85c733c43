import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Patient discovery between communities")
struct DiscoveryProbeTests {
  private static let patients = [
    ["9990000018", "Muster", "Erika", "19640812", "F"], ["9990000026", "Muster", "Eva", "19640812", "F"],
    ["9990000034", "Doe", "John", "19500101", "M"],
  ]

  private static func perform(
    _ inputs: [String: Value], at port: Int, community: String? = CommunityGateways.communities.a
  ) async throws -> StepResult {
    let bench = try await ProbeBench()
    let result = await bench.perform(
      XCPDDiscoverProbe.self, inputs,
      at: AddressEndpoint(
        protocolName: .xcpd, address: "http://127.0.0.1:\(port)/discovery",
        settings: community.map { ["home-community-id": $0] } ?? [:]))
    await bench.close()
    return result
  }

  /// A gateway whose index knows the patients.
  private static func gateway(_ defect: DiscoveryGateway.Defect = .none) async throws -> PeerProcess {
    let (peer, indexPort) = try await DiscoveryGateway.start(defect)
    for patient in patients {
      let sent = try await PeerClient.python(
        """
        import sys
        sys.path.insert(0, sys.argv[1])
        import messages
        number, family, given, born, sex = sys.argv[3:]
        print(messages.send(int(sys.argv[2]), "MSH|^~\\\\&|||||2026||ADT^A28|1|P|2.4\\rPID|1||%s^^^NHS^NH||%s^%s||%s|%s\\r"
                            % (number, family, given, born, sex)))
        """,
        [Project.root.appendingPathComponent("Tests/TestPeers/Python").path, String(indexPort)] + patient)
      try #require(sent.output.contains("MSA|AA"), "\(sent.output)")
    }
    return peer
  }

  @Test("One who fits is a match, several are not, and nobody is nobody")
  func cases() async throws {
    let peer = try await Self.gateway()
    defer { peer.stop() }
    let community = "urn:oid:\(CommunityGateways.communities.a)"
    let match = try await Self.perform(
      [
        "family": .string("Muster"), "given": .string("Erika"), "birth-date": .string("19640812"),
        "sex": .string("F"), "identifiers": .list([.string("9990000018")]),
      ], at: peer.port)
    #expect(match.failure == nil)
    #expect(match.word("finding") == "match")
    #expect(match.word("community") == community)
    #expect(match.observation["faults"] == .list([]))
    #expect(match.observation["repeats-query"] == .boolean(true))
    let patient = try #require(match.records("patients").first)
    #expect(patient["community"] == .string(community))
    #expect(patient["given"] == .string("Erika"))
    let several: [String: Value] = ["family": .string("Muster"), "birth-date": .string("19640812")]
    let ambiguous = try await Self.perform(several, at: peer.port)
    #expect(ambiguous.word("finding") == "attributes-requested")
    #expect(ambiguous.observation["requested"] == .list([.string("PatientAddressRequested")]))
    #expect(ambiguous.failure == nil)
    let other: [String: Value] = ["family": .string("Nobody"), "birth-date": .string("19640812")]
    let untold = try await Self.perform(other, at: peer.port)
    #expect(untold.failure?.blame == .configuration)
    let nobody = try await Self.perform(other.merging(["stranger": .boolean(true)]) { $1 }, at: peer.port)
    #expect(nobody.word("finding") == "no-match")
    #expect(nobody.word("query-response") == "NF")
    #expect(nobody.failure == nil)
    let elsewhere = try await Self.perform(several, at: peer.port, community: CommunityGateways.communities.b)
    #expect(elsewhere.word("outcome") == "refused")
    let nameless = try await Self.perform(several, at: peer.port, community: nil)
    #expect(nameless.failure?.blame == .harness)
  }

  @Test(
    "What a gateway does wrong shows",
    arguments: [
      (DiscoveryGateway.Defect.guesses, "match"), (.asksNothing, "unanswered"),
      (.noInteraction, "attributes-requested"),
    ])
  func faults(defect: DiscoveryGateway.Defect, finding: String) async throws {
    let peer = try await Self.gateway(defect)
    defer { peer.stop() }
    let result = try await Self.perform(
      ["family": .string("Muster"), "birth-date": .string("19640812")], at: peer.port)
    #expect(result.word("finding") == finding)
    #expect((result.observation["faults"] == .list([])) == (defect != .noInteraction))
  }
}
