import Evidence
import Foundation
import Inventory
import Probes
import Specification

/// An evaluation that was loaded and planned, and can be gathered.
struct RunEvaluation {
  /// The files that it is about.
  let files: RunFiles
  /// Everything that is done to systems.
  let plan: Plan
  /// How hard.
  var options: RunOptions
  private let specification: String
  private let choices: RunChoices
  private let choice: RunFiles.Choice

  /// Loads the files and plans.
  ///
  /// - Parameter only: requirements and groups instead of those that the choices name.
  /// - Throws: `ExitStatus.invalidFile`, `ExitStatus.usage`.
  init(specification: String, choices: RunChoices, only: [String]? = nil) throws {
    self.specification = specification
    self.choices = choices
    var choice = choices.choice
    if let only { choice.only = only }
    self.choice = choice
    files = try RunFiles(
      RunFiles.Paths(
        specification: specification, network: choices.network, bid: choices.bid, waivers: choices.waivers,
        assessment: choices.assessment),
      choice: choice)
    plan = try files.plan()
    options = choices.options
  }

  /// Gathers into a folder.
  ///
  /// - Returns: Whether it was interrupted.
  func gather(into folder: String, replace: Bool, style: RunProgress.Style) async throws -> Bool {
    let seed = choices.seed ?? String(UInt32.random(in: 0 ... .max), radix: 16)
    return try await session(options, seed: seed).gather(
      into: URL(fileURLWithPath: folder), replace: replace, progress: RunProgress(style: style))
  }

  /// Gathers some requirements again into a record that is there, with fixtures of their own: what an earlier attempt left
  /// behind is no matter of this one.
  ///
  /// - Parameters:
  ///   - requirements: Their ids.
  ///   - permits: Effects allowed.
  ///   - manifest: That of the record.
  /// - Returns: Whether it was interrupted.
  func gather(
    _ requirements: [String], permits: Set<Effect>, againInto folder: String, of manifest: RunManifest,
    style: RunProgress.Style
  ) async throws -> Bool {
    var options = options
    options.only = Set(requirements)
    options.tags = []
    options.permits = permits
    let number = (manifest.repetitions?.count ?? 0) + 1
    let repetition = RunManifest.Repetition(
      number: number, startedAt: Timestamp.now(), requirements: requirements.sorted(),
      permits: permits.map(\.rawValue).sorted(), seed: "\(manifest.seed)-\(number)")
    return try await session(options, seed: repetition.seed).gather(
      againInto: URL(fileURLWithPath: folder), as: repetition, progress: RunProgress(style: style))
  }

  private func session(_ options: RunOptions, seed: String) -> RunSession {
    RunSession(
      plan: plan, files: files, options: options, choice: choice, networkPath: choices.network,
      bidPath: choices.bid.map { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") ? $0 : "\($0)/bid.yaml" },
      waiversPath: choices.waivers, assessmentPath: choices.assessment, seed: seed,
      now: choices.now ?? Timestamp.now().prefix(10).description)
  }
}
