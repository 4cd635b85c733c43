import DICOM
import Foundation
import HTTPExchange
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Subscriptions, against a record system by Flask and pynetdicom", .timeLimit(.minutes(2)))
struct SubscriptionProbeTests {
  /// A record system, and the harness's own listener beside it.
  struct Bench {
    let process: PeerProcess
    let endpoint: AddressEndpoint
    let listeners: Listeners
    let system: Inventory.System

    init(_ defect: RecordSystem.Defect = .none) async throws {
      let (process, webPort) = try await RecordSystem.start(defect)
      self.process = process
      endpoint = AddressEndpoint(protocolName: .fhir, address: "http://127.0.0.1:\(webPort)/fhir")
      listeners = await Listeners.open(
        [],
        notifications: [NotificationListener(id: "hook", host: "127.0.0.1", port: try PeerProcess.freePort())],
        networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
      system = Inventory.System(
        id: "records", site: "a", vendor: "V", product: "P", roles: ["fhir-server"],
        endpoints: [
          .fhir: .address(endpoint),
          .dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: process.port, aeTitle: RecordSystem.aeTitle)),
        ], permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    }

    func perform(_ probe: any Probe.Type, _ inputs: [String: Value], seconds: Int64 = 20) async -> StepResult {
      await probe.perform(
        StepInputs(inputs),
        in: StepContext(
          system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
          network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]),
          listeners: listeners, deadline: seconds * 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton))
    }

    /// Subscribes to a study, stores it, and waits.
    func scenario(
      _ inputs: [String: Value] = [:], awaiting: [String: Value] = [:], seconds: Int64 = 20
    ) async throws -> (subscribed: StepResult, awaited: StepResult) {
      let study = try #require(ProbeBench.fixtures.studies["chest"])
      let criteria = "ImagingStudy?identifier=urn:dicom:uid|urn:oid:\(study.uid)"
      let subscribed = await perform(
        FHIRSubscribeProbe.self, inputs.merging(["criteria": .string(criteria)], uniquingKeysWith: { own, _ in own }))
      let stored = await perform(DICOMStoreProbe.self, ["study": .string("chest")])
      #expect(stored.failure == nil)
      let channel = try #require(subscribed.word("channel"))
      let awaited = await perform(
        FHIRAwaitProbe.self, awaiting.merging(["channel": .string(channel)], uniquingKeysWith: { own, _ in own }),
        seconds: seconds)
      await listeners.close()
      return (subscribed, awaited)
    }
  }

  @Test("A study that is stored is announced without content, with the header field that was asked for")
  func announced() async throws {
    let (subscribed, awaited) = try await Bench().scenario(["header": .list([.string("X-Assay: word")])])
    #expect(subscribed.number("status") == 201 && subscribed.word("state") == "active", "\(subscribed)")
    #expect(subscribed.word("id") == "sub-0")
    #expect(awaited.failure == nil && awaited.number("arrived") == 1 && awaited.number("refused") == 0, "\(awaited)")
    let arrival = try #require(awaited.records("arrivals").first)
    #expect(arrival["has-payload"] == .boolean(false) && arrival["method"] == .string("POST"))
    #expect(arrival["path"] == .string("") && arrival["answered"] == .number(200))
    guard case .list(let headers) = arrival["headers"] else {
      Issue.record("no headers")
      return
    }
    #expect(headers.contains(.record(["name": .string("x-assay"), "value": .string("word")])))
  }

  @Test("A content that was asked for is told by its type")
  func payload() async throws {
    let (_, awaited) = try await Bench().scenario(["payload": .string("application/fhir+json")])
    let arrival = try #require(awaited.records("arrivals").first)
    #expect(arrival["resource-type"] == .string("ImagingStudy"))
    guard case .resource(let resource) = arrival["resource"] else {
      Issue.record("\(arrival)")
      return
    }
    #expect(resource.id == "s1")
    #expect(arrival["media-type"] == .string("application/fhir+json"))
  }

  @Test("An announcement that is refused comes again, and who never tries again is told by the refusal alone")
  func again() async throws {
    let (_, awaited) = try await Bench().scenario(["failures": .number(2)])
    #expect(awaited.failure == nil && awaited.number("arrived") == 1 && awaited.number("refused") == 2, "\(awaited)")
    let (_, never) = try await Bench(.neverAgain).scenario(["failures": .number(1)], seconds: 3)
    #expect(never.failure?.blame == .silence && never.word("outcome") == "timed-out", "\(never)")
    #expect(never.number("arrived") == 0 && never.number("refused") == 1)
  }

  @Test("Notifications with a topic are told from handshakes, and name what they are about")
  func topic() async throws {
    let (_, awaited) = try await Bench().scenario([
      "topic": .string("http://example.org/topics/studies"), "content": .string("id-only"), "failures": .number(1),
    ])
    #expect(awaited.number("arrived") == 1 && awaited.number("refused") == 1, "\(awaited)")
    let arrivals = awaited.records("arrivals")
    #expect(arrivals.filter { $0["kind"] == .string("handshake") }.allSatisfy { $0["answered"] == .number(200) })
    let event = try #require(arrivals.last { $0["kind"] == .string("event") })
    let study = try #require(ProbeBench.fixtures.studies["chest"])
    #expect(event["focus"] == .list([.string("ImagingStudy/\(study.uid)")]))
  }

  @Test("What a system does otherwise is seen where it is looked for")
  func defects() async throws {
    let (_, patient) = try await Bench(.sendsPatient).scenario()
    #expect(patient.records("arrivals").first?["has-payload"] == .boolean(true))
    let (_, elsewhere) = try await Bench(.callsElsewhere).scenario()
    #expect(elsewhere.records("arrivals").first?["path"] == .string("/elsewhere"))
    let (_, get) = try await Bench(.callsByGet).scenario()
    #expect(get.records("arrivals").first?["method"] == .string("GET"))
    let (_, nobody) = try await Bench(.tellsNobody).scenario(seconds: 2)
    #expect(nobody.failure?.blame == .silence && nobody.records("arrivals").isEmpty)
    let none = await (try Bench(.takesNone)).perform(
      FHIRSubscribeProbe.self, ["criteria": .string("ImagingStudy?_id=1")])
    #expect(none.failure == nil && none.number("status") == 404)
  }

  @Test("A server that calls addresses with TLS alone is no worse for it: the harness's listener has to have TLS")
  func wantsTLS() async throws {
    let refused = await (try Bench(.wantsTLS)).perform(
      FHIRSubscribeProbe.self, ["criteria": .string("ImagingStudy?_id=1")])
    #expect(refused.number("status") == 422)
    #expect(refused.failure?.blame == .configuration)
  }

  @Test("A channel that nobody opened is no reason to wait, and what comes to a wrong path is not kept")
  func unknown() async throws {
    let bench = try await Bench()
    let result = await bench.perform(FHIRAwaitProbe.self, ["channel": .string("made-up")])
    #expect(result.failure?.blame == .harness && result.observation["arrivals"] == nil)
    let log = NotificationLog()
    #expect(log.add(ReceivedRequest(method: .POST, target: "/made-up"), at: "hook") == .notFound)
    let path = log.open(failures: 1)
    #expect(log.add(ReceivedRequest(method: .POST, target: "/\(path)?x=1"), at: "hook") == .internalServerError)
    #expect(log.add(ReceivedRequest(method: .PUT, target: "/\(path)/ImagingStudy/1"), at: "hook") == .ok)
    for _ in 0..<NotificationLog.countLimit {
      _ = log.add(ReceivedRequest(method: .POST, target: "/\(path)"), at: "hook")
    }
    #expect(log.add(ReceivedRequest(method: .POST, target: "/\(path)"), at: "hook") == .serviceUnavailable)
    await bench.listeners.close()
  }
}
