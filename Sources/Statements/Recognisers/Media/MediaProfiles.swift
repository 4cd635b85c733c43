import Evidence

/// Application profiles of media with the roles of PS3.10, from tables, sentences and sections that deny all.
enum MediaProfiles {
  static func read(_ tables: [TableReading], _ prose: [Prose], into findings: inout Findings) {
    for table in tables where table.passage.purpose == .media || table.passage.purpose == .conformance {
      if readOverview(table, &findings) { continue }
      readRoles(table, &findings)
    }
    for item in prose where item.passage.purpose == .media || item.passage.purpose == .conformance {
      readProse(item, &findings)
    }
  }

  /// Property of a claim about interchange on media as a whole.
  static let interchange = "media-interchange"

  // MARK: Tables

  /// `Media Storage Application Profile | Write Files (FSC or FSU) | Read Files (FSR)`.
  private static func readOverview(_ table: TableReading, _ findings: inout Findings) -> Bool {
    let write = table.column(["write", "write files", "fsc"])
    let read = table.column(["read", "read files", "fsr"], besides: write)
    let update = table.column(["fsu", "update", "update files"], besides: write, read)
    guard write != nil, read != nil || update != nil else { return false }
    // Columns of roles beside SOP classes say what is stored, and not by which profile.
    guard !table.columns.speaksOfSOPClasses, table.columns.sopClassColumns.isEmpty else { return false }
    for row in table.grid.rows {
      for profile in MediaProfileName.named(in: row.cells.first ?? "") {
        let roles: [(Claim.Role, Int?)] = [(.fileSetCreator, write), (.fileSetReader, read), (.fileSetUpdater, update)]
        for (role, column) in roles {
          guard let said = SupportCell.read(TableGrid.cell(row, column)) else { continue }
          var claim = claim(profile, role, findings.citation(table.passage, row: row), table.passage, "overview", 90)
          claim.take(said)
          findings.add(claim, block: table.passage.index)
        }
      }
    }
    return true
  }

  /// `Supported Application Profile | Real-World Activity | Roles`.
  private static func readRoles(_ table: TableReading, _ findings: inout Findings) {
    let profiles = table.column(["application profile", "application profiles", "profile", "profiles", "identifier"])
    guard let profiles, let roles = table.column(["role", "roles"], besides: profiles) else { return }
    var current: [MediaProfileName] = []
    var seen: Set<String> = []
    for row in table.grid.rows {
      let cell = TableGrid.cell(row, profiles).collapsed
      // A row that leaves the profile out goes on with that of the row before.
      if !cell.isEmpty, cell != "\\" { current = MediaProfileName.named(in: cell) }
      let words = Words(TableGrid.cell(row, roles))
      for role in self.roles(in: words) {
        for profile in current where seen.insert("\(profile.name) \(role.rawValue)").inserted {
          findings.add(
            claim(profile, role, findings.citation(table.passage, row: row), table.passage, "roles", 92),
            block: table.passage.index)
        }
      }
    }
  }

  private static func roles(in words: Words) -> [Claim.Role] {
    var found: [Claim.Role] = []
    if words.hasAny(["fsc", "file set creator"]) { found.append(.fileSetCreator) }
    if words.hasAny(["fsr", "file set reader"]) { found.append(.fileSetReader) }
    if words.hasAny(["fsu", "file set updater"]) { found.append(.fileSetUpdater) }
    return found
  }

  private static func claim(
    _ profile: MediaProfileName, _ role: Claim.Role?, _ citation: Citation, _ passage: Passage, _ rule: String,
    _ confidence: Int
  ) -> Claim {
    Claim(
      kind: .mediaProfile, applicationEntity: passage.applicationEntity, name: profile.name, role: role,
      evidence: [citation], method: "media-profile/\(rule)",
      confidence: min(confidence, profile.isPrinted ? (profile.isKnown ? 95 : 75) : 70))
  }

  // MARK: Sentences

  private static func readProse(_ item: Prose, _ findings: inout Findings) {
    let isMedia = item.passage.purpose == .media
    guard isMedia || item.mentions(["media interchange", "media storage", "removable media", "std-"]) else { return }
    if isMedia, readVerdict(item, &findings) { return }
    for sentence in item.sentences where sentence.text.utf8.count < 1_000 && !sentence.isExample {
      let profiles = MediaProfileName.identifiers(in: sentence.text)
      guard let polarity = sentence.stance else { continue }
      let citation = item.citation(sentence, findings)
      if profiles.isEmpty {
        guard polarity == .notSupported, !isMedia || item.passage.path.count <= 3, deniesMedia(sentence.words) else {
          continue
        }
        addDenial(item.passage, citation, 75, &findings)
      }
      let roles = roles(in: sentence.words)
      for profile in profiles {
        for role in roles.isEmpty ? [nil] : roles.map(Optional.some) {
          var claim = claim(profile, role, citation, item.passage, "sentence", role == nil ? 60 : 70)
          claim.polarity = polarity
          findings.add(claim, block: item.passage.index)
        }
      }
    }
  }

  private static func deniesMedia(_ words: Words) -> Bool {
    words.hasAny([
      "support media", "support media interchange", "support dicom media", "support any media", "media interchange",
      "media storage services", "media services", "support removable media", "support media storage",
      "media storage application profile", "media application profile", "media application profiles",
    ]) && words.list.count <= 30
  }

  /// A section about media whose only words deny it.
  private static func readVerdict(_ item: Prose, _ findings: inout Findings) -> Bool {
    guard let heading = item.passage.path.last,
      heading.words.hasAny(["media interchange", "media storage", "media services"]),
      [
        "not supported", "none", "not applicable", "n a", "none supported", "media interchange is not supported",
        "not supported by this product", "no media interchange is supported",
      ].contains(Words(item.text).list.joined(separator: " "))
    else { return false }
    addDenial(item.passage, findings.citation(item.passage, words: item.text), 85, &findings)
    return true
  }

  private static func addDenial(
    _ passage: Passage, _ citation: Citation, _ confidence: Int, _ findings: inout Findings
  ) {
    findings.add(
      Claim(
        kind: .mediaProfile, applicationEntity: passage.applicationEntity, polarity: .notSupported,
        property: interchange, evidence: [citation], method: "media-profile/denial", confidence: confidence),
      block: passage.index)
  }
}
