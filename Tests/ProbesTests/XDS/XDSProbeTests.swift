import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps of document sharing")
struct XDSProbeTests {
  private static let patient = "P1^^^\(DocumentRegistry.assigningAuthority)"
  private static let stranger = "P2^^^&1.2.3.4&ISO"

  /// A registry with what the tests ask of it.
  private struct Bench {
    let bench: ProbeBench
    let peer: PeerProcess
    let address: String

    init(_ defect: DocumentRegistry.Defect = .none) async throws {
      bench = try await ProbeBench()
      peer = try await DocumentRegistry.start(defect)
      address = "http://127.0.0.1:\(peer.port)/"
    }

    func perform(_ probe: any Probe.Type, _ inputs: [String: Value]) async -> StepResult {
      await bench.perform(
        probe, inputs,
        at: AddressEndpoint(
          protocolName: .xds, address: address,
          settings: ["repository-unique-id": DocumentRegistry.repositoryUniqueID]))
    }

    func provide(_ text: String, _ changes: [String: Value] = [:]) async -> StepResult {
      var inputs: [String: Value] = [
        "patient": .string(XDSProbeTests.patient), "text": .string(text),
        "codes": .list([
          XDSProbeTests.code("classCode", "721981007", "2.16.840.1.113883.6.96", "Diagnostic studies report"),
          XDSProbeTests.code("eventCodeList", "CT", "1.2.840.10008.2.16.4", nil),
        ]), "service-start": .string("20261101101500"),
        "references": .list([.string("A1^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession")]),
      ]
      inputs.merge(changes) { $1 }
      return await perform(XDSProvideProbe.self, inputs)
    }

    func find(_ inputs: [String: Value] = [:]) async -> StepResult {
      await perform(
        XDSFindDocumentsProbe.self, inputs.merging(["patient": .string(XDSProbeTests.patient)]) { one, _ in one })
    }

    func retrieve(_ documents: [Value], _ inputs: [String: Value] = [:]) async -> StepResult {
      await perform(XDSRetrieveProbe.self, inputs.merging(["documents": .list(documents)]) { one, _ in one })
    }

    func end() async {
      peer.stop()
      await bench.listeners.close()
    }
  }

  private static func code(_ attribute: String, _ code: String, _ scheme: String, _ display: String?) -> Value {
    var fields: [String: Value] = [
      "attribute": .string(attribute), "code": .string(code), "scheme": .string(scheme),
    ]
    fields["display"] = display.map { .string($0) }
    return .record(fields)
  }

  private static func documents(_ result: StepResult) -> [[String: Value]] {
    guard case .list(let values)? = result.observation["documents"] else { return [] }
    return values.compactMap { if case .record(let fields) = $0 { fields } else { nil } }
  }

  private static func codes(_ result: StepResult) -> [String] {
    guard case .list(let values)? = result.observation["errors"] else { return [] }
    return values.compactMap { value in
      if case .record(let fields) = value, case .string(let code)? = fields["code"] { code } else { nil }
    }
  }

  @Test("A document that is provided is found with its attributes and retrieved unchanged")
  func whole() async throws {
    let bench = try await Bench()
    let provided = await bench.provide("Ein Befund: größer.", ["title": .string("A report")])
    #expect(provided.failure == nil)
    #expect(provided.observation["response"] == .string("success"))
    #expect(provided.observation["packaging"] == .string("mtom"))
    #expect(provided.observation["answers-request"] == .boolean(true))
    let found = await bench.find()
    #expect(found.observation["response"] == .string("success"))
    let entry = try #require(Self.documents(found).first)
    #expect(Self.documents(found).count == 1)
    #expect(entry["uniqueId"] == provided.observation["unique-id"])
    #expect(entry["hash"] == provided.observation["hash"])
    #expect(entry["size"] == provided.observation["size"])
    #expect(entry["title"] == .string("A report"))
    #expect(entry["availabilityStatus"] == .string("approved"))
    #expect(entry["repositoryUniqueId"] == .string(DocumentRegistry.repositoryUniqueID))
    guard case .record(let slots)? = entry["slots"], case .record(let attributes)? = slots["XDSDocumentEntry"],
      case .record(let classCode)? = attributes["classCode"]
    else {
      Issue.record("\(entry)")
      return
    }
    #expect(classCode["display"] == .string("Diagnostic studies report"))
    #expect(attributes["serviceStartTime"] == .string("20261101101500"))
    let uniqueID = try #require(entry["uniqueId"])
    let retrieved = await bench.retrieve([uniqueID])
    #expect(retrieved.observation["response"] == .string("success"))
    let document = try #require(Self.documents(retrieved).first)
    #expect(document["text"] == .string("Ein Befund: größer."))
    #expect(document["hash"] == provided.observation["hash"])
    #expect(document["content"] == .string("attachment"))
    #expect(document["mimeType"] == .string("text/plain"))
    await bench.end()
  }

