import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps at gateways between communities")
struct CommunityProbeTests {
  private static let patient = Value.string("P1^^^&2.16.840.1.113883.2.1.4.1&ISO")
  private static let a = "urn:oid:\(CommunityGateways.communities.a)"
  private static let b = "urn:oid:\(CommunityGateways.communities.b)"
  private static let stranger = "urn:oid:1.2.3.4"

  /// Gateways with what the tests ask of them.
  private struct Bench {
    let bench: ProbeBench
    let peer: PeerProcess

    init(_ defect: CommunityGateways.Defect = .none) async throws {
      bench = try await ProbeBench()
      peer = try await CommunityGateways.start(defect)
    }

    func perform(
      _ probe: any Probe.Type, _ inputs: [String: Value], at path: String, _ name: EndpointProtocol = .xca,
      community: String? = nil
    ) async -> StepResult {
      await bench.perform(
        probe, inputs,
        at: AddressEndpoint(
          protocolName: name, address: "http://127.0.0.1:\(peer.port)/\(path)",
          settings: community.map { ["home-community-id": $0] } ?? [:]))
    }

    /// Submits a document to one community, and answers its unique id.
    func provide(_ text: String, to name: String) async -> StepResult {
      await perform(
        XDSProvideProbe.self, ["patient": CommunityProbeTests.patient, "text": .string(text)], at: "\(name)/repository",
        .xds)
    }

    func find(_ inputs: [String: Value] = [:], community: String? = CommunityGateways.communities.a) async -> StepResult
    {
      await perform(
        XCAFindDocumentsProbe.self, inputs.merging(["patient": CommunityProbeTests.patient]) { one, _ in one },
        at: "a/gateway", community: community)
    }

    func findAll(_ inputs: [String: Value] = [:]) async -> StepResult {
      await perform(
        XCAFindDocumentsProbe.self,
        inputs.merging(["patient": CommunityProbeTests.patient, "gateway": .string("initiating")]) { one, _ in one },
        at: "gateway")
    }

    func retrieve(_ documents: [Value], _ inputs: [String: Value] = [:], all: Bool = false) async -> StepResult {
      var inputs = inputs
      inputs["documents"] = .list(documents)
      if all { inputs["gateway"] = .string("initiating") }
      return await perform(
        XCARetrieveProbe.self, inputs, at: all ? "gateway" : "a/gateway",
        community: all ? nil : CommunityGateways.communities.a)
    }

    func end() async {
      peer.stop()
      await bench.listeners.close()
    }
  }

  private static func document(_ id: Value?, in community: String?, number: Int = 1) -> Value {
    var fields: [String: Value] = [
      "id": id ?? .string(""), "repository": .string("1.3.6.1.4.1.21367.2026.71.\(number)"),
    ]
    fields["home"] = community.map { .string($0) }
    return .record(fields)
  }

  private static func codes(_ result: StepResult) -> [Value?] { result.records("errors").map { $0["code"] } }
  private static func places(_ result: StepResult) -> [Value?] { result.records("errors").map { $0["location"] } }

  @Test("A responding gateway's document is found and retrieved with its community")
  func responding() async throws {
    let bench = try await Bench()
    let provided = await bench.provide("One", to: "a")
    let found = await bench.find()
    #expect(found.failure == nil)
    #expect(found.word("action") == "urn:ihe:iti:2007:CrossGatewayQueryResponse")
    #expect(found.records("documents").map { $0["uniqueId"] } == [provided.observation["unique-id"]])
    #expect(found.observation["communities"] == .list([.string(Self.a)]))
    #expect(found.observation["community"] == .string(Self.a))
    #expect(found.observation["other-communities"] == .list([]))
    #expect(found.number("unlabelled") == 0)
    #expect(found.number("answers") == 1)
    let references = await bench.find(["returns": .string("ObjectRef"), "repeat": .number(3)])
    #expect(references.observation["communities"] == .list([.string(Self.a)]))
    #expect(references.number("answers") == 3)
    let retrieved = await bench.retrieve([Self.document(provided.observation["unique-id"], in: Self.a)])
    #expect(retrieved.word("response") == "success")
    #expect(retrieved.word("action") == "urn:ihe:iti:2007:CrossGatewayRetrieveResponse")
    #expect(retrieved.records("documents").map { $0["hash"] } == [provided.observation["hash"]])
    #expect(retrieved.observation["communities"] == .list([.string(Self.a)]))
    await bench.end()
  }

