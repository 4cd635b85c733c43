import Foundation
import Inventory
import Judgement
import Probes
import Procurement
import Specification

/// A tender with its bids' records, each judged by the rules of its lot on one day.
struct JudgedTender {
  /// The tender.
  let tender: Tender
  /// The day that dates are held against.
  let day: String
  /// The lots in the order of the tender.
  let lots: [JudgedLot]

  /// A lot with its bids.
  struct JudgedLot {
    var lot: Tender.Lot
    var rules: RuleSet
    var bids: [JudgedBid]

    /// What the bids were judged to, by id.
    var scorecards: [String: Scorecard] {
      Dictionary(
        bids.compactMap { bid in bid.scorecard.map { (bid.bid.id, $0) } }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// A bid of a lot.
  struct JudgedBid {
    var entry: Tender.Entry
    var bid: Bid
    /// Nil where the tender names no record of it.
    var scorecard: Scorecard?
    /// What its evaluators wrote; nil where there is nothing.
    var assessment: Assessment?

    /// What the decision needs of it.
    var candidate: LotDecision.Candidate {
      LotDecision.Candidate(
        bid: bid.id, bidder: bid.bidder, scorecard: scorecard, price: entry.price, assessment: assessment)
    }
  }

  /// Reads the tender, and judges.
  ///
  /// - Parameter evaluation: The folder that `assay evaluate` wrote; the tender's records where nil.
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ path: String, now: String? = nil, evaluation: String? = nil) throws {
    let loaded = try LoadedTender(path, environment: Terminal.environment)
    var tender = loaded.tender
    if let evaluation {
      let folders = try Self.folders(evaluation, loaded)
      for (index, folder) in zip(tender.bids.indices, folders) { tender.bids[index].run = folder }
    }
    let records = try tender.bids.map { entry in try entry.run.map { try RecordedRun(Self.place($0, tender)) } }
    let day = now ?? records.compactMap { $0?.reader.manifest.now }.max() ?? String(Timestamp.now().prefix(10))
    lots = try loaded.lots.map { entry in
      let (lot, rules) = (entry.lot, entry.rules)
      let bids = try zip(tender.bids, records).filter { $0.0.lot == lot.id }.map { entry, record in
        try Self.judge(entry, record, lot: lot, tender: tender, rules: rules, day: day)
      }
      return JudgedLot(lot: lot, rules: rules, bids: bids)
    }
    self.tender = tender
    self.day = day
  }

  /// The record of each bid within an evaluation; nil for a bid that it does not hold.
  private static func folders(_ evaluation: String, _ loaded: LoadedTender) throws -> [String?] {
    let ledger: EvaluationLedger
    do throws(EvaluationError) {
      ledger = try TenderEvaluation(folder: URL(fileURLWithPath: evaluation)).ledger
    } catch {
      Terminal.error("\(evaluation): \(error)")
      throw ExitStatus.invalidFile
    }
    let changes = loaded.rules.differences(from: ledger.rules, called: "the evaluation")
    guard changes.isEmpty else {
      for change in changes { Terminal.error("\(loaded.path): \(change)") }
      Terminal.error("\(loaded.path): the bids were evaluated by other rules; evaluate them again")
      throw ExitStatus.invalidFile
    }
    return loaded.tender.bids.map { entry in
      let bid = InventoryReader.bid(at: loaded.tender.place(entry.bid), rules: nil).value?.id
      let outcome = ledger.outcomes.first { $0.bid == bid && $0.lot == entry.lot }
      return outcome.map { URL(fileURLWithPath: evaluation).appendingPathComponent($0.folder).path }
    }
  }

  /// Where a record lies: within an evaluation, or as the tender names it.
  private static func place(_ run: String, _ tender: Tender) -> String {
    run.hasPrefix("/") ? run : tender.place(run)
  }

  private static func judge(
    _ entry: Tender.Entry, _ record: RecordedRun?, lot: Tender.Lot, tender: Tender, rules: RuleSet, day: String
  ) throws -> JudgedBid {
    let reading = InventoryReader.bid(at: tender.place(entry.bid), rules: rules)
    guard let bid = reading.value else {
      Diagnostics.show(reading.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    guard let record, let run = entry.run else { return JudgedBid(entry: entry, bid: bid) }
    let scorecard = try record.judge(
      specification: tender.place(tender.specification), profile: lot.profile, now: day,
      assessment: entry.assessment.map { tender.place($0) }, answers: entry.answers.map { tender.place($0) }
    ).scorecard
    if scorecard.bid.id != bid.id {
      Terminal.error("\(place(run, tender)): this is a record of the bid `\(scorecard.bid.id)`, not of `\(bid.id)`")
      throw ExitStatus.invalidFile
    }
    if scorecard.specification.profile?.id != lot.profile {
      let found = scorecard.specification.profile?.id ?? "none"
      Terminal.error(
        "\(place(run, tender)): this record is of the profile `\(found)`, and the tender asks for "
          + "`\(lot.profile ?? "none")`; name the profile in the tender, or run the bid again")
      throw ExitStatus.invalidFile
    }
    let assessment = entry.assessment.map { tender.place($0) } ?? record.recordedAssessment
    return JudgedBid(
      entry: entry, bid: bid, scorecard: scorecard,
      assessment: assessment.flatMap { InventoryReader.assessment(at: $0, rules: nil).value })
  }
}
