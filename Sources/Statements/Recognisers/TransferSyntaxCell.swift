import Evidence

/// The transfer syntaxes that the cells of a row give.
struct TransferSyntaxCell {
  /// Identifiers with where each came from.
  var found: [(uid: String, origin: Claim.UIDOrigin)] = []
  /// What a table or set is called that the cells point to and that was not found.
  var dangling: String?

  /// Reads the cells of a row beside its SOP class.
  init(
    _ row: TableGrid.Row, in table: TableReading, _ numbered: inout NumberedTables, _ sets: TransferSyntaxSets
  ) {
    let columns = table.columns
    let name = TableGrid.cell(row, columns.transferSyntaxName)
    let cell = TableGrid.cell(row, columns.transferSyntaxUID)
    let set = TableGrid.cell(row, columns.transferSyntaxSet)
    let printed = Registered.identifiers(inCell: cell) + (cell == name ? [] : Registered.identifiers(inCell: name))
    var seen: Set<String> = []
    found = printed.filter { Self.mayBeTransferSyntax($0) && seen.insert($0).inserted }.map { ($0, .printed) }
    guard found.isEmpty else { return }
    for text in [name, cell, set] where !text.isEmpty {
      if let number = NumberedTables.reference(in: text) {
        take(numbered.transferSyntaxes(ofTable: number), except: text, "table \(number)")
        return
      }
    }
    for text in [set, name, cell] where !text.isEmpty {
      if let (uids, missing) = sets.transferSyntaxes(inCell: text, namesSets: text == set) {
        take(uids, except: text, missing.map { "set \($0)" })
        return
      }
    }
    found = Self.named(in: name.isEmpty ? cell : name).map { ($0, .resolvedFromName) }
  }

  private mutating func take(_ uids: [String], except text: String, _ place: String?) {
    let excepted = ExceptedNames.transferSyntaxes(in: text)
    found = uids.filter { !excepted.contains($0) }.map { ($0, .byReference) }
    if found.isEmpty { dangling = place }
  }

  /// Identifiers that are registered as something else are no transfer syntaxes, nor is what a cut leaves of one.
  static func mayBeTransferSyntax(_ uid: String) -> Bool {
    guard let kind = Registered.entry(uid)?.kind else { return !Registered.beginsOthers(uid) }
    return kind == .transferSyntax
  }

  /// The transfer syntaxes that a cell names, one or several.
  static func named(in text: String) -> [String] {
    guard !text.isEmpty, text.utf8.count <= 2_000 else { return [] }
    if let uid = Registered.transferSyntax(named: Footnote.withoutMark(text.collapsed)) { return [uid] }
    let words = Words(text)
    // What a cell denies or leaves out is not listed.
    guard !words.hasAny(["not", "no", "except", "excluding", "without"]) else { return [] }
    return TransferSyntaxPhrases.uids(in: words)
  }
}

/// Sets of transfer syntaxes by name: "Transfer Syntax Set A" (PS3.2 Table N.1-2).
struct TransferSyntaxSets {
  private var sets: [String: [String]] = [:]

  init(_ tables: [TableReading]) {
    for table in tables where table.passage.purpose == .conformance && table.columns.sopClassColumns.isEmpty {
      if let column = table.columns.transferSyntaxSet, !table.columns.speaksOfSOPClasses {
        readColumn(table, column)
      } else if table.columns.listsTransferSyntaxes, let caption = table.table.caption,
        let name = Self.name(after: caption)
      {
        for row in table.grid.rows { add(Self.syntaxes(of: row, in: table), to: name) }
      }
    }
  }

  private mutating func readColumn(_ table: TableReading, _ column: Int) {
    var current: String?
    for row in table.grid.rows {
      let cell = TableGrid.cell(row, column).collapsed
      if !cell.isEmpty { current = Self.key(cell) }
      if let current { add(Self.syntaxes(of: row, in: table), to: current) }
    }
  }

  private mutating func add(_ uids: [String], to name: String) {
    for uid in uids where sets[name, default: []].count < 200 && sets[name]?.contains(uid) != true {
      sets[name, default: []].append(uid)
    }
  }

  private static func syntaxes(of row: TableGrid.Row, in table: TableReading) -> [String] {
    let printed = row.cells.enumerated().filter { $0.offset != table.columns.transferSyntaxSet }
      .flatMap { Registered.identifiers(inCell: $0.element) }.filter(TransferSyntaxCell.mayBeTransferSyntax)
    if !printed.isEmpty { return printed }
    let name = table.columns.transferSyntaxName ?? table.columns.name
    return TransferSyntaxCell.named(in: TableGrid.cell(row, name))
  }

  /// The transfer syntaxes of the sets that a cell names, and the name that no table explains; nil where it names none.
  func transferSyntaxes(inCell text: String, namesSets: Bool) -> (uids: [String], missing: String?)? {
    let words = Words(text)
    guard words.list.count <= 16, namesSets || words.has("set") || words.has("sets") else { return nil }
    var uids: [String] = []
    var missing: String?
    for part in text.split(whereSeparator: { ",;/\n+&".contains($0) }) {
      let key = Self.key(String(part))
      guard !key.isEmpty else { continue }
      if let set = sets[key] {
        uids += set.filter { !uids.contains($0) }
      } else if namesSets {
        missing = missing ?? part.collapsed
      }
    }
    return uids.isEmpty && missing == nil ? nil : (uids, missing)
  }

  /// The name without the words that every set has.
  private static func key(_ text: String) -> String {
    Words(text).list.filter { !["transfer", "syntax", "syntaxes", "set", "sets", "and", "see"].contains($0) }
      .joined(separator: " ")
  }

  /// The name in a caption such as "Table 3 Transfer Syntax Set A".
  private static func name(after caption: String) -> String? {
    let words = Words(caption)
    guard words.joined.utf8Contains(" syntax set ") || words.joined.utf8Contains(" syntaxes set "),
      let position = words.list.lastIndex(of: "set"), words.list.indices.contains(position + 1)
    else { return nil }
    return String(words.list[position + 1])
  }
}
