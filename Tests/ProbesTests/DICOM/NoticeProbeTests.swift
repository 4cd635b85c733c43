import DICOMNetwork
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Commitment, procedure steps and notices by probes", .serialized, .timeLimit(.minutes(1)))
struct NoticeProbeTests {
  @Test("dicom.commit hears Orthanc's report on a new association: what it holds, and what it does not")
  func commitmentByOrthanc() async throws {
    let bench = try await ProbeBench()
    let orthanc = try await Orthanc.start(settings: bench.modalities)
    let port = orthanc.process.port
    _ = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: port, aeTitle: Orthanc.aeTitle)
    let instances = Set(try bench.study("chest").series.flatMap(\.instances))
    let held = await bench.perform(
      DICOMCommitProbe.self, ["study": .string("chest"), "hold": .duration(nanoseconds: 10_000_000)], port: port,
      aeTitle: Orthanc.aeTitle, calling: ProbeBench.listenerTitle)
    #expect(held.failure == nil)
    #expect(held.observation["reported"] == .boolean(true), "\(held.observation)")
    #expect(held.word("way") == "new-association")
    #expect(held.number("event-type") == 1)
    #expect(held.uids("committed") == instances)
    #expect(held.transcript.entries.contains { $0.summary.contains("N-EVENT-REPORT-RQ") })

    let partly = await bench.perform(
      DICOMCommitProbe.self,
      [
        "study": .string("chest"), "absent": .list([.uid("2.25.404")]), "hold": .duration(nanoseconds: 10_000_000),
      ], port: port, aeTitle: Orthanc.aeTitle, calling: ProbeBench.listenerTitle)
    #expect(partly.number("event-type") == 2)
    #expect(partly.uids("committed") == instances)
    #expect(
      partly.records("failed") == [["sop-instance": .uid("2.25.404"), "reason": .string("0112")]],
      "\(partly.observation)")
    await bench.close()
  }

  @Test(
    "dicom.commit hears reports on the same association, and holds silence against nobody",
    arguments: ["success", "failure", "never", "foreign"])
  func commitmentHere(kind: String) async throws {
    let bench = try await ProbeBench()
    let peer = try await PynetdicomServices.start(["report": kind])
    let result = await bench.perform(
      DICOMCommitProbe.self, ["study": .string("chest"), "hold": .duration(nanoseconds: 2_000_000_000)],
      port: peer.port, aeTitle: PynetdicomServices.aeTitle, seconds: 5)
    switch kind {
    case "success", "failure":
      #expect(result.failure == nil)
      #expect(result.word("way") == "same-association")
      #expect(result.number("event-type") == (kind == "success" ? 1 : 2))
      #expect(result.records("failed").count == (kind == "success" ? 0 : 4))
    default:
      #expect(result.observation["reported"] == .boolean(false))
      #expect(result.word("outcome") == "timed-out")
      #expect(result.failure?.blame == .silence)
    }
    await bench.close()
  }

  @Test("dicom.commit is refused by a peer that only stores")
  func commitmentRefused() async throws {
    let bench = try await ProbeBench()
    let peer = try await STORESCP.start()
    let result = await bench.perform(
      DICOMCommitProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: "STORESCP", seconds: 5)
    #expect(result.word("outcome") == "refused")
    #expect(result.failure?.blame == .system)
    #expect(result.observation["reported"] == nil)
    await bench.close()
  }

  @Test("dicom.mpps sees what is allowed succeed and what is not refused")
  func performedStep() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomServices.start()
    let sends = ["create", "create", "complete", "resume", "change-unknown"]
    let result = await bench.perform(
      DICOMPerformedStepProbe.self,
      ["study": .string("chest"), "send": .list(sends.map { .string($0) })], port: peer.port,
      aeTitle: PynetdicomServices.aeTitle)
    #expect(result.failure == nil)
    #expect(result.records("responses").map { $0["request"] } == sends.map { .string($0) })
    #expect(
      result.records("responses").map { $0["code"] } == ["0000", "0111", "0000", "0110", "0112"].map { .string($0) })
    await bench.close()
  }

  @Test("The harness's own listener keeps the same rules for procedure steps")
  func ownListener() async throws {
    let bench = try await ProbeBench()
    let sends = ["create", "create", "discontinue", "resume", "change-unknown"]
    let result = await bench.perform(
      DICOMPerformedStepProbe.self,
      ["study": .string("chest"), "send": .list(sends.map { .string($0) })], port: bench.listenerPort,
      aeTitle: ProbeBench.listenerTitle)
    #expect(
      result.records("responses").map { $0["code"] } == ["0000", "0111", "0000", "0110", "0112"].map { .string($0) })

    let awaited = await bench.perform(
      DICOMAwaitProbe.self,
      ["service": .string("mpps"), "study": .string("chest")], port: bench.listenerPort,
      aeTitle: ProbeBench.listenerTitle, seconds: 2)
    #expect(awaited.failure == nil)
    #expect(awaited.records("arrivals").first?["request"] == .string("N-CREATE-RQ"))
    let more = await bench.perform(
      DICOMAwaitProbe.self, ["service": .string("instance-availability"), "study": .string("chest")],
      port: bench.listenerPort,
      aeTitle: ProbeBench.listenerTitle, seconds: 1)
    #expect(more.number("arrived") == 0)
    #expect(more.word("outcome") == "timed-out")
    #expect(more.failure?.blame == .silence, "silence is held against nobody")
    await bench.close()
  }

  @Test("An availability notice is awaited, also when it came before the step began")
  func availability() async throws {
    let bench = try await ProbeBench()
    let study = try bench.study("chest")
    let sent = try await PeerClient.python(
      """
      import sys
      from pydicom.dataset import Dataset
      from pynetdicom import AE
      notice = Dataset()
      notice.ReferencedPerformedProcedureStepSequence = []
      notice.StudyInstanceUID = sys.argv[2]
      notice.ReferencedSeriesSequence = []
      caller = AE("NOTIFIER")
      caller.add_requested_context("1.2.840.10008.5.1.4.33")
      association = caller.associate("127.0.0.1", int(sys.argv[1]), ae_title="\(ProbeBench.listenerTitle)")
      status, _ = association.send_n_create(notice, "1.2.840.10008.5.1.4.33", "2.25.5150")
      association.release()
      sys.exit(0 if status.Status == 0 else 1)
      """, ["\(bench.listenerPort)", study.uid])
    #expect(sent.status == 0, "\(sent.output)")
    for (name, count) in [("absent", 0), ("chest", 1)] {
      let awaited = await bench.perform(
        DICOMAwaitProbe.self, ["service": .string("instance-availability"), "study": .string(name)], port: 1,
        aeTitle: "NOBODY", seconds: 1)
      #expect(awaited.number("arrived") == count)
    }
    await bench.close()
  }
}
