import DICOM
import PixelCoding
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Storage of any kind in any transfer syntax", .serialized, .timeLimit(.minutes(3)))
struct StoredKindTests {
  private static let fixtures: FixtureSet = {
    var fixtures: [String: Fixture] = ["alice": .patient(PatientFixture())]
    for kind in ObjectKind.allCases {
      fixtures[kind.rawValue] = .study(StudyFixture(patient: "alice", kind: kind, matrix: 32))
    }
    for keyword in StudyFixture.transferSyntaxes where keyword != "MPEG4HP41" {
      let uid = UID(keyword: keyword)?.value
      fixtures["grey \(keyword)"] = .study(
        StudyFixture(
          patient: "alice", kind: ["JPEGBaseline8Bit"].contains(keyword) ? .us : .ct, transferSyntax: uid,
          instancesPerSeries: 2, matrix: 32))
      if !keyword.hasPrefix("HTJ2K") {
        fixtures["colour \(keyword)"] = .study(
          StudyFixture(patient: "alice", kind: .usMultiFrame, transferSyntax: uid, matrix: 32))
      }
    }
    return FixtureSet(fixtures, seed: "1", now: "2026-01-15")
  }()

  /// Stores a study and gets it back in the syntaxes that the fixture is made in.
  private func storeAndGet(
    _ name: String, _ bench: ProbeBench, port: Int, aeTitle: String, transfer: [String]? = nil
  ) async throws -> StepResult {
    let stored = await bench.perform(DICOMStoreProbe.self, ["study": .string(name)], port: port, aeTitle: aeTitle)
    #expect(stored.failure == nil, "\(name): \(String(describing: stored.failure))")
    let study = try bench.study(name)
    #expect(stored.records("responses").count == study.instanceCount, "\(name)")
    #expect(stored.records("responses").allSatisfy { $0["status"] == .string("success") }, "\(name)")
    if let syntax = study.transferSyntax {
      #expect(stored.records("responses").allSatisfy { $0["transfer-syntax"] == .uid(syntax.uid.value) })
    }
    var inputs: [String: Value] = ["study": .string(name)]
    if let transfer { inputs["transfer"] = .list(transfer.map { .uid($0) }) }
    return await bench.perform(DICOMGetProbe.self, inputs, port: port, aeTitle: aeTitle)
  }

  private func expectUnchanged(_ got: StepResult, _ name: String, _ bench: ProbeBench) throws {
    #expect(got.failure == nil, "\(name): \(String(describing: got.failure))")
    let study = try bench.study(name)
    #expect(got.uids("missing") == [], "\(name)")
    let isLossy = study.transferSyntax?.isLossy == true || study.kind == .videoEndoscopy
    for instance in got.records("instances") {
      #expect(instance["unchanged"] == .boolean(true), "\(name): \(instance)")
      #expect(instance["fault"] == nil)
      if let loss = instance["loss"] { #expect(loss == .string(isLossy ? "marked" : "none"), "\(name)") }
      if study.kind != .videoEndoscopy { #expect(instance["pixels"] == .string("equal"), "\(name): \(instance)") }
    }
  }

  @Test("Every kind that has a patient goes into Orthanc and comes back as it was sent")
  func kinds() async throws {
    let bench = try await ProbeBench(listens: false, fixtures: Self.fixtures)
    let orthanc = try await Orthanc.start()
    for kind in ObjectKind.allCases where kind != .hangingProtocol {
      let got = try await storeAndGet(
        kind.rawValue, bench, port: orthanc.process.port, aeTitle: Orthanc.aeTitle)
      try expectUnchanged(got, kind.rawValue, bench)
    }
    await bench.close()
  }

  @Test("Fixtures made in any transfer syntax come back equal after decoding")
  func syntaxes() async throws {
    let bench = try await ProbeBench(listens: false, fixtures: Self.fixtures)
    let peer = try await PynetdicomServices.start()
    var seen = 0
    for name in Self.fixtures.studies.keys.sorted() where name.contains(" ") {
      let got = try await storeAndGet(name, bench, port: peer.port, aeTitle: PynetdicomServices.aeTitle)
      try expectUnchanged(got, name, bench)
      #expect(
        got.records("instances").allSatisfy {
          $0["transfer-syntax"] == (Self.fixtures.studies[name]?.transferSyntax?.uid.value).map { .uid($0) }
        })
      seen += 1
    }
    peer.stop()
    #expect(seen > 20)
    await bench.close()
  }

  @Test(
    "A provider that spoils what it returns is seen, and how",
    arguments: [
      ("pixels", "ct"), ("private", "ct"), ("label", "grey RLELossless"), ("unmarked", "grey JPEG2000"),
      ("coerced", "ct"), ("none", "ct"),
    ])
  func spoilt(kind: String, name: String) async throws {
    let bench = try await ProbeBench(listens: false, fixtures: Self.fixtures)
    let peer = try await PynetdicomServices.start(["spoil": kind])
    let got = try await storeAndGet(
      name, bench, port: peer.port, aeTitle: PynetdicomServices.aeTitle,
      transfer: kind == "label"
        ? ["1.2.840.10008.1.2.4.90"] : Self.fixtures.studies[name]?.proposedSyntaxes)
    let instance = try #require(got.records("instances").first)
    #expect(instance["unchanged"] == .boolean(kind == "none"))
    switch kind {
    case "pixels":
      #expect(instance["pixels"] == .string("different"))
      #expect(instance["pixel-difference"] == .number(1))
      #expect(instance["loss"] == .string("unmarked"))
    case "private":
      #expect(instance["removed"] == .list([.string("(0009,0010)"), .string("(0009,1001)")]))
      #expect(instance["pixels"] == .string("equal"))
    case "label":
      #expect(instance["pixels"] == .string("undecodable"), "\(instance)")
      #expect(instance["pixel-note"] != nil)
    case "unmarked":
      #expect(instance["loss"] == .string("unmarked"))
      #expect(instance["pixels"] == .string("equal"))
    case "coerced":
      #expect(instance["changed"] == .list([.string("PatientName")]))
      #expect(instance["recorded"] == .list([.string("PatientName")]))
    default: #expect(instance["loss"] == .string("none"))
    }
    peer.stop()
    await bench.close()
  }

  @Test("What can't be made or must not be lost is refused before anything is sent")
  func refused() async throws {
    let bench = try await ProbeBench(listens: false, fixtures: Self.fixtures)
    for (name, transfer) in [
      ("ct", "1.2.840.10008.1.2.4.91"), ("ct", "1.2.840.10008.1.2.4.102"), ("ct", "1.2.840.10008.1.2.4.94"),
      ("ct", "1.2.3.4"),
    ] {
      let result = await bench.perform(
        DICOMStoreProbe.self, ["study": .string(name), "transfer": .list([.uid(transfer)])], port: 1, aeTitle: "NOBODY")
      #expect(result.failure?.blame == .harness, "\(transfer)")
      #expect(result.transcript.entries.isEmpty)
    }
    await bench.close()
  }

  @Test("A fixture without a stream for High-Throughput JPEG 2000 is the harness's fault")
  func noStream() async throws {
    let bench = try await ProbeBench(listens: false, fixtures: Self.fixtures)
    let peer = try await PynetdicomServices.start()
    let result = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("pet"), "transfer": .list([.uid("1.2.840.10008.1.2.4.201")])],
      port: peer.port, aeTitle: PynetdicomServices.aeTitle)
    #expect(result.failure?.blame == .harness)
    #expect(result.failure?.message.contains("High-Throughput") == true, "\(String(describing: result.failure))")
    await bench.close()
  }
}
