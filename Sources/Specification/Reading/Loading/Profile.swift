/// A profile as it was read: what it takes from a specification and what it changes.
struct Profile: Sendable {
  /// Path within the specification's folder.
  let path: String
  /// The file.
  let file: LanguageFile
  /// Its keys.
  let reader: FormReader
  /// Requirement files that it adds.
  let added: [(path: String, file: LanguageFile)]

  /// Requirement files that it adds.
  var addedFiles: [LanguageFile] { added.map(\.file) }
  /// Identifier.
  var id: String { reader.identifier("id") ?? "" }

  /// Values of inputs with the place where they are written.
  var inputs: [String: (text: String, span: SourceSpan)] {
    var values: [String: (text: String, span: SourceSpan)] = [:]
    for entry in reader.forms("set") {
      guard let name = entry.identifier("input"), let text = entry.text("value") else { continue }
      values[name] = (text, entry.span(of: "value"))
    }
    return values
  }

  /// Applies the profile: adds, then selects, drops and sets. An entry that matches or changes nothing is an error,
  /// because its author meant something by it.
  func apply(to rules: inout RuleSet, adding requirements: [Requirement], log: DiagnosticLog) {
    rules.profile = AppliedProfile(
      id: id, title: reader.text("title") ?? "", version: reader.text("version") ?? "")
    _ = reader.text("summary")
    // To add nothing would copy what other profiles share.
    if !requirements.isEmpty { rules.requirements += requirements }
    select(&rules, log: log)
    drop(&rules, log: log)
    for entry in reader.forms("set") { set(entry, &rules, log: log) }
  }

  private func select(_ rules: inout RuleSet, log: DiagnosticLog) {
    guard let selection = reader.form("select") else { return }
    let ids = selection.texts("ids")
    let groups = selection.texts("groups")
    let tags = selection.texts("tags")
    let roles = selection.texts("roles")
    let known = rules
    func report(_ sort: String, _ entry: (text: String, node: YAMLNode), _ names: Set<String>) {
      guard !names.contains(entry.text) else { return }
      log.unknown(
        ReadingRule.entryWithoutEffect, sort, entry.text, at: selection.span(entry.node), among: names)
    }
    // As under `drop`: looked at where they stand.
    func all(_ name: (Int) -> [String]) -> Set<String> { Set(known.requirements.indices.flatMap(name)) }
    if !ids.isEmpty {
      let names = all { [known.requirements[$0].id] }
      for entry in ids { report("requirement", entry, names) }
    }
    for entry in groups { report("group", entry, Set(known.groups.map(\.id))) }
    if !tags.isEmpty {
      let names = all { known.requirements[$0].tags }
      for entry in tags { report("tag", entry, names) }
    }
    if !roles.isEmpty {
      let names = all { known.requirements[$0].appliesTo.map(\.role) }
      for entry in roles { report("role", entry, names) }
    }
    let kept = known.requirements.indices.filter { index in
      ids.contains { $0.text == known.requirements[index].id }
        || groups.contains { $0.text == known.requirements[index].group }
        || tags.contains { known.requirements[index].tags.contains($0.text) }
        || roles.contains { role in known.requirements[index].appliesTo.contains { $0.role == role.text } }
    }
    if kept.count == rules.requirements.count {
      log.error(
        ReadingRule.entryWithoutEffect, at: reader.span(of: "select"), "the selection takes every requirement",
        hint: "leave `select` out")
    }
    rules.requirements = kept.map { known.requirements[$0] }
  }

