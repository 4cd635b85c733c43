import Evidence

/// A property and its value as a document states them.
struct KeyValue {
  var key: Words
  var value: String
  var citation: Citation
  var passage: Passage
  /// The application entity that a row over several columns put over this one.
  var applicationEntity: String?
  /// Whether a column says that the value can be changed.
  var isConfigurable = false

  /// Every pair in rows, items and lines of the form `key: value`.
  static func all(_ passages: [Passage], _ tables: [TableReading], _ findings: Findings) -> [KeyValue] {
    var pairs: [KeyValue] = []
    for table in tables where table.passage.purpose == .conformance { pairs += rows(table, findings) }
    for passage in passages where passage.purpose == .conformance {
      switch passage.block.content {
      case .paragraph(let text), .listItem(_, let text):
        guard text.utf8.count < 8_000 else { continue }
        for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).prefix(200).enumerated() {
          guard let (key, value) = split(line) else { continue }
          pairs.append(
            KeyValue(
              key: Words(key), value: value,
              citation: findings.citation(
                passage, words: String(line), line: passage.block.place.line.map { $0 + offset }), passage: passage))
        }
      default: continue
      }
    }
    return pairs
  }

  /// Rows whose first cell names something and whose value stands in the column headed so, or in the second of two.
  private static func rows(_ table: TableReading, _ findings: Findings) -> [KeyValue] {
    let headings = table.grid.headings
    let valueColumn =
      headings.firstIndex { $0.hasAny(["value", "values", "default value"]) }
      ?? headings.firstIndex { $0.joined == " default " }
    let width = table.grid.rows.map(\.cells.count).max() ?? headings.count
    // Two pairs side by side are four columns without a heading.
    let columns = valueColumn.map { [(0, $0)] } ?? (width == 2 ? [(0, 1)] : width == 4 ? [(0, 1), (2, 3)] : [])
    guard columns.allSatisfy({ $0.1 > 0 }), width <= 6 else { return [] }
    var pairs: [KeyValue] = []
    let configurable = headings.firstIndex { $0.has("configurable") && $0.list.count <= 3 }
    var entity: String?
    for row in table.grid.rows {
      if let group = group(row) {
        entity = ApplicationEntityName.named(byGroup: group)
        continue
      }
      for (key, value) in columns {
        pairs.append(
          KeyValue(
            key: Words(TableGrid.cell(row, key)), value: TableGrid.cell(row, value).collapsed,
            citation: findings.citation(table.passage, row: row), passage: table.passage, applicationEntity: entity,
            isConfigurable: SupportCell.read(TableGrid.cell(row, configurable))?.polarity == .supported))
      }
    }
    // A table of two columns often has no headings, and its first pair was taken for them.
    if valueColumn == nil {
      for row in table.table.header where row.cells.count == 2 {
        let texts = row.cells.map(\.text.collapsed)
        var citation = findings.citation(table.passage, words: texts.joined(separator: " | "), line: row.place.line)
        citation.cells = texts
        pairs.append(KeyValue(key: Words(texts[0]), value: texts[1], citation: citation, passage: table.passage))
      }
    }
    return pairs.filter { !$0.key.isEmpty && $0.key.list.count <= 12 }
  }

  /// The text of a row that stands over others: the only one in it.
  private static func group(_ row: TableGrid.Row) -> String? {
    let texts = row.raw.filter { !$0.isEmpty }
    return row.cells.count > 1 && texts.count == 1 ? texts.first : nil
  }

  /// Key and value of a line; a value in brackets, `(default: X)`, counts too.
  private static func split(_ line: Substring) -> (key: String, value: String)? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    var key = line[..<colon]
    var value = line[line.index(after: colon)...]
    if let open = key.lastIndex(of: "("), Words(key[open...]).joined == " default " {
      key = key[..<open]
      if let close = value.firstIndex(of: ")") { value = value[..<close] }
    }
    let text = String(value).collapsed
    guard key.utf8.count <= 80, !text.isEmpty, text.utf8.count <= 400 else { return nil }
    return (String(key), text)
  }
}

/// Numbers in text.
enum NumberScan {
  /// The first whole number, thousands' separators allowed, and what follows it.
  static func first(in text: String) -> (value: Int, rest: String)? {
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0.isASCII && $0.isNumber }) {
      let before = start > rest.startIndex ? rest[rest.index(before: start)] : " "
      var digits = ""
      var position = start
      while position < rest.endIndex {
        let character = rest[position]
        if character.isASCII, character.isNumber {
          digits.append(character)
        } else if character == "," || character == "'" || character == "\u{A0}" {
          let group = rest[rest.index(after: position)...].prefix(4)
          guard group.prefix(3).count == 3, group.prefix(3).allSatisfy({ $0.isASCII && $0.isNumber }),
            group.dropFirst(3).first?.isNumber != true
          else { break }
        } else {
          break
        }
        position = rest.index(after: position)
      }
      let after = rest[position...]
      // Parts of versions, identifiers and names are no numbers.
      let dotted = after.first == "." && after.dropFirst().first.map { $0.isNumber || $0 == "." } == true
      if !before.isLetter, before != ".", before != "_", !dotted, let value = Int(digits) {
        return (value, String(after))
      }
      rest = rest[position...].drop { $0 == "." || ($0.isASCII && $0.isNumber) }
    }
    return nil
  }

  /// The number stated, where "default" marks one of several that one.
  static func stated(in text: String) -> (value: Int, rest: String)? {
    if let range = text.lowercased().range(of: "default") {
      let after = String(text.lowercased()[range.upperBound...])
      if let found = first(in: after), after.prefix(4).contains(where: { ":= i".contains($0) }) { return found }
    }
    return first(in: text)
  }

  /// Numbers written as words, up to ten.
  static let words = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
  ]
}
