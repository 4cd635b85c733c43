import DICOM
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Availability and rejection by probes", .serialized, .timeLimit(.minutes(2)))
struct ArchiveNoticeTests {
  private func matches(_ result: StepResult) -> Int? {
    if case .list(let matches) = result.observation["matches"] { matches.count } else { nil }
  }

  @Test(
    "A study's availability is awaited to the last instance, and what notices leave out is told",
    arguments: ["all", "each", "partial", "offline", "foreign"])
  func availability(kind: String) async throws {
    let bench = try await ProbeBench()
    let peer = try await PynetdicomArchive.start([
      "notify-port": bench.listenerPort, "notify-ae": ProbeBench.listenerTitle, "notify": kind, "expected": 4,
    ])
    let stored = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: PynetdicomArchive.aeTitle)
    #expect(stored.failure == nil)
    let isWhole = kind != "partial" && kind != "foreign"
    let awaited = await bench.perform(
      DICOMAwaitProbe.self,
      ["service": .string("instance-availability"), "study": .string("chest"), "complete": .boolean(true)],
      port: peer.port, aeTitle: PynetdicomArchive.aeTitle, seconds: isWhole ? 15 : 3)
    #expect(awaited.failure == nil, "\(String(describing: awaited.failure))")
    #expect(awaited.number("arrived") == (kind == "each" ? 4 : 1))
    let told = awaited.records("studies").first
    guard case .list(let missing) = told?["missing"] else {
      Issue.record("nothing was told of the study: \(awaited.observation)")
      return
    }
    #expect(missing.count == (isWhole ? 0 : 1))
    #expect(told?["foreign"] == .list(kind == "foreign" ? [.uid("2.25.404")] : []))
    guard case .list(let instances) = awaited.records("arrivals").first?["instances"],
      case .record(let first) = instances.first
    else {
      Issue.record("no instances were told of")
      return
    }
    #expect(first["availability"] == .string(kind == "offline" ? "OFFLINE" : "ONLINE"))
    #expect(first["retrieve-ae"] == .string("ARCHIVE"))
    await bench.close()
  }

  @Test("The harness tells of availability, and its own listener understands it")
  func notify() async throws {
    let bench = try await ProbeBench()
    let sent = await bench.perform(
      DICOMNotifyProbe.self, ["study": .string("chest"), "availability": .string("NEARLINE")],
      port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(sent.failure == nil)
    let heard = await bench.perform(
      DICOMAwaitProbe.self,
      ["service": .string("instance-availability"), "study": .string("chest"), "complete": .boolean(true)],
      port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle, seconds: 5)
    #expect(heard.records("studies").first?["missing"] == .list([]))
    #expect(heard.records("arrivals").first?["sop-instance"] == sent.observation["sop-instance"])

    let peer = try await PynetdicomArchive.start()
    let other = await bench.perform(
      DICOMNotifyProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: PynetdicomArchive.aeTitle)
    guard case .record(let response) = other.observation["response"] else {
      Issue.record("no response: \(other.observation)")
      return
    }
    #expect(response["status"] == .string("success"))
    let refused = try await STORESCP.start()
    let refusal = await bench.perform(
      DICOMNotifyProbe.self, ["study": .string("chest")], port: refused.port, aeTitle: "STORESCP")
    #expect(refusal.word("outcome") == "refused")
    await bench.close()
  }

  @Test("Where none need come, nothing coming is no failure, and there is nothing to look at", arguments: [0, 1])
  func silence(count: Int) async throws {
    let bench = try await ProbeBench()
    let result = await bench.perform(
      DICOMAwaitProbe.self,
      [
        "service": .string("instance-availability"), "study": .string("chest"), "count": .number(.init(count)),
        "complete": .boolean(true), "within": .duration(nanoseconds: 100_000_000),
      ], port: 1, aeTitle: "A", seconds: 60)
    #expect(result.failure?.blame == (count == 0 ? nil : .silence))
    #expect(result.observation["studies"] == .list([]))
    await bench.close()
  }

  @Test("What nobody named is never awaited")
  func nameless() async throws {
    let bench = try await ProbeBench()
    let result = await bench.perform(
      DICOMAwaitProbe.self, ["service": .string("mpps")], port: 1, aeTitle: "A", seconds: 1)
    #expect(result.failure?.blame == .harness)
    await bench.close()
  }

  @Test(
    "Instances that a note rejects vanish from an archive that acts on it, and from no other",
    arguments: RejectionNote.Reason.allCases, [true, false])
  func rejection(reason: RejectionNote.Reason, obeys: Bool) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomArchive.start(obeys ? [:] : ["hides": [String]()])
    let study = try bench.study("chest")
    func find(_ level: String, _ keys: [String: Value], model: String = "study-root") async -> StepResult {
      await bench.perform(
        DICOMFindProbe.self, ["level": .string(level), "keys": .record(keys), "model": .string(model)], port: peer.port,
        aeTitle: PynetdicomArchive.aeTitle)
    }
    let images: [String: Value] = [
      "StudyInstanceUID": .uid(study.uid), "SeriesInstanceUID": .uid(study.series[0].uid),
      "SOPInstanceUID": .string(""),
    ]
    _ = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: PynetdicomArchive.aeTitle)
    #expect(matches(await find("image", images)) == 2)
    let note = await bench.perform(
      DICOMRejectProbe.self,
      ["study": .string("chest"), "reason": .string(reason.rawValue), "series": .number(1), "instance": .number(1)],
      port: peer.port, aeTitle: PynetdicomArchive.aeTitle)
    #expect(note.failure == nil)
    #expect(note.uids("rejected") == [study.series[0].instances[0]])
    #expect(matches(await find("image", images)) == (obeys ? 1 : 2))
    #expect(matches(await find("image", images, model: "repository")) == 2, "nothing is lost")
    let kept = await find(
      "image",
      [
        "StudyInstanceUID": .uid(study.uid), "SeriesInstanceUID": try #require(note.observation["note-series"]),
        "SOPInstanceUID": try #require(note.observation["note"]),
      ])
    #expect(matches(kept) == 1, "the note itself can be found")
    await bench.close()
  }

  @Test("A note that an archive throws away is not found")
  func noteLost() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomArchive.start(["keeps-notes": false])
    let note = await bench.perform(
      DICOMRejectProbe.self, ["study": .string("chest"), "reason": .string("quality")], port: peer.port,
      aeTitle: PynetdicomArchive.aeTitle)
    let found = await bench.perform(
      DICOMFindProbe.self,
      ["level": .string("image"), "keys": .record(["SOPInstanceUID": try #require(note.observation["note"])])],
      port: peer.port, aeTitle: PynetdicomArchive.aeTitle)
    #expect(matches(found) == 0)
    await bench.close()
  }

  @Test("A note has everything that the document must have, in both transfer syntaxes, and its title")
  func note() throws {
    let study = try #require(ProbeBench.fixtures.studies["chest"])
    #expect(RejectionNote(study, .quality, series: 3) == nil)
    #expect(RejectionNote(study, .quality, series: 1, instance: 3) == nil)
    #expect(RejectionNote(study, .quality, instance: 1) == nil)
    let note = try #require(RejectionNote(study, .patientSafety))
    #expect(note.rejected.count == study.instanceCount)
    for syntax in [TransferSyntax.explicitVRLittleEndian, .implicitVRLittleEndian] {
      let read = try DataSetDecoder(syntax).decode(try DataSetEncoder(syntax).encode(note.dataSet)).dataSet
      for keyword in [
        "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "Modality", "SeriesNumber",
        "ReferencedPerformedProcedureStepSequence", "Manufacturer", "InstanceNumber", "ContentDate", "ContentTime",
        "CurrentRequestedProcedureEvidenceSequence", "ValueType", "ConceptNameCodeSequence", "ContinuityOfContent",
        "ContentTemplateSequence", "ContentSequence",
      ] {
        #expect(read[try #require(Tag(keyword: keyword))] != nil, "\(keyword)")
      }
      let title = try #require(read.items(Tag(0x0040, 0xA043))?.first)
      #expect(title.string(Tag(0x0008, 0x0100)) == "113037")
    }
  }

  @Test("Protocols and relevant information of a patient are queried without a level")
  func otherModels() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomArchive.start()
    for (model, keys, count) in [
      ("hanging-protocol", ["HangingProtocolName": "CHEST"], 1), ("hanging-protocol", ["HangingProtocolName": "X"], 0),
      ("relevant-patient", ["PatientID": "9990000018", "PatientName": ""], 1),
      ("relevant-patient", ["PatientID": "1"], 0),
    ] as [(String, [String: String], Int)] {
      let result = await bench.perform(
        DICOMFindProbe.self, ["model": .string(model), "keys": .record(keys.mapValues { .string($0) })],
        port: peer.port,
        aeTitle: PynetdicomArchive.aeTitle)
      #expect(result.failure == nil, "\(model): \(String(describing: result.failure))")
      #expect(matches(result) == count, "\(model)")
    }
    await bench.close()
  }
}
