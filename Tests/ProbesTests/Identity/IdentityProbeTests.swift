import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps of identity over HL7 V3")
struct IdentityProbeTests {
  private static let local = "A1^^^&1.2.3&ISO"
  private static let second = "B1^^^&1.2.4&ISO"
  private static let number = ProbeBench.fixtures.patients["edith"]?.nhsNumber ?? ""

  /// A patient index with what the tests ask of it.
  private struct Bench {
    let bench: ProbeBench
    let peer: PeerProcess

    init(_ defect: IdentityManagerV3.Defect = .none) async throws {
      bench = try await ProbeBench()
      peer = try await IdentityManagerV3.start(defect)
    }

    func perform(_ probe: any Probe.Type, _ inputs: [String: Value], at name: EndpointProtocol) async -> StepResult {
      await bench.perform(
        probe, inputs,
        at: AddressEndpoint(
          protocolName: name, address: "http://127.0.0.1:\(peer.port)/", settings: ["device-id": "1.2.3.4"]))
    }

    func feed(_ identifiers: [String], _ changes: [String: Value] = [:]) async -> StepResult {
      var inputs: [String: Value] = [
        "patient": .string("edith"), "identifiers": .list(identifiers.map { .string($0) }),
        "others": .list([.string(IdentityProbeTests.number)]),
      ]
      inputs.merge(changes) { $1 }
      return await perform(PIXFeedProbe.self, inputs, at: .pixv3)
    }

    func query(_ identifier: String, domains: [String] = []) async -> StepResult {
      var inputs: [String: Value] = ["identifier": .string(identifier)]
      if !domains.isEmpty { inputs["domains"] = .list(domains.map { .string($0) }) }
      return await perform(PIXQueryProbe.self, inputs, at: .pixv3)
    }

    func trace(_ inputs: [String: Value]) async -> StepResult {
      await perform(PDQQueryProbe.self, inputs, at: .pdqv3)
    }

    func end() async {
      peer.stop()
      await bench.listeners.close()
    }
  }

  private static func texts(_ records: [[String: Value]], _ name: String) -> [String] {
    records.compactMap { if case .string(let text)? = $0[name] { text } else { nil } }
  }

  private static func acknowledgement(_ result: StepResult) -> [String: Value] {
    if case .record(let fields)? = result.observation["acknowledgement"] { fields } else { [:] }
  }

  @Test("Identifiers that were told are cross-referenced, and what is not known is told")
  func crossReference() async throws {
    let bench = try await Bench()
    let fed = await bench.feed([Self.local])
    #expect(fed.failure == nil)
    #expect(Self.acknowledgement(fed)["code"] == .string("CA"))
    #expect(Self.acknowledgement(fed)["of-request"] == .boolean(true))
    #expect(fed.records("faults").isEmpty)
    #expect(Self.texts(fed.records("sent"), "extension") == ["A1", Self.number])
    _ = await bench.feed([Self.second])
    let found = await bench.query(Self.local)
    #expect(found.word("query-response") == "OK")
    #expect(Set(Self.texts(found.records("identifiers"), "extension")) == ["B1", Self.number])
    #expect(found.records("faults").isEmpty)
    let wanted = await bench.query(Self.local, domains: ["1.2.4"])
    #expect(Self.texts(wanted.records("identifiers"), "cx") == [Self.second])
    for unknown in [await bench.query("NO^^^&1.2.3&ISO"), await bench.query(Self.local, domains: ["1.2.99"])] {
      #expect(unknown.failure == nil)
      #expect(unknown.word("query-response") == "AE")
      guard case .list(let details)? = Self.acknowledgement(unknown)["details"],
        case .record(let detail)? = details.first
      else {
        Issue.record("\(unknown.observation)")
        continue
      }
      #expect(detail["code"] == .string("204"))
    }
    let merged = await bench.feed(
      [Self.local], ["event": .string("merge"), "prior": .string(Self.second), "others": .list([])])
    #expect(Self.acknowledgement(merged)["code"] == .string("CA"))
    #expect(Self.texts(await bench.query(Self.number).records("identifiers"), "extension") == ["A1"])
    await bench.end()
  }

