import Specification
import TestPeers
import Testing

@testable import Probes

/// A peer with a DICOM port, whatever it is made of.
private struct Peer {
  var process: PeerProcess
  var port: Int { process.port }
  var aeTitle: String

  static let names = ["storescp", "dcmqrscp", "orthanc", "pynetdicom"]

  static func start(_ name: String) async throws -> Peer {
    switch name {
    case "storescp": Peer(process: try await STORESCP.start(), aeTitle: "STORESCP")
    case "dcmqrscp": Peer(process: try await DCMQRSCP.start(), aeTitle: DCMQRSCP.aeTitle)
    case "orthanc":
      Peer(process: try await Orthanc.start(settings: ["DicomCheckCalledAet": true]).process, aeTitle: Orthanc.aeTitle)
    default: Peer(process: try await PynetdicomServices.start(), aeTitle: PynetdicomServices.aeTitle)
    }
  }
}

@Suite("Limits of negotiation by probes", .serialized, .timeLimit(.minutes(2)))
struct NegotiationLimitTests {
  private static let verification = "1.2.840.10008.1.1"
  private static let implicit = "1.2.840.10008.1.2"
  private static let explicit = "1.2.840.10008.1.2.1"

  private func propose(_ transfer: [String] = [implicit], copies: Int = 1) -> [String: Value] {
    let proposal: [String: Value] = [
      "abstract": .uid(Self.verification), "transfer": .list(transfer.map { .uid($0) }),
      "copies": .number(.init(copies)),
    ]
    return ["propose": .list([.record(proposal)])]
  }

