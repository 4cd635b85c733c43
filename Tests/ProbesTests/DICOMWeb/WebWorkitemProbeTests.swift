import Inventory
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Workitems over the web by probes", .serialized, .timeLimit(.minutes(2)))
struct WebWorkitemProbeTests {
  private func ask(
    _ send: [String], _ inputs: [String: Value] = [:], defect: String? = nil
  ) async throws -> StepResult {
    let peer = try await OriginServer.start(defect: defect)
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      DICOMWebWorkitemProbe.self,
      inputs.merging(["study": .string("chest"), "send": .list(send.map { .string($0) })]) { $1 },
      web: "http://127.0.0.1:\(peer.port)")
    await bench.close()
    peer.stop()
    return result
  }

  private func statuses(_ result: StepResult) -> [Int] {
    result.records("responses").compactMap {
      if case .number(let number) = $0["status"] { Int(number.description) } else { nil }
    }
  }

  @Test("A good server leads a workitem through its states, and shows no Transaction UID")
  func life() async throws {
    let result = try await ask(
      ["create", "get", "claim", "update", "describe-performed", "complete", "get"],
      ["search": .record(["ProcedureStepState": .string("COMPLETED")])])
    #expect(result.failure == nil)
    #expect(statuses(result) == [201, 200, 200, 200, 200, 200, 200], "\(result.observation)")
    #expect(result.word("state") == "COMPLETED")
    #expect(result.observation["found"] == .boolean(true))
    guard case .dataSet(let workitem) = result.observation["data-set"] else {
      Issue.record("no workitem")
      return
    }
    #expect(workitem[.init(0x0008, 0x1195)] == nil)
    #expect(workitem.string(.patientName) == (try await ProbeBench(listens: false).study("chest").patient.name))
  }

  static let refusals: [(send: [String], statuses: [Int], defect: String, instead: Int)] = [
    (["create", "claim", "claim-by-other"], [201, 200, 400], "second-claim", 200),
    (["create", "claim", "complete-by-other"], [201, 200, 400], "any-transaction", 409),
    (["create", "claim", "update-by-other"], [201, 200, 400], "any-transaction", 200),
    (["create", "claim", "cancel", "claim"], [201, 200, 200, 409], "reopens", 200),
    (["create", "claim", "complete"], [201, 200, 409], "completes-bare", 200),
  ]

  @Test("What the state machine forbids is refused by a good server, and a bad one shows", arguments: refusals)
  func forbidden(send: [String], wanted: [Int], defect: String, instead: Int) async throws {
    #expect(statuses(try await ask(send)) == wanted)
    let bad = try await ask(send, defect: defect)
    #expect(statuses(bad) == wanted.dropLast() + [instead])
    #expect(bad.failure == nil)
  }

  @Test("Requests out of place are refused with the standard's status")
  func outOfPlace() async throws {
    let result = try await ask([
      "create-in-progress", "get", "create", "create", "complete", "reschedule", "claim-without-transaction",
      "claim-unknown",
    ])
    #expect(statuses(result) == [400, 404, 201, 409, 409, 409, 400, 404])
    let warned = try await ask(["create", "claim", "claim-by-other"])
    #expect(
      warned.records("responses").last?["warnings"].map { "\($0)".contains("Transaction UID is incorrect") } == true)
    #expect(statuses(try await ask(["create", "request-cancel", "request-cancel", "claim"])) == [201, 202, 202, 400])
  }

  @Test("A Transaction UID that is shown to everybody is seen")
  func leak() async throws {
    let result = try await ask(["create", "claim", "get"], defect: "leaks-transaction")
    guard case .dataSet(let workitem) = result.observation["data-set"] else {
      Issue.record("no workitem")
      return
    }
    #expect(workitem.string(.init(0x0008, 0x1195)) != nil)
  }

  @Test("Of claims at once one wins; where a server takes several, all are counted")
  func race() async throws {
    let good = try await ask(["create", "claim", "describe-performed", "complete"], ["contenders": .number(6)])
    #expect(good.observation["claims"] == .record(["contenders": .number(6), "won": .number(1)]))
    #expect(statuses(good).suffix(2) == [200, 200], "whoever won completes the step")
    let bad = try await ask(["create", "claim"], ["contenders": .number(6)], defect: "race")
    guard case .record(let claims) = bad.observation["claims"], case .number(let won) = claims["won"] else {
      Issue.record("no claims")
      return
    }
    #expect(won > 1)
  }

  static let watched = ["create", "subscribe", "claim", "update", "describe-performed", "complete"]

  @Test(
    "Events of a workitem are heard in order", arguments: ["", "fragments-events", "event-as-in-old-editions"])
  func events(defect: String) async throws {
    let result = try await ask(Self.watched, ["events": .number(4)], defect: defect)
    #expect(result.failure == nil)
    #expect(result.word("channel") == "open")
    #expect(
      result.records("events").map { $0["event"] }
        == ["state-report", "state-report", "progress-report", "state-report"].map { .string($0) })
    #expect(result.texts("reported-states") == ["SCHEDULED", "IN PROGRESS", "COMPLETED"])
    #expect(result.observation["in-order"] == .boolean(true))
    #expect(result.records("events").allSatisfy { ($0["fault"] != nil) == defect.hasPrefix("event-as") })
  }

  @Test("A cancellation that is asked for is reported to who subscribed to all")
  func cancelRequested() async throws {
    let result = try await ask(
      ["subscribe-all", "create", "claim", "request-cancel", "unsubscribe-all"], ["events": .number(3)])
    #expect(statuses(result) == [201, 201, 200, 202, 200])
    #expect(result.records("events").map { $0["event"] }.last == .string("cancel-requested"))
  }

  @Test(
    "A connection that brings no events, or wrong ones, is told apart",
    arguments: [
      "no-events", "events-out-of-order", "no-websocket", "wrong-accept", "closes-channel", "masked-events",
      "binary-events", "event-not-json", "floods-events",
    ])
  func wrongEvents(defect: String) async throws {
    let result = try await ask(
      Self.watched, ["events": .number(4), "hold": .duration(nanoseconds: 1_500_000_000)], defect: defect)
    switch defect {
    case "no-events":
      #expect(result.word("outcome") == "timed-out")
      #expect(result.failure?.blame == .silence, "silence is held against nobody")
      #expect(result.records("events").isEmpty)
    case "events-out-of-order":
      #expect(result.observation["in-order"] == .boolean(false), "\(result.observation)")
      #expect(result.failure == nil)
    case "no-websocket":
      #expect(result.word("outcome") == "refused")
      #expect(result.word("channel") == "refused")
      #expect(result.failure?.blame == .system)
      #expect(result.failure?.rule == "PS3.18 §8.10.4")
    case "wrong-accept":
      #expect(result.failure?.blame == .system)
      #expect(result.failure?.rule == "RFC 6455 §4.1")
    case "closes-channel":
      #expect(result.word("outcome") == "closed")
      #expect(result.failure?.blame == .system)
      #expect(result.observation["closed-by-peer"] == .boolean(true))
    case "floods-events":
      // Of 10 MiB and more that are no reports of the workitem 8 are kept.
      #expect(result.word("outcome") == "timed-out")
      #expect(result.records("events").count < 4)
    case "masked-events":
      #expect(result.word("outcome") == "malformed")
      #expect(result.failure?.blame == .system)
      #expect(result.failure?.rule == "RFC 6455 §5.1")
    default:
      #expect(result.records("events").allSatisfy { $0["fault"] != nil })
      #expect(!result.records("events").isEmpty)
    }
  }

  @Test("An address for events on another host is not called")
  func elsewhere() async throws {
    let peer = try await ScriptedWebPeer { sighting in
      sighting.target.contains("subscribers")
        ? [.answer("201 Created", ["Content-Location: ws://events.example/1"])] : [.answer("201 Created")]
    }
    let bench = try await ProbeBench(listens: false)
    let result = await bench.perform(
      DICOMWebWorkitemProbe.self,
      ["study": .string("chest"), "send": .list([.string("create"), .string("subscribe")]), "events": .number(1)],
      web: peer.url)
    #expect(result.word("channel") == "elsewhere")
    #expect(result.failure?.blame == .configuration)
    peer.stop()
    await bench.close()
  }

  @Test("Requests and events go over TLS, and a certificate of another issuer ends both")
  func secure() async throws {
    let authority = try CertificateAuthority()
    let stranger = try CertificateAuthority()
    let (key, certificate) = try authority.issue("web", names: "DNS:localhost,IP:127.0.0.1")
    let peer = try await OriginServer.start(key: key, certificate: certificate)
    let bench = try await ProbeBench(listens: false)
    let send = Value.list(Self.watched.map { .string($0) })
    for (trust, isTrusted) in [(authority.certificate, true), (stranger.certificate, false)] {
      for host in ["127.0.0.1", "localhost"] {
        let result = await bench.perform(
          DICOMWebWorkitemProbe.self, ["study": .string("chest"), "send": send, "events": .number(4)],
          at: AddressEndpoint(
            protocolName: .dicomweb, address: "https://\(host):\(peer.port)", tls: TLSSettings(trust: trust)))
        if isTrusted, host == "127.0.0.1" {
          #expect(result.failure == nil, "\(result.failure as Any)")
          #expect(result.texts("reported-states") == ["SCHEDULED", "IN PROGRESS", "COMPLETED"])
        } else {
          #expect(result.failure?.blame == .configuration)
          #expect(result.word("channel") == (isTrusted ? "elsewhere" : nil))
        }
      }
    }
    await bench.close()
  }
}
