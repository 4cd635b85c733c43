import Specification

/// Finds where a requirement stands under one binding.
///
/// Evidence that is undetermined could have come out either way, so every way is tried; silence is no such thing, it
/// stays what it is. Where all ways lead to one state, that is the state.
struct BindingState {
  /// With more undetermined items than this nothing is tried, and the credit is anything between 0 and 1.
  static let undeterminedLimit = 10

  private let requirement: Requirement
  private let kinds: [String: EvidenceKind]

  init(_ requirement: Requirement) {
    self.requirement = requirement
    kinds = Dictionary(requirement.evidence.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
  }

  /// The standing for these results by evidence id.
  ///
  /// - Parameter credits: What evidence that holds in part earns; all of it where nothing is given.
  func standing(_ results: [String: EvidenceVerdict.Result], credits: [String: Rational] = [:]) -> Standing {
    let undetermined = results.filter { $0.value == .undetermined }.keys.sorted()
    guard undetermined.count <= Self.undeterminedLimit else {
      return Standing(.inconclusive, low: .zero, high: .one, canBeMet: true)
    }
    let known = results.mapValues(SettledResult.init)
    let ways = (0..<(1 << undetermined.count)).map { way -> Standing in
      var settled = known
      for (position, id) in undetermined.enumerated() {
        settled[id] = way & (1 << position) == 0 ? .fails : .holds
      }
      return settledStanding(settled, credits)
    }
    return Self.together(ways)
  }

  private func settledStanding(_ results: [String: SettledResult], _ credits: [String: Rational]) -> Standing {
    let truth = requirement.require.truth(results)
    if truth == .yes {
      let credit = requirement.require.credit(results, credits)
      return credit < .one ? Standing(.partlyMet, low: credit, high: credit) : .met
    }
    if let partial = requirement.partial.first(where: { $0.when.isShown(results) }) {
      let credit = min(Rational(partial.credit), partial.when.credit(results, credits))
      // What it earns does not hide that the papers said more than the system did.
      return Standing(
        .partlyMet, low: credit, high: credit, partial: partial, hasContradiction: isContradiction(results))
    }
    if truth == .unknown { return .notDemonstrated }
    return isContradiction(results) ? .contradicted : .notMet
  }

  /// Whether the papers say yes where a running system says no, in what the requirement turns on: of alternatives the one that
  /// a system does not take is no word against it.
  private func isContradiction(_ results: [String: SettledResult]) -> Bool {
    let claimed = results.contains { id, result in
      result == .holds && (kinds[id] == .statement || kinds[id] == .declaration)
    }
    return claimed
      && requirement.require.deciding(results).contains { results[$0] == .fails && kinds[$0] == .probe }
  }

  /// What several ways of settling the undetermined have in common; at least one way.
  private static func together(_ ways: [Standing]) -> Standing {
    let states = Set(ways.map(\.state))
    let low = ways.map(\.low).min() ?? .zero
    let high = ways.map(\.high).max() ?? .zero
    let canBeMet = ways.contains(where: \.canBeMet)
    let state: RequirementState
    if states.count == 1, let only = states.first {
      state = only
    } else if states.isSubset(of: [.notMet, .contradicted]) {
      // There is evidence against it either way; that the papers claimed it is not certain.
      state = .notMet
    } else if states.isSubset(of: [.notMet, .contradicted, .notDemonstrated]) {
      // No way earns anything, and not every way speaks against it.
      state = .notDemonstrated
    } else {
      state = .inconclusive
    }
    let partials = Set(ways.map(\.partial))
    return Standing(
      state, low: low, high: high, canBeMet: canBeMet,
      partial: partials.count == 1 ? partials.first ?? nil : nil, hasContradiction: ways.allSatisfy(\.hasContradiction))
  }
}
