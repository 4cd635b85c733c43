import Evidence
import Foundation
import Inventory
import Judgement
import NIOPosix
import Probes
import ReferenceNetwork
import Reports
import Specification

/// A bidder whose systems are simulated: its papers, its network, and a run against it.
struct SimulatedBidder {
  /// Its name within the demonstration.
  var id: String
  /// Its name for people.
  var name: String
  /// What its systems do wrong.
  var defects: Set<String>

  /// Who keeps every rule.
  static let sound = SimulatedBidder(id: "northgate", name: "Northgate Imaging (every rule kept)", defects: [])

  /// Who breaks twelve, as products on the market do.
  static let flawed = SimulatedBidder(
    id: "southmere", name: "Southmere Systems (twelve defects)",
    defects: [
      "archive.find.ignores-modalities-in-study", "archive.store.breaks-characters-beyond-ascii",
      "archive.commit.promises-what-is-not-held", "archive.wado.mislabels-transfer-syntax",
      "broker.order.keeps-cancelled", "broker.worklist.ignores-date", "index.feed-v2.ignores-merges",
      "index.pdq-v3.gives-first-candidate", "records.search.ignores-patient", "registry.query.ignores-status",
      "repository.retrieve.miscodes-unknown-document", "gateway.places-no-errors",
    ])

  /// Simulates its network, runs the specification against it, and leaves the record and the reports.
  ///
  /// - Parameters:
  ///   - specification: Path of the specification.
  ///   - network: Text of the network file.
  ///   - out: Folder of the demonstration; the bidder's run goes into a folder of its own there.
  func evaluate(by specification: String, on network: String, into out: URL) async throws -> Scorecard {
    let inputs = out.appendingPathComponent("inputs/\(id)")
    let networkFile = inputs.appendingPathComponent("network.yaml")
    let described = try await write(network, at: networkFile, in: inputs)
    let credentials = try SimulatedCredentials(in: inputs.appendingPathComponent(ReferenceFiles.credentials))
    let simulation = try await Simulation.start(
      SimulatedNetwork(described, credentials: credentials, folder: inputs), defects: defects)
    do {
      let scorecard = try await run(
        specification, networkFile: networkFile, inputs: inputs, out: out, credentials: credentials,
        attendant: AttendantInTurn(SimulatedOperator(simulation: simulation)))
      await simulation.stop()
      return scorecard
    } catch {
      await simulation.stop()
      throw error
    }
  }

  private func run(
    _ specification: String, networkFile: URL, inputs: URL, out: URL, credentials: SimulatedCredentials,
    attendant: any Attendant
  ) async throws -> Scorecard {
    let paths = RunFiles.Paths(
      specification: specification, network: networkFile.path, bid: inputs.path, waivers: nil, assessment: nil)
    var choice = RunFiles.Choice(profile: ReferenceFiles.profile(of: specification))
    // What papers decide too would be a matter of papers that nobody wrote.
    let whole = try RunFiles(paths, choice: choice)
    let provable = try ProvableRequirements(
      rules: whole.rules, network: whole.network, credentials: credentials
    ).plan.entries.map(\.requirement).filter { $0.evidence.allSatisfy { $0.kind == .probe } }
    choice.only = provable.map(\.id)
    var files = try RunFiles(paths, choice: choice)
    files.rules = files.rules.decidedByProbes(within: Patience())
    let folder = out.appendingPathComponent(id)
    let session = RunSession(
      plan: try files.plan(), files: files, options: RunOptions(), choice: choice, networkPath: networkFile.path,
      bidPath: nil, waiversPath: nil, assessmentPath: nil, seed: "demo", now: Timestamp.now().prefix(10).description,
      attendant: attendant)
    // Both bidders are looked at side by side: a line that is drawn over belongs to neither.
    if try await session.gather(into: folder, replace: true, progress: RunProgress(style: .quiet)) {
      throw ExitStatus.interrupted
    }
    let recorded = try RecordedRun(folder.path)
    let (scorecard, _) = try recorded.judge()
    let transcripts = recorded.transcripts(of: scorecard)
    let rendered = try RenderedReports(
      scorecard, transcripts: transcripts, pictures: [:], formats: ReportFormat.ordinary)
    try recorded.write(scorecard, rendered: rendered)
    _ = try RunReports.write(
      scorecard, transcripts: transcripts, formats: ReportFormat.ordinary, to: folder, rendered: rendered)
    return scorecard
  }

  /// Writes the network file with free ports, the bid and its one document.
  private func write(_ network: String, at file: URL, in folder: URL) async throws -> Network {
    let text = try await NetworkPorts(of: network).text
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
    let reading = InventoryReader.network(at: file.path, rules: nil)
    guard let network = reading.value else {
      Diagnostics.show(reading.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    let roles = Set(network.sites.flatMap(\.systems).flatMap(\.roles)).sorted()
    try "A simulated system. It claims nothing on paper: what it does is what is looked at.\n".write(
      to: folder.appendingPathComponent("statement.txt"), atomically: true, encoding: .utf8)
    try """
    edition: 1
    kind: bid
    id: \(id)
    bidder: "\(name)"
    documents:
      - {id: statement, path: statement.txt, title: Statement}
    offers:
      - roles: [\(roles.joined(separator: ", "))]
        vendor: "\(name)"
        product: Simulated network
        version: "\(Tool.version)"
        documents: [statement]

    """.write(to: folder.appendingPathComponent("bid.yaml"), atomically: true, encoding: .utf8)
    return network
  }
}
