import Specification

/// The numbers of a rule set, exact.
///
/// A group's score is Σ weight × credit over Σ weight of its mandatory and scored requirements that are applicable; the
/// total is the same over the groups' weights, and a group without such requirements drops out. So every requirement
/// has one ``share(of:)`` of the total, the shares add up to 1, and what a requirement loses is share × (1 − credit).
/// Coverage is the sum of the shares of what was demonstrated, either way.
///
/// Desirable requirements add after that: cap × Σ weight × credit over Σ weight of the applicable desirable ones, never
/// beyond 1. They lose nothing, so lost + low − desirable is always 1, as long as anything is weighed at all.
struct Scoring {
  let groups: [Group]
  let requirements: [ScoredRequirement]
  let cap: Rational
  /// Share of the total by requirement id.
  private let shares: [String: Rational]
  private let desirableWeight: Rational

  /// Requirements of a group that the rules do not list make a group of weight 1 by themselves, so that nothing is lost.
  init(groups listed: [Group], requirements: [ScoredRequirement], cap: ExactFraction) {
    var groups = listed
    for entry in requirements where !groups.contains(where: { $0.id == entry.group }) {
      groups.append(Group(id: entry.group, title: entry.group, weight: 1))
    }
    self.groups = groups
    self.requirements = requirements
    self.cap = min(Rational(cap), .one)
    desirableWeight = requirements.filter(\.isDesirable).map(\.weight).sum()
    let weighed = requirements.filter(\.isWeighed)
    let weights = Dictionary(grouping: weighed, by: \.group).mapValues { $0.map(\.weight).sum() }
    let present = groups.filter { weights[$0.id, default: .zero] > .zero }
    let total = present.map { Rational(max(0, $0.weight)) }.sum()
    var shares: [String: Rational] = [:]
    for group in present {
      let groupShare = Rational(max(0, group.weight)).divided(by: total) ?? .zero
      for entry in weighed where entry.group == group.id {
        let part = entry.weight.divided(by: weights[group.id, default: .zero]) ?? .zero
        shares[entry.id] = groupShare * part
      }
    }
    self.shares = shares
  }

  /// The share of the total that a requirement can earn; 0 for what is not weighed.
  func share(of id: String) -> Rational { shares[id] ?? .zero }

  /// What the total loses through a requirement.
  func lost(by entry: ScoredRequirement) -> Rational {
    share(of: entry.id) * (.one - entry.standing.low)
  }

  /// The total, with a credit for each requirement.
  func total(_ credit: (ScoredRequirement) -> Rational) -> Rational {
    min(base(credit) + bonus(credit), .one)
  }

  /// The total without desirable requirements.
  func base(_ credit: (ScoredRequirement) -> Rational) -> Rational {
    requirements.map { share(of: $0.id) * credit($0) }.sum()
  }

  /// What desirable requirements are worth before the total is held to 1.
  func bonus(_ credit: (ScoredRequirement) -> Rational) -> Rational {
    let earned = requirements.filter(\.isDesirable).map { $0.weight * credit($0) }.sum()
    return cap * (earned.divided(by: desirableWeight) ?? .zero)
  }

  /// What a requirement adds to the total where it is met in full, before the total is held to 1.
  func worth(of entry: ScoredRequirement) -> Rational {
    guard entry.isDesirable else { return share(of: entry.id) }
    return cap * (entry.weight.divided(by: desirableWeight) ?? .zero)
  }

  /// How much the total would rise if a requirement were met in full: those that raise it at all, best first, in the rules' order where they are equal.
  func raises(atMost limit: Int) -> [(id: String, points: Rational)] {
    let open = base { $0.standing.low } + bonus { $0.standing.low }
    let low = min(open, .one)
    let raises = requirements.filter { $0.standing.low < .one }
      .map { (id: $0.id, points: min(open + worth(of: $0) * (.one - $0.standing.low), .one) - low) }
      .filter { $0.points > .zero }
    let sorted = raises.enumerated().sorted { left, right in
      left.element.points == right.element.points
        ? left.offset < right.offset : left.element.points > right.element.points
    }
    return sorted.prefix(limit).map(\.element)
  }

  /// The total's coverage.
  var coverage: Rational {
    requirements.filter(\.isDemonstrated).map { share(of: $0.id) }.sum()
  }

  /// Low, high and coverage of one group; nil where nothing in it is weighed.
  func numbers(of group: Group) -> (low: Rational, high: Rational, coverage: Rational)? {
    let weighed = requirements.filter { $0.isWeighed && $0.group == group.id }
    let weight = weighed.map(\.weight).sum()
    guard let low = weighed.map({ $0.weight * $0.standing.low }).sum().divided(by: weight),
      let high = weighed.map({ $0.weight * $0.standing.high }).sum().divided(by: weight),
      let coverage = weighed.filter(\.isDemonstrated).map(\.weight).sum().divided(by: weight)
    else { return nil }
    return (low, high, coverage)
  }
}
