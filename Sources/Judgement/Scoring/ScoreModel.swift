import Specification

/// The arithmetic of a scorecard once more, so that it can be asked what another result would change.
///
/// Built of the scorecard alone it comes to the scorecard's numbers again, exactly.
public struct ScoreModel: Sendable {
  /// A requirement that counts.
  public struct Item: Hashable, Sendable {
    /// Its identifier.
    public let id: String
    /// Its title.
    public let title: String
    /// Its state.
    public let state: RequirementState
    /// Its credit with inconclusive evidence counted against.
    public let low: Rational
    /// Its credit with inconclusive evidence counted in favour.
    public let high: Rational
    /// What it adds to the quality where it is met in full, from 0 to 1, before the quality is held to 1.
    public let worth: Rational
  }

  /// A group in which something is weighed.
  public struct Part: Hashable, Sendable {
    /// The group.
    public let group: Group
    /// Its own score, from 0 to 1.
    public let low: Rational
    /// The same with inconclusive evidence counted in favour.
    public let high: Rational
  }

  /// The requirements that count, in order.
  public let items: [Item]
  /// The groups in which something is weighed, in order.
  public let parts: [Part]
  /// What desirable requirements add, with inconclusive evidence counted against and in favour.
  public let bonus: (low: Rational, high: Rational)

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - scorecard: What was judged.
  ///   - desirableCap: The rules' cap for desirable requirements, which scorecards do not name.
  public init(_ scorecard: Scorecard, desirableCap: ExactFraction) {
    let verdicts = scorecard.groups.flatMap { group in group.requirements.map { (group.group.id, $0) } }
    let scored = verdicts.map { group, verdict in
      let low = verdict.creditLow.rational ?? .zero
      let standing = Standing(verdict.state, low: low, high: verdict.creditHigh.rational ?? low)
      return ScoredRequirement(
        id: verdict.id, group: group, level: verdict.level, weight: verdict.weight, standing: standing)
    }
    let scoring = Scoring(groups: scorecard.groups.map(\.group), requirements: scored, cap: desirableCap)
    items = zip(verdicts, scored).filter { $1.isWeighed || $1.isDesirable }.map { verdict, entry in
      Item(
        id: entry.id, title: verdict.1.title, state: verdict.1.state, low: entry.standing.low,
        high: entry.standing.high, worth: scoring.worth(of: entry))
    }
    parts = scoring.groups.compactMap { group in
      scoring.numbers(of: group).map { Part(group: group, low: $0.low, high: $0.high) }
    }
    bonus = (scoring.bonus { $0.standing.low }, scoring.bonus { $0.standing.high })
  }

  /// The quality before it is held to 1, with inconclusive evidence counted against.
  public var openLow: Rational { items.map { $0.worth * $0.low }.sum() }
  /// The quality before it is held to 1, with inconclusive evidence counted in favour.
  public var openHigh: Rational { items.map { $0.worth * $0.high }.sum() }

  /// The quality, from 0 to 1, if one group weighed otherwise.
  public func quality(weighing group: String, by weight: Rational) -> (low: Rational, high: Rational) {
    let weights = parts.map { $0.group.id == group ? weight : Rational(max(0, $0.group.weight)) }
    let total = weights.sum()
    func mean(_ score: (Part) -> Rational) -> Rational {
      zip(parts, weights).map { score($0) * $1 }.sum().divided(by: total) ?? .zero
    }
    return (min(mean(\.low) + bonus.low, .one), min(mean(\.high) + bonus.high, .one))
  }
}
