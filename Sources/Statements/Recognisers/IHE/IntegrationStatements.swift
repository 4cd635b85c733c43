import Evidence

/// Integration profiles, actors and options of IHE from tables: those of Integration Statements, and others like them.
enum IntegrationStatements {
  static func read(_ tables: [TableReading], into findings: inout Findings) {
    for table in tables where table.passage.purpose != .explanation && mayConcern(table) {
      if let profile = profileOfTransactions(table) {
        readTransactions(of: profile, table, &findings)
      } else {
        readProfiles(table, &findings)
      }
    }
  }

  /// Where the words of the statement's columns stand.
  fileprivate struct Columns {
    var profile: Int
    var actor: Int?
    var option: Int?
    var support: Int?
    /// Whether the headings say that profiles of IHE are meant.
    var isExplicit: Bool

    init?(_ cells: [Words]) {
      guard cells.allSatisfy({ $0.list.count <= 8 }),
        let profile = cells.firstIndex(where: { $0.hasAny(["profile", "profiles"]) })
      else { return nil }
      func other(_ phrases: [String]) -> Int? {
        cells.indices.first { $0 != profile && cells[$0].hasAny(phrases) }
      }
      self.profile = profile
      actor = other(["actor", "actors"])
      option = other(["option", "options"])
      support = other(["support", "supported", "status", "implemented", "conformance"])
      if support == actor || support == option { support = nil }
      isExplicit =
        cells[profile].hasAny(["integration profile", "integration profiles"]) || cells[profile].has("ihe")
      guard actor != nil || support != nil else { return nil }
    }
  }

  private static func mayConcern(_ table: TableReading) -> Bool {
    table.grid.headings.contains { $0.hasAny(["profile", "profiles", "actor", "actors"]) }
      || table.grid.rows.prefix(12).contains { row in
        row.raw.contains { $0.utf8.count <= 60 && Words($0).hasAny(["actors", "actor"]) }
      }
  }

  private static func isAboutIHE(_ table: TableReading) -> Bool {
    IntegrationProse.isAboutIHE(table.passage) || Words(table.table.caption ?? "").has("ihe")
  }

  private static func readProfiles(_ table: TableReading, _ findings: inout Findings) {
    var columns = Columns(table.grid.headings)
    let context = isAboutIHE(table)
    // What a row leaves empty is that of the row before, where the format has no spans.
    var profileCell = ""
    var actorCell = ""
    for row in table.grid.rows {
      // The statement's head, its profiles and its addresses often are one table.
      if let embedded = Columns(row.cells.map { Words($0) }), embedded.actor != nil {
        columns = embedded
        (profileCell, actorCell) = ("", "")
        continue
      }
      guard let columns else { continue }
      // A cell across all columns names a domain.
      guard Set(row.cells.map(\.collapsed)).subtracting([""]).count > 1 || columns.isContinued(row) else {
        (profileCell, actorCell) = ("", "")
        continue
      }
      let printed = TableGrid.cell(row, columns.profile)
      if printed.collapsed.isEmpty {
        if !TableGrid.cell(row, columns.actor).collapsed.isEmpty { actorCell = TableGrid.cell(row, columns.actor) }
      } else {
        profileCell = printed
        actorCell = TableGrid.cell(row, columns.actor)
      }
      guard !profileCell.collapsed.isEmpty, !isAddress(profileCell) else {
        profileCell = ""
        continue
      }
      let isExplicit = columns.isExplicit || context
      readRow(row, columns, profileCell, actorCell, isExplicit: isExplicit, table, &findings)
    }
  }

