import Specification

/// What changed between two judgements: of one record by two specifications, or of two runs.
public struct VerdictChanges: Hashable, Encodable, Sendable {
  /// The score before and after.
  public var score: Change
  /// The gate before and after.
  public var gate: Change
  /// Scores of groups that differ.
  public var groups: [Change]
  /// Requirements whose state or loss of points differs, or that only one of the judgements has.
  public var requirements: [Verdict]

  /// Something with two values.
  public struct Change: Hashable, Encodable, Sendable {
    /// What it is.
    public var name: String
    /// Before; nil where there was none.
    public var before: String?
    /// After; nil where there is none.
    public var after: String?
  }

  /// A requirement with two states.
  public struct Verdict: Hashable, Encodable, Sendable {
    /// Identifier.
    public var id: String
    /// Title.
    public var title: String
    /// State before; nil where it was not asked.
    public var before: RequirementState?
    /// State after; nil where it is not asked.
    public var after: RequirementState?
    /// Why it has the later state, or had the earlier one where there is no later.
    public var why: String
    /// Why it had the earlier state; nil where it was not asked.
    public var whyBefore: String?
    /// Points lost before; nil where it was not asked.
    public var lostBefore: String?
    /// Points lost after; nil where it is not asked.
    public var lostAfter: String?

    /// Which way it went.
    public var direction: Direction {
      guard let before, let after, before != .notApplicable, after != .notApplicable else { return .otherwiseAsked }
      if before == .inconclusive || after == .inconclusive { return .open }
      if before != after { return after.severity > before.severity ? .worse : .better }
      return .points
    }
  }

  /// Which way a requirement went.
  public enum Direction: String, CaseIterable, Hashable, Sendable {
    /// Its state is worse.
    case worse
    /// Its state is better.
    case better
    /// One of the two could not be decided, so that nothing is known of a change.
    case open
    /// It is asked, or applies, on one side alone.
    case otherwiseAsked
    /// The state is the same, and it loses other points.
    case points
  }

  /// Whether nothing differs.
  public var isEmpty: Bool {
    score.before == score.after && gate.before == gate.after && groups.isEmpty && requirements.isEmpty
  }

  /// Compares two scorecards.
  public init(from before: Scorecard, to after: Scorecard) {
    score = Change(name: "score", before: Self.shown(before.score), after: Self.shown(after.score))
    gate = Change(name: "gate", before: before.gate.state.rawValue, after: after.gate.state.rawValue)
    let old = Dictionary(
      before.groups.map { ($0.group.id, Self.shown($0.score)) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(
      after.groups.map { ($0.group.id, Self.shown($0.score)) }, uniquingKeysWith: { first, _ in first })
    groups = Set(old.keys).union(new.keys).sorted().filter { old[$0] != new[$0] }.map {
      Change(name: $0, before: old[$0], after: new[$0])
    }
    let (earlier, later) = (Self.verdicts(before), Self.verdicts(after))
    requirements = Set(earlier.keys).union(later.keys).sorted().compactMap { id in
      let (left, right) = (earlier[id], later[id])
      guard left?.state != right?.state || left?.lost.exact != right?.lost.exact, let shown = right ?? left else {
        return nil
      }
      return Verdict(
        id: id, title: shown.title, before: left?.state, after: right?.state, why: shown.why, whyBefore: left?.why,
        lostBefore: left?.lost.shown, lostAfter: right?.lost.shown)
    }
  }

  private static func shown(_ score: Score) -> String {
    score.low.shown == score.high.shown ? score.low.shown : "\(score.low.shown) to \(score.high.shown)"
  }

  private static func verdicts(_ scorecard: Scorecard) -> [String: RequirementVerdict] {
    Dictionary(
      (scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable).map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
  }
}
