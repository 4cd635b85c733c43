import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Associations at once by probes", .serialized, .timeLimit(.minutes(1)))
struct CapacityProbeTests {
  private func inputs(_ associations: Int, beyond: Int = 1, patience: Int64 = 2) -> [String: Value] {
    [
      "associations": .number(.init(associations)), "beyond": .number(.init(beyond)),
      "patience": .duration(nanoseconds: patience * 1_000_000_000),
    ]
  }

  @Test("A peer with a limit holds so many, rejects the next for the time being, and goes on")
  func rejects() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomServices.start(["associations": 6])
    let result = await bench.perform(
      DICOMCapacityProbe.self, inputs(6, beyond: 2), port: peer.port, aeTitle: PynetdicomServices.aeTitle)
    #expect(result.failure == nil, "\(String(describing: result.failure))")
    #expect(result.number("accepted") == 6)
    #expect(result.number("alive") == 6)
    #expect(result.records("further").map { $0["answer"] } == [.string("rejected"), .string("rejected")])
    #expect(result.records("further").allSatisfy { $0["result"] == .string("rejected-transient") })
    #expect(result.observation["recovered"] == .boolean(true))
    await bench.close()
  }

  @Test("Too few are counted, and the first that is not accepted is told")
  func tooFew() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomServices.start(["associations": 3])
    let result = await bench.perform(
      DICOMCapacityProbe.self, inputs(6), port: peer.port, aeTitle: PynetdicomServices.aeTitle)
    #expect(result.failure == nil)
    #expect(result.number("accepted") == 3)
    #expect(result.records("further").count == 1)
    await bench.close()
  }

  @Test("A peer that leaves the next without an answer is seen to do so, because it answers again afterwards")
  func hangs() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingPeer(.none, seats: 4)
    defer { peer.stop() }
    let result = await bench.perform(
      DICOMCapacityProbe.self, inputs(4, patience: 1), port: peer.port, aeTitle: "CROOKED")
    #expect(result.failure == nil)
    #expect(result.number("alive") == 4)
    #expect(result.records("further").map { $0["answer"] } == [.string("unanswered")])
    #expect(result.observation["recovered"] == .boolean(true))
    await bench.close()
  }

  @Test("A peer that is away at the end tells nothing of its limit")
  func gone() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingPeer(.neverAnswersRelease, seats: 1)
    defer { peer.stop() }
    let result = await bench.perform(
      DICOMCapacityProbe.self, inputs(1, patience: 1), port: peer.port, aeTitle: "CROOKED", seconds: 4)
    #expect(result.records("further").map { $0["answer"] } == [.string("unanswered")])
    #expect(result.failure == nil || result.failure?.blame == .network)
    await bench.close()
  }

  @Test("Where the step's own time is over, nothing is held against the peer")
  func timeOver() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingPeer(.none, seats: 1)
    defer { peer.stop() }
    let result = await bench.perform(
      DICOMCapacityProbe.self, inputs(1, beyond: 8, patience: 1), port: peer.port, aeTitle: "CROOKED", seconds: 3)
    #expect(result.failure?.blame == .harness, "\(String(describing: result.failure))")
    #expect(result.word("outcome") == "failed")
    await bench.close()
  }

  @Test("A peer without a limit that is tried takes all, also the one beyond")
  func unlimited() async throws {
    let bench = try await ProbeBench()
    let result = await bench.perform(
      DICOMCapacityProbe.self, inputs(20), port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(result.number("accepted") == 20)
    #expect(result.records("further").map { $0["answer"] } == [.string("accepted")])
    await bench.close()
  }
}
