import ArgumentParser
import Evidence
import Foundation
import Probes
import Specification

/// `assay run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluate a bid: read its papers, probe its systems, judge, report.",
    discussion: """
      EXAMPLE
        assay run Specs/nhs-imaging-network --network my-network.yaml \\
          --bid bids/acme --out Reports/acme
        assay run --resume Reports/acme
        assay run Specs/nhs-imaging-network --network my-network.yaml --seed 7 \\
          --shard 2/8 --out Reports/acme-2

      Nothing is sent to a system beyond what the network file permits. With
      --dry-run nothing is sent at all.

      A run that was ended too early, by Ctrl-C or kill -9, is finished with
      --resume: with the same seed and the same files, and without what was gathered
      already. A part of a run is gathered with --shard, with a --seed and a --now
      that all parts share; assay merge joins them. --shard auto goes by ASSAY_SHARD
      (from 1) and ASSAY_SHARDS, a Kubernetes Indexed Job (with ASSAY_SHARDS), a
      Slurm array, Buildkite, GitLab, or ASSAY_JOB_INDEX (from 0) and
      ASSAY_JOB_TOTAL, which the workflow of a GitHub matrix sets.

      --store puts the record into a folder of runs or S3-compatible storage when it
      is closed: there it is whole or not to be seen. Where that storage is say
      AWS_ENDPOINT_URL, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
      """)

  @ArgumentParser.Argument(help: "Folder of the specification, or its specification.yaml.", completion: .file())
  var specification: String?

  @OptionGroup var choices: RunChoices

  @Option(help: "Folder for the record and the reports.", completion: .directory)
  var out: String?

  @Option(help: "Finish the run in this folder.", completion: .directory)
  var resume: String?

  @Option(help: "Gather this part of the run alone, k/n; auto asks the environment.")
  var shard: String?

  @Option(help: "Gather only what needs no system of another site. May be repeated.")
  var site: [String] = []

  @Option(help: "Put the closed record into this store as well: a folder of runs, or s3://bucket/prefix.")
  var store: String?

  @Flag(help: "Delete the record of an earlier run in the same folder.")
  var replace = false

  @Flag(name: .customLong("dry-run"), help: "Print what would be sent to whom, with which effect; send nothing.")
  var dryRun = false

  @Option(help: "File for a capture of the exchanges that Wireshark opens (pcapng).", completion: .file())
  var pcap: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Print progress alone, as a JSON object a line, for a program that reads along.")
  var events = false

  mutating func validate() throws {
    if events && (quiet || dryRun) { throw ValidationError("--events goes with neither --quiet nor --dry-run.") }
    if store != nil, dryRun { throw ValidationError("--store goes not with --dry-run: nothing is gathered.") }
    if resume != nil { return try validateResumption() }
    if specification == nil { throw ValidationError("Give the folder of the specification.") }
    if choices.network == nil { throw ValidationError("Give --network, the network file.") }
    if out == nil && !dryRun { throw ValidationError("Give --out, the folder for the record, or --dry-run.") }
    if shard != nil, choices.effort.seed == nil || choices.now == nil {
      throw ValidationError("--shard needs --seed and --now: all parts of a run share them.")
    }
    _ = try part()
  }

  /// What a run is made of is in its record.
  private func validateResumption() throws {
    let given: [(String, Bool)] = [
      ("--out", out != nil), ("--replace", replace), ("--dry-run", dryRun), ("--shard", shard != nil),
      ("--site", !site.isEmpty), ("--seed", choices.effort.seed != nil), ("--now", choices.now != nil),
      ("--profile", choices.profile != nil), ("--only", choices.only != nil), ("--tag", choices.tag != nil),
      ("--permit", choices.effort.permit != nil),
    ]
    for (name, isGiven) in given where isGiven {
      throw ValidationError("\(name) can't stand beside --resume: the run is finished as it was begun.")
    }
  }

  private func part() throws -> Shard? {
    let sites = Set(site)
    guard let shard else { return sites.isEmpty ? nil : Shard(number: 1, of: 1, sites: sites) }
    do throws(ShardFinding.Unclear) {
      return try ShardFinding.shard(shard, sites: sites, environment: Terminal.environment)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  /// The manifest of a run in which nothing is left to gather; nil where something is.
  private func wholeRun(in folder: String) throws -> RunManifest? {
    let manifest = try RunStart.manifest(in: folder)
    return manifest.origin == nil ? manifest : nil
  }

  /// Puts a record that is closed into the store that is asked for.
  private func keep(_ folder: String) async throws {
    if let store { try await KeptRuns.put(folder, into: store, quiet: quiet || events) }
  }

  /// Judges and reports, and keeps the record whatever the verdict is.
  private func conclude(_ folder: String, wasInterrupted: Bool = false) async throws {
    do {
      try RunConclusion(folder: folder, quiet: quiet || events, pcap: pcap).conclude(wasInterrupted: wasInterrupted)
    } catch let status as ExitStatus where !wasInterrupted {
      try await keep(folder)
      throw status
    }
    try await keep(folder)
  }

  /// What became of the gathering.
  private struct Gathered {
    var folder: String
    var wasInterrupted = false
    /// Which part of the run it is; nil for all of it.
    var shard: Shard?
  }

  func run() async throws {
    if let store { try await KeptRuns.check(store) }
    // Specification, plan and fixtures are in memory only while something is gathered: judgement reads those of the record.
    guard let gathered = try await gather() else { return }
    let out = gathered.folder
    if let shard = gathered.shard, !gathered.wasInterrupted {
      if !quiet && !events { Terminal.out("\(out): shard \(shard.text) is gathered; join all with assay merge.") }
      return try await keep(out)
    }
    if gathered.wasInterrupted, !quiet, !events {
      Terminal.error("The run is finished, with what was gathered, by: assay run --resume \(out)")
    }
    try await conclude(out, wasInterrupted: gathered.wasInterrupted)
  }

  /// Gathers what is left to gather; nil where nothing was to be, or nothing is left to do.
  private func gather() async throws -> Gathered? {
    let evaluation: RunEvaluation
    if let resume, let whole = try wholeRun(in: resume) {
      // It was ended when it was judged and its reports were not yet written.
      guard whole.part != nil else { return Gathered(folder: resume) }
      try await keep(resume)
      return nil
    }
    if let resume {
      evaluation = try RunEvaluation(unfinished: resume, specification: specification, choices: choices)
    } else {
      evaluation = try RunEvaluation(specification: specification ?? "", choices: choices, shard: part())
      for name in site where !evaluation.plan.network.sites.contains(where: { $0.id == name }) {
        let hint = NameSuggestion.hint(for: name, among: evaluation.plan.network.sites.map(\.id))
        Terminal.error("--site \(name): the network file has no such site; \(hint ?? "it has none")")
        throw ExitStatus.usage
      }
    }
    guard !dryRun, let out = resume ?? out else {
      Terminal.out(
        PlanText.text(of: evaluation.plan, options: evaluation.options, shard: evaluation.shard))
      return nil
    }
    let style: RunProgress.Style = events ? .events : quiet ? .quiet : Terminal.isInteractive ? .live : .lines
    let wasInterrupted = try await evaluation.gather(into: out, replace: replace, style: style)
    return Gathered(folder: out, wasInterrupted: wasInterrupted, shard: evaluation.shard)
  }
}
