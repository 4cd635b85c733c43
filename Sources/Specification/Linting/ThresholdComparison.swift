/// Limits that requirements set to the same quantity: the same field of what the same step shows of the same role, asked in
/// the same way. Two limits of one quantity contradict each other, whichever of them a bidder designs for.
struct ThresholdComparison {
  let rules: RuleSet

  private struct Limit {
    var requirement: String
    var amount: Int64
    var isUpper: Bool
    var assertion: Assertion
  }

  /// A warning for each limit that differs from the first one set to its quantity.
  func warnings() -> [Diagnostic] {
    var order: [String] = []
    var limits: [String: [Limit]] = [:]
    for requirement in rules.requirements {
      let roles = Dictionary(requirement.appliesTo.map { ($0.name, $0.role) }, uniquingKeysWith: { first, _ in first })
      for case .probe(let steps) in requirement.evidence.map(\.body) {
        for step in steps {
          let question = Self.question(step, role: roles[step.at] ?? step.at)
          for assertion in step.expect {
            guard let limit = limit(assertion, of: requirement.id) else { continue }
            let quantity = "\(question) \(assertion.path.text)"
            if limits[quantity] == nil { order.append(quantity) }
            limits[quantity, default: []].append(limit)
          }
        }
      }
    }
    return order.flatMap { Self.contradictions(limits[$0] ?? []) }
  }

  private static func contradictions(_ limits: [Limit]) -> [Diagnostic] {
    var warnings: [Diagnostic] = []
    for isUpper in [true, false] {
      let same = limits.filter { $0.isUpper == isUpper }
      guard let first = same.first else { continue }
      for other in same.dropFirst() where other.amount != first.amount {
        warnings.append(warning(other, first, "asks for another limit than"))
      }
    }
    let highest = limits.filter(\.isUpper).min { $0.amount < $1.amount }
    let lowest = limits.filter { !$0.isUpper }.max { $0.amount < $1.amount }
    if let highest, let lowest, lowest.amount > highest.amount {
      warnings.append(warning(lowest, highest, "leaves nothing that also meets"))
    }
    return warnings
  }

  private static func warning(_ limit: Limit, _ first: Limit, _ relation: String) -> Diagnostic {
    var diagnostic = Diagnostic(
      .warning, ReviewRule.contradictoryThresholds, at: limit.assertion.span,
      "`\(limit.requirement)` \(relation) `\(first.requirement)`, which expects `\(first.assertion.text)`",
      hint: "use one input for both, or ask in a way that shows what sets them apart")
    diagnostic.requirement = limit.requirement
    return diagnostic
  }

  /// The limit that an assertion sets to a time or an amount of data; nil for others.
  private func limit(_ assertion: Assertion, of requirement: String) -> Limit? {
    guard !assertion.negated, case .compare(let comparison, let operand) = assertion.predicate,
      let amount = amount(operand)
    else { return nil }
    let isUpper: Bool
    switch comparison {
    case .less, .lessOrEqual: isUpper = true
    case .greater, .greaterOrEqual: isUpper = false
    case .equal, .notEqual: return nil
    }
    return Limit(requirement: requirement, amount: amount, isUpper: isUpper, assertion: assertion)
  }

  private func amount(_ operand: Operand) -> Int64? {
    let value: Value? =
      switch operand {
      case .value(let value): value
      case .reference(let name): rules.inputs[name]?.value
      case .list: nil
      }
    return switch value {
    case .duration(let nanoseconds): nanoseconds
    case .size(let bytes): bytes
    default: nil
    }
  }

  /// What a step asks, so that two steps that ask the same have the same text.
  private static func question(_ step: Step, role: String) -> String {
    let load = step.load.map { " under \(Argument.record($0, step.span).written)" } ?? ""
    return "\(step.kind) at \(role) with \(Argument.record(step.inputs, step.span).written)\(load)"
  }
}
