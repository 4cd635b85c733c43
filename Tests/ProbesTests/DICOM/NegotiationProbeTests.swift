import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Negotiation by probes", .serialized, .timeLimit(.minutes(1)))
struct NegotiationProbeTests {
  private static let ct = "1.2.840.10008.5.1.4.1.1.2"
  private static let implicit = "1.2.840.10008.1.2"

  private func propose(role: String? = nil) -> [String: Value] {
    var proposal: [String: Value] = ["abstract": .uid(Self.ct), "transfer": .list([.uid(Self.implicit)])]
    if let role { proposal["role"] = .string(role) }
    return ["propose": .list([.record(proposal)])]
  }

  @Test("The answer to role selection is observed, as is the lack of one")
  func roles() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomServices.start()
    for (role, expected) in [("scp", 1), (nil, 0)] {
      let result = await bench.perform(
        DICOMAssociateProbe.self, propose(role: role), port: peer.port, aeTitle: PynetdicomServices.aeTitle)
      #expect(result.failure == nil)
      #expect(result.records("roles").count == expected)
      if role != nil { #expect(result.records("roles").first?["scp"] == .boolean(true)) }
    }
    await bench.close()
  }

  @Test("A window is proposed and its answer observed")
  func window() async throws {
    let bench = try await ProbeBench()
    var inputs = propose()
    inputs["window"] = .record(["invoked": .number(8), "performed": .number(4)])
    let result = await bench.perform(
      DICOMAssociateProbe.self, inputs, port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(result.observation["operations-window"] == .record(["invoked": .number(1), "performed": .number(1)]))
    let without = await bench.perform(
      DICOMAssociateProbe.self, propose(), port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(without.observation["operations-window"] == nil)
    await bench.close()
  }

  @Test("A user identity is accepted with a response, or the reason of a rejection", arguments: ["edith", "eve"])
  func identity(user: String) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await PynetdicomServices.start(["identity": "edith"])
    var inputs = propose()
    inputs["identity-type"] = .string("jwt")
    inputs["identity"] = .string(user)
    let result = await bench.perform(
      DICOMAssociateProbe.self, inputs, port: peer.port, aeTitle: PynetdicomServices.aeTitle)
    if user == "edith" {
      #expect(result.observation["identity-response"] == .boolean(true))
    } else {
      #expect(result.word("outcome") == "rejected")
    }
    let told = result.transcript.entries.map { $0.summary + $0.details.joined() + $0.hex }.joined()
    #expect(
      !told.contains(user.utf8.map { String($0, radix: 16, uppercase: true) }.joined()), "the record has no secret")
    await bench.close()
  }

  @Test(
    "Wrong AE titles are sent as they are where a step bends the rule, and only there",
    arguments: ["", "Ärzte", "12345678901234567"])
  func titles(title: String) async throws {
    let bench = try await ProbeBench()
    var inputs = propose()
    inputs["called-ae"] = .string(title)
    let straight = await bench.perform(
      DICOMAssociateProbe.self, inputs, port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(straight.failure?.blame == .harness, "the harness does not send it by mistake")
    inputs["bend"] = .boolean(true)
    let bent = await bench.perform(
      DICOMAssociateProbe.self, inputs, port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(bent.word("outcome") == "rejected", "\(bent.observation)")
    await bench.close()
  }

  @Test("A query asks for features beyond the standard, and sees that a peer without them grants none")
  func extendedQuery() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await DCMQRSCP.start()
    let result = await bench.perform(
      DICOMFindProbe.self,
      ["keys": .record(["PatientID": .string("9990000018")]), "negotiate": .list([.string("fuzzy")])],
      port: peer.port, aeTitle: DCMQRSCP.aeTitle)
    #expect(result.failure == nil)
    #expect(result.records("extended-negotiation").allSatisfy { $0["granted"] == .list([]) })
    #expect(ExtendedQueryFeature.information(["fuzzy"]) == [0, 0, 1])
    #expect(ExtendedQueryFeature.granted([1, 0, 1]) == [.relational, .fuzzy])
    await bench.close()
  }

  @Test("A query is cancelled after so many matches", arguments: [1, 0])
  func cancel(after: Int) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await DCMQRSCP.start()
    _ = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: DCMQRSCP.aeTitle)
    var inputs: [String: Value] = [
      "level": .string("series"),
      "keys": .record(["StudyInstanceUID": .string(try bench.study("chest").uid), "SeriesInstanceUID": .string("")]),
    ]
    if after > 0 { inputs["cancel-after"] = .number(1) }
    let result = await bench.perform(DICOMFindProbe.self, inputs, port: peer.port, aeTitle: DCMQRSCP.aeTitle)
    #expect(result.failure == nil)
    #expect(result.observation["cancelled"] == .boolean(after > 0))
    guard case .list(let matches) = result.observation["matches"] else {
      Issue.record("no matches were observed")
      return
    }
    #expect(matches.count == (after > 0 ? 1 : 2))
    await bench.close()
  }
}
