import Evidence
import Foundation
import HL7
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

/// The steps of HL7 v2 against other people's implementations and a server of canned bytes.
@Suite("HL7 probes", .serialized, .timeLimit(.minutes(2)))
struct HL7ProbeTests {
  private static func message(_ type: String = "ADT^A08^ADT_A01", id: String = "M1") throws -> HL7.Message {
    try MessageParser().parse(
      Array("MSH|^~\\&|||||20240101||\(type)|\(id)|P|2.5\rEVN||20240101\rPID|1||5^^^B^MR||Old^Ann\rPV1|1|O\r".utf8))
  }

  private static func answer(_ code: String = "AA", id: String = "M1", more: String = "") -> String {
    "\u{B}MSH|^~\\&|C|D|A|B|20240101||ACK|X|P|2.5\rMSA|\(code)|\(id)\r\(more)\u{1C}\r"
  }

  private func system(_ port: Int, settings: [String: String] = [:]) -> Inventory.System {
    Inventory.System(
      id: "ris", site: "a", vendor: "V", product: "P", roles: ["scheduler"],
      endpoints: [
        .hl7: .address(AddressEndpoint(protocolName: .hl7, address: "127.0.0.1:\(port)", settings: settings))
      ], permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
  }

  private func perform(
    _ probe: any Probe.Type, _ inputs: [String: Value], port: Int, milliseconds: Int64 = 20_000,
    settings: [String: String] = [:], listeners: Listeners? = nil
  ) async throws -> StepResult {
    let group = MultiThreadedEventLoopGroup.singleton
    let system = system(port, settings: settings)
    let opened = if let listeners { listeners } else { await Listeners.open([], networkFolder: "/", group: group) }
    let result = await probe.perform(
      StepInputs(inputs),
      in: StepContext(
        system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
        network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]),
        listeners: opened, deadline: milliseconds * 1_000_000, group: group))
    if listeners == nil { await opened.close() }
    return result
  }

  private func acknowledgement(_ result: StepResult, _ name: String = "acknowledgement") -> [String: Value] {
    if case .record(let fields) = result.observation[name] { fields } else { [:] }
  }

  @Test("Other implementations acknowledge a message", arguments: MessageReceiver.allCases)
  func peers(_ receiver: MessageReceiver) async throws {
    let peer = try await receiver.start()
    defer { peer.stop() }
    let result = try await perform(HL7SendProbe.self, ["message": .message(Self.message())], port: peer.port)
    #expect(result.failure == nil)
    #expect(result.word("outcome") == "completed")
    #expect(acknowledgement(result)["code"] == .string("AA"))
    #expect(acknowledgement(result)["control-id-matches"] == .boolean(true))
    #expect(result.records("frame-faults").isEmpty)
    #expect(result.transcript.entries.map(\.direction) == [.event, .sent, .received])
  }

  @Test("A refusal is what the system says, with its errors, and no failure of the exchange")
  func refusal() async throws {
    let server = try await CannedServer([
      .text(Self.answer("AE", more: "ERR||PID^1^3^1^4|204^Unknown key identifier^HL70357|E\r"))
    ])
    let result = try await perform(HL7SendProbe.self, ["message": .message(Self.message())], port: server.port)
    #expect(result.failure == nil)
    #expect(acknowledgement(result)["code"] == .string("AE"))
    #expect(acknowledgement(result)["text"] == .string("Unknown key identifier"))
    guard case .list(let errors)? = acknowledgement(result)["errors"], case .record(let error)? = errors.first else {
      Issue.record("no errors")
      return
    }
    #expect(error["location"] == .string("PID-3[1].4"))
    #expect(error["code"] == .string("204"))
  }

  @Test(
    "What goes wrong is blamed on whom it belongs to",
    arguments: [
      (.text(answer(id: "M9")), "malformed", .system), (.close, "closed", .network),
      (.sendAndClose(Array("\u{B}MSH|^~".utf8)), "closed", .system),
      (.text("\u{B}PID|1\r\u{1C}\r"), "malformed", .system),
      (.sendAndClose(Array("HTTP/1.1 400".utf8)), "wrong-service", .configuration), (.nothing, "timed-out", .network),
      (.send([Array("\u{B}MSH|^~".utf8)]), "timed-out", .network),
    ] as [(CannedServer.Move, String, StepFailure.Blame)])
  func blame(_ move: CannedServer.Move, outcome: String, blame: StepFailure.Blame) async throws {
    let server = try await CannedServer([move])
    let result = try await perform(
      HL7SendProbe.self, ["message": .message(Self.message())], port: server.port,
      milliseconds: outcome == "timed-out" ? 500 : 20_000)
    #expect(result.word("outcome") == outcome)
    #expect(result.failure?.blame == blame)
  }

  @Test("A port that nobody listens on is the network's, and the endpoint is not tried again")
  func unreachable() async throws {
    let result = try await perform(
      HL7SendProbe.self, ["message": .message(Self.message())], port: PeerProcess.freePort())
    #expect(result.word("outcome") == "unreachable")
    #expect(result.failure?.blame == .network)
    #expect(result.isUnreachable)
  }

  @Test("A message is changed, addressed from the network file and damaged in this order")
  func changes() async throws {
    let server = try await CannedServer([.text(Self.answer())])
    func change(_ at: String, _ text: String) -> Value { .record(["at": .string(at), "text": .string(text)]) }
    let result = try await perform(
      HL7SendProbe.self,
      [
        "message": .message(Self.message()), "set": .list([change("PID-5.1", "N&w"), change("PID-8", "F")]),
        "write": .list([change("PID-3[2]", "9^^^NHS^NH")]), "repeat": .list([.string("PV1")]),
        "remove": .list([.string("EVN")]),
        "damage": .record(["at": .string("PID-5.2"), "kind": .string("separator")]),
      ], port: server.port, settings: ["receiving-application": "RIS", "sending-facility": "RXX"])
    let sent = """
      \u{B}MSH|^~\\&||RXX|RIS||20240101||ADT^A08^ADT_A01|M1|P|2.5\rPID|1||5^^^B^MR~9^^^NHS^NH||N\\T\\w^A|nn|||F\r\
      PV1|1|O\rPV1|1|O\r\u{1C}\r
      """
    #expect(String(decoding: server.bytes, as: UTF8.self) == sent)
    #expect(result.failure == nil)
    let wrong = try await perform(
      HL7SendProbe.self, ["message": .message(Self.message()), "remove": .list([.string("OBX")])], port: server.port)
    #expect(wrong.failure?.blame == .harness)
  }

  @Test("A query counts what came and reads its status")
  func query() async throws {
    let server = try await CannedServer([
      .text(Self.answer(more: "QAK|1|OK\rQPD|Q22\rPID|1||5\rQRI|9\rPID|2||6\rQRI|8\r"))
    ])
    let result = try await perform(
      HL7QueryProbe.self, ["message": .message(Self.message("QBP^Q22^QBP_Q21"))], port: server.port)
    #expect(result.word("query-status") == "OK")
    #expect(result.number("hits") == 2)
  }

  @Test("A burst gives every message a control id of its own and counts what became of them")
  func burst() async throws {
    let peer = try await MessageReceiver.hl7.start()
    defer { peer.stop() }
    let result = try await perform(
      HL7BurstProbe.self, ["message": .message(Self.message()), "count": .number(40), "connections": .number(3)],
      port: peer.port)
    #expect(result.failure == nil)
    #expect(["sent", "accepted", "refused", "mismatched"].map { result.number($0) } == [40, 40, 0, 0])
    guard case .record(let latency) = result.observation["latency"] else {
      Issue.record("no latency")
      return
    }
    #expect(Set(latency.keys) == ["median", "p95", "p99", "maximum"])
    let refusing = try await CannedServer([.text(Self.answer("AR"))])
    let refused = try await perform(
      HL7BurstProbe.self, ["message": .message(Self.message()), "count": .number(5)], port: refusing.port)
    #expect(["accepted", "refused", "mismatched"].map { refused.number($0) } == [0, 5, 5])
  }

  @Test("What a system sends by itself is awaited by type and content, and answered as the step wants it")
  func await() async throws {
    let port = try PeerProcess.freePort()
    let listeners = await Listeners.open(
      [], messages: [MessageListener(id: "in", host: "127.0.0.1", port: port)], networkFolder: "/",
      group: MultiThreadedEventLoopGroup.singleton)
    let text = String(decoding: try Self.message("ORU^R01^ORU_R01", id: "P7").bytes, as: UTF8.self)
    func send(_ text: String) async throws -> Acknowledgement? {
      let connection = try await MLLPConnection.open(to: .init(host: "127.0.0.1", port: port), within: .seconds(10))
      let outcome = await MessageSender(connection, within: .seconds(20)).send(
        Array(text.utf8), expecting: AcknowledgementMode(try Self.message()))
      await connection.close()
      return outcome.application?.acknowledgement
    }
    // Before the step begins it is answered by the standard.
    #expect(try await send(text)?.code == .applicationAccept)
    #expect(try await send(text.replacing("5^^^B", with: "6^^^B"))?.code == .applicationAccept)
    let inputs: [String: Value] = [
      "type": .string("ORU^R01"), "where": .list([.record(["at": .string("PID-3.1"), "text": .string("5")])]),
    ]
    let first = try await perform(HL7AwaitProbe.self, inputs, port: 1, listeners: listeners)
    #expect(first.number("arrived") == 1)
    #expect(first.records("arrivals").first?["answered"] == .string("AA"))
    guard case .message(let message)? = first.records("arrivals").first?["message"] else {
      Issue.record("no message")
      return
    }
    #expect(message.text(at: try Address("MSH-10")) == "P7")
    // Taken is taken; silence is no evidence, neither for the system nor against it.
    let second = try await perform(HL7AwaitProbe.self, inputs, port: 1, milliseconds: 200, listeners: listeners)
    #expect(second.failure?.blame == .silence)
    #expect(second.number("arrived") == 0)
    // While a step waits, it says how its messages are answered.
    var wanting = inputs
    wanting["answer"] = .string("AE")
    wanting["answer-text"] = .string("as told")
    let rule = listeners.messages.begin(
      MessageLog.Rule(
        applies: { _ in true }, answer: ListenerAnswer(.applicationError, text: "as told")))
    let refusal = try await send(text)
    listeners.messages.end(rule)
    #expect(refusal?.code == .applicationError)
    #expect(refusal?.text == "as told")
    let third = try await perform(HL7AwaitProbe.self, wanting, port: 1, listeners: listeners)
    #expect(third.number("arrived") == 1)
    #expect(third.records("arrivals").first?["answered"] == .string("AE"))
    let open = try await perform(HL7AwaitProbe.self, [:], port: 1, listeners: listeners)
    #expect(open.failure?.blame == .harness)
    await listeners.close()
  }
}
