import ArgumentParser
import Foundation

/// `assay report`
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Render the verdicts of a run.",
    discussion: """
      EXAMPLE
        assay report Reports/acme --format html,json,junit --out published
        assay report Reports/live --format baseline --out .
        # badge.svg and public.html, nothing confidential
        assay report self-test --format badge,public --out web
        assay report self-test --format pcap  # exchanges.pcapng, for Wireshark
        assay report Reports/acme --format pdf,xlsx --out board

      pdf is the report for paper, printed by WeasyPrint, with contents and page
      numbers; xlsx a workbook with sheets for the summary, the requirements, the
      evidence, the areas and the gate.
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Run directory, or s3://bucket/prefix/run.", valueName: "run"), completion: .directory)
  var directory: String

  @Option(
    help:
      """
      Formats, separated by commas: html, json, junit, sarif, ctrf, oscal, csv, markdown, baseline, pcap, badge, public, \
      xlsx, pdf.
      """)
  var format: String = "html,json,junit"

  @Option(help: "Folder for the reports; the run directory where it is not given.", completion: .directory)
  var out: String?

  mutating func validate() throws {
    try KeptRuns.demandFolder(out, for: directory)
    _ = try ReportFormat.list(format)
  }

  func run() async throws {
    let kept = try await KeptRuns.local(directory)
    // A copy stays for as long as it is read.
    defer { withExtendedLifetime(kept) {} }
    let recorded = try RecordedRun(kept.folder)
    let scorecard = try recorded.scorecard()
    let formats = try ReportFormat.list(format)
    let written = try RunReports.write(
      scorecard, transcripts: recorded.transcripts(of: scorecard), formats: formats,
      to: URL(fileURLWithPath: out ?? directory),
      pictures: formats.contains(.html) ? recorded.pictures(of: scorecard) : [:],
      places: formats.contains(.sarif) ? recorded.places() : [:],
      network: formats.contains(.pcap) ? recorded.network() : nil)
    for path in written { Terminal.out(path) }
  }
}
