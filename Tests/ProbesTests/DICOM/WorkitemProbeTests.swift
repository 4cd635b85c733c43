import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Unified procedure steps by probes", .serialized, .timeLimit(.minutes(2)))
struct WorkitemProbeTests {
  private func send(_ words: [String], _ further: [String: Value] = [:]) -> [String: Value] {
    ["study": .string("chest"), "send": .list(words.map { .string($0) })].merging(further) { $1 }
  }

  private func codes(_ result: StepResult) -> [String] {
    result.records("responses").compactMap { if case .string(let code) = $0["code"] { code } else { nil } }
  }

  private func perform(_ words: [String], _ further: [String: Value] = [:], defects: [String] = []) async throws
    -> StepResult
  {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomWorkitems.start(["defects": defects])
    let result = await bench.perform(
      DICOMWorkitemProbe.self, send(words, further), port: peer.port, aeTitle: PynetdicomWorkitems.aeTitle)
    await bench.close()
    return result
  }

  @Test(
    "What the state table allows succeeds, and what it forbids has its code",
    arguments: [
      (
        ["create", "get", "claim", "update", "describe-performed", "complete", "get"],
        ["0000", "0000", "0000", "0000", "0000", "0000", "0000"], "COMPLETED"
      ),
      (["create", "claim", "claim", "claim-by-other"], ["0000", "0000", "C302", "C301"], nil),
      (
        ["create", "claim", "cancel", "cancel", "complete", "update", "get"],
        ["0000", "0000", "0000", "B304", "C300", "C300", "0000"], "CANCELED"
      ),
      (
        ["create", "claim", "describe-performed", "complete", "complete", "cancel", "request-cancel"],
        ["0000", "0000", "0000", "0000", "B306", "C300", "C311"], nil
      ),
      (["create", "complete", "cancel", "update", "reschedule"], ["0000", "C310", "C310", "C310", "C303"], nil),
      (["create", "create", "claim-without-transaction", "claim-unknown"], ["0000", "0111", "C301", "C307"], nil),
      (["create-in-progress"], ["C309"], nil),
      (
        ["create", "claim", "complete", "complete-by-other", "cancel-by-other", "update-by-other"],
        ["0000", "0000", "C304", "C301", "C301", "C301"], nil
      ),
      (["create", "request-cancel", "get"], ["0000", "0000", "0000"], "CANCELED"),
      (["create", "claim", "request-cancel", "get"], ["0000", "0000", "0000", "0000"], "IN PROGRESS"),
      (
        ["create", "suspend-all", "subscribe-all", "unsubscribe-all", "subscribe", "unsubscribe"],
        ["0000", "0000", "0000", "0000", "0000", "0000"], nil
      ),
    ] as [([String], [String], String?)])
  func states(words: [String], expected: [String], state: String?) async throws {
    let result = try await perform(words)
    #expect(result.failure == nil, "\(String(describing: result.failure))")
    #expect(codes(result) == expected)
    #expect(result.records("responses").map { $0["request"] } == words.map { .string($0) })
    #expect(result.word("state") == state)
  }

  @Test(
    "A peer that breaks the state table is seen to",
    arguments: [
      ("any-transaction", ["create", "claim", "cancel-by-other"], ["0000", "0000", "0000"]),
      ("reopens", ["create", "claim", "cancel", "update"], ["0000", "0000", "0000", "0000"]),
      ("skips-claim", ["create", "cancel"], ["0000", "0000"]),
      ("forgets-requirements", ["create", "claim", "complete"], ["0000", "0000", "0000"]),
      ("shares-claims", ["create", "claim", "claim-by-other"], ["0000", "0000", "0000"]),
    ] as [(String, [String], [String])])
  func breaches(defect: String, words: [String], expected: [String]) async throws {
    #expect(codes(try await perform(words, defects: [defect])) == expected)
  }

  @Test("The key to a claimed step is not handed out, and it is seen where it is", arguments: [true, false])
  func key(leaks: Bool) async throws {
    let result = try await perform(["create", "claim", "get"], defects: leaks ? ["tells-transaction"] : [])
    guard case .dataSet(let dataSet) = result.observation["data-set"] else {
      Issue.record("nothing was got")
      return
    }
    #expect((dataSet[.init(0x0008, 0x1195)] != nil) == leaks)
    #expect(dataSet.string(.init(0x0010, 0x0020)) == ProbeBench.fixtures.patients["edith"]?.nhsNumber)
  }

