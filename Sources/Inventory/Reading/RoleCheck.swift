import Specification

extension FormReader {
  /// The roles of a system or an offer, each once and, with rules, each one of theirs.
  func roles(rules: RuleSet?, log: DiagnosticLog) -> [String] {
    let roles = distinct("roles", log: log)
    guard let rules else { return roles.map(\.text) }
    for (role, node) in roles where rules.roles[role] == nil {
      log.unknown(
        ReadingRule.unknownRole, "role", role, at: span(node), among: rules.roles.keys,
        otherwise: "the specification declares no roles")
    }
    return roles.map(\.text)
  }

  /// The texts of a list in which each may stand once.
  func distinct(_ key: String, log: DiagnosticLog) -> [(text: String, node: YAMLNode)] {
    var seen: Set<String> = []
    return texts(key).filter { text, node in
      guard !seen.insert(text).inserted else { return true }
      log.error(
        InventoryRule.repeatedEntry, at: span(node), "`\(text)` stands in `\(key)` already", hint: "take it out")
      return false
    }
  }
}
