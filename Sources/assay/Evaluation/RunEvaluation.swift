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
  private let start: RunStart
  /// The folder of the run that it finishes; nil for a new one.
  private let unfinished: String?
  private let choices: RunChoices

  /// Loads the files and plans.
  ///
  /// - Parameter only: requirements and groups instead of those that the choices name.
  /// - Throws: `ExitStatus.invalidFile`, `ExitStatus.usage`.
  init(specification: String, choices: RunChoices, only: [String]? = nil, shard: Shard? = nil) throws {
    var start = try RunStart(specification: specification, choices: choices)
    if let only { start.choice.only = only }
    start.shard = shard
    try self.init(start, unfinished: nil, choices: choices)
  }

  /// Loads the files of a run that was ended too early, to finish it.
  ///
  /// - Throws: `ExitStatus.invalidFile`, `ExitStatus.usage`.
  init(unfinished folder: String, specification: String?, choices: RunChoices) throws {
    try self.init(
      RunStart(of: folder, specification: specification, choices: choices), unfinished: folder, choices: choices)
  }

  private init(_ start: RunStart, unfinished: String?, choices: RunChoices) throws {
    self.choices = choices
    self.start = start
    self.unfinished = unfinished
    files = try RunFiles(start.paths, choice: start.choice)
    plan = try files.plan()
    options = start.options
  }

  /// Which part of the run it is; nil for all of it.
  var shard: Shard? { start.shard }

  /// Gathers into a folder.
  ///
  /// - Returns: Whether it was interrupted.
  func gather(into folder: String, replace: Bool, style: RunProgress.Style) async throws -> Bool {
    let progress = RunProgress(style: style)
    return try await session(options, seed: start.seed, progress).gather(
      into: URL(fileURLWithPath: folder), replace: replace, progress: progress)
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
    let progress = RunProgress(style: style)
    return try await session(options, seed: repetition.seed, progress).gather(
      againInto: URL(fileURLWithPath: folder), as: repetition, progress: progress)
  }

  private func session(_ options: RunOptions, seed: String, _ progress: RunProgress) -> RunSession {
    RunSession(
      plan: plan, files: files, options: options, choice: start.choice, networkPath: start.paths.network,
      bidPath: start.paths.bid.map { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") ? $0 : "\($0)/bid.yaml" },
      waiversPath: start.paths.waivers, assessmentPath: start.paths.assessment, seed: seed, now: start.now,
      origin: start.origin, shard: start.shard, isResumed: unfinished != nil,
      attendant: choices.attendant(progress))
  }
}
