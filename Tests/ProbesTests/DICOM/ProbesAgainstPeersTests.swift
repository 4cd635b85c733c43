import Evidence
import Foundation
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

/// The four probes against other people's implementations: what they observe where it works, and where it does not.
@Suite("Probes against real peers", .serialized, .timeLimit(.minutes(1)))
struct ProbesAgainstPeersTests {
  private static let fixtures = FixtureSet(
    [
      "edith": .patient(PatientFixture()),
      "chest": .study(StudyFixture(patient: "edith", kind: .ct, series: 1, instancesPerSeries: 2, matrix: 16)),
    ], seed: "1", now: "2026-01-15")

  private static let verification = "1.2.840.10008.1.1"
  private static let ctStorage = "1.2.840.10008.5.1.4.1.1.2"
  private static let studyRoot = "1.2.840.10008.5.1.4.1.2.2.1"
  private static let implicit = "1.2.840.10008.1.2"

  private func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value] = [:], port: Int, aeTitle: String
  ) async -> StepResult {
    let span = SourceSpan(file: "network.yaml", line: 1, column: 1)
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"],
      endpoints: [.dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: port, aeTitle: aeTitle))],
      permits: [.read, .write], span: span)
    return await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: Self.fixtures,
        network: Network(id: "n", title: "N", sites: []),
        listeners: await Listeners.open([], networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton),
        deadline: 15_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
  }

  private func propose(_ abstract: String...) -> [String: Value] {
    [
      "propose": .list(
        abstract.map { .record(["abstract": .uid($0), "transfer": .list([.uid(Self.implicit)])]) })
    ]
  }

  private func results(_ result: StepResult) -> [String: String] {
    guard case .list(let contexts) = result.observation["contexts"] else { return [:] }
    var words: [String: String] = [:]
    for case .record(let context) in contexts {
      if case .uid(let abstract) = context["abstract-syntax"], case .string(let word) = context["result"] {
        words[abstract] = word
      }
    }
    return words
  }

  private func statuses(_ result: StepResult) -> [String] {
    guard case .list(let responses) = result.observation["responses"] else { return [] }
    return responses.compactMap { response in
      guard case .record(let fields) = response, case .string(let status) = fields["status"] else { return nil }
      return status
    }
  }

  private func expectRefusal(_ result: StepResult, of uid: String) {
    #expect(result.observation["outcome"] == .string("refused"))
    #expect(result.failure?.blame == .system)
    #expect(result.failure?.message.contains(uid) == true)
    #expect(!result.isUnreachable, "a peer that refuses one service is there for others")
    #expect(result.observation["released"] == .boolean(true), "a refused service still ends its association in order")
  }

  @Test("dicom.associate sees what a peer accepts, refuses, and says of itself")
  func associate() async throws {
    let peer = try await STORESCP.start()
    let result = await perform(
      DICOMAssociateProbe.self, propose(Self.verification, Self.ctStorage, Self.studyRoot), port: peer.port,
      aeTitle: "STORESCP")
    #expect(result.observation["outcome"] == .string("completed"))
    #expect(result.failure == nil)
    #expect(
      results(result) == [
        Self.verification: "acceptance", Self.ctStorage: "acceptance",
        Self.studyRoot: "abstract-syntax-not-supported",
      ])
    // As storescp's own log says it at start: DCMTK 3.6.7 announces 16384 bytes and OFFIS_DCMTK_367.
    #expect(result.observation["maximum-length"] == .size(bytes: 16_384))
    #expect(result.observation["implementation-version-name"] == .string("OFFIS_DCMTK_367"))
    #expect(result.observation["released"] == .boolean(true))
  }

  @Test("dicom.associate calling another AE title than the archive's is rejected, which is a matter of configuration")
  func wrongTitle() async throws {
    let orthanc = try await Orthanc.start(settings: ["DicomCheckCalledAet": true])
    let wrong = await perform(
      DICOMAssociateProbe.self, propose(Self.verification), port: orthanc.process.port, aeTitle: "NOBODY")
    #expect(wrong.observation["outcome"] == .string("rejected"))
    #expect(wrong.failure?.blame == .configuration)
    guard case .record(let rejection) = wrong.observation["rejection"] else {
      Issue.record("no rejection was observed: \(wrong.observation)")
      return
    }
    #expect(rejection["reason"] == .string("called-AE-title-not-recognized"))
    let right = await perform(
      DICOMAssociateProbe.self, propose(Self.verification), port: orthanc.process.port, aeTitle: Orthanc.aeTitle)
    #expect(right.observation["outcome"] == .string("completed"))
    #expect(right.failure == nil)
  }

  @Test("dicom.echo counts its responses, and times them")
  func echo() async throws {
    let peer = try await STORESCP.start()
    let result = await perform(DICOMEchoProbe.self, ["repeat": .number(5)], port: peer.port, aeTitle: "STORESCP")
    #expect(result.failure == nil)
    #expect(statuses(result) == Array(repeating: "success", count: 5))
    guard case .duration(let median) = result.observation["median"],
      case .duration(let percentile) = result.observation["percentile-95"]
    else {
      Issue.record("no times were observed")
      return
    }
    #expect(0 < median && median <= percentile && percentile < 5_000_000_000)
  }

  @Test("dicom.echo at a peer that goes away is unreachable, which is not the system's fault")
  func echoNobody() async throws {
    let peer = try await STORESCP.start()
    let port = peer.port
    peer.stop()
    let result = await perform(
      DICOMEchoProbe.self, port: PeerProcess.isListening(port) ? try PeerProcess.freePort() : port, aeTitle: "STORESCP")
    #expect(result.observation["outcome"] == .string("unreachable"))
    #expect(result.failure?.blame == .network)
    #expect(result.isUnreachable)
  }

  @Test("dicom.store keeps each response, and the peer has as many files")
  func store() async throws {
    let peer = try await DCMQRSCP.start()
    let result = await perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: DCMQRSCP.aeTitle)
    #expect(result.failure == nil)
    #expect(statuses(result) == ["success", "success"])
    #expect(result.observation["sent"] == .number(2))

    // What was stored is found, under the identifiers of the fixture; another identifier finds nothing.
    let study = try #require(Self.fixtures.studies["chest"])
    for (uid, count) in [(study.uid, 2), ("2.25.404", 0)] {
      let found = await perform(
        DICOMFindProbe.self,
        [
          "level": .string("image"),
          "keys": .record([
            "StudyInstanceUID": .string(uid), "SeriesInstanceUID": .string(study.series[0].uid),
            "SOPInstanceUID": .string(""),
          ]),
        ], port: peer.port, aeTitle: DCMQRSCP.aeTitle)
      #expect(found.failure == nil)
      #expect(found.observation["status"] == .string("success"))
      guard case .list(let matches) = found.observation["matches"] else {
        Issue.record("no matches were observed")
        continue
      }
      #expect(matches.count == count)
    }
  }

  @Test("dicom.store is refused by a peer that does not take the class, and that counts against the peer")
  func storeRefused() async throws {
    let configuration = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).cfg")
    defer { try? FileManager.default.removeItem(at: configuration) }
    try Data(
      """
      [[TransferSyntaxes]]
      [Uncompressed]
      TransferSyntax1 = LittleEndianExplicit
      TransferSyntax2 = LittleEndianImplicit
      [[PresentationContexts]]
      [MR]
      PresentationContext1 = VerificationSOPClass\\Uncompressed
      PresentationContext2 = MRImageStorage\\Uncompressed
      [[Profiles]]
      [MROnly]
      PresentationContexts = MR

      """.utf8
    ).write(to: configuration)
    let peer = try await STORESCP.start(["--config-file", configuration.path, "MROnly"])
    let refused = await perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: "STORESCP")
    expectRefusal(refused, of: Self.ctStorage)
    #expect(statuses(refused).isEmpty)
    let echo = await perform(DICOMEchoProbe.self, port: peer.port, aeTitle: "STORESCP")
    #expect(statuses(echo) == ["success"], "the same peer serves what it takes")
  }

  @Test("dicom.find is refused by a peer that only stores, and that counts against the peer")
  func findRefused() async throws {
    let peer = try await STORESCP.start()
    let result = await perform(
      DICOMFindProbe.self, ["keys": .record(["PatientID": .string("9990000018")])], port: peer.port,
      aeTitle: "STORESCP")
    expectRefusal(result, of: Self.studyRoot)
    #expect(result.observation["matches"] == nil, "a refused query has no matches, not none")
  }
}
