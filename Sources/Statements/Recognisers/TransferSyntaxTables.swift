import Evidence

/// Transfer syntaxes from tables, aligned lists and presentation contexts.
enum TransferSyntaxTables {
  static func read(_ tables: [TableReading], _ passages: [Passage], into findings: inout Findings) {
    let numbered = NumberedTables(tables)
    for table in tables where table.passage.purpose == .conformance {
      if table.columns.listsTransferSyntaxes {
        readList(table, passages, &findings)
      } else if table.columns.transferSyntaxUID != nil || table.columns.transferSyntaxName != nil,
        table.columns.speaksOfSOPClasses || !table.columns.sopClassColumns.isEmpty
      {
        readContexts(table, numbered, &findings)
      }
    }
  }

  /// A table of transfer syntaxes alone.
  private static func readList(_ table: TableReading, _ passages: [Passage], _ findings: inout Findings) {
    guard
      table.surroundings.contains(where: {
        $0.hasAny(["transfer syntax", "transfer syntaxes", "presentation context", "presentation contexts"])
      })
    else { return }
    let context = RoleContext(table.passage, caption: table.table.caption)
    let scope = restriction(table)
    for row in table.grid.rows {
      let support = SupportCell.read(TableGrid.cell(row, table.columns.support))
      let roles = roleSupport(row, table.columns)
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
        if let note = footnote(row, table, passages) {
          claim.availability = .conditional
          claim.condition = [claim.condition, note].compactMap { $0 }.joined(separator: " ")
        }
        findings.add(claim, block: table.passage.index)
      }
    }
  }

  /// Transfer syntaxes beside abstract syntaxes: each belongs to the SOP class of its row.
  private static func readContexts(
    _ table: TableReading, _ numbered: NumberedTables, _ findings: inout Findings
  ) {
    var seen: Set<String> = []
    for row in table.grid.rows {
      let classes = SOPClassSubject.subjects(of: row, in: table, &findings).compactMap(\.uid)
      guard !classes.isEmpty else { continue }
      let name = TableGrid.cell(row, table.columns.transferSyntaxName)
      let cell = TableGrid.cell(row, table.columns.transferSyntaxUID)
      let citation = findings.citation(table.passage, row: row)
      var found: [(uid: String, origin: Claim.UIDOrigin)] = []
      for uid in UIDScan.identifiers(in: cell.isEmpty ? name : cell) where !Registered.isSOPClass(uid) {
        found.append((uid, .printed))
      }
      if found.isEmpty {
        if let number = NumberedTables.reference(in: name) ?? NumberedTables.reference(in: cell) {
          if let uids = numbered.transferSyntaxes(ofTable: number) {
            found = uids.map { ($0, .byReference) }
          } else {
            findings.report(
              .warning, "dangling-reference",
              "The transfer syntaxes are said to stand in table \(number), and no such table with any was found.",
              citation)
          }
        } else if let uid = Registered.transferSyntax(named: name) {
          found = [(uid, .resolvedFromName)]
        }
      }
      for sopClass in classes {
        for item in found where seen.insert("\(sopClass) \(item.uid)").inserted {
          findings.add(
            Claim(
              kind: .transferSyntax, applicationEntity: table.passage.applicationEntity, uid: item.uid,
              uidOrigin: item.origin, name: Registered.entry(item.uid)?.name, sopClass: sopClass,
              evidence: [citation], method: "transfer-syntax-table/presentation-contexts",
              confidence: item.origin == .printed ? 95 : item.origin == .byReference ? 85 : 70),
            block: table.passage.index)
        }
      }
    }
  }

  private static func subjects(
    of row: TableGrid.Row, in table: TableReading, _ findings: inout Findings
  ) -> [Claim] {
    let columns = table.columns
    let nameColumn = columns.transferSyntaxName ?? columns.name
    let uidColumn = columns.transferSyntaxUID ?? columns.uid ?? columns.transferSyntaxColumns.min()
    let name = TableGrid.cell(row, nameColumn).collapsed
    let citation = findings.citation(table.passage, row: row)
    let cell = TableGrid.cell(row, uidColumn)
    let found = UIDScan.identifiers(in: cell.isEmpty ? name : cell)
    let accepted = found.filter { uid in
      guard let kind = Registered.entry(uid)?.kind else { return true }
      return kind == .transferSyntax
    }
    func claim(_ uid: String, _ origin: Claim.UIDOrigin, _ confidence: Int) -> Claim {
      Claim(
        kind: .transferSyntax, uid: uid, uidOrigin: origin, name: name.isEmpty ? nil : name, evidence: [citation],
        method: "transfer-syntax-table/list", confidence: confidence)
    }
    if !accepted.isEmpty {
      return accepted.map { uid in
        let agrees = RegistryCheck.transferSyntax(
          uid: uid, name: accepted.count == 1 && nameColumn != uidColumn ? name : "", citation, &findings)
        return claim(uid, .printed, agrees ? 92 : 75)
      }
    }
    guard found.isEmpty, columns.transferSyntaxName != nil, let uid = Registered.transferSyntax(named: name) else {
      return []
    }
    return [claim(uid, .resolvedFromName, 70)]
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

  /// The footnote that a row's mark points to, where it makes the row conditional.
  private static func footnote(_ row: TableGrid.Row, _ table: TableReading, _ passages: [Passage]) -> String? {
    guard let mark = row.raw.lazy.compactMap({ Footnote.mark(closing: $0) }).first else { return nil }
    for passage in passages.dropFirst(position(of: table.passage.index, in: passages)).prefix(12) {
      guard case .paragraph(let text) = passage.block.content, Footnote.mark(openingOf: text) == mark else { continue }
      return text.collapsed
    }
    return nil
  }

  private static func position(of index: Int, in passages: [Passage]) -> Int {
    var low = 0
    var high = passages.count
    while low < high {
      let middle = (low + high) / 2
      if passages[middle].index <= index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Tables by the numbers in their captions, for references to them.
struct NumberedTables {
  private var syntaxes: [String: [String]] = [:]

  init(_ tables: [TableReading]) {
    for table in tables where table.columns.listsTransferSyntaxes {
      guard let caption = table.table.caption, let number = Self.reference(in: caption) else { continue }
      var uids: [String] = []
      for row in table.grid.rows {
        for uid in row.raw.flatMap({ UIDScan.identifiers(in: $0) }) where !uids.contains(uid) && uids.count < 500 {
          uids.append(uid)
        }
      }
      if !uids.isEmpty { syntaxes[number] = uids }
    }
  }

  /// The transfer syntaxes of the table of this number; nil where there is none with any.
  func transferSyntaxes(ofTable number: String) -> [String]? { syntaxes[number] }

  /// The number after "Table", with dots for whatever separates: `4.2-1` is `4.2.1`.
  static func reference(in text: String) -> String? {
    let words = Words(text).list
    guard let start = words.firstIndex(of: "table") else { return nil }
    let number = words[(start + 1)...].prefix { part in
      part.allSatisfy(\.isNumber) || (part.count == 1 && part.first?.isLetter == true)
    }
    return number.isEmpty ? nil : number.joined(separator: ".")
  }
}
