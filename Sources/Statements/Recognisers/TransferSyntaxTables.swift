import Evidence

/// Transfer syntaxes from tables, aligned lists and presentation contexts.
enum TransferSyntaxTables {
  static func read(
    _ tables: [TableReading], _ passages: [Passage], _ numbered: inout NumberedTables, into findings: inout Findings
  ) {
    let sets = TransferSyntaxSets(tables)
    for table in tables where table.passage.purpose == .conformance {
      if table.columns.listsTransferSyntaxes {
        // A set claims nothing until a SOP class refers to it.
        guard table.columns.transferSyntaxSet == nil else { continue }
        readList(table, TableNotes(table, passages), &findings)
      } else if table.columns.givesPresentationContexts,
        table.columns.speaksOfSOPClasses || !table.columns.sopClassColumns.isEmpty
      {
        readContexts(table, &numbered, sets, &findings)
      }
    }
  }

  /// A table of transfer syntaxes alone.
  private static func readList(_ table: TableReading, _ notes: TableNotes, _ findings: inout Findings) {
    guard
      table.surroundings.contains(where: {
        $0.hasAny(["transfer syntax", "transfer syntaxes", "presentation context", "presentation contexts"])
      })
    else { return }
    let context = RoleContext(table.passage, caption: table.table.caption)
    let scope = restriction(table)
    let answering = answeringColumns(table)
    for row in table.grid.rows {
      let support = SupportCell.read(TableGrid.cell(row, table.columns.support))
      let roles = roleSupport(row, table.columns) ?? answer(row, answering)
      let note = notes.note(for: row, &findings)
      for subject in subjects(of: row, in: table, &findings) {
        var claim = subject
        claim.applicationEntity = table.passage.applicationEntity
        claim.polarity = context.polarity
        if let condition = context.condition {
          claim.availability = .conditional
          claim.condition = condition
        } else if let scope {
          claim.availability = .conditional
          claim.condition = scope
        }
        if let said = support ?? roles, claim.polarity == .supported {
          claim.polarity = said.polarity
          if said.availability != .standard {
            claim.availability = said.availability
            claim.condition = said.condition
          }
        }
        if let note { claim.qualify(by: note, always: true) }
        findings.add(claim, block: table.passage.index)
      }
    }
  }

  /// Transfer syntaxes beside abstract syntaxes: each belongs to the SOP class of its row.
  private static func readContexts(
    _ table: TableReading, _ numbered: inout NumberedTables, _ sets: TransferSyntaxSets, _ findings: inout Findings
  ) {
    var seen: Set<String> = []
    var current: [String?] = []
    var listed: [String: [(uid: String, origin: Claim.UIDOrigin)]] = [:]
    var previous: [(uid: String, origin: Claim.UIDOrigin)] = []
    guard !table.passage.isBelowDenial else { return }
    for row in table.grid.rows where !findings.isFull {
      var classes = SOPClassSubject.subjects(of: row, in: table, &findings).map(\.uid)
      if classes.isEmpty {
        classes = SOPClassSubject.referred(by: row, in: table, &numbered, &findings).map(\.uid)
      }
      let continues = classes.isEmpty && isContinuation(row, of: table)
      if continues { classes = current }
      guard !classes.isEmpty else {
        current = []
        continue
      }
      current = classes
      guard !isDenied(row, in: table) else { continue }
      let citation = findings.citation(table.passage, row: row)
      let cell = TransferSyntaxCell(row, in: table, &numbered, sets)
      var found = cell.found
      if found.isEmpty, continues { found = shifted(row) }
      if let missing = cell.dangling {
        findings.report(
          .warning, "dangling-reference",
          "The transfer syntaxes are said to stand in \(missing), and none with any was found.", citation)
      } else if found.isEmpty {
        found = repeated(row, table, listed, previous)
      }
      previous = found
      for sopClass in classes {
        if let sopClass, !found.isEmpty { listed[sopClass] = found }
        for item in found where seen.insert("\(sopClass ?? "") \(item.uid)").inserted {
          findings.add(
            Claim(
              kind: .transferSyntax, applicationEntity: table.passage.applicationEntity, uid: item.uid,
              uidOrigin: item.origin, name: Registered.entry(item.uid)?.name, sopClass: sopClass,
              evidence: [citation], method: "transfer-syntax-table/presentation-contexts",
              confidence: confidence(item.origin, isForOne: sopClass != nil)),
            block: table.passage.index)
        }
      }
    }
  }

  private static func confidence(_ origin: Claim.UIDOrigin, isForOne: Bool) -> Int {
    // A context for "any storage class" says what may be, not for which class.
    guard isForOne else { return 60 }
    return origin == .printed ? Trust.presentationContexts : origin == .byReference ? 85 : 70
  }

  /// A row that gives further transfer syntaxes for the class above: no class of its own, and transfer syntaxes
  /// wherever its cells have slid to.
  private static func isContinuation(_ row: TableGrid.Row, of table: TableReading) -> Bool {
    let columns = table.columns
    let own = [columns.name, columns.uid].map { TableGrid.cell(row, $0).collapsed }.filter { !$0.isEmpty }
    guard !own.isEmpty else { return true }
    return shifted(row).count > 0
      && own.allSatisfy { text in
        Registered.identifiers(inCell: text).contains(where: Registered.isTransferSyntax)
          || !TransferSyntaxCell.named(in: text).isEmpty
      }
  }

  private static func shifted(_ row: TableGrid.Row) -> [(uid: String, origin: Claim.UIDOrigin)] {
    let printed = row.cells.flatMap(Registered.identifiers(inCell:)).filter(Registered.isTransferSyntax)
    return printed.map { ($0, .printed) }
  }

