import Evidence
import Foundation
import IHE
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Waiting for audit messages", .timeLimit(.minutes(2)))
struct AuditAwaitProbeTests {
  private static let patient = "9990000018^^^&2.16.840.1.113883.2.1.4.1&ISO"

  /// Listeners with two systems on one machine, of which a registry was asked something.
  private struct Bench {
    let listeners: Listeners
    let port: Int
    let network: Network
    let earlier: EarlierStep

    /// - Parameter second: Host of the second system.
    init(second: String = "127.0.0.1") async throws {
      port = try PeerProcess.freePort()
      listeners = await Listeners.open(
        [], audits: [AuditListener(id: "trail", host: "127.0.0.1", port: port, transport: .tcp)], networkFolder: "/",
        group: MultiThreadedEventLoopGroup.singleton)
      let systems = ["registry": "127.0.0.1", "other": second].sorted { $0.key < $1.key }.map { id, host in
        Inventory.System(
          id: id, site: "a", vendor: "V", product: "P", roles: ["document-registry"],
          endpoints: [.xds: .address(AddressEndpoint(protocolName: .xds, address: "http://\(host):1/"))],
          permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
      }
      network = Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: systems)])
      let record = StepRecord(
        id: "listed", kind: "xds.find-documents", system: "a/registry", endpoint: "",
        inputs: .record(["patient": .string(AuditAwaitProbeTests.patient)]), attempts: 1, startedAt: "",
        observation: .record(["response": .string("success")]), failure: nil, captured: [:], transcript: nil)
      earlier = EarlierStep(record, begin: .now, end: .now)
    }

    func send(
      patient: String, query: String, type: String = "ITI-18", time: Date = Date(), label: String? = "IHE+RFC-3881"
    ) async throws {
      let message = AuditMessage(
        event: .init(
          id: .init("110112", "DCM"), types: [.init(type, "IHE Transactions")], action: "E",
          time: Timestamp.text(time), outcome: "0"),
        participants: [AuditMessage.sourceRole, AuditMessage.destinationRole].map {
          .init(userID: "u", isRequestor: false, roles: [$0], accessPoint: "127.0.0.1", accessPointType: "2")
        }, source: "s",
        objects: [
          .init(id: patient, type: "1", role: "1", idType: .init("2", "RFC-3881")),
          .init(id: "q", type: "2", role: "24", idType: .init("ITI-18", "IHE"), query: Array(query.utf8)),
        ])
      try await SyslogSender(host: "127.0.0.1", port: port).send(
        [SyslogMessage(messageID: label, content: message.element.document)], within: .seconds(20))
    }

    func wait(_ inputs: [String: Value] = [:], milliseconds: Int64 = 500) async throws -> StepResult {
      let system = try #require(network.sites[0].systems.first { $0.id == "registry" })
      var context = StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures, network: network,
        listeners: listeners, deadline: milliseconds * 1_000_000, group: MultiThreadedEventLoopGroup.singleton)
      context.earlier = [earlier]
      let given: [String: Value] = ["endpoint": .string("xds"), "within": .duration(nanoseconds: 400_000_000)]
      return await AuditAwaitProbe.perform(StepInputs(given.merging(inputs) { $1 }), in: context)
    }
  }

  @Test("A message that names the patient is the exchange's, and of a plain connection unprotected")
  func found() async throws {
    let bench = try await Bench()
    try await bench.send(patient: Self.patient, query: "9990000018")
    let result = try await bench.wait(["within": .duration(nanoseconds: 60_000_000_000)], milliseconds: 70_000)
    #expect(result.failure == nil)
    #expect(result.texts("missing") == [] && result.texts("late") == [])
    #expect(result.texts("wrong") == [] && result.texts("malformed") == [])
    #expect(result.texts("unprotected") == ["listed"] && result.texts("misframed") == [])
    await bench.listeners.close()
  }

  @Test(
    "What tells an audit message from others is held against IHE and DICOM",
    arguments: [("IHE+RFC-3881", true), ("DICOM+RFC3881", true), ("IHE+RFC3881", false), ("", false)])
  func label(_ label: String, isRight: Bool) async throws {
    let bench = try await Bench()
    try await bench.send(patient: Self.patient, query: "9990000018", label: label.isEmpty ? nil : label)
    let result = try await bench.wait(["within": .duration(nanoseconds: 60_000_000_000)], milliseconds: 70_000)
    let malformed = try #require(result.texts("malformed"))
    #expect(malformed.isEmpty == isRight, "\(malformed)")
    if !isRight { #expect(malformed.first?.contains("MSGID") == true) }
    await bench.listeners.close()
  }

  @Test("What others did with the system meanwhile is none of its faults")
  func others() async throws {
    let bench = try await Bench(second: "192.0.2.1")
    // Of another transaction; of the same, and of another hour.
    try await bench.send(patient: "P2", query: "P2", type: "ITI-38")
    try await bench.send(patient: "P2", query: "P2", time: Date(timeIntervalSinceNow: -3_600))
    let result = try await bench.wait()
    #expect(result.failure == nil)
    #expect(result.texts("missing") == ["listed"])
    #expect(result.texts("wrong") == [])
    await bench.listeners.close()
  }

  @Test("A message of the right kind and time that names another patient is the wrong one")
  func wrong() async throws {
    let bench = try await Bench()
    try await bench.send(patient: "P2", query: "P2")
    let result = try await bench.wait()
    #expect(result.texts("missing") == [])
    #expect(result.texts("wrong") == ["listed: ParticipantObjectID is P2, expected \(Self.patient)"])
    await bench.listeners.close()
  }

  @Test("A neighbour on the same machine does not show that a silent system knows the way")
  func neighbour() async throws {
    let bench = try await Bench()
    try await bench.send(patient: "P2", query: "P2", type: "ITI-38")
    let result = try await bench.wait()
    #expect(result.failure?.blame == .silence)
    #expect(result.observation["missing"] == nil)
    await bench.listeners.close()
  }

  @Test("A step that cannot tell late from missing, or waits for nothing, is the caller's mistake")
  func misuse() async throws {
    let bench = try await Bench()
    for inputs: [String: Value] in [
      ["within": .duration(nanoseconds: 500_000_000)], ["steps": .list([.string("stranger")])], ["steps": .list([])],
    ] {
      #expect(try await bench.wait(inputs).failure?.blame == .harness, "\(inputs)")
    }
    await bench.listeners.close()
  }
}
