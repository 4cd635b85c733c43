import Foundation
import Judgement
import Procurement
import Reports

/// The pages over all bids of a tender.
enum TenderReports {
  /// Writes the overview, and for each lot with several bids their comparison; answers the files' paths.
  static func write(_ evaluation: TenderEvaluation, of loaded: LoadedTender, to folder: URL) throws -> [String] {
    var written: [String] = []
    var lots: [TenderReport.Lot] = []
    for lot in evaluation.ledger.rules.lots {
      let bids = evaluation.bids.filter { $0.outcome.lot == lot.id }
      var report = TenderReport.Lot(
        id: lot.id, title: lot.title, qualityWeight: lot.qualityWeight,
        qualityThreshold: TenderRules.decimal(lot.qualityThreshold),
        specification: "\(lot.specification) \(lot.version)", sha256: lot.sha256)
      report.bids = bids.map { bid in
        TenderReport.Bid(
          scorecard: bid.scorecard, address: "\(bid.outcome.folder)/index.html",
          evaluated: evaluation.ledger.evaluated(bid.outcome))
      }
      if Comparison.bidLimit.contains(bids.count), let comparison = try? Comparison(of: bids.map(\.scorecard)) {
        let place = lot.id.map { folder.appendingPathComponent($0) } ?? folder
        let links = Dictionary(
          bids.map { ($0.scorecard.bid.id, "\($0.scorecard.bid.id)/index.html") },
          uniquingKeysWith: { first, _ in first })
        written.append(
          try RunReports.put(
            Data(HTMLComparisonReport.render(comparison, reports: links).utf8), "comparison.html", place))
        report.comparison = lot.id.map { "\($0)/comparison.html" } ?? "comparison.html"
      }
      lots.append(report)
    }
    let report = TenderReport(
      title: loaded.tender.title, buyer: loaded.tender.buyer, reference: loaded.tender.reference,
      gates: loaded.tender.gates, rulesSHA256: evaluation.ledger.rulesSHA256, now: evaluation.ledger.now, lots: lots,
      entries: evaluation.ledger.entries.map { entry in
        TenderReport.Entry(
          number: entry.number, at: entry.at, by: entry.by, tool: entry.tool,
          bids: entry.outcomes.map { "\($0.folder) (\($0.work.rawValue))" })
      })
    return [try RunReports.put(Data(HTMLTenderReport.render(report).utf8), "index.html", folder)] + written
  }
}

extension EvaluationLedger {
  /// The entry that an outcome is of, in words.
  fileprivate func evaluated(_ outcome: Outcome) -> String {
    guard let entry = entries.last(where: { $0.outcomes.contains(outcome) }) else { return "" }
    return "\(entry.at.prefix(10)) by \(entry.by), entry \(entry.number)"
  }
}
