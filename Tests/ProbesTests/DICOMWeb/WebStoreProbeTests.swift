import Evidence
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Store over the web by probes", .serialized, .timeLimit(.minutes(2)))
struct WebStoreProbeTests {
  private func store(
    _ inputs: [String: Value] = [:], at url: String, study: String = "chest"
  ) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      DICOMWebStoreProbe.self, inputs.merging(["study": .string(study)]) { $1 }, web: url)
    await bench.close()
    return result
  }

  private func instances(_ name: String = "chest") async throws -> [String] {
    try await ProbeBench(listens: false).study(name).series.flatMap(\.instances)
  }

  private func url(_ peer: PeerProcess) -> String { "http://127.0.0.1:\(peer.port)" }

  @Test("Orthanc acknowledges what it stores, in one request, in several, and in a study's resource")
  func orthanc() async throws {
    let orthanc = try await Orthanc.start(settings: Orthanc.dicomWeb)
    let url = "http://127.0.0.1:\(orthanc.httpPort)/dicom-web"
    for inputs: [String: Value] in [[:], ["single": .boolean(true)], ["to": .string("study")]] {
      let result = try await store(inputs, at: url)
      #expect(result.failure == nil)
      #expect(result.number("status") == 200)
      #expect(result.uids("acknowledged") == Set(try await instances()))
      #expect(result.uids("unaccounted") == [])
      #expect(result.records("failed").isEmpty)
      #expect(result.texts("faults") == [], "\(result.observation)")
      #expect(result.records("responses").count == (inputs["single"] == nil ? 1 : 4))
    }
    orthanc.process.stop()
  }

  @Test(
    "What Orthanc makes of bent requests is seen as it is",
    arguments: [
      // Status, instances acknowledged, failed and unaccounted for, faults, as `requests` sees them.
      ("media-type", 415, 0, 0, 4, []), ("other-study", 409, 0, 4, 0, ["no media type"]),
      ("last-of-other-study", 409, 3, 1, 0, ["no media type", "202 is due"]), ("no-part", 200, 0, 0, 4, []),
      ("not-dicom", 400, 3, 0, 1, ["no media type", "202 is due"]),
      ("truncated-part", 400, 3, 0, 1, ["no media type", "202 is due"]), ("no-final-boundary", 200, 3, 0, 1, []),
      ("unknown-class", 200, 4, 0, 0, []),
    ])
  func orthancBent(
    bend: String, status: Int, stored: Int, failed: Int, unaccounted: Int, faults: [String]
  ) async throws {
    let orthanc = try await Orthanc.start(settings: Orthanc.dicomWeb)
    let result = try await store(["bend": .string(bend)], at: "http://127.0.0.1:\(orthanc.httpPort)/dicom-web")
    #expect(result.failure == nil)
    #expect(result.number("status") == status)
    #expect(result.uids("acknowledged")?.count == stored)
    #expect(result.records("failed").count == failed)
    #expect(result.uids("unaccounted")?.count == unaccounted)
    let found = result.texts("faults") ?? []
    #expect(found.count == faults.count && zip(found, faults).allSatisfy { $0.contains($1) }, "\(found)")
    orthanc.process.stop()
  }

  @Test("A good server stores files, and metadata with bulk data, in both transfer syntaxes")
  func forms() async throws {
    let peer = try await OriginServer.start()
    let cases: [[String: Value]] = [
      [:], ["form": .string("metadata")], ["transfer": .uid("1.2.840.10008.1.2")], ["single": .boolean(true)],
      ["form": .string("metadata"), "to": .string("study"), "single": .boolean(true)],
    ]
    for inputs in cases {
      let result = try await store(inputs, at: url(peer))
      #expect(result.failure == nil)
      #expect(result.number("status") == 200, "\(result.observation)")
      #expect(result.uids("acknowledged") == Set(try await instances()))
      #expect(result.records("retrieve-urls").count == 4)
      #expect(result.word("retrieve-url")?.hasPrefix(url(peer)) == true)
      #expect(result.texts("faults") == [])
    }
  }

  @Test(
    "A good server refuses what is bent, and stores the rest",
    arguments: [
      ("media-type", 415, 0, []), ("other-study", 409, 0, ["A900", "A900", "A900", "A900"]),
      ("last-of-other-study", 202, 3, ["A900"]), ("no-part", 400, 0, []), ("not-dicom", 202, 3, []),
      ("truncated-part", 202, 3, []), ("no-final-boundary", 400, 0, []), ("unknown-class", 202, 3, ["0122"]),
    ])
  func bent(bend: String, status: Int, stored: Int, reasons: [String]) async throws {
    let peer = try await OriginServer.start()
    for form in ["instances", "metadata"] {
      let result = try await store(["bend": .string(bend), "form": .string(form)], at: url(peer))
      #expect(result.number("status") == status, "\(form): \(result.observation)")
      #expect(result.uids("acknowledged")?.count == stored)
      #expect(result.records("failed").compactMap { $0["reason"] } == reasons.map { .string($0) })
      #expect(result.failure == nil)
      #expect(result.texts("faults") == [], "\(result.observation)")
      if bend == "not-dicom" || bend == "truncated-part" { #expect(result.texts("other-failures") == ["C000"]) }
    }
  }

  @Test(
    "A defect of the server shows",
    arguments: [
      ("accepts-anything", "none"), ("silent", "none"), ("forgets-one", "none"), ("foreign", "none"),
      ("stored-and-failed", "none"), ("always-200", "other-study"), ("no-failure-reason", "last-of-other-study"),
      ("ignores-study", "other-study"), ("warns", "none"),
    ])
  func defects(defect: String, bend: String) async throws {
    let peer = try await OriginServer.start(defect: defect)
    let result = try await store(["bend": .string(bend)], at: url(peer))
    let sent = try await instances()
    #expect(result.failure == nil)
    switch defect {
    case "accepts-anything", "silent":
      #expect(result.uids("unaccounted") == Set(sent))
      #expect(result.uids("acknowledged") == [])
      #expect(result.texts("faults")?.isEmpty == (defect != "silent"))
    case "forgets-one": #expect(result.uids("unaccounted")?.count == 1)
    case "foreign":
      #expect(result.uids("foreign") == ["2.25.404"])
      #expect(result.uids("unaccounted")?.count == 1)
    case "stored-and-failed": #expect(result.texts("faults")?.contains { $0.contains("stored and failed") } == true)
    case "always-200": #expect(result.texts("faults")?.contains { $0.contains("202 is due") } == true)
    case "no-failure-reason": #expect(result.texts("faults")?.contains { $0.contains("FailureReason") } == true)
    case "ignores-study": #expect(result.uids("acknowledged")?.count == 4)
    default:
      #expect(result.records("warnings").map { $0["reason"] } == [.string("B000")])
      #expect(result.number("status") == 202)
    }
  }

  @Test("An answer that cannot be read is the system's fault", arguments: ["broken-json", "answers-html"])
  func unreadable(defect: String) async throws {
    let peer = try await OriginServer.start(defect: defect)
    let result = try await store(at: url(peer))
    #expect(result.word("outcome") == "malformed")
    #expect(result.failure?.blame == .system)
    #expect(result.failure?.rule == "PS3.18 §10.5.3")
    #expect(result.number("status") == 200)
    #expect(result.transcript.entries.contains { $0.summary.contains("/studies") })
  }

  @Test("A server that is not there, and one that hangs, are held against nobody")
  func absent() async throws {
    let absent = try await store(at: "http://127.0.0.1:\(try PeerProcess.freePort())")
    #expect(absent.failure?.blame == .network)
    #expect(absent.isUnreachable)
    let hanging = try await ScriptedWebPeer { _ in [.hang] }
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      DICOMWebStoreProbe.self, ["study": .string("chest")], web: hanging.url, seconds: 2)
    #expect(result.word("outcome") == "timed-out")
    #expect(result.failure?.blame == .network)
    hanging.stop()
    await bench.close()
  }

  @Test(
    "What goes wrong below HTTP's level acknowledges nothing, and has the right blame",
    arguments: WebMisbehaviour.allCases)
  func misbehaviour(_ misbehaviour: WebMisbehaviour) async throws {
    let bench = try await ProbeBench(listens: false)
    let first = try #require(try await instances().first)
    let module = """
      {"00081190":{"vr":"UR"},"00081199":{"vr":"SQ","Value":[{"00081150":{"vr":"UI","Value":["1.2"]},\
      "00081155":{"vr":"UI","Value":["\(first)"]},"00081190":{"vr":"UR"}}]}}
      """
    let peer = try await ScriptedWebPeer(misbehaviour, type: "application/dicom+json", body: Array(module.utf8))
    let start = ContinuousClock.now
    let result = await bench.perform(DICOMWebStoreProbe.self, ["study": .string("chest")], web: peer.url, seconds: 2)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(result.failure?.blame == misbehaviour.blame(), "\(misbehaviour): \(result.failure as Any)")
    #expect((result.uids("acknowledged") ?? []) == (misbehaviour == .none ? [first] : []))
    await bench.close()
  }
}
