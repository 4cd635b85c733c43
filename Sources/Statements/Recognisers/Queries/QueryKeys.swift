import DICOM
import Evidence

/// Query keys from tables and lists, with levels and kinds of matching.
enum QueryKeys {
  static func read(_ tables: [TableReading], _ passages: [Passage], into findings: inout Findings) {
    for table in tables where table.passage.purpose != .explanation && table.passage.purpose != .media {
      readTable(table, &findings)
    }
    for passage in passages where passage.purpose == .conformance { readList(passage, &findings) }
  }

  // MARK: Tables

  private struct Columns {
    var tag: Int?
    var name: Int
    var level: Int?
    var type: Int?
    /// Columns for kinds of matching and for return, each with the role that its heading names.
    var matching: [(column: Int, role: Claim.Role?)] = []
    var returned: [(column: Int, role: Claim.Role?)] = []

    init?(_ table: TableReading) {
      guard let tags = Self.tagColumn(table.grid) else { return nil }
      let tagged = tags.column
      tag = tagged
      let headings = table.grid.headings
      let nameColumn =
        headings.indices.first {
          $0 != tagged && headings[$0].hasAny(["name", "attribute", "attributes", "description"])
        }
        ?? (tags.column == 0 ? 1 : 0)
      name = nameColumn
      for (column, heading) in headings.enumerated() where column != tag && column != nameColumn {
        let roles = Sentence.roles(in: heading)
        let role = roles.count == 1 ? roles.first : nil
        if heading.hasAny(["return", "returned", "return key", "return keys"]) || heading.joined == " r " {
          returned.append((column, role))
        } else if heading.hasAny(["matching", "query keys", "query key", "match"]) || heading.joined == " m " {
          matching.append((column, role))
        } else if heading.hasAny(["level"]) {
          level = level ?? column
        } else if heading.hasAny(["type", "key type"]) {
          type = type ?? column
        }
      }
      if matching.isEmpty, let coded = Self.codedColumn(table.grid, besides: [tag, nameColumn, level, type]) {
        matching = [(coded, nil)]
      }
    }

    /// The column whose cells are tags; a column nil where the tags stand with the names. None where two columns have
    /// tags: such a table maps attributes to others.
    private static func tagColumn(_ grid: TableGrid) -> (column: Int?, Void)? {
      var counts: [Int: Int] = [:]
      var inNames = 0
      let rows = grid.rows.prefix(60)
      for row in rows {
        for (column, cell) in row.cells.enumerated() where cell.utf8.count <= 60 {
          if PrintedTag.only(in: cell) != nil {
            counts[column, default: 0] += 1
          } else if column < 2, cell.utf8Contains("("), PrintedTag.first(in: cell) != nil {
            inNames += 1
          }
        }
      }
      let frequent = counts.filter { $0.value * 4 >= rows.count }
      guard frequent.count < 2 else { return nil }
      if let column = frequent.first?.key { return (column, ()) }
      return inNames * 2 >= rows.count && inNames > 0 ? (nil, ()) : nil
    }

    /// A column without a heading whose cells are codes of kinds of matching.
    private static func codedColumn(_ grid: TableGrid, besides taken: [Int?]) -> Int? {
      let width = grid.rows.prefix(60).map(\.cells.count).max() ?? 0
      return (0..<width).first { column in
        guard !taken.contains(column), !grid.headings.indices.contains(column) || grid.headings[column].isEmpty else {
          return false
        }
        let cells = grid.rows.prefix(60).map { TableGrid.cell($0, column).collapsed }.filter { !$0.isEmpty }
        return !cells.isEmpty && cells.allSatisfy(MatchingTypes.isCoded)
      }
    }
  }

  private static func readTable(_ table: TableReading, _ findings: inout Findings) {
    let context = QueryContext(table.passage, caption: table.table.caption, headings: table.grid.headings)
    guard context.speaksOfKeys, !context.speaksOfElse, let columns = Columns(table) else { return }
    var level = context.level
    for row in table.grid.rows {
      let nameCell = TableGrid.cell(row, columns.name).collapsed
      guard let (tag, name) = subject(row, columns, nameCell) else {
        // A row without a tag is a heading within the table.
        let words = Words(nameCell)
        if !words.isEmpty, words.list.count <= 4 { level = context.isWorklist ? nil : QueryContext.level(in: words) }
        continue
      }
      let own = context.isWorklist ? nil : QueryContext.level(in: Words(TableGrid.cell(row, columns.level)))
      let citation = findings.citation(table.passage, row: row)
      let bare = name.drop { ">\u{203A} ".contains($0) }
      let agrees = AttributeCheck.agrees(tag, name: String(bare), citation, &findings)
      for key in keys(row, columns) {
        var detail = ClaimDetail.QueryKey(tag: tag.text, level: own ?? level)
        detail.matching = key.matching
        detail.returned = key.returned
        detail.type = type(TableGrid.cell(row, columns.type))
        var claim = Claim(
          kind: .queryKey, applicationEntity: table.passage.applicationEntity, name: name.isEmpty ? nil : name,
          role: role(key.role ?? context.role, table.passage), polarity: key.polarity, sopClass: context.sopClass,
          detail: .queryKey(detail), evidence: [citation], method: "query-key/table",
          confidence: agrees ? 92 : 75)
        // Whose keys they are decides what they are worth.
        if claim.role == nil { claim.confidence = min(claim.confidence, 78) }
        findings.add(claim, block: table.passage.index)
      }
    }
  }

