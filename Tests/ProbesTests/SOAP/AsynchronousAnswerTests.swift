import Evidence
import Foundation
import HTTPExchange
import Inventory
import NIOHTTP1
import Specification
import TestPeers
import Testing

@testable import IHE
@testable import Probes

@Suite("Answers that come by themselves", .timeLimit(.minutes(2)))
struct AsynchronousAnswerTests {
  private static func ask(_ defect: AsynchronousRegistry.Defect, _ inputs: [String: Value] = [:], seconds: Int64 = 20)
    async throws -> StepResult
  {
    let peer = try await AsynchronousRegistry.start(defect)
    let bench = try await SOAPBench([.xds: "http://127.0.0.1:\(peer.port)/"])
    let result = await bench.perform(
      XDSFindDocumentsProbe.self,
      ["patient": .string("P1^^^&1.2.3&ISO"), "reply": .string("asynchronous")].merging(inputs) { $1 }, seconds: seconds
    )
    await bench.close()
    peer.stop()
    return result
  }

  @Test("An answer at the listener that names the message is the answer, with its time and its transcript")
  func answered() async throws {
    let result = try await Self.ask(.none)
    #expect(result.failure == nil, "\(result.observation)")
    #expect(result.observation["response"] == .string("success"))
    #expect(result.observation["reply-place"] == .string("listener"))
    #expect(result.number("replies") == 1 && result.number("uncorrelated") == 0 && result.number("status") == 202)
    #expect(result.observation["answers-request"] == .boolean(true))
    #expect(result.transcript.entries.contains { $0.direction == .received && $0.summary.hasPrefix("POST") })
  }

  @Test("A late answer is an answer, and its time shows it")
  func late() async throws {
    let result = try await Self.ask(.late)
    #expect(result.failure == nil)
    guard case .duration(let time)? = result.observation["reply-after"] else {
      Issue.record("\(result.observation)")
      return
    }
    #expect(time > 1_900_000_000)
  }

  @Test("No answer is silence, which is never the system's failure")
  func missing() async throws {
    let result = try await Self.ask(.never, seconds: 1)
    #expect(result.observation["outcome"] == .string("timed-out"))
    #expect(result.failure?.blame == .silence)
    #expect(result.number("replies") == 0 && result.observation["response"] == nil)
  }

  @Test("An answer that comes twice is counted twice")
  func twice() async throws {
    let result = try await Self.ask(.twice, ["reply-linger": .duration(nanoseconds: 1_000_000_000)])
    #expect(result.failure == nil)
    #expect(result.number("replies") == 2)
  }

  @Test(
    "An answer to another message, or to none, is the system's failure",
    arguments: [
      AsynchronousRegistry.Defect.other, .noRelation, .html,
    ])
  func unrelated(_ defect: AsynchronousRegistry.Defect) async throws {
    let result = try await Self.ask(defect, seconds: 2)
    #expect(result.observation["outcome"] == .string("malformed"))
    #expect(result.failure?.blame == .system)
    #expect(result.number("replies") == 0 && result.number("uncorrelated") == 1)
    #expect(result.observation["response"] == nil)
  }

  @Test("An answer in the wrong place is read, and told as such")
  func onConnection() async throws {
    let result = try await Self.ask(.onConnection)
    #expect(result.observation["reply-place"] == .string("connection"))
    #expect(result.observation["response"] == .string("success"))
    #expect(result.observation["replies"] == nil)
  }

  @Test("A fault is an answer wherever it comes", arguments: [AsynchronousRegistry.Defect.notTaken, .soapFault])
  func faults(_ defect: AsynchronousRegistry.Defect) async throws {
    let result = try await Self.ask(defect)
    #expect(result.observation["outcome"] == .string("refused"))
    #expect(result.failure == nil)
    #expect(result.observation["reply-place"] == .string(defect == .soapFault ? "listener" : "connection"))
  }

  @Test("Without a listener nothing is sent")
  func noListener() async throws {
    let bench = try await SOAPBench([.xds: "http://127.0.0.1:1/"], listens: false)
    let result = await bench.perform(
      XDSFindDocumentsProbe.self, ["patient": .string("P1"), "reply": .string("asynchronous")])
    #expect(result.failure?.blame == .configuration)
    #expect(result.transcript.entries.isEmpty)
    await bench.close()
  }
}
