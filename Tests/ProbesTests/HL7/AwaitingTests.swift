import Evidence
import Foundation
import HL7
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

/// What `hl7.await` tells of several receivers, and what `hl7.disturb` does to one of them.
@Suite("Awaiting messages at several receivers", .serialized, .timeLimit(.minutes(2)))
struct AwaitingTests {
  /// Two listeners, and a system that may send to them.
  private struct Bench {
    let ports: [Int]
    let listeners: Listeners

    init() async throws {
      ports = try (0..<2).map { _ in try PeerProcess.freePort() }
      listeners = await Listeners.open(
        [],
        messages: zip(["ris", "epr"], ports).map { MessageListener(id: $0, host: "127.0.0.1", port: $1) },
        networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton)
    }

    func send(_ id: String, to place: Int, order: String = "A1") async throws -> Acknowledgement? {
      guard
        let connection = try? await MLLPConnection.open(
          to: .init(host: "127.0.0.1", port: ports[place]), within: .seconds(10))
      else { return nil }
      let header = "MSH|^~\\&|||||20260301101500+0000||ORU^R01^ORU_R01|\(id)|P|2.4"
      let text = "\(header)\rORC|RE|P1|\(order)\rOBX|1|TX|A||Text \(id)\r"
      let message = try MessageParser().parse(Array(text.utf8))
      let outcome = await MessageSender(connection, within: .seconds(10)).send(
        message.bytes, expecting: AcknowledgementMode(message))
      await connection.close()
      return outcome.application?.acknowledgement
    }

