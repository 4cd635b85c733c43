import IHE
import Judgement
import NIOCore
import Testing

@testable import ReferenceNetwork

/// Workflow documents of a simulated network, held against the requirement on remote reads.
@Suite("Workflow documents and their defects", .timeLimit(.minutes(2)))
struct WorkflowTests {
  private static let requirement = "WKL-006"

  private static func verdict(with defects: Set<WorkflowDefect>) async throws -> RequirementVerdict {
    let system = SimulatedSystem(
      site: "a", id: "workflows", roles: ["remote-reading"],
      endpoints: [
        SimulatedEndpoint(
          kind: .xds, host: "127.0.0.1", port: 0, path: "/xds", settings: ["repository-unique-id": "2.25.7"])
      ])
    let simulation = try await Simulation.start(
      SimulatedNetwork(sites: [SimulatedSite(id: "a", systems: [system])]), defects: Set(defects.map(\.name)))
    let endpoint = try #require(simulation.served.first?.endpoint)
    var evaluation = Evaluation(systems: [
      .init(
        roles: ["remote-reading"],
        endpoints: ["xds": "{url: \"http://127.0.0.1:\(endpoint.port)/xds\", repository-unique-id: 2.25.7}"])
    ])
    evaluation.groups = ["network-workflow"]
    let verdicts = try await evaluation.verdicts(on: [requirement])
    await simulation.stop()
    return try #require(verdicts[requirement])
  }

  @Test("A read that is documented by the rules meets the requirement")
  func sound() async throws {
    let verdict = try await Self.verdict(with: [])
    #expect(verdict.state == .met, "\(verdict.reasons)")
    let document = try WorkflowDocument(Array(RemoteRead(defects: []).content.readableBytesView))
    #expect(document.breaches.isEmpty && document.tasks.map(\.owner) == ["RXX", "RA9"])
  }

  @Test("A defect fails it", arguments: WorkflowDefect.allCases)
  func caught(_ defect: WorkflowDefect) async throws {
    let verdict = try await Self.verdict(with: [defect])
    #expect(verdict.notices, "\(verdict.reasons)")
  }

  @Test("Where another actor takes what comes to the endpoint, no workflow documents are said to be there")
  func others() {
    func actors(_ roles: Set<String>) -> Set<String> {
      let system = SimulatedSystem(
        site: "a", id: "b", roles: roles,
        endpoints: [SimulatedEndpoint(kind: .xds, host: "127.0.0.1", port: 0, path: "/xds")])
      return WorkflowService.actors(of: system)[.xds] ?? []
    }
    #expect(actors(["remote-reading"]) == ["workflow"])
    #expect(actors(["remote-reading", "document-repository"]).isEmpty && actors(["document-source"]).isEmpty)
  }
}
