import HTTPExchange
import IHE
import NIOPosix
import Specification
import Testing
import XMLTree

@testable import Probes

@Suite("Waiting for notifications of a cross-reference manager", .timeLimit(.minutes(2)))
struct PIXAwaitProbeTests {
  private static let first = InstanceIdentifier(root: "1.2.3", extension: "A1")
  private static let second = InstanceIdentifier(root: "1.2.4", extension: "B1")

  /// A notification of a manager.
  private static func notification(
    _ identifiers: [InstanceIdentifier] = [first, second], event: IdentityFeed.Event = .revise, action: String? = nil,
    to address: String
  ) -> Envelope {
    let role = PatientRole(identifiers: identifiers, names: [PersonName(family: ["Ash"])], provider: "1.2.5")
    let transmission = Transmission(
      id: InstanceIdentifier(root: "1.2.7", extension: "1"), creationTime: "20261101120000",
      sender: .init("1.2.8"), receiver: .init("1.2.9"))
    return Envelope(
      action: action ?? event.interaction.action, messageID: "urn:uuid:1", to: address,
      body: IdentityFeed(event, Registration(role, custodian: "1.2.5")).element(in: transmission))
  }

  /// Sends messages, and answers how each was acknowledged; nil for a fault.
  private static func send(_ envelopes: [Envelope]) async throws -> [AcknowledgementType?] {
    let client = try WebClient(WebClientSettings(), group: MultiThreadedEventLoopGroup.singleton)
    var codes: [AcknowledgementType?] = []
    for envelope in envelopes {
      let answer = try SOAPAnswer(try await client.exchange(try SOAPRequest(envelope).webRequest()))
      let message = try? IdentityMessage(answer.envelope)
      #expect(message == nil || message?.findings == [])
      #expect(answer.envelope.relatesTo == envelope.messageID)
      codes.append(message?.acknowledgement?.type)
    }
    await client.close()
    return codes
  }

  private static func wait(
    _ bench: SOAPBench, naming: [String] = ["B1"], without: [String] = [], complete: [String] = [], count: Int? = nil,
    milliseconds: Int64 = 20_000, linger: Int64? = nil
  ) async -> StepResult {
    var inputs: [String: Value] = [
      "naming": .list(naming.map { .string($0) }), "within": .duration(nanoseconds: milliseconds * 1_000_000),
    ]
    if !without.isEmpty { inputs["without"] = .list(without.map { .string($0) }) }
    if !complete.isEmpty { inputs["complete"] = .list(complete.map { .string($0) }) }
    if let count { inputs["count"] = .number(.init(count)) }
    if let linger { inputs["linger"] = .duration(nanoseconds: linger * 1_000_000) }
    return await bench.perform(PIXAwaitProbe.self, inputs)
  }

  private static func first(_ result: StepResult) -> [String: Value] {
    guard case .list(let arrivals)? = result.observation["arrivals"], case .record(let arrival)? = arrivals.first else {
      return [:]
    }
    return arrival
  }

  @Test("A notification is acknowledged, and shown with its identifiers and without faults")
  func sound() async throws {
    let bench = try await SOAPBench()
    #expect(try await Self.send([Self.notification(to: bench.listener.address)]) == [.commitAccept])
    let result = await Self.wait(bench, naming: ["B1^^^&1.2.4&ISO"])
    #expect(result.failure == nil && result.observation["arrived"] == .number(1))
    let arrival = Self.first(result)
    #expect(arrival["interaction"] == .string("PRPA_IN201302UV02") && arrival["answered"] == .string("CA"))
    #expect(arrival["action-matches"] == .boolean(true) && arrival["faults"] == .list([]))
    #expect(arrival["identifiers"] == IdentityFields.value([Self.first, Self.second]))
    await bench.close()
  }