    func perform(
      _ probe: any Probe.Type, _ inputs: [String: Value], system: String = "reporter", milliseconds: Int64 = 20_000
    ) async -> StepResult {
      let systems = ["reporter", "other"].map { id in
        Inventory.System(
          id: id, site: "a", vendor: "V", product: "P", roles: ["reporting"],
          endpoints: [.hl7: .address(AddressEndpoint(protocolName: .hl7, address: "127.0.0.1:1"))],
          permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
      }
      return await probe.perform(
        StepInputs(inputs),
        in: StepContext(
          system: systems[system == "reporter" ? 0 : 1], callingAETitle: "ASSAY", networkFolder: "/",
          fixtures: ProbeBench.fixtures,
          network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: systems)]),
          listeners: listeners, deadline: milliseconds * 1_000_000, group: MultiThreadedEventLoopGroup.singleton))
    }

    func wait(
      _ names: [String], _ more: [String: Value] = [:], system: String = "reporter", milliseconds: Int64 = 20_000
    ) async -> StepResult {
      var inputs: [String: Value] = [
        "naming": .list([.string("P1"), .string("elsewhere")]), "listeners": .list(names.map { .string($0) }),
      ]
      inputs.merge(more) { $1 }
      return await perform(HL7AwaitProbe.self, inputs, system: system, milliseconds: milliseconds)
    }
  }

  private static func arrived(_ result: StepResult) -> [Int?] {
    result.records("receivers").map { fields in
      if case .number(let number)? = fields["arrived"] { Int(number.description) } else { nil }
    }
  }

  @Test("What one receiver got and another, called before, did not is told; a receiver never called proves nothing")
  func missing() async throws {
    let bench = try await Bench()
    #expect(try await bench.send("1", to: 0)?.code == .applicationAccept)
    let unproven = await bench.wait(["ris", "epr"], milliseconds: 200)
    #expect(unproven.failure?.blame == .silence)
    #expect(Self.arrived(unproven) == [1, 0])
    #expect(unproven.records("receivers").map { $0["called"] } == [.boolean(true), .boolean(false)])
    // A connection shows that the way is open.
    let connection = try await MLLPConnection.open(
      to: .init(host: "127.0.0.1", port: bench.ports[1]), within: .seconds(10))
    #expect(try await bench.send("2", to: 0)?.code == .applicationAccept)
    let shown = await bench.wait(["ris", "epr"], milliseconds: 500)
    #expect(shown.failure == nil)
    #expect(Self.arrived(shown) == [1, 0])
    // With nothing at all, nobody knows whether it was sent.
    #expect(await bench.wait(["ris", "epr"], milliseconds: 200).failure?.blame == .silence)
    let unknown = await bench.wait(["ris", "spare"], milliseconds: 200)
    #expect(unknown.failure?.blame == .harness)
    #expect(unknown.failure?.message.contains("epr, ris") == true)
    await connection.close()
    await bench.listeners.close()
  }

  @Test("What is more than awaited stays for later steps, unless a step lingers for it")
  func count() async throws {
    let bench = try await Bench()
    for id in ["1", "2", "3"] { #expect(try await bench.send(id, to: 0)?.code == .applicationAccept) }
    let first = await bench.wait(["ris"])
    #expect(Self.arrived(first) == [1])
    #expect(first.observation["texts"] == .list([.string("Text 1")]))
    let rest = await bench.wait(["ris"], ["linger": .duration(nanoseconds: 200_000_000)])
    #expect(Self.arrived(rest) == [2])
    #expect(rest.observation["texts"] == .list([.string("Text 2"), .string("Text 3")]))
    await bench.listeners.close()
  }

  @Test("The order at one receiver is held against that at the other", arguments: [true, false])
  func order(isSame: Bool) async throws {
    let bench = try await Bench()
    for id in ["1", "2"] { #expect(try await bench.send(id, to: 0, order: "A\(id)")?.code == .applicationAccept) }
    for id in isSame ? ["1", "2"] : ["2", "1"] {
      #expect(try await bench.send(id, to: 1, order: "A\(id)")?.code == .applicationAccept)
    }
    let result = await bench.wait(["ris", "epr"], ["count": .number(2)])
    #expect(result.failure == nil)
    #expect(result.observation["same-order"] == .boolean(isSame))
    await bench.listeners.close()
  }

  @Test("A closed receiver refuses connections for its time, and what is awaited waits for it")
  func closed() async throws {
    let bench = try await Bench()
    let inputs: [String: Value] = ["listener": .string("epr"), "for": .duration(nanoseconds: 400_000_000)]
    #expect(await bench.perform(HL7DisturbProbe.self, inputs).failure == nil)
    #expect(try await bench.send("1", to: 1) == nil)
    // Nobody disturbs what is disturbed.
    #expect(await bench.perform(HL7DisturbProbe.self, inputs).failure?.blame == .harness)
    await bench.listeners.receivers.settle(["epr"])
    #expect(try await bench.send("2", to: 1)?.code == .applicationAccept)
    #expect(Self.arrived(await bench.wait(["epr"])) == [1])
    await bench.listeners.close()
  }

  @Test("Messages that a disturbed receiver answers are not delivered, and the end of the scenario ends it")
  func silent() async throws {
    let bench = try await Bench()
    let refused = await bench.perform(
      HL7DisturbProbe.self,
      [
        "listener": .string("epr"), "for": .duration(nanoseconds: 3_600_000_000_000), "how": .string("plain"),
        "answer": .string("AE"),
      ])
    #expect(refused.failure == nil)
    #expect(try await bench.send("1", to: 1)?.code == .applicationError)
    #expect(try await bench.send("1", to: 0)?.code == .applicationAccept)
    // Another system's missing messages are the harness's doing.
    let other = Task { await bench.wait(["ris", "epr"], system: "other", milliseconds: 300) }
    await bench.listeners.receivers.mend(for: "a/other")
    #expect(try await bench.send("1", to: 1)?.code == .applicationError)
    await bench.listeners.receivers.mend(for: "a/reporter")
    #expect(await other.value.failure?.blame == .harness)
    #expect(try await bench.send("1", to: 1)?.code == .applicationAccept)
    let result = await bench.wait(["epr"])
    #expect(Self.arrived(result) == [1])
    await bench.listeners.close()
  }
}
