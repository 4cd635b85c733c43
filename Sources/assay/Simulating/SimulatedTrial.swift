import Evidence
import Foundation
import Inventory
import Judgement
import NIOPosix
import Probes
import ReferenceNetwork
import Specification

/// A network that is simulated, with some defects or none, and held against requirements: from free ports to verdicts.
struct SimulatedTrial {
  /// The requirements as far as probes decide them.
  var rules: RuleSet
  /// The text of the network file.
  var network: String
  /// Requirements that are held against it; all where nil.
  var only: Set<String>?
  /// Whether each requirement is held against its first choice of systems alone: what every system has, one shows.
  var triesOneBinding = false

  /// Folder of this trial, removed at the end.
  private static func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trial-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// The verdicts on the network with these defects, by requirement.
  func verdicts(with defects: Set<String>) async throws -> [String: RequirementVerdict] {
    var attempt = 1
    while true {
      do { return try await verdictsOnFreePorts(with: defects) } catch SimulationFailure.service
        where attempt < Self.attempts
      {
        attempt += 1
      }
    }
  }

  /// Times that a network is started, each on other ports: another program may take one of them in between.
  private static let attempts = 4

  private func verdictsOnFreePorts(with defects: Set<String>) async throws -> [String: RequirementVerdict] {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("network.yaml")
    try await NetworkPorts(of: network).text.write(to: file, atomically: true, encoding: .utf8)
    var rules = rules
    if let only { rules.requirements.removeAll { !only.contains($0.id) } }
    let reading = InventoryReader.network(at: file.path, rules: rules)
    guard let network = reading.value else {
      Diagnostics.show(reading.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    let credentials = try SimulatedCredentials(in: folder.appendingPathComponent(ReferenceFiles.credentials))
    let simulation = try await Simulation.start(
      SimulatedNetwork(network, credentials: credentials, folder: folder), defects: defects)
    do {
      var plan = try ProvableRequirements(rules: rules, network: network, credentials: credentials).plan
      if triesOneBinding {
        for index in plan.entries.indices {
          plan.entries[index].bindings = Array(plan.entries[index].bindings.prefix(1))
        }
      }
      let verdicts = try await verdicts(
        of: plan, in: folder, attendant: AttendantInTurn(SimulatedOperator(simulation: simulation)))
      await simulation.stop()
      return verdicts
    } catch {
      await simulation.stop()
      throw error
    }
  }

  private func verdicts(
    of plan: Plan, in folder: URL, attendant: any Attendant
  ) async throws -> [String: RequirementVerdict] {
    let record = folder.appendingPathComponent("record")
    let day = Timestamp.now().prefix(10).description
    let writer = try RunDirectoryWriter(
      folder: record,
      manifest: RunManifest(
        id: "trial", tool: Tool.name, startedAt: Timestamp.now(), now: day, seed: "1", profile: nil, inputs: [:],
        only: [], tags: [], permits: Effect.allCases.map(\.rawValue), network: "network.yaml", bid: nil, waivers: nil,
        assessment: nil),
      replace: false)
    let runner = Runner(
      plan: plan, options: RunOptions(), fixtures: FixtureSet(of: plan, seed: "1", now: day),
      networkFolder: folder.path, group: MultiThreadedEventLoopGroup.singleton,
      papers: { _ in .notGathered(reason: "A simulated network has no papers.") }, attendant: attendant)
    try await runner.run(into: writer)
    try await writer.close(verdicts: nil)
    try Task.checkCancellation()
    let scorecard = Judge.judge(
      JudgementInput(
        plan: plan, catalogue: StepRegistry.catalogue, records: try RunDirectoryReader(folder: record).records(),
        run: RunSummary(
          id: "trial", tool: Tool.name, startedAt: day, endedAt: day, now: day, seed: "1", isPartial: false,
          partialReason: nil, systems: []),
        specificationSHA256: "", now: day))
    return Dictionary(
      scorecard.groups.flatMap(\.requirements).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
