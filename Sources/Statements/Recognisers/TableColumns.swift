/// A table with what its columns are for.
struct TableReading {
  let passage: Passage
  let table: Table
  let grid: TableGrid
  let columns: TableColumns

  /// The tables among the passages.
  static func all(in passages: [Passage]) -> [TableReading] {
    passages.compactMap { passage in
      guard case .table(let table) = passage.block.content else { return nil }
      let grid = TableGrid(table)
      return TableReading(passage: passage, table: table, grid: grid, columns: TableColumns(grid))
    }
  }

  /// The words around the table that say what it lists: caption, what introduces it, headings of section and columns.
  var surroundings: [Words] {
    var texts: [Words] = []
    if let caption = table.caption { texts.append(Words(caption)) }
    if let lead = passage.lead { texts.append(Words(lead.text)) }
    texts += passage.path.suffix(2).map(\.words)
    texts += grid.headings
    return texts
  }
}

/// Which column of a table holds what. Told by the headings, and by the contents where there are none.
struct TableColumns {
  var name: Int?
  var uid: Int?
  var scu: Int?
  var scp: Int?
  var role: Int?
  var transferSyntaxName: Int?
  var transferSyntaxUID: Int?
  var support: Int?
  /// Columns whose cells hold SOP class identifiers, by content.
  var sopClassColumns: Set<Int> = []
  /// Columns whose cells hold transfer syntax identifiers, by content.
  var transferSyntaxColumns: Set<Int> = []
  /// Whether a heading speaks of SOP classes or abstract syntaxes.
  var speaksOfSOPClasses = false

  init(_ grid: TableGrid) {
    for (column, heading) in grid.headings.enumerated() { read(heading, column) }
    readContents(grid)
    // "User" and "Provider" alone mean the roles only where both are there.
    let plainUser = grid.headings.firstIndex { $0.joined == " user " }
    let plainProvider = grid.headings.firstIndex { $0.joined == " provider " }
    if let plainUser, let plainProvider, scu == nil, scp == nil {
      scu = plainUser
      scp = plainProvider
    }
    if uid == nil { uid = sopClassColumns.min() }
    if name == nil {
      name = (0..<max(grid.headings.count, 2)).first { column in
        ![uid, scu, scp, role, transferSyntaxName, transferSyntaxUID, support].contains(column)
      }
    }
  }

  private mutating func read(_ heading: Words, _ column: Int) {
    let transfer = heading.hasAny(["transfer syntax", "transfer syntaxes"])
    let abstract = heading.hasAny(["sop class", "sop classes", "abstract syntax", "abstract syntaxes"])
    let identifier = heading.hasAny(["uid", "uids", "oid", "object identifier", "unique identifier"])
    if abstract { speaksOfSOPClasses = true }
    if transfer, !abstract || heading.list.last != "class" {
      if identifier {
        transferSyntaxUID = transferSyntaxUID ?? column
      } else {
        transferSyntaxName = transferSyntaxName ?? column
      }
      return
    }
    let user = heading.hasAny(["scu", "user of service", "service class user", "service user", "user of services"])
    let provider = heading.hasAny([
      "scp", "provider of service", "service class provider", "service provider", "provider of services",
    ])
    if user, provider || heading.has("role") {
      role = role ?? column
    } else if user, !heading.hasAny(["query", "matching", "keys"]) {
      scu = scu ?? column
    } else if provider, !heading.hasAny(["query", "matching", "keys", "return"]) {
      scp = scp ?? column
    } else if heading.hasAny(["role", "roles"]) {
      role = role ?? column
    } else if identifier, !heading.hasAny(["instance", "implementation", "transaction", "study", "series"]) {
      uid = uid ?? column
    } else if abstract {
      name = name ?? column
    } else if heading.hasAny(["support", "supported", "supports", "availability", "available"]) {
      support = support ?? column
    } else if heading.joined == " name " {
      name = name ?? column
    }
  }

  private mutating func readContents(_ grid: TableGrid) {
    var classes: [Int: Int] = [:]
    var syntaxes: [Int: Int] = [:]
    for row in grid.rows.prefix(400) {
      for (column, cell) in row.cells.enumerated() {
        guard let found = UIDScan.identifiers(in: cell).first else { continue }
        if Registered.isSOPClass(found) { classes[column, default: 0] += 1 }
        if Registered.isTransferSyntax(found) { syntaxes[column, default: 0] += 1 }
      }
    }
    for (column, count) in classes where count >= syntaxes[column, default: 0] { sopClassColumns.insert(column) }
    for (column, count) in syntaxes where count > classes[column, default: 0] { transferSyntaxColumns.insert(column) }
  }

  /// Whether the table lists transfer syntaxes and no SOP classes.
  var listsTransferSyntaxes: Bool {
    if !sopClassColumns.isEmpty || speaksOfSOPClasses { return false }
    return !transferSyntaxColumns.isEmpty || transferSyntaxName != nil || transferSyntaxUID != nil
  }
}
