import Evidence

/// Extended negotiation, roles and identities of users, from presentation contexts, properties and sentences.
enum ExtendedNegotiation {
  /// Names of the properties.
  enum Property: String, CaseIterable {
    /// Extended negotiation as a whole.
    case any = "extended-negotiation"
    case relationalQueries = "relational-queries"
    case dateTimeMatching = "date-time-matching"
    case fuzzySemanticMatching = "fuzzy-semantic-matching"
    case timezoneQueryAdjustment = "timezone-query-adjustment"
    case enhancedMultiFrameConversion = "enhanced-multi-frame-image-conversion"
    case storageLevel = "storage-level"
    case commonExtendedNegotiation = "sop-class-common-extended-negotiation"
    case userIdentity = "user-identity"
    case roleSelection = "role-selection"
  }

  static func read(
    _ tables: [TableReading], _ pairs: [KeyValue], _ prose: [Prose], into findings: inout Findings
  ) {
    for table in tables where table.passage.purpose == .conformance { readContexts(table, &findings) }
    readPairs(pairs, &findings)
    for item in prose where item.passage.purpose == .conformance && item.mentions(marks) {
      for sentence in item.sentences where sentence.text.utf8.count < 1_000 { readSentence(sentence, item, &findings) }
    }
  }

  private static let marks = [
    "extended negotiation", "relational", "fuzzy", "timezone", "time zone", "date-time matching", "user identity",
    "role selection", "level 0", "level 1", "level 2",
  ]

  /// What words name.
  ///
  /// - Parameter short: The words are a cell of the column for it, where one word is enough.
  private static func properties(in words: Words, short: Bool) -> [Property] {
    var found: [Property] = []
    func add(_ property: Property, _ phrases: [String], short more: [String] = []) {
      if words.hasAny(short ? phrases + more : phrases) { found.append(property) }
    }
    add(
      .relationalQueries, ["relational queries", "relational query", "relational retrieval", "relational search"],
      short: ["relational"])
    add(
      .dateTimeMatching,
      [
        "combined date time matching", "combined date and time matching", "date time matching",
        "combined datetime matching",
      ],
      short: ["date time", "datetime", "combined date time"])
    add(
      .fuzzySemanticMatching,
      ["fuzzy semantic matching", "fuzzy semantic matching of person names", "fuzzy matching of person names"],
      short: ["fuzzy"])
    add(
      .timezoneQueryAdjustment,
      ["timezone query adjustment", "time zone query adjustment", "timezone adjustment", "time zone adjustment"],
      short: ["timezone", "time zone"])
    add(
      .enhancedMultiFrameConversion, ["enhanced multi frame image conversion"], short: ["multi frame image conversion"])
    add(
      .commonExtendedNegotiation, ["sop class common extended negotiation", "common extended negotiation"])
    add(.userIdentity, ["user identity negotiation", "user identity", "user identity sub item"])
    add(.roleSelection, ["role selection", "scp scu role selection", "role selection negotiation"])
    return found
  }

  // MARK: Presentation contexts

  /// The column of extended negotiation beside the abstract syntax that it is about.
  private static func readContexts(_ table: TableReading, _ findings: inout Findings) {
    guard let column = table.column(["extended negotiation", "ext neg", "ext negotiation", "extended neg"]),
      table.columns.speaksOfSOPClasses || !table.columns.sopClassColumns.isEmpty
    else { return }
    var seen: Set<String> = []
    for row in table.grid.rows {
      let cell = TableGrid.cell(row, column)
      let words = Words(cell)
      guard !words.isEmpty, cell.utf8.count <= 400 else { continue }
      let named = properties(in: words, short: true)
      let denies = ["none", "no", "not supported", "n a", "not applicable"].contains(words.list.joined(separator: " "))
      guard denies || (!named.isEmpty && !words.hasAny(["see", "not", "no"])) else { continue }
      let role = Words(TableGrid.cell(row, table.columns.role))
      let roles = Sentence.roles(in: role).sorted { $0.rawValue < $1.rawValue }
      for subject in SOPClassSubject.subjects(of: row, in: table, &findings) {
        for role in roles.isEmpty ? [nil] : roles.map(Optional.some) {
          for property in denies ? [.any] : named {
            let key = "\(subject.uid ?? subject.name) \(role?.rawValue ?? "") \(property.rawValue)"
            guard seen.insert(key).inserted else { continue }
            findings.add(
              Claim(
                kind: .extendedNegotiation, applicationEntity: table.passage.applicationEntity,
                name: subject.name.isEmpty ? nil : subject.name, role: role,
                polarity: denies ? .notSupported : .supported, sopClass: subject.uid, property: property.rawValue,
                evidence: [findings.citation(table.passage, row: row)],
                method: "extended-negotiation/presentation-contexts", confidence: min(90, subject.ceiling)),
              block: table.passage.index)
          }
        }
      }
    }
  }