  private static func readRow(
    _ row: TableGrid.Row, _ columns: Columns, _ profileCell: String, _ actorCell: String, isExplicit: Bool,
    _ table: TableReading, _ findings: inout Findings
  ) {
    let known = IntegrationProfiles.named(in: profileCell)
    let actors = actors(in: actorCell)
    guard !known.isEmpty || (isExplicit && actors.contains(where: \.isKnown)) else { return }
    let profiles = known.isEmpty ? [profileCell.collapsed] : known
    let said = SupportCell.read(TableGrid.cell(row, columns.support))
    let sentence = Sentence(text: "", words: Words(row.raw.joined(separator: " ")), linesBefore: 0)
    let isDenied = sentence.words.hasAny(["not implemented", "not supported"])
    guard columns.actor == nil ? said != nil && isExplicit : !actors.isEmpty else { return }
    let options = options(in: TableGrid.cell(row, columns.option))
    var claim = Claim(
      kind: .ihe, name: profileCell.collapsed,
      polarity: isDenied ? .notSupported : sentence.isOfTheFuture ? .unclear : said?.polarity ?? .supported,
      availability: said?.availability ?? .standard, condition: said?.condition,
      evidence: [findings.citation(table.passage, row: row)], method: "ihe/integration-statement",
      confidence: !isExplicit ? 85 : known.isEmpty ? 80 : 95)
    for profile in profiles {
      if IntegrationProfiles.isNameOfSeveral(profile, in: profileCell) { claim.confidence = 75 }
      func add(_ actor: String?, _ option: String?, _ most: Int) {
        var one = claim
        one.detail = .integration(ClaimDetail.Integration(profile: profile, actor: actor, option: option))
        one.confidence = min(claim.confidence, most)
        findings.add(one, block: table.passage.index)
      }
      if actors.count <= 1 {
        for option in options.isEmpty ? [nil] : options.map(Optional.some) {
          add(actors.first?.name, option, actors.first?.isKnown == false ? 85 : 95)
        }
      } else {
        for actor in actors { add(actor.name, nil, actor.isKnown ? 95 : 85) }
        // Several actors and several options: nothing says which option is whose.
        for option in options { add(nil, option, 70) }
      }
    }
  }

  /// The profile whose actors and transactions a table lists.
  private static func profileOfTransactions(_ table: TableReading) -> String? {
    guard table.column(["actor", "actors"]) != nil, table.column(["transaction", "transactions"]) != nil,
      table.column(["profile", "profiles"]) == nil
    else { return nil }
    for heading in table.passage.path.reversed() where !heading.isTitle {
      let named = IntegrationProfiles.named(in: heading.text)
      if named.count == 1 { return named.first }
    }
    return nil
  }

  private static func readTransactions(of profile: String, _ table: TableReading, _ findings: inout Findings) {
    let column = table.column(["actor", "actors"])
    let support = table.column(["support", "supported", "status", "implemented"])
    var seen: Set<String> = []
    for row in table.grid.rows {
      // One transaction that is not supported does not deny the actor.
      if support != nil, SupportCell.read(TableGrid.cell(row, support))?.polarity != .supported { continue }
      for actor in actors(in: TableGrid.cell(row, column)) where actor.isKnown && seen.insert(actor.name).inserted {
        findings.add(
          Claim(
            kind: .ihe, name: profile,
            detail: .integration(ClaimDetail.Integration(profile: profile, actor: actor.name)),
            evidence: [findings.citation(table.passage, row: row)], method: "ihe/actors-and-transactions",
            confidence: 85), block: table.passage.index)
      }
    }
  }

  /// The actors of a cell: by their names where they are known, as printed otherwise.
  private static func actors(in cell: String) -> [(name: String, isKnown: Bool)] {
    if let known = IntegrationActors.all(of: cell) { return known.map { ($0, true) } }
    var pieces = split(cell, at: ",;\u{2022}")
    if pieces.count == 1 {
      let lines = split(cell, at: "\n")
      // Lines are actors only where one of them is one: others are names that were wrapped.
      if lines.contains(where: { IntegrationActors.all(of: $0) != nil }) { pieces = lines }
    }
    return pieces.prefix(40).flatMap { piece -> [(name: String, isKnown: Bool)] in
      if let known = IntegrationActors.all(of: piece) { return known.map { ($0, true) } }
      guard !isNone(piece), piece.utf8.count <= 80, piece.contains(where: \.isLetter) else { return [] }
      return [(piece, false)]
    }
  }

  private static func options(in cell: String) -> [String] {
    split(cell, at: ",;\n\u{2022}").prefix(40).filter { !isNone($0) && $0.utf8.count <= 120 }
  }

  private static func split(_ cell: String, at separators: String) -> [String] {
    cell.split { separators.contains($0) }.map(\.collapsed).filter { !$0.isEmpty }
  }

  private static func isNone(_ text: String) -> Bool {
    let words = Words(text)
    return words.isEmpty
      || ["none", "no options", "n a", "na", "no", "not applicable", "no option"].contains(
        words.list.joined(separator: " "))
  }

  private static func isAddress(_ cell: String) -> Bool {
    Words(cell).hasAny([
      "internet address", "internet addresses", "web address", "links to", "general information",
      "conformance statement",
      "conformance statements", "vendor", "product name",
    ])
  }
}

extension IntegrationStatements.Columns {
  /// Whether a row with one filled cell goes on with the row before: it is an actor or an option.
  fileprivate func isContinued(_ row: TableGrid.Row) -> Bool {
    row.raw.count > 1 && TableGrid.cell(row, profile).collapsed.isEmpty
  }
}
