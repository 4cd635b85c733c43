import Foundation
import Inventory
import Probes

/// An evaluation that was loaded and planned, and can be gathered.
struct RunEvaluation {
  /// The files that it is about.
  let files: RunFiles
  /// Everything that is done to systems.
  let plan: Plan
  /// How hard.
  let options: RunOptions
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
    let session = RunSession(
      plan: plan, files: files, options: options, choice: choice, networkPath: choices.network,
      bidPath: choices.bid.map { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") ? $0 : "\($0)/bid.yaml" },
      waiversPath: choices.waivers, assessmentPath: choices.assessment,
      seed: choices.seed ?? String(UInt32.random(in: 0 ... .max), radix: 16),
      now: choices.now ?? Timestamp.now().prefix(10).description)
    return try await session.gather(
      into: URL(fileURLWithPath: folder), replace: replace, progress: RunProgress(style: style))
  }
}
