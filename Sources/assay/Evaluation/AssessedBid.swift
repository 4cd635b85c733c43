import Foundation
import Inventory
import Judgement
import Procurement
import Specification

/// A judged bid whose evaluators are asked for marks and answers.
struct AssessedBid {
  /// What its worksheets are about.
  let subject: Worksheet.Subject
  /// What it was judged to.
  let scorecard: Scorecard
  /// The specification that it was judged by.
  let rules: RuleSet
  /// Who hands out the worksheets.
  let author: String

  /// Where its files stand below a folder: `LOT/BID`, or `BID` where there are no lots.
  var place: String { subject.lot.map { "\($0)/\(subject.bid)" } ?? subject.bid }

  /// The bids of a tender that were evaluated, or the one of a run directory.
  ///
  /// - Parameters:
  ///   - source: The tender's file or the run directory.
  ///   - evaluation: The folder that `assay evaluate` wrote; the tender's records where nil.
  static func all(_ source: String, evaluation: String?) throws -> [AssessedBid] {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: source, isDirectory: &isFolder), isFolder.boolValue {
      let (scorecard, rules) = try RecordedRun(source).judge()
      return [AssessedBid(subject: Worksheet.Subject(scorecard), scorecard: scorecard, rules: rules, author: "")]
    }
    let judged = try JudgedTender(source, evaluation: evaluation)
    return judged.lots.flatMap { lot in
      lot.bids.compactMap { bid in
        guard let scorecard = bid.scorecard else {
          Terminal.error("\(bid.bid.bidder) has not been evaluated, so there is nothing to assess yet")
          return nil
        }
        return AssessedBid(
          subject: Worksheet.Subject(scorecard, tender: judged.tender.id, lot: lot.lot.id), scorecard: scorecard,
          rules: lot.rules, author: judged.tender.buyer)
      }
    }
  }

  /// The worksheet of an evaluator, or that of moderation.
  func worksheet(_ form: Worksheet.Form, given assessment: Assessment) -> Worksheet {
    switch form {
    case .individual(let evaluator):
      Worksheet(of: evaluator, scorecard, rules: rules, subject: subject)
    case .moderation: Worksheet(moderating: assessment, scorecard, rules: rules, subject: subject)
    }
  }
}
