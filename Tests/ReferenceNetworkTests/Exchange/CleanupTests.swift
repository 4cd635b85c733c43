import Evidence
import Foundation
import HL7
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes
@testable import ReferenceNetwork

/// What a run wrote is removed where a standard has a way, and believed gone only when it is asked for and not found.
@Suite("Cleanup after a run", .timeLimit(.minutes(2)))
struct CleanupTests {
  private static let span = SourceSpan(file: "test.yaml", line: 1, column: 1)
  private static let fixtures = FixtureSet(
    [
      "edith": .patient(PatientFixture(isPerBinding: true)),
      "chest": .study(StudyFixture(patient: "edith", kind: .ct, matrix: 16)),
    ], seed: "1", now: "2026-01-15")
  private static let binding = ["archive": "a/all"]
  private static var own: FixtureSet { fixtures.own(for: binding) }

  private static func record(_ steps: [StepRecord]) -> EvidenceRecord {
    EvidenceRecord(
      requirement: "TST-001@1", binding: binding, evidence: "live", content: .probe(ProbeEvidence(steps: steps)))
  }

  private static func step(
    _ kind: String, _ inputs: [String: Value] = [:], _ observation: [String: Value] = [:], outcome: String = "completed"
  ) -> StepRecord {
    StepRecord(
      id: "s", kind: kind, system: "a/all", endpoint: "", inputs: .record(inputs), attempts: 1,
      startedAt: "2026-01-15T00:00:00.000Z",
      observation: .record(observation.merging(["outcome": .string(outcome)]) { $1 }), failure: nil, captured: [:],
      transcript: nil)
  }

