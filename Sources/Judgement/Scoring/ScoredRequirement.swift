import Specification

/// A requirement with what scoring needs of it.
struct ScoredRequirement {
  var requirement: Requirement
  var standing: Standing
  /// Its weight; never negative, and 0 for what does not count.
  var weight: Rational { Rational(max(0, requirement.weight)) }
  /// Whether it is part of the score itself, which desirable and informative requirements are not.
  var isWeighed: Bool {
    standing.state != .notApplicable && (requirement.level == .mandatory || requirement.level == .scored)
  }
  /// Whether it may add to the score.
  var isDesirable: Bool { standing.state != .notApplicable && requirement.level == .desirable }
  /// Whether it has been shown, one way or the other.
  var isDemonstrated: Bool {
    switch standing.state {
    case .met, .partlyMet, .notMet, .contradicted: true
    case .notDemonstrated, .notApplicable, .inconclusive: false
    }
  }
}