  /// A row whose roles are all denied proposes no context.
  private static func isDenied(_ row: TableGrid.Row, in table: TableReading) -> Bool {
    let columns = table.columns
    let answers = [columns.scu, columns.scp].compactMap { SupportCell.read(TableGrid.cell(row, $0)) }
    return !answers.isEmpty && answers.allSatisfy { $0.polarity == .notSupported }
  }

  /// "Same as CT Image Storage", "as above": what another row of the table lists.
  private static func repeated(
    _ row: TableGrid.Row, _ table: TableReading, _ listed: [String: [(uid: String, origin: Claim.UIDOrigin)]],
    _ previous: [(uid: String, origin: Claim.UIDOrigin)]
  ) -> [(uid: String, origin: Claim.UIDOrigin)] {
    let columns = table.columns
    for column in [columns.transferSyntaxName, columns.transferSyntaxUID] {
      let text = TableGrid.cell(row, column).collapsed
      if ["\"", "\u{201D}", "''", "ditto"].contains(text.lowercased()) {
        return previous.map { ($0.uid, .byReference) }
      }
      let words = Words(text)
      guard words.list.count <= 20 else { continue }
      if words.hasAny(["as above", "see above", "same as above", "as previous"]) {
        return previous.map { ($0.uid, .byReference) }
      }
      guard let range = text.range(of: "same as ", options: .caseInsensitive) else { continue }
      let name = String(text[range.upperBound...])
      let words2 = Words(name)
      let named =
        Registered.sopClass(named: name)
        ?? Registered.sopClassPhrases(among: words2).first { words2.has($0.phrase) }?.uid
      if let named, let found = listed[named] { return found.map { ($0.uid, .byReference) } }
    }
    return []
  }

  private static func subjects(
    of row: TableGrid.Row, in table: TableReading, _ findings: inout Findings
  ) -> [Claim] {
    let columns = table.columns
    let nameColumn = columns.transferSyntaxName ?? columns.name
    let uidColumn = columns.transferSyntaxUID ?? columns.uid ?? columns.transferSyntaxColumns.min()
    let printed = TableGrid.cell(row, nameColumn)
    let name = Footnote.withoutMark(printed.collapsed)
    let citation = findings.citation(table.passage, row: row)
    let cell = TableGrid.cell(row, uidColumn)
    let found = Registered.identifiers(inCell: cell.isEmpty ? printed : cell)
    let accepted = found.filter(TransferSyntaxCell.mayBeTransferSyntax)
    func claim(_ uid: String, _ origin: Claim.UIDOrigin, _ confidence: Int) -> Claim {
      Claim(
        kind: .transferSyntax, uid: uid, uidOrigin: origin, name: name.isEmpty ? nil : name, evidence: [citation],
        method: "transfer-syntax-table/list", confidence: confidence)
    }
    if !accepted.isEmpty {
      return accepted.map { uid in
        let agrees = RegistryCheck.transferSyntax(
          uid: uid, name: accepted.count == 1 && nameColumn != uidColumn && isName(name, columns) ? name : "", citation,
          &findings)
        return claim(uid, .printed, agrees ? 92 : RegistryCheck.doubtful)
      }
    }
    guard found.isEmpty, columns.transferSyntaxName != nil else { return [] }
    RegistryCheck.malformed(cell, name: name, citation, &findings)
    return TransferSyntaxCell.named(in: printed).map { claim($0, .resolvedFromName, 70) }
  }

  /// Without a heading the first column may hold anything.
  private static func isName(_ text: String, _ columns: TableColumns) -> Bool {
    columns.transferSyntaxName != nil
      || Words(text).hasStem(["implicit", "explicit", "jpeg", "rle", "mpeg", "deflate", "htj2k", "hevc"])
  }

  /// Columns under any other heading, "Send", "Receive", "Decode", whose cells all answer yes or no.
  private static func answeringColumns(_ table: TableReading) -> [Int] {
    let columns = table.columns
    let known = [
      columns.transferSyntaxName ?? columns.name, columns.uid, columns.transferSyntaxUID, columns.support, columns.scu,
      columns.scp,
    ]
    return table.grid.headings.indices.filter { column in
      guard !known.contains(column), !columns.transferSyntaxColumns.contains(column) else { return false }
      let cells = table.grid.rows.map { TableGrid.cell($0, column).collapsed }.filter { !$0.isEmpty && $0 != "-" }
      return !cells.isEmpty && cells.allSatisfy { SupportCell.read($0) != nil }
    }
  }

  /// The best of several answers: what can be sent or received is supported.
  private static func answer(_ row: TableGrid.Row, _ columns: [Int]) -> SupportCell? {
    let said = columns.compactMap { SupportCell.read(TableGrid.cell(row, $0)) }
    return said.first { $0.polarity == .supported && $0.availability == .standard }
      ?? said.first { $0.polarity == .supported } ?? said.first
  }

  private static func roleSupport(_ row: TableGrid.Row, _ columns: TableColumns) -> SupportCell? {
    let said = [columns.scu, columns.scp].compactMap { SupportCell.read(TableGrid.cell(row, $0)) }
    return said.first { $0.polarity == .supported } ?? said.first
  }

  /// "for Image Storage SOP Classes": what the caption restricts the list to, unless it says all.
  private static func restriction(_ table: TableReading) -> String? {
    guard let caption = table.table.caption else { return nil }
    let words = Words(caption)
    guard words.has("for"), words.hasAny(["sop class", "sop classes"]) || words.has("storage"), !words.has("all") else {
      return nil
    }
    return caption
  }
}
