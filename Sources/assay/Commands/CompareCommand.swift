import ArgumentParser
import Foundation
import Inventory
import Judgement
import Reports
import Stores

/// `assay compare`
struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Put two to twelve bids side by side.",
    discussion: """
      EXAMPLE
        assay compare Reports/acme Reports/bolt --out Reports/compared
        assay compare Reports/acme Reports/bolt --tender tender.yaml --lot hub \\
          --out Reports/compared

      The page has each bid's result, the areas as a table, as bars and as each
      bid's profile, what each bid lacks, and every requirement under every bid in a
      table that sorts and shows only what differs. With a tender whose bids have
      prices it draws price and quality as well: then it is for the board, not for
      bidders. Of a run in a store the page has no link to its report.
      """)

  @ArgumentParser.Argument(help: "Run directories, or s3://bucket/prefix/run.", completion: .directory)
  var runs: [String]

  @Option(help: "Folder for the comparison.", completion: .directory)
  var out: String

  @Option(help: "Tender whose bids have the prices to be drawn.", completion: .file())
  var tender: String?

  @Option(help: "The tender's lot.")
  var lot: String?

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    guard Comparison.bidLimit.contains(runs.count) else {
      throw ValidationError(
        "Give \(Comparison.bidLimit.lowerBound) to \(Comparison.bidLimit.upperBound) run directories.")
    }
    if lot != nil, tender == nil { throw ValidationError("--lot belongs to --tender.") }
  }

  func run() async throws {
    var scorecards: [Scorecard] = []
    for run in runs {
      let kept = try await KeptRuns.local(run)
      scorecards.append(try RecordedRun(kept.folder).scorecard())
    }
    let comparison: Comparison
    do { comparison = try Comparison(of: scorecards) } catch {
      Terminal.error("assay compare: \(error.message)")
      throw ExitStatus.invalidFile
    }
    let folder = URL(fileURLWithPath: out)
    var links: [String: String] = [:]
    for (scorecard, run) in zip(scorecards, runs) where !StorePlace.isRemote(run) {
      links[scorecard.bid.id] = RelativePath.path(
        from: folder, to: URL(fileURLWithPath: run).appendingPathComponent("index.html"))
    }
    let page = HTMLComparisonReport.render(
      comparison, reports: links, prices: try tender.map { try Self.prices($0, lot: lot) })
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

  /// The prices of a tender's bids for a lot, by bid id.
  private static func prices(_ path: String, lot: String?) throws -> ComparedPrices {
    let read = InventoryReader.tender(at: path)
    guard let tender = read.value else {
      Diagnostics.show(read.diagnostics)
      throw ExitStatus.invalidFile
    }
    guard
      let chosen = lot == nil && tender.lots.count == 1 ? tender.lots.first : tender.lots.first(where: { $0.id == lot })
    else {
      let known = tender.lots.compactMap(\.id).joined(separator: ", ")
      Terminal.error("\(path): give --lot with one of the tender's lots: \(known)")
      throw ExitStatus.usage
    }
    var prices: [String: Double] = [:]
    for entry in tender.bids(for: chosen) {
      guard let price = entry.price else { continue }
      let reading = InventoryReader.bid(at: tender.place(entry.bid), rules: nil)
      guard let bid = reading.value else {
        Diagnostics.show(reading.diagnostics)
        throw ExitStatus.invalidFile
      }
      prices[bid.id] = Double(price.numerator) / Double(price.denominator)
    }
    let threshold = chosen.qualityThreshold
    return ComparedPrices(
      currency: tender.price.currency, prices: prices,
      threshold: Double(threshold.numerator) / Double(threshold.denominator) / 100)
  }
}