  private func drop(_ rules: inout RuleSet, log: DiagnosticLog) {
    // Requirements are looked at where they stand: each is a large value, and there are many.
    var isDropped = [Bool](repeating: false, count: rules.requirements.count)
    for entry in reader.forms("drop") {
      let reason = entry.text("reason") ?? ""
      let named = ["id", "group", "tag", "role"].compactMap { key in entry.identifier(key).map { (key, $0) } }
      guard let (key, name) = named.first else { continue }
      let matching = rules.requirements.indices.filter { index in
        guard !isDropped[index] else { return false }
        return switch key {
        case "group": rules.requirements[index].group == name
        case "tag": rules.requirements[index].tags.contains(name)
        case "role": rules.requirements[index].appliesTo.contains { $0.role == name }
        default: rules.requirements[index].id == name
        }
      }
      if matching.isEmpty {
        let left = rules.requirements.indices.filter { !isDropped[$0] }
        let sort = key == "id" ? "requirement" : key
        log.unknown(
          ReadingRule.entryWithoutEffect, sort, name, at: entry.span(of: key),
          among: Set(left.flatMap { Self.names(of: rules.requirements[$0], key) }),
          otherwise: "the profile does not select it, or has dropped it already")
        continue
      }
      rules.dropped += matching.map { DroppedRequirement(requirement: rules.requirements[$0], reason: reason) }
      for index in matching { isDropped[index] = true }
    }
    guard isDropped.contains(true) else { return }
    rules.requirements = rules.requirements.indices.filter { !isDropped[$0] }.map { rules.requirements[$0] }
  }

  /// By what a requirement can be named under `drop`.
  private static func names(of requirement: Requirement, _ key: String) -> [String] {
    switch key {
    case "group": [requirement.group]
    case "tag": requirement.tags
    case "role": requirement.appliesTo.map(\.role)
    default: [requirement.id]
    }
  }

  private func set(_ entry: FormReader, _ rules: inout RuleSet, log: DiagnosticLog) {
    let level: Level? = entry.word("level")
    let weight = entry.integer("weight")
    if let name = entry.identifier("input") {
      return setInput(name, entry, rules, log: log)
    }
    if let group = entry.identifier("group"), let weight {
      guard let index = rules.groups.firstIndex(where: { $0.id == group }) else {
        return log.unknown(
          ReadingRule.entryWithoutEffect, "group", group, at: entry.span(of: "group"), among: rules.groups.map(\.id))
      }
      if rules.groups[index].weight == weight {
        return log.error(
          ReadingRule.entryWithoutEffect, at: entry.span(of: "weight"), "the group's weight is \(weight) already")
      }
      rules.groups[index].weight = weight
      return
    }
    let (key, name) =
      entry.identifier("id").map { ("id", $0) } ?? entry.identifier("tag").map { ("tag", $0) }
      ?? entry.identifier("group").map { ("group", $0) } ?? ("", "")
    guard !key.isEmpty else { return }
    if level == nil, weight == nil {
      return log.error(
        ReadingRule.entryWithoutEffect, at: entry.span(of: key), "only an input has a `value`",
        hint: "give the `level` or the `weight`, or name an `input`")
    }
    let matching = rules.requirements.indices.filter { index in
      let requirement = rules.requirements[index]
      return key == "id"
        ? requirement.id == name
        : key == "tag" ? requirement.tags.contains(name) : requirement.group == name
    }
    guard !matching.isEmpty else {
      let names =
        key == "id"
        ? rules.requirements.map(\.id)
        : key == "tag" ? rules.requirements.flatMap(\.tags) : rules.groups.map(\.id)
      return log.unknown(
        ReadingRule.entryWithoutEffect, key == "id" ? "requirement" : key, name, at: entry.span(of: key),
        among: Set(names), otherwise: "no requirement of the profile has it")
    }
    var changed = false
    for index in matching {
      changed = change(&rules.requirements[index], level: level, weight: weight) || changed
    }
    if !changed {
      log.error(
        ReadingRule.entryWithoutEffect, at: entry.span, "the entry changes nothing: the value is in force already")
    }
  }

  private func change(_ requirement: inout Requirement, level: Level?, weight: Int?) -> Bool {
    let before = requirement
    if let level {
      requirement.level = level
      if level == .informative { requirement.weight = 0 } else if requirement.weight == 0 { requirement.weight = 1 }
    }
    if let weight, requirement.level != .informative { requirement.weight = weight }
    return requirement != before
  }

  /// The value itself is already in force: inputs are resolved with the profile's values.
  private func setInput(_ name: String, _ entry: FormReader, _ rules: RuleSet, log: DiagnosticLog) {
    guard rules.inputs[name] != nil else {
      return log.unknown(
        ReadingRule.entryWithoutEffect, "input", name, at: entry.span(of: "input"), among: rules.inputs.keys)
    }
    if entry.node("value") == nil {
      log.error(ReadingRule.entryWithoutEffect, at: entry.span(of: "input"), "the entry gives the input no `value`")
    }
  }
}
