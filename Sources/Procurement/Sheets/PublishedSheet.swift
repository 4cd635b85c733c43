import Office

/// A sheet as it is published to be filled in: what it says of itself, fields of its own, and a row for each thing that is
/// asked. Response schedules, evaluators' worksheets and tables of questions are such sheets.
struct PublishedSheet: Hashable, Sendable {
  /// What people call it: `schedule`.
  var noun: String
  /// Name on its tab.
  var name: String
  /// What stands over it.
  var title: String
  /// What it says of itself above its rows.
  var facts: [Fact]
  /// Fields above its rows that are filled in.
  var fields: [Field] = []
  /// The columns from the left; the first ones name the row.
  var columns: [Column]
  /// How many columns name a row.
  var keyColumns = 1
  /// The rows.
  var rows: [Row]

  /// Something that the sheet says of itself.
  struct Fact: Hashable, Sendable {
    /// What stands left.
    var label: String
    /// What stands right; nil where it is not known, and then it is not held against anything.
    var value: String?
    /// Whether it is the checksum of the specification.
    var isChecksum = false
  }

  /// A field above the rows.
  struct Field: Hashable, Sendable {
    /// What stands left.
    var label: String
    /// Words of which one is chosen; any text where there are none.
    var words: [String] = []
  }

  /// A column.
  struct Column: Hashable, Sendable {
    /// What stands over it.
    var heading: String
    /// Width in characters.
    var width: Double
    /// Whether it is filled in.
    var isAnswer = false
  }

  /// A row.
  struct Row: Hashable, Sendable {
    /// What stands in each column; nil where it is filled in.
    var printed: [String?]
    /// Columns whose text is a number.
    var numbers: Set<Int> = []
    /// What people call it, where it is missing.
    var title: String
  }

  /// Row of the headings, from 0: the title, the facts and the fields stand above it.
  var headingRow: Int { facts.count + fields.count + 1 }

  /// What names a row: the texts of the first columns.
  func key(_ row: Row) -> String { row.printed.prefix(keyColumns).map { $0 ?? "" }.joined(separator: " ") }

  /// The sheet as it is written, protected but for what is filled in.
  func sheet() -> Sheet {
    var sheet = Sheet(name, columns: columns.map { .init(width: $0.width) })
    sheet.rows = [[.text(title, .title)]]
    sheet.rows += facts.map { [.text($0.label, .heading), .text($0.value ?? "", .fact)] }
    sheet.rows += fields.map { [.text($0.label, .heading), Cell(.empty, .field)] }
    sheet.rows.append(columns.map { .text($0.heading, .heading) })
    for row in rows {
      sheet.rows.append(
        row.printed.enumerated().map { column, text in
          guard let text else { return Cell(.empty, .field) }
          if row.numbers.contains(column), let number = Int(text) { return .number(number) }
          return .text(text)
        })
    }
    sheet.frozenRows = headingRow + 1
    sheet.frozenColumns = min(2, columns.count)
    sheet.hasFilter = true
    sheet.isProtected = true
    for (index, field) in fields.enumerated() where !field.words.isEmpty {
      let place = CellReference(column: 1, row: facts.count + 1 + index)
      sheet.choices.append(
        Sheet.Choice(first: place, last: place, words: field.words, advice: "One of: \(Self.listed(field.words)).")
      )
    }
    return sheet
  }

  /// What the cells of a column take, over all rows.
  func choice(_ column: Int, _ rule: Sheet.Choice.Rule, _ advice: String) -> Sheet.Choice {
    Sheet.Choice(
      first: CellReference(column: column, row: headingRow + 1),
      last: CellReference(column: column, row: headingRow + rows.count), rule: rule, advice: advice)
  }

  private static func listed(_ words: [String]) -> String { words.joined(separator: ", ") }
}

extension CellStyle {
  /// A value on one line, without a border.
  fileprivate static let fact: CellStyle = {
    var style = CellStyle.plain
    style.wraps = false
    return style
  }()
}
