import JSONTree

/// Reads a ValueSet or a CodeSystem.
struct TerminologyReading {
  private(set) var reader: DefinitionReader

  /// Deepest nesting of concepts.
  private static let depthLimit = 32

  init(lines: LineIndex) { reader = DefinitionReader(lines: lines) }

  /// The value set; nil after an error that leaves nothing of it.
  mutating func valueSet(_ node: JSONNode) -> ValueSet? {
    guard let url = reader.neededText("url", of: node) else { return nil }
    var set = ValueSet(
      url: Canonical(url).url, version: reader.text("version", of: node), includes: [], excludes: [])
    if let compose = node["compose"] {
      set.includes = reader.objects("include", of: compose).map { clause($0) }
      set.excludes = reader.objects("exclude", of: compose).map { clause($0) }
    } else if let expansion = node["expansion"] {
      set.includes = expanded(expansion)
    } else {
      reader.error(.valueSet, "the value set has neither `compose` nor `expansion`", at: node)
    }
    return set
  }

  private mutating func clause(_ node: JSONNode) -> ValueSet.Clause {
    var clause = ValueSet.Clause()
    clause.system = reader.text("system", of: node)
    clause.valueSets = reader.texts("valueSet", of: node)
    if node["concept"] != nil {
      clause.codes = Set(reader.objects("concept", of: node).compactMap { reader.neededText("code", of: $0) })
    }
    if let filter = node["filter"] {
      clause.hasFilter = true
      reader.warning(.valueSet, "codes are chosen by a filter: whether a code is among them is not judged", at: filter)
    }
    if clause.system == nil, clause.valueSets.isEmpty {
      reader.error(.valueSet, "a part of the value set names neither `system` nor `valueSet`", at: node)
    }
    return clause
  }

  /// The codes of an expansion, by system.
  private mutating func expanded(_ node: JSONNode) -> [ValueSet.Clause] {
    var codes: [String: Set<String>] = [:]
    var level = reader.objects("contains", of: node)
    for _ in 0..<Self.depthLimit where !level.isEmpty {
      for entry in level {
        guard let system = entry["system"]?.text, let code = entry["code"]?.text,
          entry["abstract"]?.value != .boolean(true)
        else { continue }
        codes[system, default: []].insert(code)
      }
      level = level.flatMap { reader.objects("contains", of: $0) }
    }
    return codes.keys.sorted().map { ValueSet.Clause(system: $0, codes: codes[$0]) }
  }

  /// The code system; nil after an error that leaves nothing of it.
  mutating func codeSystem(_ node: JSONNode) -> CodeSystem? {
    guard let url = reader.neededText("url", of: node) else { return nil }
    let isWhole = reader.neededText("content", of: node) == "complete"
    var codes: Set<String> = []
    var level = reader.objects("concept", of: node)
    for _ in 0..<Self.depthLimit where !level.isEmpty {
      for concept in level {
        if let code = reader.neededText("code", of: concept) { codes.insert(code) }
      }
      level = level.flatMap { reader.objects("concept", of: $0) }
    }
    return CodeSystem(url: Canonical(url).url, codes: isWhole ? codes : nil)
  }
}
