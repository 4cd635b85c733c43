import Specification

/// Kleene's three truth values, in ascending order.
enum Truth: Int, Comparable, Hashable, Sendable {
  case no
  case unknown
  case yes

  static func < (left: Truth, right: Truth) -> Bool { left.rawValue < right.rawValue }
}

/// What a piece of evidence shows once everything undetermined has been supposed to have come out one way.
enum SettledResult: Hashable, Sendable {
  case holds
  case fails
  /// Silence, or something that a person has to read: no supposition makes it speak.
  case silent

  /// What a result is before anything is supposed.
  init(_ result: EvidenceVerdict.Result) {
    self =
      switch result {
      case .holds, .holdsInPart: .holds
      case .fails: .fails
      case .silent, .needsHumanEye, .undetermined: .silent
      }
  }
}

extension EvidenceExpression {
  /// Kleene's truth: silence is unknown, `and` takes the lowest, `or` the highest. For `require`.
  func truth(_ results: [String: SettledResult]) -> Truth {
    switch self {
    case .evidence(let id):
      switch results[id] {
      case .holds: .yes
      case .fails: .no
      case .silent, nil: .unknown
      }
    case .and(let parts): parts.map { $0.truth(results) }.min() ?? .yes
    case .or(let parts): parts.map { $0.truth(results) }.max() ?? .no
    case .not(let part):
      switch part.truth(results) {
      case .no: .yes
      case .unknown: .unknown
      case .yes: .no
      }
    }
  }

  /// Whether it is shown, for the `when` of a partial credit: `not claim` is true wherever the claim does not hold,
  /// be it denied or only missing.
  func isShown(_ results: [String: SettledResult]) -> Bool {
    switch self {
    case .evidence(let id): results[id] == .holds
    case .and(let parts): parts.allSatisfy { $0.isShown(results) }
    case .or(let parts): parts.contains { $0.isShown(results) }
    case .not(let part): !part.isShown(results)
    }
  }
  /// What an expression that is shown earns: evidence that holds in part earns its part, `and` the lowest, `or` the
  /// highest of what holds.
  func credit(_ results: [String: SettledResult], _ credits: [String: Rational]) -> Rational {
    switch self {
    case .evidence(let id): results[id] == .holds ? min(credits[id] ?? .one, .one) : .zero
    case .and(let parts): parts.map { $0.credit(results, credits) }.min() ?? .one
    case .or(let parts): parts.map { $0.credit(results, credits) }.max() ?? .zero
    case .not: .one
    }
  }
}
