import Specification

/// What one place says about a predicate.
enum Truth: Hashable {
  case yes
  /// Why not, where the value alone does not say it.
  case no(String?)
  case unknown(UndecidedReason)
  /// Not recorded because the exchange ended before.
  case broken
}

/// A predicate with its names replaced by values.
struct ResolvedPredicate {
  let predicate: Predicate
  let negated: Bool
  /// The operand, or the lower bound.
  let operand: Value?
  /// The upper bound.
  let upper: Value?

  /// Replaces names by their values; `type` is that of what the predicate looks at.
  init(
    _ predicate: Predicate, negated: Bool, on type: ValueType?, resolver: OperandResolver
  ) throws(NameProblem) {
    self.predicate = predicate
    self.negated = negated
    var element = type
    if case .list(let of, _)? = type { element = of }
    let list = element.map { ValueType.list(of: $0, key: nil) }
    var upper: Value?
    switch predicate {
    case .compare(_, let operand): self.operand = try resolver.value(of: operand, as: type)
    case .contains(let operand): self.operand = try resolver.value(of: operand, as: element)
    case .containsAny(let operand), .containsAll(let operand), .sameSetAs(let operand), .isIn(let operand):
      self.operand = try resolver.value(of: operand, as: list)
    case .startsWith(let operand), .endsWith(let operand): self.operand = try resolver.value(of: operand, as: .string)
    case .between(let low, let high):
      self.operand = try resolver.value(of: low, as: type)
      upper = try resolver.value(of: high, as: type)
    case .matches, .exists, .isAbsent, .isEmpty, .conformsTo: self.operand = nil
    }
    self.upper = upper
  }

  /// Whether the predicate as written, negation included, asks for presence (true) or for absence (false).
  var asksForPresence: Bool? {
    switch predicate {
    case .exists: !negated
    case .isAbsent: negated
    default: nil
    }
  }

  /// What a recorded value says, negation included.
  func truth(of value: Value) -> Truth {
    if let asksForPresence { return asksForPresence ? .yes : .no(nil) }
    switch bare(value) {
    case .yes: return negated ? .no(nil) : .yes
    case .no(nil): return negated ? .yes : .no(nil)
    // A value that does not compare satisfies neither the predicate nor its negation.
    case let other: return other
    }
  }

  private func bare(_ value: Value) -> Truth {
    switch predicate {
    case .compare(let comparison, _): return compare(value, comparison)
    case .contains, .containsAny, .containsAll: return contains(value)
    case .startsWith:
      return text(value) { text, part in text.utf8.starts(with: part.utf8) }
    case .endsWith:
      return text(value) { text, part in text.utf8.reversed().starts(with: part.utf8.reversed()) }
    case .matches(let pattern):
      guard let text = value.characters else { return incomparable(value) }
      guard let expression = try? RegularExpression(pattern) else {
        return .unknown(UndecidedReason(.harness, "the regular expression can't be used"))
      }
      return expression.occurs(in: text) ? .yes : .no(nil)
    case .exists: return .yes
    case .isAbsent: return .no(nil)
    case .isEmpty:
      switch value {
      case .list(let values): return values.isEmpty ? .yes : .no(nil)
      case .string(let text): return text.isEmpty ? .yes : .no(nil)
      default: return .no(nil)
      }
    case .isIn:
      guard case .list(let allowed)? = operand else { return incomparable(value) }
      let results = allowed.map { value.same(as: $0) }
      if results.contains(true) { return .yes }
      return results.contains(nil) ? incomparable(value) : .no(nil)
    case .between:
      guard let operand, let upper, let low = value.order(operand), let high = value.order(upper) else {
        return incomparable(value)
      }
      return low >= 0 && high <= 0 ? .yes : .no(nil)
    case .sameSetAs: return sameSet(value)
    case .conformsTo(.iod, _): return ConformityReading(value)?.truth ?? incomparable(value)
    case .conformsTo(.hl7, _):
      guard case .message(let message) = value else { return incomparable(value) }
      guard let problems = NamedChecker.problems(in: message) else {
        return .unknown(UndecidedReason(.harness, "the edition or the structure that MSH names is not known here"))
      }
      return problems.isEmpty ? .yes : .no(nil)
    case .conformsTo(.fhir, let profile): return ResourceReading(value, profile)?.truth ?? incomparable(value)
    case .conformsTo(_, let profile?): return ProfileReading(value, profile)?.truth ?? incomparable(value)
    case .conformsTo(let checker, nil):
      guard let text = value.characters else { return incomparable(value) }
      // A negated checker asks for text that does not conform, so the reason must not look like an incomparable value.
      return checker.problem(in: text) == nil ? .yes : .no(nil)
    }
  }

  private func compare(_ value: Value, _ comparison: Predicate.Comparison) -> Truth {
    guard let operand else { return incomparable(value) }
    if comparison == .equal || comparison == .notEqual {
      guard let same = value.same(as: operand) else { return incomparable(value) }
      return same == (comparison == .equal) ? .yes : .no(nil)
    }
    guard let order = value.order(operand) else { return incomparable(value) }
    let holds =
      switch comparison {
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      case .equal, .notEqual: false
      }
    return holds ? .yes : .no(nil)
  }

  private func contains(_ value: Value) -> Truth {
    guard let operand else { return incomparable(value) }
    var parts = [operand]
    if case .list(let several) = operand { parts = several }
    var results: [Bool] = []
    for part in parts {
      switch value {
      case .list(let elements): results.append(elements.contains { $0.same(as: part) == true })
      default:
        guard let text = value.characters, let words = part.characters else { return incomparable(value) }
        results.append(text.holds(words))
      }
    }
    if case .containsAny = predicate { return results.contains(true) ? .yes : .no(nil) }
    return results.contains(false) ? .no(nil) : .yes
  }

  private func text(_ value: Value, _ holds: (String, String) -> Bool) -> Truth {
    guard let text = value.characters, let part = operand?.characters else { return incomparable(value) }
    return holds(text, part) ? .yes : .no(nil)
  }

  private func sameSet(_ value: Value) -> Truth {
    guard case .list(let found) = value, case .list(let wanted)? = operand else { return incomparable(value) }
    let isSame = Set(found.map(\.setKey)) == Set(wanted.map(\.setKey)) && found.count == wanted.count
    return isSame ? .yes : .no(nil)
  }

  private func incomparable(_ value: Value) -> Truth { .no("\(ValueText.text(value)) does not compare") }
}
