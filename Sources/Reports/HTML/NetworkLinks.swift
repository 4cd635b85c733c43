import Judgement

/// What was proven at each system and between each two systems of a run, over all requirements.
struct NetworkLinks {
  /// Two systems, in the order of their references.
  struct Pair: Hashable, Comparable {
    var first: String
    var second: String

    static func < (left: Pair, right: Pair) -> Bool { (left.first, left.second) < (right.first, right.second) }
  }

  /// Results by state, and the requirements behind those that are not met.
  struct Tally: Hashable {
    var states: [RequirementState: Int] = [:]
    var open: [String] = []

    mutating func add(_ state: RequirementState, of requirement: String) {
      states[state, default: 0] += 1
      if state != .met, open.last != requirement { open.append(requirement) }
    }

    mutating func add(_ other: Tally) {
      states.merge(other.states) { $0 + $1 }
    }

    /// The worst state.
    var worst: RequirementState { states.keys.max { $0.severity < $1.severity } ?? .notDemonstrated }

    /// `✓ 12 ✗ 3`
    var shown: String {
      RequirementState.allCases.compactMap { state in
        states[state].map { "\(state.symbol)\u{202F}\($0)" }
      }.joined(separator: "  ")
    }

    /// `12 met, 3 not met`
    var words: String {
      RequirementState.allCases.compactMap { state in states[state].map { "\($0) \(state.rawValue)" } }
        .joined(separator: ", ")
    }
  }

  private(set) var systems: [String: Tally] = [:]
  private(set) var pairs: [Pair: Tally] = [:]

  init(_ scorecard: Scorecard) {
    for requirement in scorecard.groups.flatMap(\.requirements) {
      for binding in requirement.bindings {
        let bound = Set(binding.systems.values).sorted()
        if bound.count == 1, let only = bound.first {
          systems[only, default: Tally()].add(binding.state, of: requirement.id)
        }
        for (index, first) in bound.enumerated() {
          for second in bound[(index + 1)...] {
            pairs[Pair(first: first, second: second), default: Tally()].add(binding.state, of: requirement.id)
          }
        }
      }
    }
  }

  /// The same between sites.
  var betweenSites: [Pair: Tally] {
    var result: [Pair: Tally] = [:]
    for (pair, tally) in pairs {
      let ends = [Self.site(of: pair.first), Self.site(of: pair.second)].sorted()
      guard ends[0] != ends[1] else { continue }
      result[Pair(first: ends[0], second: ends[1]), default: Tally()].add(tally)
    }
    return result
  }

  /// The site of `site/system`.
  static func site(of reference: String) -> String { String(reference.prefix { $0 != "/" }) }
}
