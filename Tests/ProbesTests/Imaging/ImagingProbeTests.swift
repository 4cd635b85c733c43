import Evidence
import Foundation
import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Steps of image sharing")
struct ImagingProbeTests {
  /// A source and a registry with what the tests ask of them.
  private struct Bench {
    let bench: ProbeBench
    let registry: PeerProcess
    let source: PeerProcess
    let dicomPort: Int

    init(_ defects: ImagingSource.Defect...) async throws { try await self.init(defects) }

    init(_ defects: [ImagingSource.Defect]) async throws {
      bench = try await ProbeBench(listens: false)
      registry = try await DocumentRegistry.start()
      (source, dicomPort) = try await ImagingSource.start(defects, repository: "http://127.0.0.1:\(registry.port)/")
    }

    /// Performs a probe at an endpoint: of the registry, or of the source.
    func perform(_ probe: any Probe.Type, _ inputs: [String: Value], at name: EndpointProtocol) async -> StepResult {
      let endpoint =
        switch name {
        case .xds:
          AddressEndpoint(
            protocolName: .xds, address: "http://127.0.0.1:\(registry.port)/",
            settings: ["repository-unique-id": DocumentRegistry.repositoryUniqueID])
        case .xdsi:
          AddressEndpoint(
            protocolName: .xdsi, address: "http://127.0.0.1:\(source.port)/imaging",
            settings: ["repository-unique-id": ImagingSource.repositoryUniqueID])
        default:
          AddressEndpoint(
            protocolName: .dicomweb, address: "http://127.0.0.1:\(source.port)",
            settings: ["wado-uri": "http://127.0.0.1:\(source.port)/wado"])
        }
      return await bench.perform(probe, inputs, at: endpoint)
    }

    func store(_ study: String = "chest") async {
      _ = await bench.perform(
        DICOMStoreProbe.self, ["study": .string(study)], port: dicomPort, aeTitle: ImagingSource.aeTitle)
    }

    func retrieve(_ inputs: [String: Value] = [:]) async -> StepResult {
      await perform(
        ImagingRetrieveProbe.self, inputs.merging(["study": .string("chest")]) { one, _ in one }, at: .xdsi)
    }

    func end() async {
      source.stop()
      registry.stop()
      await bench.close()
    }
  }

  private static func manifest(_ result: StepResult) -> [String: Value] {
    if case .record(let fields)? = result.observation["manifest"] { fields } else { [:] }
  }

