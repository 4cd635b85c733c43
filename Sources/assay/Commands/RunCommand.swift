import ArgumentParser
import Evidence
import Foundation
import Inventory
import Judgement
import NIOPosix
import Probes
import Reports
import Specification
import Statements

/// `assay run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Evaluate a bid: read its papers, probe its systems, judge, report.",
    discussion: """
      EXAMPLE
        assay run Specs/nhs-imaging-network --network my-network.yaml --bid bids/acme --out Reports/acme

      Nothing is sent to a system beyond what the network file permits. With --dry-run nothing is sent at all.
      """)

  @ArgumentParser.Argument(help: "Folder of the specification, or its specification.yaml.", completion: .file())
  var specification: String

  @Option(help: "Network file: sites, systems, endpoints and what may be done to them.", completion: .file())
  var network: String

  @Option(help: "Folder of the bid, or its bid.yaml.", completion: .file())
  var bid: String?

  @Option(help: "Folder for the record and the reports.", completion: .directory)
  var out: String?

  @Flag(help: "Delete the record of an earlier run in the same folder.")
  var replace = false

  @Flag(name: .customLong("dry-run"), help: "Print what would be sent to whom, with which effect; send nothing.")
  var dryRun = false

  @Option(help: "Profile of the specification, by name.")
  var profile: String?

  @Option(help: "Only these requirements or groups, separated by commas.")
  var only: String?

  @Option(help: "Only requirements with one of these tags, separated by commas.")
  var tag: String?

  @Option(name: .customLong("input"), help: "Value of an input, as name=value. May be repeated.")
  var inputs: [String] = []

  @Option(help: "Seed of the synthetic patients and studies; drawn where it is not given, and always recorded.")
  var seed: String?

  @Option(help: "The day that dates are held against, YYYY-MM-DD; today where it is not given.")
  var now: String?

  @Option(help: "Effects allowed in this run, separated by commas: read,write,load,listen.")
  var permit: String?

  @Option(name: .customLong("max-rate"), help: "Most exchanges begun per second over all systems.")
  var maximumRate: Double?

  @Option(help: "Most pieces of evidence gathered at a time, over all systems.")
  var concurrency: Int = 4

  @Option(help: "Deadline of a step that names none, in seconds.")
  var timeout: Double = 30

  @Option(help: "Waivers of the network's owner.", completion: .file())
  var waivers: String?

  @Option(help: "What evaluators read where the reading of a document leaves a doubt.", completion: .file())
  var assessment: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    if out == nil && !dryRun { throw ValidationError("Give --out, the folder for the record, or --dry-run.") }
    if concurrency < 1 || concurrency > 1000 { throw ValidationError("--concurrency is a number from 1 to 1000.") }
    if !(timeout > 0 && timeout <= 86_400) { throw ValidationError("--timeout is a number of seconds, up to a day.") }
    if let maximumRate, !(maximumRate > 0) { throw ValidationError("--max-rate is a positive number.") }
    if let now, !Self.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
    for input in inputs where !input.contains("=") { throw ValidationError("--input \(input): expected name=value.") }
    for name in Self.list(permit) where Effect(rawValue: name) == nil {
      throw ValidationError(
        "--permit \(name): expected \(Effect.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  func run() async throws {
    let choice = RunFiles.Choice(
      profile: profile,
      inputs: Dictionary(
        inputs.map { text in
          let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          return (String(parts[0]), String(parts[1]))
        }, uniquingKeysWith: { _, last in last }),
      environment: Terminal.environment, only: Self.list(only), tags: Self.list(tag))
    let files = try RunFiles(
      RunFiles.Paths(
        specification: specification, network: network, bid: bid, waivers: waivers, assessment: assessment),
      choice: choice)
    let plan = try files.plan()
    let options = RunOptions(
      permits: permit == nil ? Set(Effect.allCases) : Set(Self.list(permit).compactMap(Effect.init(rawValue:))),
      concurrency: concurrency, maximumRate: maximumRate, timeout: Int64(timeout * 1_000_000_000))
    guard !dryRun, let out else {
      Terminal.out(PlanText.text(of: plan, options: options))
      return
    }
    try await evaluate(plan, files: files, options: options, choice: choice, out: out)
  }

  /// Gathers, judges and reports.
  private func evaluate(
    _ plan: Plan, files: RunFiles, options: RunOptions, choice: RunFiles.Choice, out: String
  ) async throws {
    let today = Timestamp.now().prefix(10).description
    let session = RunSession(
      plan: plan, files: files, options: options, choice: choice, networkPath: network,
      bidPath: bid.map { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") ? $0 : "\($0)/bid.yaml" }, waiversPath: waivers,
      assessmentPath: assessment,
      seed: seed ?? String(UInt32.random(in: 0 ... .max), radix: 16), now: now ?? today)
    let style: RunProgress.Style = quiet ? .quiet : Terminal.isInteractive ? .live : .lines
    let progress = RunProgress(style: style)
    let wasInterrupted = try await session.gather(into: URL(fileURLWithPath: out), replace: replace, progress: progress)
    let recorded = try RecordedRun(out)
    let (scorecard, _) = try recorded.judge()
    try recorded.write(scorecard)
    let written = try RunReports.write(
      scorecard, transcripts: recorded.transcripts(of: scorecard), formats: ReportFormat.allCases,
      to: URL(fileURLWithPath: out))
    if !quiet {
      Terminal.out(TextSummary.render(scorecard, reports: written, columns: Terminal.width, colour: Terminal.hasColour))
    }
    if wasInterrupted { throw ExitStatus.interrupted }
    try ExitStatus.check(scorecard.exitCode)
  }

  private static func list(_ text: String?) -> [String] {
    text?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty } ?? []
  }

  static func isDay(_ text: String) -> Bool {
    text.wholeMatch(of: #/[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])/#) != nil
  }
}
