import Foundation
import Reports

/// What follows when a record is whole: verdicts, reports, summary, exit code.
struct RunConclusion {
  /// The record's folder.
  var folder: String
  /// Whether nothing is printed but errors.
  var quiet: Bool
  /// Where a capture of the exchanges goes; nowhere where nil.
  var pcap: String?

  /// Judges, writes and prints.
  ///
  /// - Parameter wasInterrupted: Whether the run was ended before everything was gathered.
  /// - Throws: `ExitStatus`, as the verdicts have it.
  func conclude(wasInterrupted: Bool = false) throws {
    MemoryAreas.release()
    let recorded = try RecordedRun(folder)
    let (scorecard, _) = try recorded.judge()
    // The evidence is no longer needed, and the page is the most that follows.
    MemoryAreas.release()
    let transcripts = recorded.transcripts(of: scorecard)
    let pictures = recorded.pictures(of: scorecard)
    let rendered = try RenderedReports(
      scorecard, transcripts: transcripts, pictures: pictures, formats: ReportFormat.ordinary,
      sealing: recorded.reader.folder)
    try recorded.write(scorecard, rendered: rendered)
    var written = try RunReports.write(
      scorecard, transcripts: transcripts, formats: ReportFormat.ordinary, to: URL(fileURLWithPath: folder),
      pictures: pictures, rendered: rendered)
    if let pcap {
      written += [
        try RunReports.capture(scorecard, transcripts: transcripts, network: recorded.network(), to: pcap)
      ]
    }
    if !quiet {
      Terminal.out(TextSummary.render(scorecard, reports: written, columns: Terminal.width, colour: Terminal.hasColour))
    }
    if wasInterrupted { throw ExitStatus.interrupted }
    try ExitStatus.check(scorecard.exitCode)
  }
}
