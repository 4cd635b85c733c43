import Specification

extension RuleSet {
  /// The requirements as far as probes decide them: papers are neither asked for nor missed, waits are cut to a patience,
  /// and what no probe decides is left out.
  ///
  /// So a network whose systems are known, but have no papers, can be held against the rules.
  public func decidedByProbes(within patience: Patience) -> RuleSet {
    var rules = self
    rules.requirements = requirements.compactMap { $0.decidedByProbes(within: patience) }
    return rules
  }
}

extension Requirement {
  /// The requirement as far as probes decide it; nil where none does.
  func decidedByProbes(within patience: Patience) -> Requirement? {
    var requirement = self
    requirement.evidence = evidence.compactMap { item in
      guard case .probe(let steps) = item.body else { return nil }
      var item = item
      item.body = .probe(steps: steps.map(patience.applied))
      return item
    }
    let probes = Set(requirement.evidence.map(\.id))
    guard let require = require.limited(to: probes) else { return nil }
    requirement.require = require
    requirement.partial = partial.filter { $0.when.names.isSubset(of: probes) }
    return requirement
  }
}

extension EvidenceExpression {
  /// The expression without the evidence that is not named here; nil where nothing remains.
  fileprivate func limited(to names: Set<String>) -> EvidenceExpression? {
    switch self {
    case .evidence(let name): return names.contains(name) ? self : nil
    case .not(let inner): return inner.limited(to: names).map { .not($0) }
    case .and(let parts):
      let kept = parts.compactMap { $0.limited(to: names) }
      return kept.count > 1 ? .and(kept) : kept.first
    case .or(let parts):
      let kept = parts.compactMap { $0.limited(to: names) }
      return kept.count > 1 ? .or(kept) : kept.first
    }
  }

  /// The evidence that it names.
  fileprivate var names: Set<String> {
    switch self {
    case .evidence(let name): [name]
    case .not(let inner): inner.names
    case .and(let parts), .or(let parts): Set(parts.flatMap(\.names))
    }
  }
}
