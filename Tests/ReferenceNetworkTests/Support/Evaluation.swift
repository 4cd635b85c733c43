import Evidence
import Foundation
import Inventory
import Judgement
import NIOPosix
import Probes
import Specification
import TestPeers
import Testing

/// Requirements of the bundled specification, held in this process against systems of any kind.
///
/// Only what probes show counts: systems that tests start have no papers. Waits are cut to a patience.
struct Evaluation: Sendable {
  /// A system as the network file says it.
  struct System: Sendable {
    /// Its name within the site.
    var id = "system"
    /// Its site.
    var site = "a"
    /// The roles that it plays.
    var roles: [String]
    /// Endpoints by protocol, each as the network file writes it: `["dicom": "{host: 127.0.0.1, port: 104, ae-title: A}"]`.
    var endpoints: [String: String]
    /// What may be done to it.
    var permits = "[read, write, load, listen]"
  }

  /// The systems.
  var systems: [System]
  /// Where the harness listens, and anything else that stands at the top of a network file: `listeners:` … as YAML.
  var listeners = ""
  /// Group files without folder and ending, `sharing`; all where empty. Fewer are read sooner.
  var groups: Set<String> = []
  /// Values of inputs by name.
  var inputs: [String: String] = [:]
  /// Files beside the network file, by name: keys and tokens that it refers to.
  var files: [String: String] = [:]
  /// How long is waited for what does not come.
  var patience = Patience()
  /// Who does what steps ask of a person.
  var attendant: any Attendant = NobodyPresent()
  /// Seed of patients and studies.
  var seed = "1"

  /// The verdicts on these requirements, by id.
  func verdicts(on ids: Set<String>) async throws -> [String: RequirementVerdict] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("evaluation-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var rules = try LoadedRules.rules(groups: groups, inputs: inputs).decidedByProbes(within: patience)
    rules.requirements = rules.requirements.filter { ids.contains($0.id) }
    try #require(Set(rules.requirements.map(\.id)) == ids, "Not every requirement is in the groups, and has a probe.")
    let plan = try plan(rules, in: folder)
    for (name, content) in files {
      try content.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let record = folder.appendingPathComponent("out")
    let writer = try RunDirectoryWriter(
      folder: record,
      manifest: RunManifest(
        id: "walk", tool: "test", startedAt: "2026-01-15T00:00:00Z", now: "2026-01-15", seed: seed, profile: nil,
        inputs: [:], only: [], tags: [], permits: Effect.allCases.map(\.rawValue), network: "network.yaml", bid: nil,
        waivers: nil, assessment: nil),
      replace: false)
    let runner = Runner(
      plan: plan, options: RunOptions(), fixtures: FixtureSet(of: plan, seed: seed, now: "2026-01-15"),
      networkFolder: folder.path, group: MultiThreadedEventLoopGroup.singleton,
      papers: { _ in .notGathered(reason: "There are no papers.") }, attendant: attendant)
    try await runner.run(into: writer)
    try await writer.close(verdicts: nil)
    let scorecard = Judge.judge(
      JudgementInput(
        plan: plan, catalogue: StepRegistry.catalogue, records: try RunDirectoryReader(folder: record).records(),
        run: RunSummary(
          id: "walk", tool: "test", startedAt: "2026-01-15T00:00:00Z", endedAt: "2026-01-15T00:00:01Z",
          now: "2026-01-15", seed: seed, isPartial: false, partialReason: nil, systems: []),
        specificationSHA256: "", now: "2026-01-15"))
    return Dictionary(
      scorecard.groups.flatMap(\.requirements).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func plan(_ rules: RuleSet, in folder: URL) throws -> Plan {
    let file = folder.appendingPathComponent("network.yaml")
    try networkFile.write(to: file, atomically: true, encoding: .utf8)
    let reading = InventoryReader.network(at: file.path, rules: rules)
    let network = try #require(reading.value, "\(reading.diagnostics)")
    return try Planner.plan(rules: rules, network: network)
  }

  private var networkFile: String {
    var lines = ["edition: 1", "kind: network", "id: walk", "title: Systems of a test"]
    lines += listeners.split(separator: "\n").map(String.init)
    lines.append("sites:")
    var sites: [String] = []
    for system in systems where !sites.contains(system.site) { sites.append(system.site) }
    for site in sites {
      lines += ["  - id: \(site)", "    name: Site \(site)", "    systems:"]
      for system in systems where system.site == site {
        lines += [
          "      - id: \(system.id)", "        vendor: Vendor", "        product: Product",
          "        roles: [\(system.roles.joined(separator: ", "))]", "        permits: \(system.permits)",
          "        endpoints:",
        ]
        lines += system.endpoints.sorted { $0.key < $1.key }.map { "          \($0.key): \($0.value)" }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension RequirementVerdict {
  /// Why, down to each piece of evidence: what a test says when it expected another state.
  var reasons: String {
    "\(id) is \(state.rawValue): \(why) "
      + bindings.flatMap(\.evidence).map { "\($0.id): \($0.why)" }.joined(separator: " ")
  }

  /// Whether the requirement tells that something is wrong.
  var notices: Bool { [.notMet, .partlyMet, .contradicted].contains(state) }
}
