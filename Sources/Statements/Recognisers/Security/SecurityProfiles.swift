import Evidence

/// Security profiles of PS3.15, versions and cipher suites of TLS, from tables, lists, sentences and denials.
enum SecurityProfiles {
  /// Names of the properties of claims that are not about a profile by its name.
  enum Property: String {
    /// All the profiles of the standard, for statements that conform to none.
    case all = "security-profiles"
    case tlsVersion = "tls-version"
    case cipherSuite = "cipher-suite"
    case mutualAuthentication = "mutual-authentication"
  }

  private static let marks = [
    "profile", "tls", "audit trail", "digital signature", "bcp 195", "certificate", "mutual", "user identity",
    "time synchronization", "network address", "security",
  ]

  static func read(_ tables: [TableReading], _ prose: [Prose], into findings: inout Findings) {
    for table in tables where table.passage.purpose == .conformance && isAboutSecurity(table) {
      readTable(table, &findings)
    }
    for item in prose where item.text.utf8.count <= 80 || item.mentions(marks) {
      if readVerdict(item, &findings) { continue }
      if item.isItem, readItem(item, &findings) { continue }
      for sentence in item.sentences where sentence.text.utf8.count < 1_000 { readSentence(sentence, item, &findings) }
    }
  }

  private static func isAboutSecurity(_ table: TableReading) -> Bool {
    table.surroundings.contains { words in
      words.hasAny([
        "security", "tls", "security profile", "security profiles", "secure transport", "cipher suite", "cipher suites",
        "system management", "management profiles", "audit trail", "identification", "digital signatures",
      ])
    } && !table.surroundings.contains { $0.hasAny(["audit message", "ldap", "configuration", "status"]) }
  }

  private static func isDeidentification(_ passage: Passage) -> Bool {
    passage.path.suffix(2).contains { $0.words.hasAny(["de identification", "deidentification", "anonymization"]) }
  }

  // MARK: Tables

  private static func readTable(_ table: TableReading, _ findings: inout Findings) {
    let support = table.column(["support", "supported", "status", "implemented", "conformance"])
    let speaksOfProfiles =
      table.grid.headings.first?.hasAny(["profile", "profile name", "security profile", "profiles"]) == true
    let speaksOfCiphers = table.surroundings.contains { $0.hasAny(["cipher suite", "cipher suites", "ciphersuites"]) }
    let isDeidentification = isDeidentification(table.passage)
    for row in table.grid.rows {
      guard let name = row.cells.first?.collapsed, name.utf8.count <= 200 else { continue }
      let citation = findings.citation(table.passage, row: row)
      let cell = TableGrid.cell(row, support)
      let said = refused(cell) ?? SupportCell.read(cell)
      // A support column that says neither leaves the row unsaid.
      if support != nil, said == nil { continue }
      let words = Words(name)
      var profiles = SecurityProfileNames.all(in: words, listed: speaksOfProfiles)
      if profiles.isEmpty, isDeidentification, let option = SecurityProfileNames.deidentification(in: words) {
        profiles = [option]
      }
      guard support != nil || speaksOfProfiles || speaksOfCiphers else { continue }
      func add(_ claim: Claim) {
        var claim = claim
        if let said { claim.take(said) }
        findings.add(claim, block: table.passage.index)
      }
      // Profiles listed under their own heading are claimed by being there; only less surely.
      for profile in profiles { add(claim(profile, citation, table.passage, "table", support == nil ? 78 : 90)) }
      // "TLS 1.1 and below" is one row about several versions, of which it names one.
      for version in TLSVocabulary.versions(in: name) {
        add(claim(.tlsVersion, version, citation, table.passage, "table", 90))
      }
      guard speaksOfCiphers else { continue }
      for suite in TLSVocabulary.cipherSuites(in: row.cells.prefix(2).joined(separator: " ")) {
        add(claim(.cipherSuite, suite, citation, table.passage, "table", 85))
      }
    }
  }

  /// "Rejected" and the like, below a heading about support.
  private static func refused(_ cell: String) -> SupportCell? {
    guard let first = Words(cell).list.first, ["rejected", "refused", "forbidden"].contains(first) else { return nil }
    return SupportCell(polarity: .notSupported, availability: .standard, condition: nil)
  }

  // MARK: Sections and sentences

