import Evidence
import Foundation
import Inventory
import Judgement
import NIOPosix
import Probes
import ReferenceNetwork
import Specification
import TestPeers
import Testing

/// Requirements of the bundled specification, evaluated in this process against a reference network.
struct Evaluation: Sendable {
  /// Folder of this evaluation, removed at the end.
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("domain-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// The verdicts on a network with these defects, by requirement.
  func verdicts(on ids: Set<String>, with defects: Set<Defect>) async throws -> [String: RequirementVerdict] {
    defer { try? FileManager.default.removeItem(at: folder) }
    var settings = ReferenceNetwork.Settings()
    settings.defects = defects
    settings.authorities = ["2.16.840.1.113883.2.1.4.1"]
    let domain = try await ReferenceNetwork.start(settings)
    let plan = try plan(ids, on: domain)
    let writer = try RunDirectoryWriter(
      folder: folder.appendingPathComponent("out"),
      manifest: RunManifest(
        id: "walk", tool: "test", startedAt: "2026-01-15T00:00:00Z", now: "2026-01-15", seed: "1", profile: nil,
        inputs: [:], only: [], tags: [], permits: ["read", "write"], network: "network.yaml", bid: nil, waivers: nil,
        assessment: nil),
      replace: false)
    let runner = Runner(
      plan: plan, options: RunOptions(), fixtures: FixtureSet(plan.rules.fixtures, seed: "1", now: "2026-01-15"),
      networkFolder: folder.path, group: MultiThreadedEventLoopGroup.singleton,
      papers: { _ in .notGathered(reason: "There are no papers.") })
    try await runner.run(into: writer)
    try await writer.close(verdicts: nil)
    await domain.stop()
    let reader = try RunDirectoryReader(folder: folder.appendingPathComponent("out"))
    let scorecard = Judge.judge(
      JudgementInput(
        plan: plan, catalogue: StepRegistry.catalogue, records: try reader.records(),
        run: RunSummary(
          id: "walk", tool: "test", startedAt: "2026-01-15T00:00:00Z", endedAt: "2026-01-15T00:00:01Z",
          now: "2026-01-15", seed: "1", isPartial: false, partialReason: nil, systems: []),
        specificationSHA256: "", now: "2026-01-15"))
    return Dictionary(
      scorecard.groups.flatMap(\.requirements).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The requirements held against one system that plays both roles. Nobody waits a minute for what does not come.
  private func plan(_ ids: Set<String>, on domain: ReferenceNetwork) throws -> Plan {
    let specification = folder.appendingPathComponent("specification")
    try FileManager.default.copyItem(
      at: Project.root.appendingPathComponent("Specs/nhs-imaging-network"), to: specification)
    let main = specification.appendingPathComponent("specification.yaml")
    let lines = try String(contentsOf: main, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("  - groups/") || $0 == "  - groups/sharing.yaml" }
    try lines.joined(separator: "\n").write(to: main, atomically: true, encoding: .utf8)
    let rows = specification.appendingPathComponent("groups/sharing.yaml")
    try String(contentsOf: rows, encoding: .utf8).replacing(
      "every: 2 s, for: 60 s", with: "every: 50 ms, for: 200 ms"
    )
    .write(to: rows, atomically: true, encoding: .utf8)
    let loaded = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: specification.path,
      options: LoadOptions(
        profile: nil, inputs: [:], environment: [:], checksEveryProfile: false, lints: false, showsRelativePaths: false)
    )
    var rules = try #require(loaded.rules, "\(loaded.diagnostics)")
    rules.requirements = rules.requirements.filter { ids.contains($0.id) }
    let file = folder.appendingPathComponent("network.yaml")
    try """
    edition: 1
    kind: network
    id: domain
    title: Reference network
    sites:
      - id: a
        name: Site A
        systems:
          - id: domain
            vendor: Vendor
            product: Product
            roles: [document-registry, document-repository]
            permits: [read, write]
            endpoints:
              xds: {url: "\(domain.address(of: .sharing))", repository-unique-id: \(domain.repositoryUniqueID)}

    """.write(to: file, atomically: true, encoding: .utf8)
    let reading = InventoryReader.network(at: file.path, rules: rules)
    let network = try #require(reading.value, "\(reading.diagnostics)")
    return try Planner.plan(rules: rules, network: network, bid: nil, declaration: nil)
  }
}