  @Test("Patients are traced by each parameter, and by parts")
  func demographics() async throws {
    let bench = try await Bench()
    let patient = try #require(ProbeBench.fixtures.patients["edith"])
    _ = await bench.feed([Self.local])
    _ = await bench.feed(["A2^^^&1.2.3&ISO"], ["others": .list([]), "birth-date": .string("19010203")])
    let family: Value = .string(patient.name.split(separator: "^").first.map(String.init) ?? "")
    let both = await bench.trace(["family": family])
    #expect(both.records("patients").count == 2)
    #expect(both.number("total") == 2)
    let parameters: [[String: Value]] = [
      ["family": family, "birth-date": .string(patient.birthDate)],
      ["family": family, "born-from": .string("19020101"), "born-to": .string("20990101")],
      ["identifiers": .list([.string(Self.number)])], ["identifiers": .list([.string(Self.local)])],
    ]
    for inputs in parameters {
      let one = await bench.trace(inputs)
      #expect(Self.texts(one.records("patients"), "birth-date") == [patient.birthDate], "\(inputs)")
    }
    #expect(await bench.trace(["family": .string("Nobody")]).word("query-response") == "NF")
    let first = await bench.trace(["family": family, "quantity": .number(1)])
    #expect(first.number("remaining") == 1)
    let ids: [String: Value] = [
      "query": .string(try #require(first.word("query-id"))), "answer": .string(try #require(first.word("answer-id"))),
    ]
    let rest = await bench.perform(PDQContinueProbe.self, ids, at: .pdqv3)
    #expect(rest.records("patients").count == 1)
    #expect(rest.number("remaining") == 0)
    let end = await bench.perform(PDQContinueProbe.self, ids.merging(["cancel": .boolean(true)]) { $1 }, at: .pdqv3)
    #expect(Self.acknowledgement(end)["code"] == .string("CA"))
    #expect(await bench.perform(PDQContinueProbe.self, ids, at: .pdqv3).word("query-response") == "AE")
    await bench.end()
  }

  @Test("What cannot be asked is not sent, and is the harness's own")
  func misuse() async throws {
    let bench = try await Bench()
    let results = [
      await bench.feed(["A1^^^TRUST"]), await bench.feed([]),
      await bench.feed([Self.local], ["event": .string("merge")]),
      await bench.query("A1^^^TRUST"), await bench.trace(["quantity": .number(0)]),
    ]
    for result in results {
      #expect(result.failure?.blame == .harness)
      #expect(result.observation["status"] == nil)
    }
    await bench.end()
  }

  @Test("A fault is an answer; another message is the actor's failure; a page is another service")
  func others() async throws {
    let faulty = try await Bench(.fault)
    let fault = await faulty.query(Self.local)
    #expect(fault.word("outcome") == "refused")
    #expect(fault.failure == nil)
    await faulty.end()
    let page = try await Bench(.page)
    #expect(await page.query(Self.local).failure?.blame == .configuration)
    await page.end()
    let registry = try await DocumentRegistry.start(.none)
    let bench = try await ProbeBench()
    let address = "http://127.0.0.1:\(registry.port)/"
    let refused = await bench.perform(
      PIXQueryProbe.self, ["identifier": .string(Self.local)],
      at: AddressEndpoint(protocolName: .pixv3, address: address))
    #expect(refused.failure?.blame != .harness)
    #expect(refused.observation["query-response"] == nil)
    registry.stop()
    await bench.listeners.close()
  }

  @Test(
    "What an answer breaks is shown with its place",
    arguments: [
      (IdentityManagerV3.Defect.wrongOrder, "queryAck"), (.noQueryCopy, "controlActProcess"),
      (.textAuthorities, "patient/id"),
    ])
  func faults(defect: IdentityManagerV3.Defect, place: String) async throws {
    let bench = try await Bench(defect)
    _ = await bench.feed([Self.local])
    let found = await bench.query(Self.local)
    #expect(found.failure == nil)
    let faults = found.records("faults")
    #expect(!faults.isEmpty)
    #expect(
      faults.contains { fault in
        (Self.texts([fault], "path") + Self.texts([fault], "message")).contains { $0.contains(place) }
      }, "\(faults)")
    await bench.end()
  }
}