  @Test(
    "Of claims at once one wins, and goes on with its own key; a peer that lets all win is seen",
    arguments: [false, true])
  func race(shares: Bool) async throws {
    let result = try await perform(
      ["create", "claim", "describe-performed", "complete"], ["contenders": .number(8)],
      defects: shares ? ["shares-claims"] : [])
    #expect(result.failure == nil, "\(String(describing: result.failure))")
    #expect(
      result.observation["claims"] == .record(["contenders": .number(8), "won": .number(shares ? 8 : 1)]))
    if !shares {
      #expect(codes(result).suffix(2) == ["0000", "0000"], "the winner's key opens the step")
      #expect(codes(result).filter { $0 == "C301" || $0 == "C302" }.count == 7)
    }
  }

  @Test("A later step goes on with the workitem and the key of an earlier one")
  func later() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomWorkitems.start()
    func perform(_ inputs: [String: Value]) async -> StepResult {
      await bench.perform(DICOMWorkitemProbe.self, inputs, port: peer.port, aeTitle: PynetdicomWorkitems.aeTitle)
    }
    let first = await perform(send(["create", "claim"]))
    let item = try #require(first.observation["workitem"])
    let key = try #require(first.observation["transaction"])
    let second = await perform(send(["cancel", "get"], ["workitem": item, "transaction": key]))
    #expect(codes(second) == ["0000", "0000"])
    #expect(second.word("state") == "CANCELED")
    let stranger = await perform(send(["cancel"], ["workitem": item]))
    #expect(codes(stranger) == ["C301"])

    for model in ["workitem", "workitem-watch", "workitem-query"] {
      let found = await bench.perform(
        DICOMFindProbe.self,
        [
          "model": .string(model),
          "keys": .record(["ProcedureStepState": .string("CANCELED"), "SOPInstanceUID": .string("")]),
        ], port: peer.port, aeTitle: PynetdicomWorkitems.aeTitle)
      if model == "workitem" {
        guard case .list(let matches) = found.observation["matches"] else {
          Issue.record("no matches: \(found.observation)")
          return
        }
        #expect(matches.count == 1)
      }
      #expect(found.failure == nil, "\(model)")
    }
    await bench.close()
  }

  @Test(
    "Events of a watched step come to the harness's listener in order, or not at all",
    arguments: ["", "keeps-silent", "reports-late-state"])
  func events(defect: String) async throws {
    let bench = try await ProbeBench()
    let peer = try await PynetdicomWorkitems.start([
      "subscribers": [ProbeBench.listenerTitle: bench.listenerPort], "defects": defect.isEmpty ? [String]() : [defect],
    ])
    let made = await bench.perform(
      DICOMWorkitemProbe.self,
      send(["create", "subscribe", "claim", "update", "request-cancel", "describe-performed", "complete"]),
      port: peer.port, aeTitle: PynetdicomWorkitems.aeTitle)
    #expect(made.failure == nil)
    let awaited = await bench.perform(
      DICOMAwaitProbe.self,
      [
        "service": .string("workitem"), "instance": try #require(made.observation["workitem"]), "count": .number(5),
      ], port: peer.port, aeTitle: PynetdicomWorkitems.aeTitle, seconds: defect == "keeps-silent" ? 1 : 15)
    if defect == "keeps-silent" {
      #expect(awaited.number("arrived") == 0)
      #expect(awaited.failure?.blame == .silence, "silence is held against nobody")
    } else {
      let arrivals = awaited.records("arrivals")
      #expect(
        arrivals.map { $0["event"] }
          == ["state-report", "state-report", "progress-report", "cancel-requested", "state-report"].map { .string($0) },
        "\(awaited.observation)")
      let states = arrivals.compactMap { $0["state"] }
      let late = defect == "reports-late-state"
      #expect(
        states
          == (late ? ["SCHEDULED", "SCHEDULED", "IN PROGRESS"] : ["SCHEDULED", "IN PROGRESS", "COMPLETED"]).map {
            .string($0)
          })
    }
    await bench.close()
  }

  @Test("A peer without the service refuses it, and that is its own word")
  func refused() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await STORESCP.start()
    let result = await bench.perform(
      DICOMWorkitemProbe.self, send(["create"]), port: peer.port, aeTitle: "STORESCP")
    #expect(result.word("outcome") == "refused")
    #expect(result.failure?.blame == .system)
    await bench.close()
  }

  @Test("Nothing of the step's attributes is left out", arguments: WorkitemRequest.allCases)
  func complete(request: WorkitemRequest) throws {
    let study = try #require(ProbeBench.fixtures.studies["chest"])
    let fixture = WorkitemFixture(study: study)
    guard let dataSet = fixture.dataSet(of: request) else {
      #expect(request == .get)
      return
    }
    #expect(!dataSet.elements.isEmpty)
    if request == .create {
      // PS3.4 Table CC.2.5-3: what an N-CREATE must have, with or without a value.
      for keyword in [
        "TransactionUID", "ScheduledProcedureStepPriority", "ScheduledProcedureStepModificationDateTime",
        "ProcedureStepLabel", "WorklistLabel", "ScheduledProcessingParametersSequence",
        "ScheduledStationNameCodeSequence", "ScheduledStationClassCodeSequence",
        "ScheduledStationGeographicLocationCodeSequence", "ScheduledProcedureStepStartDateTime",
        "ScheduledWorkitemCodeSequence", "CommentsOnTheScheduledProcedureStep", "InputReadinessState",
        "InputInformationSequence", "PatientName", "PatientID", "PatientBirthDate", "PatientSex",
        "OtherPatientIDsSequence", "AdmissionID", "IssuerOfAdmissionIDSequence", "AdmittingDiagnosesDescription",
        "AdmittingDiagnosesCodeSequence", "ReferencedRequestSequence", "ProcedureStepState",
        "ProcedureStepProgressInformationSequence", "UnifiedProcedureStepPerformedProcedureSequence",
      ] {
        #expect(dataSet[try #require(.init(keyword: keyword))] != nil, "\(keyword)")
      }
    }
  }
}
