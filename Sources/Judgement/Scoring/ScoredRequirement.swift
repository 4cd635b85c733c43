import Specification

/// A requirement with what scoring needs of it.
struct ScoredRequirement {
  /// Its identifier.
  let id: String
  /// Its group.
  let group: String
  /// Its weight; never negative, and 0 for what does not count.
  let weight: Rational
  /// Where it stands.
  let standing: Standing
  private let level: Level

  init(requirement: Requirement, standing: Standing) {
    self.init(
      id: requirement.id, group: requirement.group, level: requirement.level, weight: requirement.weight,
      standing: standing)
  }

  init(id: String, group: String, level: Level, weight: Int, standing: Standing) {
    self.id = id
    self.group = group
    self.level = level
    self.weight = Rational(max(0, weight))
    self.standing = standing
  }

  /// Whether it is part of the score itself, which desirable and informative requirements are not.
  var isWeighed: Bool {
    standing.state != .notApplicable && (level == .mandatory || level == .scored)
  }
  /// Whether it may add to the score.
  var isDesirable: Bool { standing.state != .notApplicable && level == .desirable }
  /// Whether it has been shown, one way or the other.
  var isDemonstrated: Bool {
    switch standing.state {
    case .met, .partlyMet, .notMet, .contradicted: true
    case .notDemonstrated, .notApplicable, .inconclusive: false
    }
  }
}
