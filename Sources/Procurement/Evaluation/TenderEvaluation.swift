import Evidence
import Foundation
import Judgement

/// The folder that `assay evaluate` leaves, read back: the ledger and the scorecards of the latest outcomes.
public struct TenderEvaluation: Sendable {
  /// Name of the ledger's file.
  public static let ledgerFile = "evaluation.json"

  /// The ledger.
  public var ledger: EvaluationLedger
  /// The bids, in the ledger's order.
  public var bids: [EvaluatedBid]

  /// A bid for a lot with its scorecard.
  public struct EvaluatedBid: Sendable {
    /// What the ledger says.
    public var outcome: EvaluationLedger.Outcome
    /// What judgement found.
    public var scorecard: Scorecard
  }

  /// Reads a folder; every scorecard is held against the ledger's fingerprint.
  public init(folder: URL) throws(EvaluationError) {
    guard let ledger = try Self.ledger(in: folder) else {
      throw EvaluationError(
        file: Self.ledgerFile, reason: "is not there: the bids were not evaluated into this folder")
    }
    self.ledger = ledger
    bids = []
    for outcome in ledger.outcomes {
      let file = "\(outcome.folder)/\(RunLayout.verdicts)"
      guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(file)) else {
        throw EvaluationError(file: file, reason: "is not there, though the ledger names it")
      }
      let found = Digest.sha256(bytes)
      guard found == outcome.verdicts else {
        throw EvaluationError(
          file: file,
          reason: "is not what the ledger holds: its SHA-256 is \(found), the ledger has \(outcome.verdicts). "
            + "Evaluate again with --rejudge, which is recorded")
      }
      do throws(ScorecardCodingError) {
        bids.append(EvaluatedBid(outcome: outcome, scorecard: try ScorecardCoding.decode([UInt8](bytes))))
      } catch {
        throw EvaluationError(file: file, reason: error.message)
      }
    }
  }

  /// Reads a folder's ledger and holds its entries against each other; nil where there is none yet.
  public static func ledger(in folder: URL) throws(EvaluationError) -> EvaluationLedger? {
    let file = folder.appendingPathComponent(ledgerFile)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    let ledger: EvaluationLedger
    do {
      ledger = try JSONDecoder().decode(EvaluationLedger.self, from: Data(contentsOf: file))
    } catch {
      throw EvaluationError(file: ledgerFile, reason: "is no ledger of an evaluation: it is not JSON of its form")
    }
    guard ledger.edition == 1 else {
      throw EvaluationError(
        file: ledgerFile, reason: "is of edition \(ledger.edition), and this version reads edition 1")
    }
    guard let fingerprint = try? ledger.rules.fingerprint(), fingerprint == ledger.rulesSHA256,
      ledger.tender == ledger.rules.tender
    else {
      throw EvaluationError(file: ledgerFile, reason: "was altered: its rules do not have the fingerprint beside them")
    }
    var previous: String?
    for (index, entry) in ledger.entries.enumerated() {
      guard entry.number == index + 1, entry.previous == previous else {
        throw EvaluationError(
          file: ledgerFile,
          reason: "was altered: entry \(index + 1) does not follow the one before it")
      }
      for outcome in entry.outcomes where !RunLayout.isContained(outcome.folder) {
        throw EvaluationError(
          file: ledgerFile, reason: "names the folder \(outcome.folder), which leads out of its own")
      }
      previous = (try? CanonicalJSON.encode(entry)).map { Digest.sha256($0) }
    }
    guard ledger.head == previous else {
      throw EvaluationError(file: ledgerFile, reason: "was altered: its latest entry does not have its fingerprint")
    }
    return ledger
  }
}

/// Why an evaluation cannot be used.
public struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, relative to the evaluation's folder.
  public var file: String
  /// What is wrong, as a sentence that begins after the file's name.
  public var reason: String

  /// Makes an error.
  public init(file: String, reason: String) {
    self.file = file
    self.reason = reason
  }

  /// A sentence.
  public var description: String { "\(file) \(reason)" }
}