  // MARK: Properties

  private static func readPairs(_ pairs: [KeyValue], _ findings: inout Findings) {
    for pair in pairs where pair.key.list.count <= 8 {
      let named = properties(in: pair.key, short: false)
      guard named.count == 1, let property = named.first, let said = SupportCell.read(pair.value) else { continue }
      var claim = claim(property, pair.citation, pair.passage, "key-value", 85)
      claim.take(said)
      findings.add(claim, block: pair.passage.index)
    }
  }

  // MARK: Sentences

  private static func readSentence(_ sentence: Sentence, _ item: Prose, _ findings: inout Findings) {
    let words = sentence.words
    let citation = item.citation(sentence, findings)
    if let level = storageLevel(words) {
      var claim = claim(.storageLevel, citation, item.passage, "sentence", 75)
      claim.value = level
      if sentence.denies { claim.polarity = .unclear }
      findings.add(claim, block: item.passage.index)
      return
    }
    guard !sentence.isExample, !words.hasAny(["shall", "should", "see", "may be", "must", "in the event", "required"]),
      let polarity = sentence.stance,
      sentence.speaksOfSupport
    else { return }
    var named = properties(in: words, short: false)
    if named.isEmpty, words.has("extended negotiation") { named = [.any] }
    for property in named {
      var claim = claim(property, citation, item.passage, "sentence", property == .any ? 75 : 70)
      claim.polarity = polarity
      let roles = sentence.roles
      let heading = item.passage.path.last.map { Sentence.roles(in: $0.words) } ?? []
      if let role = roles.count == 1 ? roles.first : roles.isEmpty && heading.count == 1 ? heading.first : nil {
        claim.role = role
      }
      if sentence.isConditional || words.has("by default") {
        claim.availability = .conditional
        claim.condition = sentence.text
      }
      guard property == .userIdentity else {
        findings.add(claim, block: item.passage.index)
        continue
      }
      let identities = identities(in: words)
      for value in identities.isEmpty ? [nil] : identities.map(Optional.some) {
        var one = claim
        one.value = value
        findings.add(one, block: item.passage.index)
      }
    }
  }

  /// "Level 2 (Full)" of the Storage Service Class.
  private static func storageLevel(_ words: Words) -> String? {
    guard words.hasAny(["storage", "store", "full", "storage scp"]) else { return nil }
    for level in ["0", "1", "2"] {
      let names = ["0": "local", "1": "base", "2": "full"]
      guard words.has("level \(level)") else { continue }
      if words.has("level \(level) \(names[level] ?? "")")
        || words.hasAny(["level \(level) conformant", "level \(level) storage"])
        || words.has("conformance level \(level)")
      {
        return level
      }
    }
    return nil
  }

  /// Kinds of identity (PS3.7 D.3.3.7).
  private static func identities(in words: Words) -> [String] {
    var found: [String] = []
    if words.hasAny(["passcode", "password", "username and passcode"]) {
      found.append("username-and-passcode")
    } else if words.hasAny(["username", "user name"]) {
      found.append("username")
    }
    if words.has("kerberos") { found.append("kerberos") }
    if words.has("saml") { found.append("saml") }
    if words.hasAny(["jwt", "json web token"]) { found.append("jwt") }
    return found
  }

  private static func claim(
    _ property: Property, _ citation: Citation, _ passage: Passage, _ rule: String, _ confidence: Int
  ) -> Claim {
    Claim(
      kind: .extendedNegotiation, applicationEntity: passage.applicationEntity, property: property.rawValue,
      evidence: [citation], method: "extended-negotiation/\(rule)", confidence: confidence)
  }
}
