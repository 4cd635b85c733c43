import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps at imaging gateways")
struct ImagingGatewayProbeTests {
  private static let home = "urn:oid:\(CommunityGateways.communities.a)"

  private static func retrieve(
    _ bench: ProbeBench, _ port: Int, _ inputs: [String: Value] = [:], initiating: Bool = false
  ) async -> StepResult {
    var inputs = inputs.merging(["study": .string("chest")]) { one, _ in one }
    if initiating { inputs["endpoint"] = .string("xds-i") }
    let settings = [
      "home-community-id": CommunityGateways.communities.a, "repository-unique-id": ImagingGateways.sources.a,
    ]
    return await bench.perform(
      XCAImagingRetrieveProbe.self, inputs,
      at: AddressEndpoint(
        protocolName: initiating ? .xdsi : .xcai,
        address: "http://127.0.0.1:\(port)/\(initiating ? "images" : "a/images")", settings: initiating ? [:] : settings
      ))
  }

  @Test("A study is given by its community's gateway, and through another one with the community that is missing")
  func whole() async throws {
    let bench = try await ProbeBench()
    let (peer, dicomPort) = try await ImagingGateways.start()
    defer { peer.stop() }
    let stored = await bench.perform(DICOMStoreProbe.self, ["study": .string("chest")], port: dicomPort, aeTitle: "A")
    try #require(stored.failure == nil)
    let given = await Self.retrieve(bench, peer.port)
    #expect(given.failure == nil)
    #expect(given.word("response") == "success")
    #expect(given.word("action") == "urn:ihe:rad:2011:CrossGatewayRetrieveImagingDocumentSetResponse")
    #expect(given.records("instances").count == 4)
    #expect(given.records("instances").allSatisfy { $0["unchanged"] == .boolean(true) })
    #expect(given.observation["communities"] == .list([.string(Self.home)]))
    #expect(given.word("repository") == ImagingGateways.sources.a)
    let named: [String: Value] = ["home": .string(Self.home), "repository": .string(ImagingGateways.sources.a)]
    let beside: Value = .record([
      "id": .string("2.25.1"), "repository": .string("2.25.2"), "home": .string(CommunityGateways.silent),
    ])
    let partial = await Self.retrieve(
      bench, peer.port, named.merging(["beside": .list([beside])]) { one, _ in one }, initiating: true)
    #expect(partial.word("response") == "partial-success")
    #expect(partial.records("instances").count == 4)
    #expect(partial.uids("missing") == [])
    #expect(partial.records("errors").map { $0["location"] } == [.string(CommunityGateways.silent)])
    let absent = await Self.retrieve(bench, peer.port, ["object-uid": .string("2.25.1")])
    #expect(absent.word("response") == "failure")
    let untold = await Self.retrieve(bench, peer.port, ["home": .string("urn:oid:1.2.3")])
    #expect(untold.failure?.blame == .configuration)
    let unnamed = await Self.retrieve(bench, peer.port, initiating: true)
    #expect(unnamed.failure?.blame == .harness)
    await bench.close()
  }
}