  @Test("Each filter of a search finds what has it, and not what has it not")
  func filters() async throws {
    let bench = try await Bench()
    _ = await bench.provide("one")
    let filters: [(String, Value, Value)] = [
      ("class", .list([.string("721981007^^2.16.840.1.113883.6.96")]), .list([.string("1^^2")])),
      ("event", .list([.string("CT^^1.2.840.10008.2.16.4")]), .list([.string("MR^^1.2.840.10008.2.16.4")])),
      ("service-from", .string("20261101"), .string("20261102")),
      ("service-to", .string("20261102"), .string("20261101")),
      (
        "reference", .string("A1^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession"),
        .string("A2^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession")
      ),
      ("availability", .list([.string("approved"), .string("deprecated")]), .list([.string("deprecated")])),
      ("type", .string("any"), .string("on-demand")),
    ]
    for (name, holds, fails) in filters {
      #expect(Self.documents(await bench.find([name: holds])).count == 1, "\(name)")
      let none = await bench.find([name: fails])
      #expect(Self.documents(none).isEmpty, "\(name)")
      #expect(none.observation["response"] == .string("success"), "\(name)")
    }
    #expect(
      Self.documents(await bench.find(["patient": .string("P9^^^\(DocumentRegistry.assigningAuthority)")])).isEmpty)
    let references = await bench.find(["returns": .string("ObjectRef")])
    #expect(references.strings("references").count == 1)
    #expect(Self.documents(references).isEmpty)
    await bench.end()
  }

  @Test("A replaced document is deprecated with its addendum, one that gets an addendum is not")
  func replacement() async throws {
    let bench = try await Bench()
    _ = await bench.provide("first")
    let first = try #require(Self.documents(await bench.find()).first?["entryUUID"])
    _ = await bench.provide("addendum", ["appends": first])
    #expect(Self.documents(await bench.find()).count == 2)
    let replaced = await bench.provide("second", ["replaces": first])
    #expect(replaced.observation["response"] == .string("success"))
    #expect(!Self.documents(await bench.find()).contains { $0["entryUUID"] == first })
    let old = await bench.find(["availability": .list([.string("deprecated")])])
    // The addendum to what no longer holds goes with it.
    #expect(Self.documents(old).count == 2)
    #expect(Self.documents(old).contains { $0["entryUUID"] == first })
    let again = await bench.provide("third", ["replaces": first])
    #expect(Self.codes(again) == ["XDSRegistryDeprecatedDocumentError"])
    await bench.end()
  }

  @Test("Refusals are told by their codes, and are no failure of the exchange")
  func refusals() async throws {
    let bench = try await Bench()
    let unknown = await bench.provide("x", ["patient": .string(Self.stranger), "stranger": .boolean(true)])
    #expect(Self.codes(unknown) == ["XDSUnknownPatientId"])
    #expect(unknown.failure == nil)
    let untold = await bench.provide("x", ["patient": .string(Self.stranger)])
    #expect(untold.failure?.blame == .configuration)
    #expect(unknown.observation["response"] == .string("failure"))
    #expect(Self.codes(await bench.provide("x", ["bend": .string("no-document")])) == ["XDSMissingDocument"])
    #expect(Self.codes(await bench.provide("x", ["bend": .string("stray-document")])) == ["XDSMissingDocumentMetadata"])
    #expect(Self.codes(await bench.provide("x", ["bend": .string("no-class-code")])) == ["XDSRepositoryMetadataError"])
    let first = await bench.provide("x", ["unique-id": .string("1.2.3.4")])
    #expect(first.observation["response"] == .string("success"))
    #expect(Self.codes(await bench.provide("y", ["unique-id": .string("1.2.3.4")])) == ["XDSNonIdenticalHash"])
    #expect(Self.codes(await bench.find(["omit": .list([.string("patient")])])) == ["XDSStoredQueryMissingParam"])
    #expect(Self.codes(await bench.find(["omit": .list([.string("availability")])])) == ["XDSStoredQueryMissingParam"])
    #expect(
      Self.codes(await bench.find(["query-id": .string("urn:uuid:00000000-0000-4000-8000-000000000000")]))
        == ["XDSUnknownStoredQuery"])
    #expect(Self.codes(await bench.retrieve([.string("1.2.9")])) == ["XDSDocumentUniqueIdError"])
    let elsewhere = await bench.retrieve([.string("1.2.3.4")], ["repository": .string("1.2")])
    #expect(Self.codes(elsewhere) == ["XDSUnknownRepositoryId"])
    let both = await bench.retrieve([.string("1.2.3.4"), .string("1.2.9")])
    #expect(both.observation["response"] == .string("partial-success"))
    #expect(Self.documents(both).count == 1)
    await bench.end()
  }

  @Test(
    "What a repository gives shows when it is not what was provided",
    arguments: [DocumentRegistry.Defect.wrongHash, .wrongSize, .truncates, .inline, .losesReferences])
  func faults(defect: DocumentRegistry.Defect) async throws {
    let bench = try await Bench(defect)
    let provided = await bench.provide("A report")
    let entry = try #require(Self.documents(await bench.find()).first)
    let uniqueID = try #require(entry["uniqueId"])
    let document = try #require(Self.documents(await bench.retrieve([uniqueID])).first)
    #expect((entry["hash"] == provided.observation["hash"]) == (defect != .wrongHash))
    #expect((entry["size"] == provided.observation["size"]) == (defect != .wrongSize))
    #expect((document["hash"] == provided.observation["hash"]) == (defect != .truncates))
    #expect(document["content"] == .string(defect == .inline ? "inline" : "attachment"))
    #expect((entry["referenceIdList"] == .list([])) == (defect == .losesReferences))
    await bench.end()
  }

  @Test("An answer that names no request, or comes as SOAP 1.1, is seen as such")
  func addressing() async throws {
    let unrelated = try await Bench(.noRelation)
    #expect(await unrelated.find().observation["answers-request"] == .boolean(false))
    await unrelated.end()
    let old = try await Bench(.soap11)
    let found = await old.find()
    #expect(found.observation["soap-version"] == .string("1.1"))
    #expect(found.observation["response"] == .string("success"))
    await old.end()
  }

  @Test("A fault is an answer; a page is another service, and never the actor's failure")
  func others() async throws {
    let faulty = try await Bench(.fault)
    let fault = await faulty.find()
    #expect(fault.observation["outcome"] == .string("refused"))
    #expect(fault.observation["status"] == .number(500))
    guard case .record(let fields)? = fault.observation["fault"] else {
      Issue.record("\(fault.observation)")
      return
    }
    #expect(fields["code"] == .string("Receiver"))
    #expect(fault.observation["response"] == nil)
    await faulty.end()
    let page = try await Bench(.page)
    let result = await page.find()
    #expect(result.observation["outcome"] == .string("wrong-service"))
    #expect(result.failure?.blame == .configuration)
    await page.end()
    let bench = try await ProbeBench()
    let gone = await bench.perform(
      XDSFindDocumentsProbe.self, ["patient": .string(Self.patient)],
      at: AddressEndpoint(protocolName: .xds, address: "http://127.0.0.1:\(try PeerProcess.freePort())/"))
    #expect(gone.observation["outcome"] == .string("unreachable"))
    #expect(gone.failure?.blame == .network)
    await bench.listeners.close()
  }
}
