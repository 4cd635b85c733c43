import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Retrieval by probes", .serialized, .timeLimit(.minutes(1)))
struct RetrieveProbeTests {
  @Test(
    "dicom.get brings a study back from Orthanc as it was sent, and says what did not come",
    arguments: ["chest", "large"])
  func getFromOrthanc(name: String) async throws {
    let bench = try await ProbeBench(listens: false)
    let orthanc = try await Orthanc.start()
    try await getsBack(name, bench, port: orthanc.process.port, aeTitle: Orthanc.aeTitle)
    await bench.close()
  }

  @Test("dicom.get brings a study back from dcmqrscp as it was sent")
  func getFromDCMTK() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await DCMQRSCP.start()
    try await getsBack("chest", bench, port: peer.port, aeTitle: DCMQRSCP.aeTitle)
    await bench.close()
  }

  private func getsBack(_ name: String, _ bench: ProbeBench, port: Int, aeTitle: String) async throws {
    let study = try bench.study(name)
    let stored = await bench.perform(DICOMStoreProbe.self, ["study": .string(name)], port: port, aeTitle: aeTitle)
    #expect(stored.failure == nil)
    let got = await bench.perform(DICOMGetProbe.self, ["study": .string(name)], port: port, aeTitle: aeTitle)
    #expect(got.failure == nil)
    #expect(got.word("status") == "success", "\(got.observation)")
    #expect(got.number("completed") == study.instanceCount)
    #expect(got.number("received") == study.instanceCount)
    #expect(got.uids("missing") == [] && got.uids("foreign") == [] && got.uids("repeated") == [])
    for instance in got.records("instances") {
      #expect(instance["unchanged"] == .boolean(true), "\(instance)")
      #expect(instance["pixels"] == .string("equal"))
      #expect(instance["fault"] == nil)
    }
    let series = await bench.perform(
      DICOMGetProbe.self, ["study": .string(name), "series": .number(1), "instance": .number(2)], port: port,
      aeTitle: aeTitle)
    #expect(series.records("instances").map { $0["sop-instance"] } == [.uid(study.series[0].instances[1])])

    let absent = await bench.perform(DICOMGetProbe.self, ["study": .string("absent")], port: port, aeTitle: aeTitle)
    #expect(absent.number("received") == 0)
    #expect(absent.uids("missing") == Set(try bench.study("absent").series.flatMap(\.instances)))
  }

  @Test("dicom.move receives a study from Orthanc at the harness's listener; an unknown destination fails there")
  func move() async throws {
    let bench = try await ProbeBench()
    let orthanc = try await Orthanc.start(settings: bench.modalities)
    let port = orthanc.process.port
    let study = try bench.study("chest")
    _ = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: port, aeTitle: Orthanc.aeTitle)
    let moved = await bench.perform(
      DICOMMoveProbe.self, ["study": .string("chest")], port: port, aeTitle: Orthanc.aeTitle)
    #expect(moved.failure == nil)
    #expect(moved.word("status") == "success", "\(moved.observation)")
    #expect(moved.number("completed") == study.instanceCount)
    #expect(moved.number("received") == study.instanceCount)
    #expect(moved.uids("missing") == [] && moved.uids("foreign") == [])
    #expect(moved.records("instances").allSatisfy { $0["unchanged"] == .boolean(true) })
    #expect(moved.transcript.entries.contains { $0.summary.contains("C-STORE-RQ") }, "the listener's side is told too")

    let astray = await bench.perform(
      DICOMMoveProbe.self, ["study": .string("chest"), "destination": .string("NOWHERE")], port: port,
      aeTitle: Orthanc.aeTitle)
    #expect(astray.failure == nil, "the refusal is an answer, not a failure of the exchange")
    #expect(astray.word("status") == "failure")
    #expect(astray.observation["received"] == nil, "what goes elsewhere is not counted")
    await bench.close()
  }

  @Test("dicom.move writes into no system that may not be written to")
  func moveIntoSystem() async throws {
    let bench = try await ProbeBench()
    let refused = await bench.perform(
      DICOMMoveProbe.self, ["study": .string("chest"), "destination": .string("ARCHIVE")], port: 1, aeTitle: "ARCHIVE",
      permits: [.read, .listen])
    #expect(refused.failure?.blame == .configuration)
    #expect(refused.transcript.entries.isEmpty)
    await bench.close()
  }

  @Test("A listener that can't be opened is told by the steps that need it")
  func noListener() async throws {
    let first = try await ProbeBench()
    let second = await Listeners.open(
      [.init(aeTitle: "OTHER", host: "127.0.0.1", port: first.listenerPort)], networkFolder: "/",
      group: MultiThreadedEventLoopGroup.singleton)
    #expect(second.failure?.message.contains("OTHER") == true)
    await second.close()
    await first.close()
  }

  @Test(
    "Providers that count wrongly or send what nobody asked for are seen",
    arguments: [Misbehaviour.countsWrongly, .sendsForeignObject, .neverFinal])
  func misbehaving(_ misbehaviour: Misbehaviour) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingPeer(misbehaviour)
    let result = await bench.perform(
      DICOMGetProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: "CROOKED", seconds: 2)
    switch misbehaviour {
    case .countsWrongly:
      #expect(result.number("completed") == 7 && result.number("received") == 1)
    case .sendsForeignObject:
      #expect(result.uids("foreign") == ["2.25.666"])
      #expect(result.records("instances").first?["fault"] != nil, "its data set has other identifiers")
    default:
      #expect(result.word("outcome") == "timed-out")
      #expect(result.failure?.blame == .network)
      #expect(result.number("received") == 1, "what came before is told")
    }
    peer.stop()
    await bench.close()
  }
}
