import ArgumentParser
import Foundation
import Reports
import Specification

/// `assay judge`
struct JudgeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Make the verdicts of a run again from its recorded evidence, without any network.",
    discussion: """
      EXAMPLE
        assay judge Reports/acme
        assay judge Reports/acme --spec Specs/nhs-imaging-network
        assay judge Reports/acme --assessment acme-assessment.yaml
        assay judge Reports/acme --answers acme-answers.yaml

      The same record, specification and clock give the same verdicts.json, byte for
      byte. A record that was altered is refused, and the altered file named.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Run directory, or s3://bucket/prefix/run.", valueName: "run"), completion: .directory)
  var directory: String

  @Option(help: "Judge by this specification instead of the recorded one.", completion: .directory)
  var spec: String?

  @Option(help: "Apply this profile instead of the recorded one.")
  var profile: String?

  @Option(help: "The day that dates are held against, YYYY-MM-DD, instead of the recorded one.")
  var now: String?

  @Option(help: "Waivers instead of the recorded ones.", completion: .file())
  var waivers: String?

  @Option(
    help: "What evaluators read where the reading of a document leaves a doubt; kept in the run directory.",
    completion: .file())
  var assessment: String?

  @Option(
    help:
      "A bidder's answers to clarification questions (`kind: answers`), shown beside the requirements; they decide nothing.",
    completion: .file())
  var answers: String?

  @Option(help: "Write the verdicts and reports here and leave the run directory as it is.", completion: .directory)
  var out: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    try KeptRuns.demandFolder(out, for: directory)
    if let now, !RunChoices.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
  }

  func run() async throws {
    let kept = try await KeptRuns.local(directory)
    // A copy stays for as long as it is read.
    defer { withExtendedLifetime(kept) {} }
    let recorded = try RecordedRun(kept.folder)
    let (scorecard, rules) = try recorded.judge(
      specification: spec, profile: profile, now: now, waivers: waivers, assessment: assessment, answers: answers)
    let transcripts = recorded.transcripts(of: scorecard)
    let pictures = recorded.pictures(of: scorecard)
    let rendered = try RenderedReports(
      scorecard, transcripts: transcripts, pictures: pictures, formats: ReportFormat.ordinary,
      sealing: out == nil ? recorded.reader.folder : nil)
    if out == nil {
      try recorded.write(
        scorecard, rules: spec == nil ? nil : rules, assessment: assessment, answers: answers, rendered: rendered)
    }
    let written = try RunReports.write(
      scorecard, transcripts: transcripts, formats: ReportFormat.ordinary, to: URL(fileURLWithPath: out ?? directory),
      pictures: pictures, rendered: rendered)
    if !quiet {
      Terminal.out(TextSummary.render(scorecard, reports: written, columns: Terminal.width, colour: Terminal.hasColour))
    }
    try ExitStatus.check(scorecard.exitCode)
  }
}
