import Specification

/// Several bids held side by side: what each requirement came to under each, and in which order the bids stand.
public struct Comparison: Codable, Hashable, Sendable {
  /// Version of this form.
  public var edition: Int
  /// What was judged by, as the first scorecard says it.
  public var specification: SpecificationSummary
  /// The bids in the order given: the columns.
  public var bids: [Column]
  /// The groups in order.
  public var groups: [GroupRow]
  /// Every requirement in order: the rows.
  public var requirements: [Row]
  /// What keeps the bids from being compared. Where there is any, no bid has a rank.
  public var problems: [Problem]

  /// One bid.
  public struct Column: Codable, Hashable, Sendable {
    /// The bid.
    public var bid: BidSummary
    /// Its run.
    public var run: RunSummary
    /// Its numbers.
    public var score: Score
    /// Its gate.
    public var gate: Gate
    /// Requirements that a claim and a probe contradict, by id.
    public var contradictions: [String]
    /// Its place, from 1; bids that stand equal share one. Nil where the bids cannot be compared.
    public var rank: Int?
    /// Whether the place holds however the inconclusive comes out.
    public var isRankSettled: Bool
  }

  /// One group's numbers, bid by bid.
  public struct GroupRow: Codable, Hashable, Sendable {
    /// The group.
    public var group: Group
    /// Its numbers in the order of the bids; nil where a bid was not judged by it.
    public var scores: [Score?]
  }

  /// One requirement, bid by bid.
  public struct Row: Codable, Hashable, Sendable {
    /// Requirement.
    public var id: String
    /// Revision.
    public var revision: Int
    /// Title.
    public var title: String
    /// Group.
    public var group: String
    /// Level.
    public var level: Level
    /// Weight.
    public var weight: Int
    /// What it came to, in the order of the bids; nil where a bid was not judged by it.
    public var cells: [Cell?]
    /// Whether the bids differ in state or credit.
    public var differs: Bool
  }

  /// What one requirement came to under one bid.
  public struct Cell: Codable, Hashable, Sendable {
    /// State.
    public var state: RequirementState
    /// Credit with inconclusive evidence counted against.
    public var creditLow: ShownNumber
    /// Credit with inconclusive evidence counted in favour.
    public var creditHigh: ShownNumber
    /// Points that the total loses through it.
    public var lost: ShownNumber
    /// Whether a waiver lifts the gate.
    public var isWaived: Bool
    /// Why this state.
    public var why: String
  }

  /// How many bids can be held side by side.
  public static let bidLimit = 2...12

  /// Holds scorecards side by side, in the order given.
  ///
  /// Scorecards that were judged by different rules (files, profile or inputs) are put side by side all the same, but
  /// with a problem and without ranks.
  public init(of scorecards: [Scorecard]) throws(ComparisonError) {
    guard let first = scorecards.first, Self.bidLimit.contains(scorecards.count) else {
      throw .wrongNumber(scorecards.count)
    }
    var ids: Set<String> = []
    for scorecard in scorecards where !ids.insert(scorecard.bid.id).inserted {
      throw .repeatedBid(scorecard.bid.id)
    }
    edition = 1
    specification = first.specification
    problems = scorecards.dropFirst().flatMap { Self.differences(first, $0) }
    let ranks = problems.isEmpty ? Ranking.ranks(of: scorecards) : scorecards.map { _ in (nil, false) }
    bids = zip(scorecards, ranks).map { scorecard, rank in
      Column(
        bid: scorecard.bid, run: scorecard.run, score: scorecard.score, gate: scorecard.gate,
        contradictions: scorecard.contradictions, rank: rank.0, isRankSettled: rank.1)
    }
    groups = Self.groupRows(scorecards)
    requirements = Self.rows(scorecards)
  }

  /// What keeps the second of two bids from being held against the first.
  public static func differences(_ first: Scorecard, _ other: Scorecard) -> [Problem] {
    var parts: [String] = []
    let (left, right) = (first.specification, other.specification)
    if left.sha256 != right.sha256 { parts.append("other specification files") }
    if left.profile != right.profile { parts.append("another profile") }
    if left.inputs.filter(\.isComparable) != right.inputs.filter(\.isComparable) { parts.append("other inputs") }
    if first.run.now != other.run.now { parts.append("another day") }
    guard !parts.isEmpty else { return [] }
    return [
      Problem(
        area: "specification", subject: other.bid.id,
        message: "\(other.bid.id) was judged by \(Phrases.listed(parts, atMost: 4)) than \(first.bid.id).",
        advice: "Judge both records again by the same specification, profile, inputs and day.")
    ]
  }

  private static func groupRows(_ scorecards: [Scorecard]) -> [GroupRow] {
    let groups = scorecards.flatMap { $0.groups.map(\.group) }
    var seen: Set<String> = []
    return groups.filter { seen.insert($0.id).inserted }.map { group in
      GroupRow(group: group, scores: scorecards.map { $0.groups.first { $0.group.id == group.id }?.score })
    }
  }

  private static func rows(_ scorecards: [Scorecard]) -> [Row] {
    let tables = scorecards.map { scorecard in
      Dictionary(
        scorecard.allRequirements.map { ($0.verdict.key, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    }
    var seen: Set<String> = []
    return scorecards.flatMap(\.allRequirements).filter { seen.insert($0.verdict.key).inserted }.map { group, verdict in
      let cells = tables.map { $0[verdict.key].map(Cell.init) }
      return Row(
        id: verdict.id, revision: verdict.revision, title: verdict.title, group: group, level: verdict.level,
        weight: verdict.weight, cells: cells, differs: Set(cells.map(Outcome.init)).count > 1)
    }
  }

  /// What must be equal for two cells not to differ.
  private struct Outcome: Hashable {
    let state: RequirementState?
    let low: String?
    let high: String?

    init(_ cell: Cell?) {
      state = cell?.state
      low = cell?.creditLow.exact
      high = cell?.creditHigh.exact
    }
  }
}

/// Why scorecards cannot be held side by side.
public enum ComparisonError: Error, Hashable, Sendable {
  /// Fewer than two or more than twelve.
  case wrongNumber(Int)
  /// Two scorecards are of bids with the same identifier.
  case repeatedBid(String)

  /// What happened and what to do, for people.
  public var message: String {
    switch self {
    case .wrongNumber(let count): "a comparison takes 2 to 12 bids, and \(count) \(count == 1 ? "was" : "were") given"
    case .repeatedBid(let id): "two of the runs are of the bid “\(id)”; give each bid once, or another id"
    }
  }
}

extension Comparison.Cell {
  fileprivate init(_ verdict: RequirementVerdict) {
    self.init(
      state: verdict.state, creditLow: verdict.creditLow, creditHigh: verdict.creditHigh, lost: verdict.lost,
      isWaived: verdict.waiver != nil, why: verdict.why)
  }
}

extension SpecificationSummary.InputSummary {
  /// Secrets belong to a bidder's systems and may differ.
  fileprivate var isComparable: Bool { value != "(secret)" }
}

extension RequirementVerdict {
  /// `STO-010@2`
  fileprivate var key: String { "\(id)@\(revision)" }
}

extension Scorecard {
  /// Every requirement with its group, those outside the score last.
  fileprivate var allRequirements: [(group: String, verdict: RequirementVerdict)] {
    groups.flatMap { group in group.requirements.map { (group.group.id, $0) } }
      + notApplicable.map { verdict in
        // What is outside the score keeps no group; its identifier begins with the group's.
        let group = groups.first { verdict.id.hasPrefix($0.group.id + "-") }?.group.id ?? ""
        return (group, verdict)
      }
  }
}
