import ArgumentParser
import Evidence
import Foundation
import Probes
import Specification

/// Everything that says what a run is made of: from the command line, or from the record of a run that is to be finished.
struct RunStart {
  /// The files.
  var paths: RunFiles.Paths
  /// What is chosen of them.
  var choice: RunFiles.Choice
  /// How hard systems are called.
  var options: RunOptions
  /// Seed of the fixtures.
  var seed: String
  /// The day that dates are held against.
  var now: String
  /// Which part of the run it is.
  var shard: Shard?

  /// From the command line.
  init(specification: String, choices: RunChoices) throws {
    guard let network = choices.network else { throw ValidationError("Give --network, the network file.") }
    paths = RunFiles.Paths(
      specification: specification, network: network, bid: choices.bid, waivers: choices.waivers,
      assessment: choices.assessment)
    choice = choices.choice
    options = choices.effort.options
    seed = choices.effort.seed ?? String(UInt32.random(in: 0 ... .max), radix: 16)
    now = choices.now ?? Timestamp.now().prefix(10).description
  }

  /// From the record of a run that was ended too early: with its choices, its seed and its day. Files that have moved may be
  /// named anew; that they are the same is looked at when the run goes on.
  ///
  /// - Throws: `ExitStatus.invalidFile`, `ExitStatus.usage`.
  init(of folder: String, specification: String?, choices: RunChoices) throws {
    let manifest = try Self.manifest(in: folder)
    guard let origin = manifest.origin else {
      Terminal.error("\(folder): this run is complete; there is nothing to finish. Use assay judge or assay report.")
      throw ExitStatus.usage
    }
    paths = RunFiles.Paths(
      specification: specification ?? origin.specification, network: choices.network ?? origin.network,
      bid: choices.bid ?? origin.bid, waivers: choices.waivers ?? origin.waivers,
      assessment: choices.assessment ?? origin.assessment)
    // Secrets are not in the record: they come from where they came from before, or are given again.
    let given = choices.choice.inputs
    for name in given.keys where manifest.inputs[name]?.text != nil {
      Terminal.error(
        "--input \(name): the run was begun with a value, and is finished with the same one. Leave it out.")
      throw ExitStatus.usage
    }
    choice = RunFiles.Choice(
      profile: manifest.profile, inputs: manifest.inputs.compactMapValues(\.text).merging(given) { $1 },
      environment: Terminal.environment, only: manifest.only, tags: manifest.tags)
    options = RunOptions(
      permits: Set(manifest.permits.compactMap(Effect.init(rawValue:))), concurrency: origin.concurrency,
      maximumRate: origin.maximumRate, timeout: origin.timeout)
    seed = manifest.seed
    now = manifest.now
    shard = manifest.part.flatMap { Shard(number: $0.number, of: $0.count, sites: Set($0.sites)) }
  }

  /// The manifest of a run that may have been ended too early.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  static func manifest(in folder: String) throws -> RunManifest {
    do throws(RunDirectoryError) { return try UnfinishedRun(folder: URL(fileURLWithPath: folder)).manifest } catch {
      Terminal.error("\(error)")
      throw ExitStatus.invalidFile
    }
  }

  /// What the record keeps of it, for as long as the run can be finished.
  var origin: RunManifest.Origin {
    RunManifest.Origin(
      specification: paths.specification, network: paths.network, bid: paths.bid, waivers: paths.waivers,
      assessment: paths.assessment, concurrency: options.concurrency, maximumRate: options.maximumRate,
      timeout: options.timeout)
  }
}
