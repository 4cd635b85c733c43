import Evidence
import FHIR
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("fhir.* against a server")
struct FHIRProbeTests {
  private static func patient(_ family: String = "Neil", number: String = "9990000018") throws -> Value {
    .resource(
      try Resource(
        json: Array(
          #"""
          {"resourceType":"Patient","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"\#(number)"}],
           "name":[{"family":"\#(family)","given":["Ann"]}],"gender":"female","birthDate":"1974-12-25"}
          """#.utf8)))
  }

  private static func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value], at url: String, seconds: Int64 = 20
  ) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      probe, inputs, at: AddressEndpoint(protocolName: .fhir, address: url), seconds: seconds)
    await bench.close()
    return result
  }

  private static func texts(_ names: String...) -> Value { .list(names.map { .string($0) }) }

  @Test("What is created is read, updated in its version, found, remembered and deleted")
  func life() async throws {
    let server = try await FHIRServer.start()
    let created = try await Self.perform(FHIRCreateProbe.self, ["resource": try Self.patient()], at: server.url)
    #expect(created.failure == nil)
    #expect(created.number("status") == 201)
    let id = try #require(created.word("id"))
    let key: [String: Value] = ["type": .string("Patient"), "id": .string(id)]
    let read = try await Self.perform(FHIRReadProbe.self, key, at: server.url)
    #expect(read.number("status") == 200)
    #expect(read.word("etag") == "W/\"1\"")
    #expect(read.word("version") == "1")
    guard case .resource(let resource)? = read.observation["resource"] else {
      Issue.record("no resource")
      return
    }
    #expect(resource.type == "Patient" && resource.id == id)
    let stale = try await Self.perform(
      FHIRUpdateProbe.self,
      ["resource": try Self.patient("Other"), "id": .string(id), "if-match": .string("W/\"9\"")], at: server.url)
    #expect([409, 412].contains(stale.number("status") ?? 0))
    #expect(stale.failure == nil && !stale.records("issues").isEmpty)
    let updated = try await Self.perform(
      FHIRUpdateProbe.self,
      ["resource": try Self.patient("Other"), "id": .string(id), "if-match": .string("W/\"1\"")], at: server.url)
    #expect(updated.number("status") == 200)
    let old = try await Self.perform(
      FHIRReadProbe.self, key.merging(["version": .string("1")]) { $1 }, at: server.url)
    #expect(old.word("version") == "1")
    let history = try await Self.perform(FHIRHistoryProbe.self, key, at: server.url)
    guard case .resource(let bundle)? = history.observation["bundle"] else {
      Issue.record("no bundle")
      return
    }
    #expect(bundle.root["entry"]?.elements?.count == 2)
    let found = try await Self.perform(
      FHIRSearchProbe.self, ["type": .string("Patient"), "parameters": Self.texts("family=Other")], at: server.url)
    guard case .list(let matches)? = found.observation["matches"] else {
      Issue.record("no matches")
      return
    }
    #expect(matches.count == 1 && found.word("paging") == "complete")
    let deleted = try await Self.perform(FHIRDeleteProbe.self, key, at: server.url)
    #expect([200, 204].contains(deleted.number("status") ?? 0))
    let gone = try await Self.perform(FHIRReadProbe.self, key, at: server.url)
    #expect(gone.number("status") == 410)
  }

  @Test("Both formats give the same values")
  func formats() async throws {
    let server = try await FHIRServer.start()
    let created = try await Self.perform(FHIRCreateProbe.self, ["resource": try Self.patient()], at: server.url)
    let key: [String: Value] = ["type": .string("Patient"), "id": .string(try #require(created.word("id")))]
    var families: Set<[String]> = []
    for format in WireFormat.allCases {
      let read = try await Self.perform(
        FHIRReadProbe.self, key.merging(["accept": .string(format.mediaType)]) { $1 }, at: server.url)
      #expect(read.word("media-type") == format.mediaType)
      guard case .resource(let resource)? = read.observation["resource"] else {
        Issue.record("no resource in \(format)")
        continue
      }
      families.insert(
        resource.elements(at: ElementPath([.element("name"), .element("family")])).compactMap(\.node?.text))
    }
    #expect(families == [["Neil"]])
  }

  @Test(
    "Pages are followed to the end; a server whose pages never end is left, and it is told", arguments: [true, false])
  func pages(_ ends: Bool) async throws {
    let server = try await FHIRServer.start(ends ? .none : .endlessPaging)
    for _ in 0..<5 {
      _ = try await Self.perform(FHIRCreateProbe.self, ["resource": try Self.patient()], at: server.url)
    }
    let found = try await Self.perform(
      FHIRSearchProbe.self,
      ["type": .string("Patient"), "parameters": Self.texts("family=Neil", "_count=2"), "pages": .number(10)],
      at: server.url)
    guard case .list(let matches)? = found.observation["matches"] else {
      Issue.record("no matches")
      return
    }
    #expect(ends ? matches.count == 5 : matches.count >= 5)
    #expect(ends ? found.word("paging") == "complete" : ["loop", "limit"].contains(found.word("paging") ?? ""))
  }

  @Test("Other interactions: conditional create, a transaction, operations")
  func others() async throws {
    let server = try await FHIRServer.start()
    let query = "identifier=https://fhir.nhs.uk/Id/nhs-number|9990000018"
    let inputs: [String: Value] = ["resource": try Self.patient(), "if-none-exist": .string(query)]
    let first = try await Self.perform(FHIRCreateProbe.self, inputs, at: server.url)
    let second = try await Self.perform(FHIRCreateProbe.self, inputs, at: server.url)
    #expect(first.number("status") == 201 && second.number("status") == 200)
    let bundle = try Resource(
      json: Array(
        #"{"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":"Patient?_count=1"}}]}"#
          .utf8))
    let batch = try await Self.perform(FHIRTransactionProbe.self, ["resource": .resource(bundle)], at: server.url)
    #expect(batch.number("status") == 200 && batch.observation["bundle"] != nil)
    let everything = try await Self.perform(
      FHIROperationProbe.self,
      ["operation": .string("everything"), "type": .string("Patient"), "id": .string(try #require(first.word("id")))],
      at: server.url)
    #expect(everything.number("status") == 200)
    let missing = try await Self.perform(
      FHIROperationProbe.self, ["operation": .string("none-such"), "type": .string("Patient")], at: server.url)
    #expect(missing.number("status") == 404 && missing.failure == nil)
  }

  @Test("A server that keeps to its statement is contradicted by nothing; one that does not is, in this claim alone")
  func sweep() async throws {
    for (defect, claims) in [
      (FHIRServer.Defect.none, [String]()), (.claimsHistoryWithoutIt, ["history-instance", "vread"]),
      (.claimsParameterWithoutIt, ["Patient search-parameter telecom"]),
    ] {
      let server = try await FHIRServer.start(defect)
      _ = try await Self.perform(FHIRCreateProbe.self, ["resource": try Self.patient()], at: server.url)
      let sweep = try await Self.perform(FHIRSweepProbe.self, ["writes": .boolean(true)], at: server.url, seconds: 120)
      #expect(sweep.failure == nil)
      let contradicted = sweep.strings("contradicted")
      #expect((sweep.number("works") ?? 0) > 10)
      #expect(contradicted.isEmpty == claims.isEmpty, "\(contradicted)")
      #expect(contradicted.allSatisfy { claim in claims.contains { claim.contains($0) } }, "\(contradicted)")
      let undeclared = sweep.records("undeclared")
      #expect(!undeclared.isEmpty)
      #expect(undeclared.allSatisfy { $0["has-outcome"] == .boolean(true) }, "\(undeclared)")
    }
  }
}
