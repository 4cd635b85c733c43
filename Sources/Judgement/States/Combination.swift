import BigInt
import Specification

/// Makes one standing of a requirement's standings under its bindings.
///
/// All or nothing, the first row that fits:
///
/// | some binding is | the requirement is | credit |
/// |---|---|---|
/// | contradicted | contradicted | 0 |
/// | not met | not met | 0 |
/// | not demonstrated | not demonstrated | 0 |
/// | inconclusive | inconclusive | from the lowest low to the lowest high |
/// | partly met | partly met | the lowest |
/// | (all met) | met | 1 |
///
/// Proportional, the first row that fits; the credit is the mean of the bindings' credits, low and high by themselves:
///
/// | bindings and credit | the requirement is |
/// |---|---|
/// | all in one state | in that state |
/// | highest credit 0, some contradicted | contradicted |
/// | highest credit 0, some not met | not met |
/// | highest credit 0, none inconclusive | not demonstrated |
/// | some inconclusive, lowest credit 0 or highest credit 1 | inconclusive |
/// | anything else: above 0 and below 1, however the undetermined comes out | partly met |
enum Combination {
  /// Combines; a requirement without any binding is not demonstrated.
  static func combine(_ standings: [Standing], rule: CreditRule) -> Standing {
    guard !standings.isEmpty else { return .notDemonstrated }
    var combined =
      switch rule {
      case .allOrNothing: allOrNothing(standings)
      case .proportional: proportional(standings)
      }
    combined.canBeMet = standings.allSatisfy(\.canBeMet)
    combined.hasContradiction = standings.contains(where: \.hasContradiction)
    let partials = Set(standings.map(\.partial))
    combined.partial = partials.count == 1 && combined.state == .partlyMet ? partials.first ?? nil : nil
    return combined
  }

  private static func allOrNothing(_ standings: [Standing]) -> Standing {
    let states = Set(standings.map(\.state))
    for state in [RequirementState.contradicted, .notMet, .notDemonstrated] where states.contains(state) {
      return Standing(state)
    }
    let low = standings.map(\.low).min() ?? .zero
    let high = standings.map(\.high).min() ?? .zero
    for state in [RequirementState.inconclusive, .partlyMet] where states.contains(state) {
      return Standing(state, low: low, high: high)
    }
    return .met
  }

  private static func proportional(_ standings: [Standing]) -> Standing {
    let share = Rational(1, BigInt(standings.count)) ?? .zero
    let low = standings.map(\.low).sum() * share
    let high = standings.map(\.high).sum() * share
    let states = Set(standings.map(\.state))
    let state: RequirementState
    if states.count == 1, let only = states.first {
      state = only
    } else if high == .zero, states.contains(.contradicted) {
      state = .contradicted
    } else if high == .zero, states.contains(.notMet) {
      state = .notMet
    } else if high == .zero, !states.contains(.inconclusive), !states.contains(.partlyMet) {
      state = .notDemonstrated
    } else if states.contains(.inconclusive), low == .zero || high == .one {
      state = .inconclusive
    } else {
      state = .partlyMet
    }
    return Standing(state, low: low, high: high)
  }
}
