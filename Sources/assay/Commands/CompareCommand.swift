import ArgumentParser
import Foundation
import Judgement
import Reports

/// `assay compare`
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Put two to twelve bids side by side.",
    discussion: """
      EXAMPLE
        assay compare Reports/acme Reports/bolt --out Reports/compared
      """)

  @ArgumentParser.Argument(help: "Run directories.", completion: .directory)
  var runs: [String]

  @Option(help: "Folder for the comparison.", completion: .directory)
  var out: String

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    guard Comparison.bidLimit.contains(runs.count) else {
      throw ValidationError(
        "Give \(Comparison.bidLimit.lowerBound) to \(Comparison.bidLimit.upperBound) run directories.")
    }
  }

  func run() throws {
    let scorecards = try runs.map { try RecordedRun($0).scorecard() }
    let comparison: Comparison
    do { comparison = try Comparison(of: scorecards) } catch {
      Terminal.error("assay compare: \(error.message)")
      throw ExitStatus.invalidFile
    }
    let folder = URL(fileURLWithPath: out)
    var links: [String: String] = [:]
    for (scorecard, run) in zip(scorecards, runs) {
      links[scorecard.bid.id] = RelativePath.path(
        from: folder, to: URL(fileURLWithPath: run).appendingPathComponent("index.html"))
    }
    let page = HTMLComparisonReport.render(comparison, reports: links)
    let json: [UInt8]
    do { json = try ScorecardCoding.encode(comparison) } catch {
      Terminal.error("assay compare: \(error.message)")
      throw ExitStatus.harness
    }
    let written = [
      try RunReports.put(Data(page.utf8), "index.html", folder),
      try RunReports.put(Data(json), "comparison.json", folder),
    ]
    if !quiet {
      Terminal.out(ComparisonText.text(of: comparison))
      for path in written { Terminal.out("  \(path)") }
    }
  }
}
