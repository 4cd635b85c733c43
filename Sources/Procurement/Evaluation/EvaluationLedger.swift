import Evidence
import Foundation
import Judgement

/// `evaluation.json`: who evaluated the bids of a tender, when, with what, and what came of it.
///
/// Entries are only ever added. Each holds the fingerprint of the one before it, so that an entry that was altered or
/// taken out is noticed.
public struct EvaluationLedger: Codable, Hashable, Sendable {
  /// Version of this form.
  public var edition: Int
  /// The tender's identifier.
  public var tender: String
  /// The rules that every entry was decided by, fixed by the first.
  public var rules: TenderRules
  /// SHA-256 of the rules' canonical form.
  public var rulesSHA256: String
  /// The day that dates in the specification are held against, for every bid, `YYYY-MM-DD`.
  public var now: String
  /// The evaluations, oldest first.
  public private(set) var entries: [Entry]
  /// SHA-256 of the latest entry; nil where there is none.
  public private(set) var head: String?

  /// One call of `assay evaluate`.
  public struct Entry: Codable, Hashable, Sendable {
    /// Number, from 1.
    public var number: Int
    /// Who evaluated.
    public var by: String
    /// When it ended, ISO 8601 UTC.
    public var at: String
    /// Tool and version.
    public var tool: String
    /// SHA-256 of the tender file.
    public var tenderSHA256: String
    /// SHA-256 of the pack's manifest; nil where the tender was not published as a pack.
    public var packSHA256: String?
    /// What came of each bid, in the order of the tender.
    public var outcomes: [Outcome]
    /// SHA-256 of the entry before; nil for the first.
    public var previous: String?

    /// Makes an entry; the ledger gives it its number and its predecessor.
    public init(
      by: String, at: String, tool: String, tenderSHA256: String, packSHA256: String? = nil, outcomes: [Outcome]
    ) {
      number = 0
      self.by = by
      self.at = at
      self.tool = tool
      self.tenderSHA256 = tenderSHA256
      self.packSHA256 = packSHA256
      self.outcomes = outcomes
    }
  }

  /// What came of a bid for a lot.
  public struct Outcome: Codable, Hashable, Sendable {
    /// The lot; nil where the tender names none.
    public var lot: String?
    /// The bid, by its own id.
    public var bid: String
    /// The bidder's name.
    public var bidder: String
    /// Its run directory, relative to the ledger's folder: `LOT/BID`, or `BID` where there are no lots.
    public var folder: String
    /// What was done.
    public var work: Work
    /// SHA-256 of the files that it was evaluated from, by their path as the tender or the bid names it.
    public var inputs: [String: String]
    /// SHA-256 of `verdicts.json` in its folder.
    public var verdicts: String
    /// The gate of the scorecard.
    public var gate: Gate.State
    /// The scorecard's exit code.
    public var exitCode: Int

    /// Makes an outcome.
    public init(
      lot: String?, bid: String, bidder: String, folder: String, work: Work, inputs: [String: String],
      verdicts: String, gate: Gate.State, exitCode: Int
    ) {
      self.lot = lot
      self.bid = bid
      self.bidder = bidder
      self.folder = folder
      self.work = work
      self.inputs = inputs
      self.verdicts = verdicts
      self.gate = gate
      self.exitCode = exitCode
    }
  }

  /// How an outcome was come by.
  public enum Work: String, Codable, Hashable, Sendable {
    /// The bid's papers were read and its systems probed.
    case run
    /// A record that was there was judged.
    case judged
  }

  /// Begins a ledger.
  public init(rules: TenderRules, now: String) throws {
    edition = 1
    tender = rules.tender
    self.rules = rules
    rulesSHA256 = try rules.fingerprint()
    self.now = now
    entries = []
  }

  /// Adds an entry.
  public mutating func append(_ entry: Entry) throws {
    var entry = entry
    entry.number = entries.count + 1
    entry.previous = head
    head = Digest.sha256(try CanonicalJSON.encode(entry))
    entries.append(entry)
  }

  /// The latest outcome of each bid for each lot, in the order in which they were first evaluated.
  public var outcomes: [Outcome] {
    let all = entries.flatMap(\.outcomes)
    let latest = Dictionary(all.map { ($0.folder, $0) }, uniquingKeysWith: { _, last in last })
    var seen: Set<String> = []
    return all.compactMap { seen.insert($0.folder).inserted ? latest[$0.folder] : nil }
  }

  /// The canonical form.
  public func encoded() throws -> Data { try CanonicalJSON.encode(self) }
}