  @Test("A manifest that is provided comes back, is what the study is, and leads to its images")
  func provided() async throws {
    let bench = try await Bench()
    await bench.store()
    let service = "http://127.0.0.1:\(bench.source.port)"
    let provided = await bench.perform(
      XDSProvideManifestProbe.self,
      [
        "study": .string("chest"), "location": .string("1.2.3"), "service": .string(service),
        "described": .boolean(true),
      ],
      at: .xds)
    #expect(provided.failure == nil)
    #expect(provided.word("response") == "success")
    let document = try #require(provided.observation["unique-id"])
    let read = await bench.perform(
      XDSRetrieveManifestProbe.self, ["document": document, "study": .string("chest")], at: .xds)
    #expect(read.observation["hash"] == provided.observation["hash"])
    let manifest = Self.manifest(read)
    #expect(manifest["sop-instance"] == document)
    #expect(manifest["series-is-its-own"] == .boolean(true))
    for name in ["missing", "extra", "misplaced", "misclassed", "misdescribed", "unlisted"] {
      #expect(manifest[name] == .list([]), "\(name)")
    }
    guard case .record(let conformity)? = manifest["conformity"] else {
      Issue.record("\(manifest)")
      return
    }
    #expect(conformity["errors"] == .number(0), "\(conformity)")
    let file = try #require(read.observation["file"])
    let study = try bench.bench.study("chest")
    for way in ManifestFetchDescription.Way.allCases {
      let fetched = await bench.perform(
        ManifestFetchProbe.self, ["manifest": file, "by": .string(way.rawValue)], at: .dicomweb)
      #expect(fetched.failure == nil, "\(way)")
      #expect(fetched.number("received") == study.instanceCount, "\(way)")
      #expect(fetched.uids("missing") == [], "\(way)")
      #expect(fetched.records("instances").allSatisfy { $0["unchanged"] == .boolean(true) }, "\(way)")
      #expect(
        fetched.records("requests").count == (way == .instances ? study.instanceCount : study.series.count), "\(way)")
    }
    let second = await bench.perform(
      ManifestFetchProbe.self, ["manifest": file, "number": .string("2")], at: .dicomweb)
    #expect(second.strings("chosen") == [study.series[1].uid])
    #expect(second.number("received") == 2)
    let nothing = await bench.perform(
      ManifestFetchProbe.self, ["manifest": file, "modality": .string("MR")], at: .dicomweb)
    #expect(nothing.strings("chosen").isEmpty)
    #expect(nothing.observation["requests"] == nil)
    await bench.end()
  }

  @Test("Of several manifests each is read and compared, whichever comes first")
  func several() async throws {
    let bench = try await Bench()
    let study = try bench.bench.study("chest")
    var documents: [Value] = []
    for series in [[Value.number(1)], [.number(1), .number(2)]] {
      let provided = await bench.perform(
        XDSProvideManifestProbe.self, ["study": .string("chest"), "series": .list(series)], at: .xds)
      documents.append(try #require(provided.observation["unique-id"]))
    }
    for asked in [documents, documents.reversed()] {
      let read = await bench.perform(
        XDSRetrieveManifestProbe.self, ["documents": .list(asked), "study": .string("chest")], at: .xds)
      #expect(read.word("response") == "success")
      let manifests = read.records("manifests")
      #expect(Set(manifests.compactMap { $0["document"] }) == Set(documents))
      let part = manifests.first { $0["document"] == documents[0] }
      #expect(part?["missing"] == .list(study.series[1].instances.map { .string($0) }))
      #expect(manifests.first { $0["document"] == documents[1] }?["missing"] == .list([]))
      #expect(Self.manifest(read)["sop-instance"] == manifests.first?["sop-instance"])
    }
    let nothing = await bench.perform(XDSRetrieveManifestProbe.self, [:], at: .xds)
    #expect(nothing.failure?.blame == .harness)
    await bench.end()
  }

  @Test("Each of several manifests is followed to what it lists, whichever comes first")
  func followed() async throws {
    let bench = try await Bench()
    await bench.store()
    let study = try bench.bench.study("chest")
    let service = Value.string("http://127.0.0.1:\(bench.source.port)")
    var documents: [Value] = []
    for inputs in [["service": service], [:]] {
      let provided = await bench.perform(
        XDSProvideManifestProbe.self,
        ["study": .string("chest"), "described": .boolean(true)].merging(inputs) { $1 }, at: .xds)
      documents.append(try #require(provided.observation["unique-id"]))
    }
    for asked in [documents, documents.reversed()] {
      let read = await bench.perform(
        XDSRetrieveManifestProbe.self, ["documents": .list(asked), "study": .string("chest")], at: .xds)
      let files = Value.list(read.records("manifests").compactMap { $0["file"] })
      let stated = await bench.perform(
        ManifestFetchProbe.self, ["manifests": files, "by": .string("retrieve-url")], at: .dicomweb)
      #expect(stated.failure == nil)
      #expect(stated.strings("unstated") == study.series.map(\.uid))
      #expect(Set(stated.uids("missing") ?? []) == Set(study.series.flatMap(\.instances)))
      #expect(stated.records("requests").count == study.series.count)
      let chosen = await bench.perform(
        ManifestFetchProbe.self, ["manifests": files, "number": .string("2")], at: .dicomweb)
      #expect(chosen.strings("chosen") == [study.series[1].uid])
      #expect(chosen.records("requests").count == 2)
      #expect(chosen.uids("missing") == [])
      #expect(chosen.uids("repeated") == [])
      #expect(chosen.number("received") == 2 * study.series[1].instances.count)
      guard case .number(let overhead)? = chosen.observation["overhead"] else {
        Issue.record("\(chosen.observation)")
        return
      }
      #expect((100..<200).contains(overhead), "\(overhead)")
    }
    let nothing = await bench.perform(ManifestFetchProbe.self, [:], at: .dicomweb)
    #expect(nothing.failure?.blame == .harness)
    await bench.end()
  }

  @Test("An instance that is sent twice is of use once", arguments: [[], [ImagingSource.Defect.webRepeats]])
  func overhead(_ defects: [ImagingSource.Defect]) async throws {
    let bench = try await Bench(defects)
    await bench.store()
    let provided = await bench.perform(XDSProvideManifestProbe.self, ["study": .string("chest")], at: .xds)
    let document = try #require(provided.observation["unique-id"])
    let read = await bench.perform(XDSRetrieveManifestProbe.self, ["document": document], at: .xds)
    let fetched = await bench.perform(
      ManifestFetchProbe.self, ["manifest": try #require(read.observation["file"])], at: .dicomweb)
    guard case .number(let overhead)? = fetched.observation["overhead"] else {
      Issue.record("\(fetched.observation)")
      return
    }
    #expect(fetched.uids("missing") == [])
    #expect((fetched.uids("repeated") == []) == defects.isEmpty)
    #expect(defects.isEmpty ? (100..<200).contains(overhead) : overhead >= 200, "\(overhead)")
    await bench.end()
  }

  @Test("A manifest that leads to another host is followed nowhere")
  func elsewhere() async throws {
    let bench = try await Bench()
    let provided = await bench.perform(
      XDSProvideManifestProbe.self, ["study": .string("chest"), "service": .string("http://other.invalid:81")], at: .xds
    )
    let document = try #require(provided.observation["unique-id"])
    let read = await bench.perform(XDSRetrieveManifestProbe.self, ["document": document], at: .xds)
    #expect(Self.manifest(read)["missing"] == nil)
    let fetched = await bench.perform(
      ManifestFetchProbe.self, ["manifest": try #require(read.observation["file"]), "by": .string("retrieve-url")],
      at: .dicomweb)
    #expect(fetched.strings("elsewhere").count == 2)
    #expect(fetched.records("requests").isEmpty)
    #expect(fetched.failure?.blame == .configuration)
    await bench.end()
  }

  @Test("Instances are retrieved as they are stored, some of them with a partial success")
  func retrieved() async throws {
    let bench = try await Bench()
    await bench.store()
    let whole = await bench.retrieve()
    #expect(whole.failure == nil)
    #expect(whole.word("response") == "success")
    #expect(whole.number("received") == 4)
    #expect(whole.uids("missing") == [])
    #expect(whole.uids("foreign") == [])
    #expect(whole.records("instances").allSatisfy { $0["unchanged"] == .boolean(true) })
    #expect(whole.records("documents").allSatisfy { $0["is-as-named"] == .boolean(true) })
    let one = await bench.retrieve(["series": .list([.number(2)]), "instance": .number(1)])
    #expect(one.number("received") == 1)
    let partly = await bench.retrieve(["further": .list([.string("2.25.1")])])
    #expect(partly.word("response") == "partial-success")
    #expect(partly.uids("missing") == ["2.25.1"])
    let implicit = await bench.retrieve(["transfer": .list([.string("1.2.840.10008.1.2")])])
    #expect(implicit.records("instances").allSatisfy { $0["transfer-syntax"] == .uid("1.2.840.10008.1.2") })
    await bench.end()
  }

  @Test("A wrong request is refused by its code, and that is no failure of the exchange")
  func refused() async throws {
    let bench = try await Bench()
    await bench.store()
    let requests: [(inputs: [String: Value], code: String)] = [
      (["repository": .string("2.25.2")], "XDSUnknownRepositoryId"),
      (["object-uid": .string("2.25.1")], "XDSDocumentUniqueIdError"),
      (["series-uid": .string("2.25.1")], "XDSDocumentUniqueIdError"),
      (["study-uid": .string("2.25.1")], "XDSDocumentUniqueIdError"),
      (["study-uid": .string("")], "XDSIRequestError"), (["series-uid": .string("")], "XDSIRequestError"),
      (["transfer": .list([.string("")])], "XDSRepositoryError"),
    ]
    for (inputs, code) in requests {
      let refused = await bench.retrieve(
        inputs.merging(["series": .list([.number(1)]), "instance": .number(1)]) { one, _ in one })
      #expect(refused.failure == nil, "\(inputs)")
      #expect(refused.word("response") == "failure", "\(inputs)")
      #expect(refused.records("errors").map { $0["code"] } == [.string(code)], "\(inputs)")
      #expect(refused.number("received") == 0, "\(inputs)")
    }
    await bench.end()
  }

  @Test(
    "What a source gives shows when it is not what was asked for",
    arguments: [
      [ImagingSource.Defect.forgetsImage, .spoilsImage, .misnames], [.otherImage, .inline, .ignoresSyntax],
    ])
  func faults(_ defects: [ImagingSource.Defect]) async throws {
    let bench = try await Bench(defects[0], defects[1], defects[2])
    await bench.store()
    let result = await bench.retrieve()
    #expect(result.uids("missing") != [])
    #expect((result.uids("repeated") == []) == defects.contains(.forgetsImage))
    let documents = result.records("documents")
    #expect(documents.contains { $0["is-as-named"] == .boolean(false) })
    #expect(documents.allSatisfy { $0["content"] == .string("inline") } == defects.contains(.inline))
    let changed = result.records("instances").contains { $0["unchanged"] == .boolean(false) }
    #expect(changed == defects.contains(.spoilsImage))
    let implicit = await bench.retrieve(["transfer": .list([.string("1.2.840.10008.1.2")])])
    let isOther = implicit.records("instances").contains { $0["transfer-syntax"] == .uid("1.2.840.10008.1.2.1") }
    #expect(isOther == defects.contains(.ignoresSyntax))
    await bench.end()
  }

  @Test("A document that is no manifest is the repository's failure, and says why")
  func noManifest() async throws {
    let bench = try await Bench()
    let provided = await bench.perform(
      XDSProvideProbe.self,
      ["patient": .string("P1^^^\(DocumentRegistry.assigningAuthority)"), "text": .string("A report.")], at: .xds)
    let read = await bench.perform(
      XDSRetrieveManifestProbe.self, ["document": try #require(provided.observation["unique-id"])], at: .xds)
    #expect(read.failure?.blame == .system)
    #expect(read.word("outcome") == "malformed")
    #expect(read.word("problem")?.contains("DICM") == true)
    #expect(read.observation["manifest"] == nil)
    let unknown = await bench.perform(XDSRetrieveManifestProbe.self, ["document": .string("2.25.1")], at: .xds)
    #expect(unknown.failure == nil)
    #expect(unknown.word("response") == "failure")
    await bench.end()
  }
}
