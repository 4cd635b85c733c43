import Specification

/// Puts the exact numbers into the form that is published.
struct ScoreSummary {
  let scoring: Scoring
  let scale: Scale

  func total() -> Score {
    let low = scoring.total { $0.standing.low }
    let base = scoring.base { $0.standing.low }
    return score(
      low: low, high: scoring.total { $0.standing.high }, coverage: scoring.coverage, desirable: low - base,
      states: scoring.requirements, isEmpty: !scoring.requirements.contains { $0.isWeighed || $0.isDesirable })
  }

  /// A group in which nothing is weighed shows 0 and has no label.
  func score(of group: Group) -> Score {
    let numbers = scoring.numbers(of: group)
    return score(
      low: numbers?.low ?? .zero, high: numbers?.high ?? .zero, coverage: numbers?.coverage ?? .zero,
      desirable: .zero, states: scoring.requirements.filter { $0.group == group.id },
      isEmpty: numbers == nil)
  }

  private func score(
    low: Rational, high: Rational, coverage: Rational, desirable: Rational, states: [ScoredRequirement], isEmpty: Bool
  ) -> Score {
    let points = low * Rational(scale.maximum)
    let step = isEmpty ? nil : scale.descriptors.last { Rational($0.from) <= points }
    var counts = Dictionary(uniqueKeysWithValues: RequirementState.allCases.map { ($0.rawValue, 0) })
    for entry in states { counts[entry.standing.state.rawValue, default: 0] += 1 }
    return Score(
      low: ShownNumber(low, on: scale), high: ShownNumber(high, on: scale),
      coverage: ShownNumber(percentage: coverage), desirable: ShownNumber(desirable, on: scale), label: step?.label,
      descriptor: step?.descriptor, states: counts)
  }
}