  /// Over HTTP the sides have other names.
  private static func role(_ role: Claim.Role?, _ passage: Passage) -> Claim.Role? {
    guard passage.purpose == .web else { return role }
    return role == .scp ? .originServer : role == .scu ? .userAgent : role
  }

  private static func subject(
    _ row: TableGrid.Row, _ columns: Columns, _ nameCell: String
  ) -> (PrintedTag, name: String)? {
    if let column = columns.tag {
      return PrintedTag.only(in: TableGrid.cell(row, column)).map { ($0, nameCell) }
    }
    return PrintedTag.first(in: nameCell).map { ($0.tag, $0.rest) }
  }

  private struct Key {
    var role: Claim.Role?
    var matching: [String]
    var returned: Bool?
    var polarity: Claim.Polarity
  }

  /// What a row says, for each role that has columns of its own.
  private static func keys(_ row: TableGrid.Row, _ columns: Columns) -> [Key] {
    guard !columns.matching.isEmpty || !columns.returned.isEmpty else {
      return [Key(role: nil, matching: [], returned: nil, polarity: .supported)]
    }
    var roles: [Claim.Role?] = []
    for role in (columns.matching + columns.returned).map(\.role) where !roles.contains(role) { roles.append(role) }
    return roles.compactMap { role in
      let matching = columns.matching.filter { $0.role == role }.map {
        MatchingTypes.read(TableGrid.cell(row, $0.column))
      }
      let returned = columns.returned.filter { $0.role == role }.map { TableGrid.cell(row, $0.column) }
      var key = Key(role: role, matching: [], returned: nil, polarity: .supported)
      for kind in matching.flatMap(\.kinds) where !key.matching.contains(kind) { key.matching.append(kind) }
      for cell in returned { key.returned = key.returned ?? isReturned(cell) }
      let saysNothing = matching.allSatisfy(\.isEmpty)
      // An attribute that is listed without a word is not said to be a key of this role.
      if saysNothing, key.returned == nil { return nil }
      if matching.contains(where: \.isNone), key.matching.isEmpty {
        if returned.isEmpty {
          // The standard's tables list what is returned, and say NONE of what is not matched.
          key.returned = true
        } else if key.returned == false {
          key.polarity = .notSupported
        }
      }
      return key
    }
  }

  private static func isReturned(_ cell: String) -> Bool? {
    let text = cell.collapsed
    guard !text.isEmpty, text != "NONE" else { return nil }
    if text == "-" || text == "\u{2013}" { return nil }
    guard let said = SupportCell.read(text) else { return true }
    return said.polarity == .supported ? true : said.polarity == .notSupported ? false : nil
  }

  private static func type(_ cell: String) -> String? {
    let text = cell.collapsed
    switch Words(text).list.first {
    case "u", "unique": return "U"
    case "r", "required": return "R"
    case "o", "optional": return "O"
    default: return nil
    }
  }

  // MARK: Lists

  /// `(0010,0020) PatientID`, line by line or item by item, below words about query keys.
  private static func readList(_ passage: Passage, _ findings: inout Findings) {
    let text: String
    switch passage.block.content {
    case .preformatted(let content), .listItem(_, let content): text = content
    default: return
    }
    guard text.utf8.count <= 20_000, text.utf8Contains(","), passage.path.last != nil else { return }
    let heads = [passage.path.last?.words, passage.lead.map { Words($0.text) }].compactMap { $0 }
    guard
      heads.contains(where: {
        $0.hasAny(["query key", "query keys", "matching key", "matching keys", "search key", "search keys"])
      })
    else { return }
    let context = QueryContext(passage, caption: nil, headings: [])
    let introduction = passage.lead.flatMap { Sentence.all(in: $0.text).last }
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(400).enumerated() {
      guard line.utf8.count <= 160, let (tag, rest) = PrintedTag.first(in: String(line)) else { continue }
      let citation = findings.citation(
        passage, words: String(line), line: passage.block.place.line.map { $0 &+ offset })
      let name = rest.prefix { $0 != "(" && $0 != "," && $0 != ";" }.collapsed
      let agrees = AttributeCheck.agrees(tag, name: name, citation, &findings)
      findings.add(
        Claim(
          kind: .queryKey, applicationEntity: passage.applicationEntity, name: name.isEmpty ? nil : name,
          role: context.role, polarity: introduction?.denies == true ? .notSupported : .supported,
          sopClass: context.sopClass, detail: .queryKey(ClaimDetail.QueryKey(tag: tag.text, level: context.level)),
          evidence: [citation], method: "query-key/list",
          confidence: agrees ? (context.role == nil ? 78 : 88) : 75), block: passage.index)
    }
  }
}
