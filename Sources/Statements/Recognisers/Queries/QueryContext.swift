import Evidence

/// What captions, headings and sentences say of a list of query keys.
struct QueryContext {
  /// SOP class of the query, where they tell the model.
  var sopClass: String?
  var role: Claim.Role?
  var level: String?
  /// Whether they say that the attributes are keys of a query.
  var speaksOfKeys: Bool
  /// Whether they say that something else is listed: a mapping, the attributes of objects.
  var speaksOfElse: Bool
  var isWorklist: Bool

  init(_ passage: Passage, caption: String?, headings: [Words]) {
    let captionWords = Words(caption ?? "")
    let lead = passage.lead.flatMap { Sentence.all(in: $0.text).last }
    let near = [captionWords, lead?.words].compactMap { $0 } + passage.path.suffix(3).reversed().map(\.words)
    speaksOfKeys =
      headings.contains { Self.namesKeys($0) }
      || near.prefix(3).contains { words in
        Self.namesKeys(words)
          || words.hasAny(["c find", "request identifier", "query attributes", "supported elements"])
      }
    // The title of a column or table says it; a sentence nearby may speak of another one.
    speaksOfElse = ([captionWords] + headings + passage.path.suffix(1).map(\.words)).contains {
      $0.hasAny([
        "mapping", "mappings", "mapped", "coercion", "coerced", "iod", "created", "mpps", "performed procedure step",
        "image attribute", "images", "status", "storage", "presence of value",
      ]) && !$0.hasAny(["c find", "find", "request identifier"])
    }
    // "Level: PATIENT (or STUDY for the Study Root model)" tells the level, not the model.
    let models = near.filter { $0.list != lead?.words.list || lead?.text.contains("(") == false }
    for words in models where sopClass == nil { sopClass = Self.model(words) }
    isWorklist = near.contains { $0.hasAny(["worklist"]) } && sopClass.map { !Self.hierarchical.contains($0) } ?? true
    role = nil
    for words in near where role == nil {
      let found = Sentence.roles(in: words)
      if found.count == 1 { role = found.first }
    }
    if role == nil, captionWords.has("request identifier") { role = .scu }
    for heading in passage.path.reversed() where role == nil {
      if heading.words.has("association initiation") { role = .scu }
      if heading.words.has("association acceptance") { role = .scp }
    }
    level = nil
    guard !isWorklist else { return }
    if let text = passage.lead?.text { level = Self.level(stated: text) }
    for words in [captionWords] + passage.path.suffix(2).reversed().map(\.words) where level == nil {
      level = Self.level(in: words)
    }
  }

  private static func namesKeys(_ words: Words) -> Bool {
    words.hasAny([
      "query key", "query keys", "matching key", "matching keys", "return key", "return keys", "search key",
      "search keys", "types of matching", "type of matching", "matching type", "matching types", "key types",
      "query keys matching", "attribute matching",
    ])
  }

  private static let hierarchical: Set<String> = [
    "1.2.840.10008.5.1.4.1.2.1.1", "1.2.840.10008.5.1.4.1.2.2.1", "1.2.840.10008.5.1.4.1.2.3.1",
  ]

  private static func model(_ words: Words) -> String? {
    let patient = words.has("patient root")
    let study = words.has("study root")
    if patient, study { return nil }
    if patient { return "1.2.840.10008.5.1.4.1.2.1.1" }
    if study { return "1.2.840.10008.5.1.4.1.2.2.1" }
    if words.has("patient study only") { return "1.2.840.10008.5.1.4.1.2.3.1" }
    if words.hasAny(["modality worklist", "mwl"]) { return "1.2.840.10008.5.1.4.31" }
    return nil
  }

  /// `Query/Retrieve Level: STUDY`.
  private static func level(stated text: String) -> String? {
    let lower = text.lowercased()
    guard let range = lower.range(of: "level:") else { return nil }
    return Words(lower[range.upperBound...].prefix(40)).list.first.flatMap { names[$0] }
  }

  /// "Study Level", "Level: Series", and a cell that is nothing but the level.
  static func level(in words: Words) -> String? {
    if words.list.count == 1, let only = words.list.first { return names[only] }
    for (name, level) in names.sorted(by: { $0.key < $1.key }) where words.has("\(name) level") { return level }
    return nil
  }

  private static let names: [Substring: String] = [
    "patient": "PATIENT", "study": "STUDY", "series": "SERIES", "image": "IMAGE", "instance": "IMAGE",
    "composite": "IMAGE",
  ]
}
