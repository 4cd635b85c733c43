import Judgement
import ReferenceNetwork
import TestPeers
import Testing

/// What an extract for research does to searches, on a simulated site.
@Suite("An extract beside the clinic", .serialized, .timeLimit(.minutes(3)))
struct ExtractTests {
  private static let grain = "300 ms"

  /// The verdict of the searches on a site with an archive and a research gateway.
  private func verdict(defects: Set<String> = [], lasting time: String) async throws -> RequirementVerdict {
    let port = try PeerProcess.freePort()
    let simulation = try await Simulation.start(
      SimulatedNetwork(
        sites: [
          SimulatedSite(
            id: "a",
            systems: [
              SimulatedSystem(
                site: "a", id: "archive", roles: ["archive"],
                endpoints: [SimulatedEndpoint(kind: .dicom, host: "127.0.0.1", port: 0)]),
              SimulatedSystem(
                site: "a", id: "research", roles: ["gateway"],
                endpoints: [
                  SimulatedEndpoint(kind: .dicom, host: "127.0.0.1", port: 0, settings: ["ae-title": "RESEARCH"])
                ]),
            ])
        ],
        receivers: [SimulatedReceiver(kind: .applicationEntity(title: "ASSAY"), host: "127.0.0.1", port: port)]),
      defects: defects)
    func endpoint(_ system: String, _ title: String) throws -> [String: String] {
      let place = try #require(simulation.served.first { $0.system == system })
      return ["dicom": "{host: 127.0.0.1, port: \(place.endpoint.port), ae-title: \(title)}"]
    }
    let evaluation = Evaluation(
      systems: [
        .init(id: "archive", roles: ["archive"], endpoints: try endpoint("a/archive", "ARCHIVE")),
        .init(id: "research", roles: ["gateway"], endpoints: try endpoint("a/research", "RESEARCH")),
      ], listeners: "listeners: [{ae-title: ASSAY, host: 127.0.0.1, port: \(port)}]", groups: ["scenarios"],
      inputs: ["clinical-load-time": time, "clinical-rate": "15", "clinical-latency-grain": Self.grain])
    let verdict = try #require(try await evaluation.verdicts(on: ["RSR-007a"])["RSR-007a"])
    await simulation.stop()
    return verdict
  }

  /// On a machine with other work nothing can be told, at the worst.
  @Test("Archives that go on as before are not blamed")
  func sound() async throws {
    let verdict = try await verdict(lasting: "400 ms")
    #expect([.met, .inconclusive].contains(verdict.state), "\(verdict.reasons)")
  }

  @Test("Archives that answer later meanwhile are noticed")
  func slowed() async throws {
    let verdict = try await verdict(defects: ["research.export.slows-archives"], lasting: "400 ms")
    #expect(verdict.notices || verdict.state == .inconclusive, "\(verdict.reasons)")
  }

  @Test("Where the objects had all come long before the searches ended, nothing is demonstrated, sound or not")
  func over() async throws {
    for defects in [[], ["research.export.slows-archives"]] as [Set<String>] {
      let verdict = try await verdict(defects: defects, lasting: "6 s")
      #expect(verdict.state == .notDemonstrated, "\(verdict.reasons)")
    }
  }
}
