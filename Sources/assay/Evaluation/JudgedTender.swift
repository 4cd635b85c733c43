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

    /// What the decision needs of it.
    var candidate: LotDecision.Candidate {
      LotDecision.Candidate(bid: bid.id, bidder: bid.bidder, scorecard: scorecard, price: entry.price)
    }
  }

  /// Reads the tender, and judges.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ path: String, now: String? = nil) throws {
    let reading = InventoryReader.tender(at: path)
    Diagnostics.show(reading.diagnostics, warnings: true)
    guard let tender = reading.value else { throw ExitStatus.invalidFile }
    let records = try tender.bids.map { entry in try entry.run.map { try RecordedRun(tender.place($0)) } }
    let day = now ?? records.compactMap { $0?.reader.manifest.now }.max() ?? String(Timestamp.now().prefix(10))
    let specification = tender.place(tender.specification)
    lots = try tender.lots.map { lot in
      let rules = try LoadedSpecification(specification, profile: lot.profile).rules
      let bids = try zip(tender.bids, records).filter { $0.0.lot == lot.id }.map { entry, record in
        try Self.judge(entry, record, lot: lot, tender: tender, rules: rules, day: day)
      }
      return JudgedLot(lot: lot, rules: rules, bids: bids)
    }
    self.tender = tender
    self.day = day
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
      assessment: entry.assessment.map { tender.place($0) }
    ).scorecard
    if scorecard.bid.id != bid.id {
      Terminal.error("\(tender.place(run)): this is a record of the bid `\(scorecard.bid.id)`, not of `\(bid.id)`")
      throw ExitStatus.invalidFile
    }
    if scorecard.specification.profile?.id != lot.profile {
      let found = scorecard.specification.profile?.id ?? "none"
      Terminal.error(
        "\(tender.place(run)): this record is of the profile `\(found)`, and the tender asks for "
          + "`\(lot.profile ?? "none")`; name the profile in the tender, or run the bid again")
      throw ExitStatus.invalidFile
    }
    return JudgedBid(entry: entry, bid: bid, scorecard: scorecard)
  }
}