  @Test("Everything that was written is listed once, and nothing that was not")
  func list() throws {
    let study = try #require(Self.own.studies["chest"])
    #expect(study.uid != Self.fixtures.studies["chest"]?.uid)
    let store = Self.step("dicom.store", ["study": .string("chest")])
    let records = [
      Self.record([
        store, Self.step("dicom.find"),
        Self.step("dicom.store", ["study": .string("chest")], ["exchanges": .number(20)]),
        Self.step("xds.provide", [:], ["unique-id": .string("2.25.7"), "response": .string("success")]),
        Self.step("xds.provide", [:], ["unique-id": .string("2.25.8"), "response": .string("failure")]),
        Self.step(
          "fhir.create", [:], ["location": .string("http://127.0.0.1/fhir/Patient/12/_history/1"), "id": .string("12")]),
        Self.step("dicom.workitem", ["study": .string("chest")], ["workitem": .uid("2.25.9")]),
        Self.step("dicom.store", ["study": .string("chest")], outcome: "unreachable"),
        Self.step("operator.ask"), Self.step("audit.send"),
      ]),
      Self.record([store]),
    ]
    let remnants = RemnantList(records, fixtures: Self.fixtures).remnants
    #expect(
      remnants.map { "\($0.kind.rawValue) \($0.name)" } == [
        "study \(study.uid)", "copies \(study.uid)", "document 2.25.7", "resource Patient/12", "workitem 2.25.9",
        "other audit.send",
      ])
  }

  /// A system with everything that can be written to, with defects or not.
  private struct Written {
    let archive: ImageArchive
    let domain: AffinityDomain
    let broker: Broker
    let index: PatientIndex
    let network: Network

    init(archiveDefects: Set<ArchiveDefect> = [], permits: Set<Effect> = [.read, .write]) async throws {
      var settings = ImageArchive.Settings()
      settings.defects = archiveDefects
      archive = try await ImageArchive.start(settings)
      var sharing = AffinityDomain.Settings()
      sharing.authorities = ["2.16.840.1.113883.2.1.4.1"]
      domain = try await AffinityDomain.start(sharing)
      broker = try await Broker.start(Broker.Settings())
      index = try await PatientIndex.start(PatientIndex.Settings())
      let url = try #require(domain.address(of: .sharing))
      func system(_ id: String, _ roles: [String], _ endpoints: [EndpointProtocol: Endpoint]) -> Inventory.System {
        System(
          id: id, site: "a", vendor: "V", product: "P", roles: roles, endpoints: endpoints, permits: permits,
          span: CleanupTests.span)
      }
      func dicom(_ port: Int, _ title: String) -> Endpoint {
        .dicom(DICOMEndpoint(host: "127.0.0.1", port: port, aeTitle: title))
      }
      network = Network(
        id: "n", title: "N",
        sites: [
          Site(
            id: "a", name: "A",
            systems: [
              system("archive", ["archive"], [.dicom: dicom(archive.dicomPort, archive.aeTitle)]),
              system(
                "index", ["patient-index"],
                [.hl7: .address(AddressEndpoint(protocolName: .hl7, address: "127.0.0.1:\(index.messagePort)"))]),
              system("scheduler", ["scheduler"], [.dicom: dicom(broker.dicomPort, broker.aeTitle)]),
              system(
                "registry", ["document-registry", "document-repository"],
                [
                  .xds: .address(
                    AddressEndpoint(
                      protocolName: .xds, address: url,
                      settings: ["repository-unique-id": domain.repositoryUniqueID]))
                ]),
            ])
        ])
    }

    func stop() async {
      await archive.stop()
      await domain.stop()
      await broker.stop()
      await index.stop()
    }
  }

  private static func removals(_ written: Written, steps: [(String, String, [String: Value])]) async throws -> [Removal]
  {
    let cleanup = await Cleanup.prepare(
      network: written.network, fixtures: fixtures, networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
    var records: [StepRecord] = []
    for (kind, id, inputs) in steps {
      let system = try #require(written.network.sites[0].systems.first { $0.id == id })
      let result = await CleanupTests.perform(kind, inputs, at: system, in: written.network)
      #expect(result.failure == nil, "\(kind): \(result.failure?.message ?? "")")
      var record = step(kind, inputs, result.observation)
      record.system = system.reference
      records.append(record)
    }
    var removals: [Removal] = []
    for remnant in RemnantList([record(records)], fixtures: fixtures).remnants {
      removals.append(await cleanup.remove(remnant))
    }
    await cleanup.close()
    return removals
  }

  private static func perform(
    _ kind: String, _ inputs: [String: Value], at system: Inventory.System, in network: Network
  ) async -> StepResult {
    let listeners = await Listeners.open([], networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
    guard let probe = StepRegistry.probes[kind] else { return .misuse("no step \(kind)") }
    let result = await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: network.callingAETitle, networkFolder: "/", fixtures: own, network: network,
        listeners: listeners, deadline: 20_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
    await listeners.close()
    return result
  }

  private static let everything: [(String, String, [String: Value])] = [
    ("dicom.store", "archive", ["study": .string("chest")]),
    (
      "dicom.workitem", "scheduler",
      ["study": .string("chest"), "send": .list([.string("create"), .string("claim")])]
    ),
    (
      "xds.provide", "registry",
      ["patient": .string(own.patients["edith"]?.nhsNumber ?? ""), "text": .string("A report.")]
    ),
  ]

  @Test("What standards can remove is gone afterwards, and was asked for")
  func gone() async throws {
    let written = try await Written()
    let removals = try await Self.removals(written, steps: Self.everything)
    #expect(removals.map(\.remnant.kind) == [.study, .workitem, .document])
    for removal in removals {
      #expect(removal.state == .gone, "\(removal.remnant.name): \(removal.why)")
      #expect(removal.exchanges.count >= 3 && removal.transcripts.count == removal.exchanges.count)
    }
    await written.stop()
  }

  @Test("A system that takes the request and keeps the study is not believed")
  func kept() async throws {
    let written = try await Written(archiveDefects: [.rejectIgnoresRetention])
    let removals = try await Self.removals(written, steps: Array(Self.everything.prefix(1)))
    #expect(removals.map(\.state) == [.stillThere])
    #expect(removals.first?.exchanges.map(\.step) == ["dicom.find", "dicom.reject", "dicom.find"])
    #expect(removals.first?.exchanges[1].outcome == "success" || removals.first?.exchanges[1].outcome == "completed")
    await written.stop()
  }

  /// Two archives, the first of which has handed a study on to the second.
  private static func handedOn() async throws -> (archives: [ImageArchive], network: Network, remnants: [Remnant]) {
    let archives = [
      try await ImageArchive.start(ImageArchive.Settings()), try await ImageArchive.start(ImageArchive.Settings()),
    ]
    let sites = zip(["a", "b"], archives).map { site, archive in
      Site(
        id: site, name: site,
        systems: [
          System(
            id: "all", site: site, vendor: "V", product: "P", roles: ["archive"],
            endpoints: [
              .dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: archive.dicomPort, aeTitle: archive.aeTitle))
            ], permits: [.read, .write], span: span)
        ])
    }
    let network = Network(id: "n", title: "N", sites: sites)
    for site in sites {
      let result = await perform("dicom.store", ["study": .string("chest")], at: site.systems[0], in: network)
      #expect(result.failure == nil, "\(result.failure?.message ?? "")")
    }
    let remnants = RemnantList([record([step("dicom.store", ["study": .string("chest")])])], fixtures: fixtures)
      .remnants
    return (archives, network, remnants)
  }

  @Test(
    "A study that an archive has handed on is found at the other, removed there, and listed with where it came from")
  func copies() async throws {
    let (archives, network, remnants) = try await Self.handedOn()
    let cleanup = await Cleanup.prepare(
      network: network, fixtures: Self.fixtures, networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
    #expect(cleanup.places(besides: "a/all") == ["b/all"])
    var search = CopySearch(cleanup, besides: remnants)
    let remnant = try #require(remnants.first)
    let found = await search.removals(of: remnant)
    #expect(found.map(\.remnant.system) == ["b/all"] && found.map(\.remnant.source) == ["a/all"])
    #expect(found.map(\.state) == [.gone], "\(found.map(\.why))")
    var again = CopySearch(cleanup, besides: remnants)
    #expect(await again.removals(of: remnant).isEmpty, "Where it is not, there is nothing to tell.")
    await cleanup.close()
    for archive in archives { await archive.stop() }
  }

  @Test("An archive that can't be asked for copies is named once, as unknown")
  func silentCopies() async throws {
    let (archives, network, remnants) = try await Self.handedOn()
    await archives[1].stop()
    let cleanup = await Cleanup.prepare(
      network: network, fixtures: Self.fixtures, networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
    var search = CopySearch(cleanup, besides: remnants)
    var remnant = try #require(remnants.first)
    let first = await search.removals(of: remnant)
    #expect(first.map(\.state) == [.unknown] && first.map(\.remnant.system) == ["b/all"])
    remnant.name = "2.25.99"
    #expect(await search.removals(of: remnant).isEmpty)
    await cleanup.close()
    await archives[0].stop()
  }

  @Test("An index that knows no deletion knows the patient still, and says so")
  func patient() async throws {
    let written = try await Written()
    let patient = try #require(Self.own.patients["edith"])
    let text = [
      #"MSH|^~\&|ASSAY|||| 20260115100000||ADT^A28^ADT_A05|T1|P|2.4"#, "EVN|A28|20260115100000",
      "PID|1||\(patient.localID)^^^RXX^PI~\(patient.nhsNumber)^^^NHS^NH||Probe^Edith||19700101|F", "PV1|1|N",
    ].joined(separator: "\r").replacing("| 2026", with: "|2026")
    let message = try MessageParser().parse(Array(text.utf8))
    let removals = try await Self.removals(written, steps: [("hl7.send", "index", ["message": .message(message)])])
    #expect(removals.map(\.remnant.name) == ["ADT^A28"])
    #expect(removals.map(\.state) == [.stillThere], "\(removals.map(\.why))")
    #expect(removals.first?.exchanges.map(\.step) == ["hl7.query", "hl7.send", "hl7.query"])
    await written.stop()
  }

  @Test("A system that can't be asked leaves it unknown, and one that may not be written to is not called")
  func unknown() async throws {
    let written = try await Written()
    let remnants = RemnantList(
      [Self.record([Self.step("dicom.store", ["study": .string("chest")])])], fixtures: Self.fixtures
    )
    .remnants
    var remnant = try #require(remnants.first)
    remnant.system = "a/archive"
    await written.archive.stop()
    let cleanup = await Cleanup.prepare(
      network: written.network, fixtures: Self.fixtures, networkFolder: "/",
      group: MultiThreadedEventLoopGroup.singleton)
    let silent = await cleanup.remove(remnant)
    #expect(silent.state == .unknown && silent.exchanges.count == 1, "\(silent.why)")
    await cleanup.close()
    let shy = await Cleanup.prepare(
      network: written.network, fixtures: Self.fixtures, permits: [.read], networkFolder: "/",
      group: MultiThreadedEventLoopGroup.singleton)
    let untouched = await shy.remove(remnant)
    #expect(untouched.state == .unknown && untouched.exchanges.isEmpty)
    #expect(untouched.why.contains("nothing was sent"))
    await shy.close()
    await written.stop()
  }
}
