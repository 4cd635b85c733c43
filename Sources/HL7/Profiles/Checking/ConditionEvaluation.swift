/// Decides conditions of a profile at a place of a message.
struct ConditionEvaluation {
  let message: Message
  /// Whether a regular expression takes a text as a whole; nil for an expression that it does not know.
  let matches: @Sendable (String, String) -> Bool?

  /// Whether a condition holds; nil where it is not decided here. The depth of conditions is bounded when they are read.
  func holds(_ condition: ProfileCondition, at node: MessageNode) -> Bool? {
    switch condition {
    case .presence(let path): return nodes(path, from: node).contains { $0.holdsValue }
    case .values(let path, let demand, let oneIsEnough):
      let results = texts(path, from: node).map { satisfies($0, demand) }
      if results.isEmpty { return true }
      return oneIsEnough ? Self.any(results) : Self.all(results)
    case .paths(let first, let comparison, let second):
      let (left, right) = (texts(first, from: node), texts(second, from: node))
      // The absent equals the absent alone.
      guard left.count == 1, right.count == 1 else {
        guard left.isEmpty || right.isEmpty else { return nil }
        return left.isEmpty && right.isEmpty ? comparison == .equal : comparison == .notEqual
      }
      return Self.compare(left[0], comparison, right[0], asNumber: false)
    case .not(let inner): return holds(inner, at: node).map { !$0 }
    case .all(let parts): return Self.all(parts.map { holds($0, at: node) })
    case .any(let parts): return Self.any(parts.map { holds($0, at: node) })
    case .oneOnly(let first, let second):
      guard let left = holds(first, at: node), let right = holds(second, at: node) else { return nil }
      return left != right
    case .implies(let first, let second):
      return Self.any([holds(first, at: node).map { !$0 }, holds(second, at: node)])
    case .undecided: return nil
    }
  }

  private static func all(_ results: [Bool?]) -> Bool? {
    if results.contains(false) { return false }
    return results.contains(nil) ? nil : true
  }

  private static func any(_ results: [Bool?]) -> Bool? {
    if results.contains(true) { return true }
    return results.contains(nil) ? nil : false
  }

  private func satisfies(_ text: String, _ demand: ProfileCondition.Demand) -> Bool? {
    switch demand {
    case .oneOf(let list, let ignoresCase):
      ignoresCase ? list.contains { $0.lowercased() == text.lowercased() } : list.contains(text)
    case .number(let list): list.contains { Self.compare(text, .equal, $0, asNumber: true) == true }
    case .compares(let comparison, let value, let asNumber):
      Self.compare(text, comparison, value, asNumber: asNumber)
    case .matches(let pattern): matches(pattern, text)
    }
  }

  /// How two values compare; nil where one of them is no number and should be.
  private static func compare(
    _ left: String, _ comparison: ProfileCondition.Comparison, _ right: String, asNumber: Bool
  ) -> Bool? {
    let order: Int
    if asNumber {
      guard let first = Double(left), let second = Double(right) else { return nil }
      order = first < second ? -1 : first > second ? 1 : 0
    } else {
      order = left < right ? -1 : left > right ? 1 : 0
    }
    return switch comparison {
    case .equal: order == 0
    case .notEqual: order != 0
    case .greater: order > 0
    case .less: order < 0
    case .greaterOrEqual: order >= 0
    case .lessOrEqual: order <= 0
    }
  }

  // MARK: Paths

  /// The nodes of a path; a message bounds their number.
  private func nodes(_ path: ProfilePath, from node: MessageNode) -> [MessageNode] {
    path.steps.reduce([node]) { nodes, step in
      nodes.flatMap { node -> [MessageNode] in
        let children = node.children(step.position)
        guard let instance = step.instance else { return children }
        return children.indices.contains(instance - 1) ? [children[instance - 1]] : []
      }
    }
  }

  private func texts(_ path: ProfilePath, from node: MessageNode) -> [String] {
    nodes(path, from: node).compactMap { node in
      guard case .part(let part) = node, !part.isBlank else { return nil }
      return message.text(of: part).text
    }
  }
}