  @Test("What breaks the transaction is shown as it is", arguments: ["event", "domain", "action"])
  func broken(_ part: String) async throws {
    let bench = try await SOAPBench()
    let address = bench.listener.address
    let strange = InstanceIdentifier(root: "TRUST", extension: "B1")
    let envelope =
      switch part {
      case "event": Self.notification(event: .add, to: address)
      case "domain": Self.notification([Self.first, strange], to: address)
      default: Self.notification(action: "urn:another", to: address)
      }
    #expect(try await Self.send([envelope]) == [part == "event" ? .commitReject : .commitAccept])
    let arrival = Self.first(await Self.wait(bench))
    #expect((arrival["interaction"] == .string("PRPA_IN201302UV02")) == (part != "event"))
    #expect((arrival["faults"] == .list([])) == (part != "domain"))
    #expect((arrival["action-matches"] == .boolean(true)) == (part == "domain"))
    await bench.close()
  }

  @Test("A message that names nobody, or asks something, is not taken")
  func nobody() async throws {
    let bench = try await SOAPBench()
    let query = Envelope(
      action: IdentityInteraction.identifiersQuery.action, messageID: "urn:uuid:2", to: bench.listener.address,
      body: MarkupElement(
        IdentityInteraction.identifiersQuery.rawValue, [.init("xmlns", IdentityInteraction.namespace)]))
    #expect(
      try await Self.send([Self.notification([], to: bench.listener.address), query]) == [.commitError, nil])
    await bench.close()
  }

  @Test("Which messages count is said by the identifiers that they name and do not name")
  func chosen() async throws {
    let bench = try await SOAPBench()
    let address = bench.listener.address
    _ = try await Self.send([Self.notification(to: address), Self.notification([Self.first], to: address)])
    #expect(await Self.wait(bench, naming: ["A1"], count: 2).observation["arrived"] == .number(2))
    let merged = await Self.wait(bench, naming: ["A1"], without: ["B1"])
    #expect(Self.first(merged)["identifiers"] == IdentityFields.value([Self.first]))
    await bench.close()
  }

  @Test("A message that names too little is shown and does not count, and whoever sent it is heard")
  func tooLittle() async throws {
    let bench = try await SOAPBench()
    let address = bench.listener.address
    _ = try await Self.send([Self.notification([Self.second], to: address)])
    let heard = await Self.wait(bench, complete: ["A1", "B1"], milliseconds: 100)
    #expect(heard.failure == nil && heard.observation["arrived"] == .number(0))
    #expect(heard.observation["identifiers"] == IdentityFields.value([Self.second]))
    #expect(heard.observation["first-arrival"] == nil)
    _ = try await Self.send([Self.notification(to: address)])
    let complete = await Self.wait(bench, complete: ["A1", "B1"])
    #expect(complete.observation["arrived"] == .number(1) && complete.records("arrivals").count == 2)
    #expect(complete.observation["identifiers"] == IdentityFields.value([Self.first, Self.second]))
    #expect(complete.observation["first-arrival"] == .duration(nanoseconds: 0))
    await bench.close()
  }

  @Test("What is told after the message that was awaited is heard while the step lingers")
  func lingering() async throws {
    let bench = try await SOAPBench()
    let address = bench.listener.address
    _ = try await Self.send([Self.notification(to: address)])
    async let waited = Self.wait(bench, complete: ["A1", "B1"], linger: 3_000)
    _ = try await Self.send([Self.notification([Self.second], to: address)])
    let result = await waited
    #expect(result.observation["arrived"] == .number(1) && result.records("arrivals").count == 2)
    #expect(result.observation["identifiers"] == IdentityFields.value([Self.second]))
    await bench.close()
  }

  @Test("Silence is nobody's fault, and is shown where it is what the step listens for")
  func silence() async throws {
    let bench = try await SOAPBench()
    let result = await Self.wait(bench, milliseconds: 100)
    #expect(result.failure?.blame == .silence && result.observation["outcome"] == .string("timed-out"))
    let listened = await Self.wait(bench, count: 0, milliseconds: 100)
    #expect(listened.failure == nil && listened.observation["arrived"] == .number(0))
    await bench.close()
  }

  @Test("Without a listener that plays the consumer the step is misuse")
  func noListener() async throws {
    let bench = try await SOAPBench(listens: false)
    #expect(await Self.wait(bench).failure?.blame == .harness)
    await bench.close()
  }
}
