import ArgumentParser
import Evidence
import Foundation
import Judgement
import ReferenceNetwork
import Reports

/// `assay demo`
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Evaluate two simulated bidders, one sound and one with twelve defects; no server is needed.",
    discussion: """
      EXAMPLE
        assay demo --out Reports/simulated

      Each bidder's network runs in this process for as long as it is looked at.
      Only requirements that probes alone decide are asked. Left are a report for
      each bidder, with the transcript of every exchange, and their comparison.
      """)

  @Option(help: "Folder for reports and comparison.", completion: .directory)
  var out: String = "Reports/simulated"

  @Option(help: "Folder of the specification; the bundled one where none is given.", completion: .directory)
  var spec: String?

  @Option(help: "Network file to simulate; the specification's reference-network.yaml where none is given.")
  var network: String?

  func run() async throws {
    let specification = try spec ?? ReferenceFiles.specification()
    let text = try ReferenceFiles.network(network, beside: specification)
    let folder = URL(fileURLWithPath: out)
    let bidders = [SimulatedBidder.sound, .flawed]
    for bidder in bidders {
      Terminal.out("\(bidder.name)")
      for name in bidder.defects.sorted() {
        let sentence = DefectCatalogue.entries.first { $0.name == name }?.sentence ?? ""
        Terminal.out("  \(name): \(sentence)")
      }
    }
    Terminal.flush()
    let scorecards: [Scorecard]
    do {
      scorecards = try await evaluate(bidders, by: specification, on: text, into: folder)
    } catch let status as ExitStatus {
      throw status
    } catch {
      Terminal.error("assay demo: \(out): \(error is CocoaError ? error.systemReason : "\(error)").")
      throw ExitStatus.harness
    }
    try compare(scorecards, in: folder)
  }

  /// Evaluates bidders side by side: while one is waited for, the other is looked at. Their order stays.
  private func evaluate(
    _ bidders: [SimulatedBidder], by specification: String, on network: String, into folder: URL
  ) async throws -> [Scorecard] {
    try await withThrowingTaskGroup(of: (Int, Scorecard).self) { group in
      for (index, bidder) in bidders.enumerated() {
        group.addTask { (index, try await bidder.evaluate(by: specification, on: network, into: folder)) }
      }
      var found: [Int: Scorecard] = [:]
      for try await (index, scorecard) in group { found[index] = scorecard }
      return bidders.indices.compactMap { found[$0] }
    }
  }

  private func compare(_ scorecards: [Scorecard], in folder: URL) throws {
    let comparison: Comparison
    let json: [UInt8]
    do throws(ComparisonError) { comparison = try Comparison(of: scorecards) } catch {
      Terminal.error("assay demo: \(error.message)")
      throw ExitStatus.harness
    }
    do { json = try ScorecardCoding.encode(comparison) } catch {
      Terminal.error("assay demo: \(error.message)")
      throw ExitStatus.harness
    }
    let reports = Dictionary(
      scorecards.map { ($0.bid.id, "\($0.bid.id)/index.html") }, uniquingKeysWith: { first, _ in first })
    let page = try RunReports.put(
      Data(HTMLComparisonReport.render(comparison, reports: reports).utf8), "index.html", folder)
    _ = try RunReports.put(Data(json), "comparison.json", folder)
    Terminal.out(ComparisonText.text(of: comparison))
    Terminal.out("Open \(page)")
  }
}
