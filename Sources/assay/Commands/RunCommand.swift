import ArgumentParser
import Foundation
import Reports

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

  @OptionGroup var choices: RunChoices

  @Option(help: "Folder for the record and the reports.", completion: .directory)
  var out: String?

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
    if out == nil && !dryRun { throw ValidationError("Give --out, the folder for the record, or --dry-run.") }
  }

  func run() async throws {
    let evaluation = try RunEvaluation(specification: specification, choices: choices)
    guard !dryRun, let out else {
      Terminal.out(PlanText.text(of: evaluation.plan, options: evaluation.options))
      return
    }
    let style: RunProgress.Style = events ? .events : quiet ? .quiet : Terminal.isInteractive ? .live : .lines
    let wasInterrupted = try await evaluation.gather(into: out, replace: replace, style: style)
    let recorded = try RecordedRun(out)
    let (scorecard, _) = try recorded.judge()
    try recorded.write(scorecard)
    let transcripts = try recorded.transcripts(of: scorecard)
    var written = try RunReports.write(
      scorecard, transcripts: transcripts, formats: ReportFormat.ordinary, to: URL(fileURLWithPath: out),
      pictures: recorded.pictures(of: scorecard))
    if let pcap {
      written += [
        try RunReports.capture(scorecard, transcripts: transcripts, network: evaluation.plan.network, to: pcap)
      ]
    }
    if !quiet && !events {
      Terminal.out(TextSummary.render(scorecard, reports: written, columns: Terminal.width, colour: Terminal.hasColour))
    }
    if wasInterrupted { throw ExitStatus.interrupted }
    try ExitStatus.check(scorecard.exitCode)
  }
}