  @Test("A document is found by its id in the community that is named, and not without one")
  func byID() async throws {
    let bench = try await Bench()
    let provided = await bench.provide("One", to: "a")
    func ask(_ inputs: [String: Value]) async -> StepResult {
      let parameter: [String: Value] = [
        "name": .string("$XDSDocumentEntryUniqueId"),
        "values": .list([provided.observation["unique-id"] ?? .string("")]),
      ]
      return await bench.perform(
        XCAQueryProbe.self,
        inputs.merging(["parameters": .list([.record(parameter)])]) { one, _ in one }, at: "a/gateway",
        community: CommunityGateways.communities.a)
    }
    let found = await ask(["query": .string("GetDocuments"), "home": .string(Self.a)])
    #expect(found.failure == nil && found.word("response") == "success")
    #expect(found.word("action") == "urn:ihe:iti:2007:CrossGatewayQueryResponse")
    #expect(found.records("documents").map { $0["uniqueId"] } == [provided.observation["unique-id"]])
    #expect(found.observation["communities"] == .list([.string(Self.a)]))
    #expect(found.number("unlabelled") == 0)
    let homeless = await ask(["query": .string("GetDocuments")])
    #expect(Self.codes(homeless) == [.string("XDSMissingHomeCommunityId")])
    let untold = await ask(["query": .string("GetDocuments"), "home": .string(Self.stranger)])
    #expect(untold.failure?.blame == .configuration)
    let local = await ask(["query": .string("FindDocumentsForMultiplePatients")])
    #expect(local.failure?.blame == .harness)
    await bench.end()
  }

  @Test("A community that should be known is a matter of the set-up, one that should not is an answer")
  func strangers() async throws {
    let bench = try await Bench()
    let untold = await bench.find(["home": .string(Self.stranger)])
    #expect(untold.failure?.blame == .configuration)
    let refused = await bench.find(["home": .string(Self.stranger), "stranger": .boolean(true)])
    #expect(refused.failure == nil)
    #expect(Self.codes(refused) == [.string("XDSUnknownCommunity")])
    #expect(Self.places(refused) == [.string(Self.a)])
    #expect(
      Self.codes(await bench.retrieve([Self.document(.string("1.2"), in: nil)])) == [
        .string("XDSMissingHomeCommunityId")
      ])
    let nameless = await bench.find(community: nil)
    #expect(nameless.failure?.blame == .harness)
    await bench.end()
  }

  @Test("An initiating gateway's answer joins communities, and says which one is missing")
  func initiating() async throws {
    let bench = try await Bench()
    let one = await bench.provide("One", to: "a")
    let two = await bench.provide("Two", to: "b")
    let found = await bench.findAll()
    #expect(found.word("response") == "partial-success")
    #expect(found.word("action") == "urn:ihe:iti:2007:RegistryStoredQueryResponse")
    #expect(found.observation["communities"] == .list([.string(Self.a), .string(Self.b)]))
    #expect(Self.codes(found) == [.string("XDSUnavailableCommunity")])
    #expect(Self.places(found) == [.string(CommunityGateways.silent)])
    let chosen = await bench.findAll(["home": .string(Self.b)])
    #expect(chosen.word("response") == "success")
    #expect(chosen.records("documents").map { $0["uniqueId"] } == [two.observation["unique-id"]])
    let retrieved = await bench.retrieve(
      [
        Self.document(one.observation["unique-id"], in: Self.a),
        Self.document(two.observation["unique-id"], in: Self.b, number: 2),
        Self.document(.string("1.2"), in: CommunityGateways.silent),
      ], all: true)
    #expect(retrieved.word("response") == "partial-success")
    #expect(retrieved.records("documents").map { $0["hash"] } == [one.observation["hash"], two.observation["hash"]])
    #expect(Self.places(retrieved) == [.string(CommunityGateways.silent)])
    await bench.end()
  }

  @Test(
    "Objects without their community, and ones that come twice, are counted",
    arguments: [CommunityGateways.Defect.noHome, .bareHome, .otherHome, .dropsHomes, .repeats])
  func labels(_ defect: CommunityGateways.Defect) async throws {
    let bench = try await Bench(defect)
    _ = await bench.provide("One", to: "a")
    let found = defect == .dropsHomes || defect == .repeats ? await bench.findAll() : await bench.find()
    #expect(found.number("unlabelled") == (defect == .noHome || defect == .dropsHomes ? 1 : 0))
    #expect(
      found.observation["malformed-communities"]
        == .list(defect == .bareHome ? [.string(CommunityGateways.communities.a)] : []))
    #expect(
      found.observation["communities"]
        == .list(
          defect == .otherHome ? [.string(Self.b)] : defect == .repeats ? [.string(Self.a)] : []))
    #expect(found.number("repeated") == (defect == .repeats ? 1 : 0))
    await bench.end()
  }
}
