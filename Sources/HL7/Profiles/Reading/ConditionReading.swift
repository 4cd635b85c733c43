/// Reads the conditions and statements of NIST's validation tools: `ConformanceContext` with `Predicates` and `Constraints`.
enum ConditionReading {
  /// How deep conditions lie within each other at most.
  private static let depthLimit = 32

  static func read(_ root: ProfileNode, into profile: inout ConformanceProfile) {
    for list in root.children where ["Predicates", "Constraints"].contains(list.name) {
      for sort in ProfileContext.Sort.allCases {
        for contexts in list.children(sort.rawValue) { read(contexts, sort, into: &profile) }
      }
    }
  }

  private static func read(_ node: ProfileNode, _ sort: ProfileContext.Sort, into profile: inout ConformanceProfile) {
    for child in node.children where ["ByID", "ByName"].contains(child.name) {
      let isByName = child.name == "ByName"
      guard let key = child.required(isByName ? "Name" : "ID") else { continue }
      var rules = ContextRules()
      for rule in child.children {
        switch rule.name {
        case "Predicate": if let predicate = predicate(rule) { rules.predicates.append(predicate) }
        case "Constraint": if let statement = statement(rule) { rules.statements.append(statement) }
        default: break
        }
      }
      let context = ProfileContext(sort: sort, key: key, isByName: isByName)
      profile.contexts[context, default: ContextRules()].predicates += rules.predicates
      profile.contexts[context, default: ContextRules()].statements += rules.statements
    }
  }

  private static func predicate(_ node: ProfileNode) -> ContextRules.Predicate? {
    guard let target = node.required("Target") else { return nil }
    guard let path = ProfilePath(target) else {
      node.report("Target is `\(target.prefix(40))`, which is no path", hint: "a path looks like `3[1].1[1]`")
      return nil
    }
    guard let usage = self.usage(node, "TrueUsage"), let otherwise = self.usage(node, "FalseUsage"),
      let condition = node.child("Condition")?.children.first.flatMap({ self.condition($0, depth: 0) })
    else {
      if node.child("Condition") == nil { node.report("the predicate has no Condition") }
      return nil
    }
    return ContextRules.Predicate(
      target: path.steps.map(\.position), usage: usage, otherwise: otherwise,
      text: node.child("Description")?.text ?? "the condition in the profile", condition: condition, line: node.line)
  }

  private static func usage(_ node: ProfileNode, _ name: String) -> ProfileUsage? {
    guard let code = node.required(name) else { return nil }
    if let usage = ProfileUsage(code) { return usage }
    node.report("`\(code.prefix(40))` is no usage that HL7 v2 defines")
    return nil
  }

  private static func statement(_ node: ProfileNode) -> ContextRules.Statement? {
    guard let assertion = node.child("Assertion") else {
      node.report("the constraint has no Assertion")
      return nil
    }
    guard let condition = assertion.children.first.flatMap({ self.condition($0, depth: 0) }) else { return nil }
    return ContextRules.Statement(
      id: node.given("ID") ?? "", text: node.child("Description")?.text ?? "", condition: condition, line: node.line)
  }

  // MARK: Conditions

  /// One condition; nil after a fault. The depth of the recursion is bounded.
  private static func condition(_ node: ProfileNode, depth: Int) -> ProfileCondition? {
    guard depth < depthLimit else {
      node.report("conditions lie at most \(depthLimit) deep within each other")
      return nil
    }
    switch node.name {
    case "NOT", "AND", "OR", "XOR", "IMPLY", "FORALL", "EXIST": return combination(node, depth: depth)
    case "Presence": return path(node, "Path").map { .presence($0) }
    case "PlainText":
      guard let text = node.required("Text") else { return nil }
      return values(node, .oneOf([text], ignoresCase: node.isSet("IgnoreCase")))
    case "StringList":
      guard let list = node.required("CSV") else { return nil }
      return values(node, .oneOf(Self.list(list), ignoresCase: node.isSet("IgnoreCase")))
    case "NumberList":
      guard let list = node.required("CSV") else { return nil }
      return values(node, .number(oneOf: Self.list(list)))
    case "SimpleValue":
      guard let value = node.required("Value"), let comparison = comparison(node) else { return nil }
      return values(node, .compares(comparison, value, asNumber: node.given("Type") == "Number"))
    case "Format":
      guard let pattern = node.required("Regex") else { return nil }
      return values(node, .matches(pattern))
    case "PathValue":
      guard let first = path(node, "Path1"), let second = path(node, "Path2"), let comparison = comparison(node) else {
        return nil
      }
      return .paths(first, comparison, second)
    default: return .undecided(String(node.name.prefix(60)))
    }
  }

  private static func combination(_ node: ProfileNode, depth: Int) -> ProfileCondition? {
    let children = node.children
    let parts = children.compactMap { condition($0, depth: depth + 1) }
    guard parts.count == children.count else { return nil }
    switch (node.name, parts.count) {
    case ("NOT", 1): return .not(parts[0])
    case ("AND", 2...), ("FORALL", 1...): return .all(parts)
    case ("OR", 2...), ("EXIST", 1...): return .any(parts)
    case ("XOR", 2): return .oneOnly(parts[0], parts[1])
    case ("IMPLY", 2): return .implies(parts[0], parts[1])
    default:
      node.report("\(node.name) has \(parts.count) conditions", hint: "NOT has one, XOR and IMPLY have two")
      return nil
    }
  }

  private static func values(_ node: ProfileNode, _ demand: ProfileCondition.Demand) -> ProfileCondition? {
    path(node, "Path").map { .values($0, demand, oneIsEnough: node.isSet("AtLeastOnce")) }
  }

  private static func path(_ node: ProfileNode, _ name: String) -> ProfilePath? {
    guard let text = node.required(name) else { return nil }
    if let path = ProfilePath(text) { return path }
    node.report("\(name) is `\(text.prefix(40))`, which is no path", hint: "a path looks like `3[1].1[1]`")
    return nil
  }

  private static func comparison(_ node: ProfileNode) -> ProfileCondition.Comparison? {
    guard let code = node.required("Operator") else { return nil }
    if let comparison = ProfileCondition.Comparison(rawValue: code) { return comparison }
    node.report("`\(code.prefix(40))` is no operator", hint: "operators are EQ, NE, GT, LT, GE and LE")
    return nil
  }

  private static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension ProfileNode {
  /// Whether an attribute is `true`.
  fileprivate func isSet(_ name: String) -> Bool { ["true", "1"].contains(given(name) ?? "") }
}
