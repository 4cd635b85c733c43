import Judgement

/// What the overview of a tender's evaluation shows.
public struct TenderReport: Hashable, Sendable {
  /// Title of the tender.
  public var title: String
  /// The contracting authority.
  public var buyer: String
  /// Reference of the tender notice.
  public var reference: String?
  /// Requirements that a bid must meet to be ranked, by id.
  public var gates: [String]
  /// SHA-256 of the rules that all bids were judged by.
  public var rulesSHA256: String
  /// The day that dates were held against.
  public var now: String
  /// The lots.
  public var lots: [Lot]
  /// The ledger's entries, oldest first.
  public var entries: [Entry]

  /// A lot with its bids.
  public struct Lot: Hashable, Sendable {
    /// Identifier; nil for the whole tender.
    public var id: String?
    /// Title.
    public var title: String
    /// Weight of quality, percent.
    public var qualityWeight: Int
    /// Score of quality, percent, that a bid must reach, as it is written.
    public var qualityThreshold: String
    /// The specification with its version.
    public var specification: String
    /// SHA-256 over the specification's files.
    public var sha256: String
    /// The bids in the order of the tender.
    public var bids: [Bid] = []
    /// Address of the comparison of its bids, relative to the overview; nil where there is none.
    public var comparison: String?

    /// Makes a lot without bids.
    public init(
      id: String?, title: String, qualityWeight: Int, qualityThreshold: String, specification: String, sha256: String
    ) {
      self.id = id
      self.title = title
      self.qualityWeight = qualityWeight
      self.qualityThreshold = qualityThreshold
      self.specification = specification
      self.sha256 = sha256
    }
  }

  /// A bid that was evaluated.
  public struct Bid: Hashable, Sendable {
    /// What judgement found.
    public var scorecard: Scorecard
    /// Address of its report, relative to the overview.
    public var address: String
    /// When and by whom.
    public var evaluated: String

    /// Makes a bid.
    public init(scorecard: Scorecard, address: String, evaluated: String) {
      self.scorecard = scorecard
      self.address = address
      self.evaluated = evaluated
    }
  }

  /// An entry of the ledger.
  public struct Entry: Hashable, Sendable {
    /// Number.
    public var number: Int
    /// When it ended, ISO 8601 UTC.
    public var at: String
    /// Who evaluated.
    public var by: String
    /// Tool and version.
    public var tool: String
    /// The bids, with what was done.
    public var bids: [String]

    /// Makes an entry.
    public init(number: Int, at: String, by: String, tool: String, bids: [String]) {
      self.number = number
      self.at = at
      self.by = by
      self.tool = tool
      self.bids = bids
    }
  }

  /// Makes an overview.
  public init(
    title: String, buyer: String, reference: String?, gates: [String], rulesSHA256: String, now: String, lots: [Lot],
    entries: [Entry]
  ) {
    self.title = title
    self.buyer = buyer
    self.reference = reference
    self.gates = gates
    self.rulesSHA256 = rulesSHA256
    self.now = now
    self.lots = lots
    self.entries = entries
  }
}
