import ArgumentParser
import Evidence
import Foundation
import Judgement
import Probes
import Reports
import Specification
import Stores

/// `assay diff`
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changed between two versions of a specification, or between two runs.",
    discussion: """
      EXAMPLE
        assay diff published/1.0 Specs/nhs-imaging-network
        assay diff published/1.0 Specs/nhs-imaging-network --run Reports/acme \\
          --format html > changes.html
        assay diff Reports/acme-spring Reports/acme-autumn

      With --run the recorded evidence of the run is judged by both versions,
      without any network, and what changes in verdicts and scores is told. Of two
      run directories the verdicts and the recorded specifications are compared:
      what is worse, what is better, what cannot be compared, each with the reason
      now and before. A run may stand in a store (s3://bucket/prefix/run).
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Specification or run directory before.", valueName: "before"), completion: .directory)
  var before: String

  @ArgumentParser.Argument(
    help: ArgumentHelp("Specification or run directory after.", valueName: "after"), completion: .directory)
  var after: String

  @Option(help: "Profile to apply to both specifications.")
  var profile: String?

  @Option(
    name: .customLong("run"), help: "Run directory, or s3://bucket/prefix/run, whose evidence is judged by both.",
    completion: .directory)
  var recorded: String?

  @Option(help: "Format: text, json, html, markdown.")
  var format: Format = .text

  /// How changes are printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case html
    case markdown
  }

  private struct Changes: Encodable {
    var specification: SpecificationChanges
    var verdicts: VerdictChanges?
    var runs: (before: Scorecard, after: Scorecard)?

    private enum CodingKeys: CodingKey {
      case specification
      case verdicts
    }
  }

  mutating func validate() throws {
    if Self.isRun(before) != Self.isRun(after) {
      let (run, other) = Self.isRun(before) ? (before, after) : (after, before)
      throw ValidationError(
        "\(run) is a run directory and \(other) is none: give two specifications or two run directories. What a run comes to "
          + "by two versions of a specification tells --run.")
    }
    if recorded != nil || profile != nil, Self.isRun(before) {
      throw ValidationError("--run and --profile go with two specifications.")
    }
  }

  private static func isRun(_ path: String) -> Bool {
    StorePlace.isRemote(path) || FileManager.default.fileExists(atPath: "\(path)/\(RunLayout.manifest)")
  }

  func run() async throws {
    let changes = try await Self.isRun(before) ? changesOfRuns() : changesOfSpecifications()
    let document = ChangesDocument.document(
      changes.specification, verdicts: changes.verdicts, runs: changes.runs)
    switch format {
    case .text: Terminal.out(PlainDocument.render(document, width: max(Terminal.width, 80)))
    case .json: Terminal.out(try JSONText.of(changes))
    case .html: Terminal.out(HTMLDocument.render(document, kicker: "Changes"), newline: false)
    case .markdown: Terminal.out(MarkdownDocument.render(document), newline: false)
    }
  }

  private func changesOfSpecifications() async throws -> Changes {
    let (old, new) = (
      try LoadedSpecification(before, profile: profile).rules, try LoadedSpecification(after, profile: profile).rules
    )
    var verdicts: VerdictChanges?
    if let recorded {
      let kept = try await KeptRuns.local(recorded)
      // A copy stays for as long as it is read.
      defer { withExtendedLifetime(kept) {} }
      let run = try RecordedRun(kept.folder)
      verdicts = VerdictChanges(
        from: try run.judge(specification: before, profile: profile).scorecard,
        to: try run.judge(specification: after, profile: profile).scorecard)
    }
    return Changes(specification: SpecificationChanges(from: old, to: new), verdicts: verdicts)
  }

  private func changesOfRuns() async throws -> Changes {
    let kept = [try await KeptRuns.local(before), try await KeptRuns.local(after)]
    // Copies stay for as long as they are read.
    defer { withExtendedLifetime(kept) {} }
    let runs = try kept.map { try RecordedRun($0.folder) }
    let rules = try runs.map { run in
      try LoadedSpecification(
        "\(run.reader.folder.path)/\(RunLayout.specification)", profile: run.reader.manifest.profile
      ).rules
    }
    let (earlier, later) = (try runs[0].scorecard(), try runs[1].scorecard())
    return Changes(
      specification: SpecificationChanges(from: rules[0], to: rules[1]),
      verdicts: VerdictChanges(from: earlier, to: later), runs: (earlier, later))
  }
}