  /// A section about security profiles whose only words deny them.
  private static func readVerdict(_ item: Prose, _ findings: inout Findings) -> Bool {
    guard item.text.utf8.count <= 80, let heading = item.passage.path.last,
      ["not supported", "none", "none supported", "not applicable", "n a", "no"].contains(
        Words(item.text).list.joined(separator: " "))
    else { return false }
    let citation = findings.citation(item.passage, words: item.text)
    let named = SecurityProfileNames.all(in: heading.words, listed: true)
    for name in named {
      var claim = claim(name, citation, item.passage, "verdict", 85)
      claim.polarity = .notSupported
      findings.add(claim, block: item.passage.index)
    }
    if named.isEmpty, heading.words.hasAny(["security profile", "security profiles"]) {
      deny(citation, item.passage, 85, &findings)
    }
    return !named.isEmpty || heading.words.has("security profiles")
  }

  private static func deny(_ citation: Citation, _ passage: Passage, _ confidence: Int, _ findings: inout Findings) {
    var claim = claim(.all, nil, citation, passage, "denial", confidence)
    claim.polarity = .notSupported
    findings.add(claim, block: passage.index)
  }

  private static func readItem(_ item: Prose, _ findings: inout Findings) -> Bool {
    guard item.text.utf8.count <= 200, let lead = item.introduction, let polarity = lead.stance,
      lead.words.hasAny(["profile", "profiles", "cipher", "ciphers", "tls", "security"]), !lead.isExample
    else { return false }
    let citation = findings.citation(item.passage, words: item.text)
    var claims = SecurityProfileNames.all(in: Words(item.text), listed: true).map {
      claim($0, citation, item.passage, "list", 78)
    }
    claims += TLSVocabulary.versions(in: item.text).map { claim(.tlsVersion, $0, citation, item.passage, "list", 75) }
    if lead.words.hasStem(["cipher"]) {
      claims += TLSVocabulary.cipherSuites(in: item.text).map {
        claim(.cipherSuite, $0, citation, item.passage, "list", 78)
      }
    }
    for var claim in claims {
      claim.polarity = polarity
      findings.add(claim, block: item.passage.index)
    }
    return !claims.isEmpty
  }

  private static func readSentence(_ sentence: Sentence, _ item: Prose, _ findings: inout Findings) {
    let words = sentence.words
    guard !sentence.isExample, !sentence.text.hasSuffix(":"), var polarity = sentence.stance,
      sentence.speaksOfSupport || words.hasAny(["enabled", "used", "uses", "conform"]),
      !words.hasAny(["shall", "should", "may be", "see", "must be described"])
    else { return }
    let citation = item.citation(sentence, findings)
    if polarity != .supported, deniesAll(words) {
      deny(citation, item.passage, 75, &findings)
      return
    }
    if words.hasAny(["required", "recommended", "assumed"]), !sentence.speaksOfSupport { polarity = .unclear }
    var claims = SecurityProfileNames.all(in: words).map { claim($0, citation, item.passage, "sentence", 70) }
    if words.hasStem(["tls"]) {
      claims += TLSVocabulary.versions(in: sentence.text).map {
        claim(.tlsVersion, $0, citation, item.passage, "sentence", 65)
      }
    }
    if words.hasAny(["mutual authentication", "mutual tls", "mutually authenticated", "client certificates"]) {
      claims.append(claim(.mutualAuthentication, nil, citation, item.passage, "sentence", 65))
    }
    // The name of a profile speaks of configuration; the claim does not.
    let rest = Words(words.joined.replacing(" configuration management ", with: " "))
    let isConditional = Sentence(text: "", words: rest, linesBefore: 0).isConditional
    for var claim in claims {
      claim.polarity = polarity
      if isConditional {
        claim.availability = .conditional
        claim.condition = sentence.text
      }
      findings.add(claim, block: item.passage.index)
    }
  }

  /// "Does not conform to any of the defined Security Profiles."
  private static func deniesAll(_ words: Words) -> Bool {
    words.hasAny(["security profiles", "security profile", "security measures"])
      && words.hasAny([
        "any of the defined", "any defined", "any dicom", "any of the dicom", "any security", "no security",
        "not support any",
        "not conform to any", "no dicom security", "not support security profiles", "not support the security profiles",
        "any specific", "any standard", "not support dicom security profiles",
      ])
  }

  private static func claim(
    _ profile: String, _ citation: Citation, _ passage: Passage, _ rule: String, _ confidence: Int
  ) -> Claim {
    Claim(
      kind: .securityProfile, applicationEntity: passage.applicationEntity, name: profile, evidence: [citation],
      method: "security-profile/\(rule)", confidence: confidence)
  }

  private static func claim(
    _ property: Property, _ value: String?, _ citation: Citation, _ passage: Passage, _ rule: String, _ confidence: Int
  ) -> Claim {
    Claim(
      kind: .securityProfile, applicationEntity: passage.applicationEntity, property: property.rawValue, value: value,
      evidence: [citation], method: "security-profile/\(rule)", confidence: confidence)
  }
}
