import Specification

/// Which evidence a requirement turns on. Where it may be met in one of several ways, the ways that were not taken fail by
/// design: nothing is held against a bidder for them, and no reason is given by them.
extension EvidenceExpression {
  /// The evidence by which the expression has the truth that it has: of alternatives that failed each one, of alternatives
  /// of which one is shown only the one that is; of several conditions those that keep it from more.
  func deciding(_ results: [String: SettledResult]) -> Set<String> {
    switch self {
    case .evidence(let id): [id]
    case .and(let parts), .or(let parts):
      parts.filter { $0.truth(results) == truth(results) }.reduce(into: []) { $0.formUnion($1.deciding(results)) }
    case .not(let part): part.deciding(results)
    }
  }

  /// The evidence that does not hold and would have to, or one of it.
  func wanting(_ results: [String: SettledResult]) -> Set<String> {
    guard truth(results) != .yes else { return [] }
    switch self {
    case .evidence(let id): return [id]
    case .and(let parts), .or(let parts): return parts.reduce(into: []) { $0.formUnion($1.wanting(results)) }
    case .not(let part): return part.deciding(results)
    }
  }

  /// The evidence of alternatives beside which another one is shown.
  func spared(_ results: [String: SettledResult]) -> Set<String> {
    switch self {
    case .evidence, .not: []
    case .or(let parts) where truth(results) == .yes:
      parts.reduce(into: []) { $0.formUnion($1.truth(results) == .yes ? $1.spared(results) : $1.evidence) }
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.spared(results)) }
    }
  }

  /// All evidence that it names.
  private var evidence: Set<String> {
    switch self {
    case .evidence(let id): [id]
    case .and(let parts), .or(let parts): parts.reduce(into: []) { $0.formUnion($1.evidence) }
    case .not(let part): part.evidence
    }
  }
}