  @Test("Real peers accept 128 contexts, each answered for itself", arguments: Peer.names)
  func most(name: String) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await Peer.start(name)
    let result = await bench.perform(
      DICOMAssociateProbe.self, propose(copies: 128), port: peer.port, aeTitle: peer.aeTitle)
    #expect(result.failure == nil, "\(name): \(String(describing: result.failure))")
    #expect(result.records("contexts").count == 128)
    #expect(result.records("contexts").allSatisfy { $0["result"] == .string("acceptance") })
    #expect(result.records("contexts").last?["id"] == .number(255))
    await bench.close()
  }

  @Test("One context too many is sent only where a step bends the rule, with an even ID")
  func oneOver() async throws {
    let bench = try await ProbeBench()
    let inputs = propose(copies: 129)
    let straight = await bench.perform(
      DICOMAssociateProbe.self, inputs, port: bench.listenerPort, aeTitle: ProbeBench.listenerTitle)
    #expect(straight.failure?.blame == .harness)
    let bent = await bench.perform(
      DICOMAssociateProbe.self, inputs.merging(["bend": .boolean(true)]) { $1 }, port: bench.listenerPort,
      aeTitle: ProbeBench.listenerTitle)
    #expect(bent.word("outcome") == "aborted", "the harness's own listener takes no such request: \(bent.observation)")
    #expect(bent.failure?.blame == .system)
    await bench.close()
  }

  @Test("The place of the transfer syntax chosen tells whose order decides")
  func order() async throws {
    let bench = try await ProbeBench()
    let peer = try await STORESCP.start(["--prefer-little"])
    for (port, title, places) in [
      (bench.listenerPort, ProbeBench.listenerTitle, [1, 1]), (peer.port, "STORESCP", [1, 2]),
    ] {
      var seen: [Value?] = []
      for order in [[Self.explicit, Self.implicit], [Self.implicit, Self.explicit]] {
        var inputs = propose()
        inputs["propose"] = .list([
          .record(["abstract": .uid("1.2.840.10008.5.1.4.1.1.2"), "transfer": .list(order.map { .uid($0) })])
        ])
        let result = await bench.perform(DICOMAssociateProbe.self, inputs, port: port, aeTitle: title)
        seen.append(result.records("contexts").first?["place"])
      }
      #expect(seen == places.map { .number(.init($0)) }, "\(title)")
    }
    await bench.close()
  }

  @Test(
    "Whatever maximum length is announced, real peers keep to it or say that they can't",
    arguments: Peer.names, [0, 1, 8, 64, 4_294_967_295])
  func ourLength(name: String, length: Int) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await Peer.start(name)
    var inputs = propose()
    inputs["maximum-length"] = .number(.init(length))
    inputs["echo"] = .boolean(true)
    inputs["bend"] = .boolean(length == 1)
    let result = await bench.perform(
      DICOMAssociateProbe.self, inputs, port: peer.port, aeTitle: peer.aeTitle, seconds: 3)
    if case .size(let longest) = result.observation["longest-data"], length > 0 {
      #expect(longest <= length, "\(name)")
    }
    if length == 0 || length > 64 {
      #expect(result.failure == nil, "\(name): \(String(describing: result.failure))")
      guard case .record(let echo) = result.observation["echo"] else {
        Issue.record("\(name) did not answer")
        return
      }
      #expect(echo["status"] == .string("success"))
    } else if result.failure == nil {
      #expect(length > 7)
    }
    await bench.close()
  }

  @Test("A peer that passes the maximum length is told apart from one that can't be answered")
  func passed() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingPeer(.none)
    defer { peer.stop() }
    for (length, outcome) in [(8, "malformed"), (16_384, "completed")] {
      var inputs = propose()
      inputs["maximum-length"] = .number(.init(length))
      inputs["echo"] = .boolean(true)
      let result = await bench.perform(
        DICOMAssociateProbe.self, inputs, port: peer.port, aeTitle: "CROOKED", seconds: 3)
      #expect(result.word("outcome") == outcome)
      #expect(result.failure?.rule == (length == 8 ? "PS3.8 §D.1" : nil))
      #expect(result.failure?.blame == (length == 8 ? .system : nil))
    }
    await bench.close()
  }

  @Test(
    "A missing Implementation Class UID is a breach that does not stand in the way",
    arguments: [Misbehaviour.acceptsWithoutImplementationClassUID, .none])
  func identity(_ misbehaviour: Misbehaviour) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await MisbehavingPeer(misbehaviour)
    defer { peer.stop() }
    let result = await bench.perform(DICOMAssociateProbe.self, propose(), port: peer.port, aeTitle: "CROOKED")
    #expect(result.failure == nil)
    let isMissing = misbehaviour != .none
    #expect((result.observation["implementation-class-uid"] == nil) == isMissing)
    #expect(result.records("breaches").map { $0["rule"] } == (isMissing ? [.string("PS3.7 §D.3.3.2")] : []))
    await bench.close()
  }

  @Test(
    "What a real peer makes of wrong names, versions and contexts is observed in the standard's words",
    arguments: [
      (["called-ae": .string("NOBODY")], "rejected-permanent service-user called-AE-title-not-recognized"),
      (["called-ae": .string("ORTHANC   ")], ""),
      (["calling-ae": .string("ABCDEFGHIJKLMNOP")], ""),
      (
        ["called-ae": .string("ORTHANC, ORTHANC"), "bend": .boolean(true)],
        "rejected-permanent service-user called-AE-title-not-recognized"
      ),
      (
        ["called-ae": .string("ÖRTHANC"), "bend": .boolean(true)],
        "rejected-permanent service-user called-AE-title-not-recognized"
      ),
      (
        ["application-context": .uid("1.2.840.10008.3.1.1.2"), "bend": .boolean(true)],
        "rejected-permanent service-user application-context-name-not-supported"
      ),
      (
        ["protocol-version": .number(2), "bend": .boolean(true)],
        "rejected-permanent service-provider-acse protocol-version-not-supported"
      ),
      (["protocol-version": .number(3)], ""),
      (["omit": .list([.string("implementation-class-uid")]), "bend": .boolean(true)], ""),
    ] as [([String: Value], String)])
  func rejections(inputs: [String: Value], expected: String) async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await Peer.start("orthanc")
    let result = await bench.perform(
      DICOMAssociateProbe.self, propose().merging(inputs) { $1 }, port: peer.port, aeTitle: peer.aeTitle)
    if expected.isEmpty {
      #expect(result.failure == nil, "\(result.observation)")
    } else {
      guard case .record(let rejection) = result.observation["rejection"] else {
        Issue.record("no rejection: \(result.observation)")
        return
      }
      let words = ["result", "source", "reason"].map { rejection[$0] }
      #expect(words == expected.split(separator: " ").map { .string(String($0)) })
    }
    await bench.close()
  }

  @Test("A peer that answers another application context with DICOM's own breaks no rule")
  func replacedContext() async throws {
    let bench = try await ProbeBench(listens: false)
    let peer = try await Peer.start("pynetdicom")
    let inputs: [String: Value] = ["application-context": .uid("1.2.3"), "bend": .boolean(true)]
    let result = await bench.perform(
      DICOMAssociateProbe.self, propose().merging(inputs) { $1 }, port: peer.port, aeTitle: peer.aeTitle)
    #expect(result.word("outcome") == "completed", "\(result.observation)")
    #expect(result.records("breaches").isEmpty, "\(result.observation)")
    await bench.close()
  }

  @Test(
    "What the standard forbids is not sent by mistake", arguments: ["application-context", "protocol-version", "omit"])
  func straight(input: String) async throws {
    let bench = try await ProbeBench(listens: false)
    let values: [String: Value] = [
      "application-context": .uid("1.2.3"), "protocol-version": .number(2), "omit": .list([.string("maximum-length")]),
    ]
    let result = await bench.perform(
      DICOMAssociateProbe.self, propose().merging([input: values[input] ?? .number(0)]) { $1 }, port: 1, aeTitle: "A")
    #expect(result.failure?.blame == .harness)
    await bench.close()
  }
}
