import Office
import Specification

/// A published sheet that was filled in, under reading: headings first, then row by row. Everything that is not as it was
/// published is named with its cell.
struct FilledSheet {
  /// As it was published.
  let published: PublishedSheet
  /// As it came back.
  let sheet: SheetContents
  /// The file, as it is shown.
  let file: String
  /// Whether all of it must be as it was published, and not the answers alone.
  let isComplete: Bool
  /// The rows that were found: which of the published ones, and where.
  private(set) var found: [(index: Int, row: Int)] = []
  /// Published rows that are not there.
  private(set) var deleted: [Int] = []
  /// Errors and warnings, each with its cell.
  private(set) var log: [Diagnostic] = []
  /// Where each column stands; as published where none was moved.
  private var columns: [Int: Int] = [:]
  /// More problems than people read are not told one by one.
  private static let longestLog = 2_000

  init(_ published: PublishedSheet, sheet: SheetContents, file: String, isComplete: Bool = true) {
    self.published = published
    self.sheet = sheet
    self.file = file
    self.isComplete = isComplete
  }

  /// Reads headings and rows.
  mutating func read() {
    guard let heading = headingRow else {
      error(
        .headings, CellReference(column: 0, row: published.headingRow),
        "the row of headings is not there: no row begins with “\(published.columns.first?.heading ?? "")”",
        hint: "fill in the \(published.noun) as it was published")
      return
    }
    if isComplete {
      for range in sheet.merged {
        error(
          .mergedCells, range.first, "the cells \(range) are merged", hint: "split them, and answer each row by itself")
      }
      readFacts(above: heading)
    }
    guard readHeadings(in: heading) else { return }
    readRows(below: heading)
  }

  // MARK: Above the rows

  /// The first row with at least three of the headings; most sheets have it where it was published.
  private var headingRow: Int? {
    let names = Set(published.columns.map(\.heading))
    var counts: [Int: Int] = [:]
    for (place, contents) in sheet.cells where place.row < 100 && names.contains(ScheduleText.collapsed(contents.text))
    {
      counts[place.row, default: 0] += 1
    }
    return counts.filter { $0.value >= 3 }.keys.min()
  }

  private mutating func readFacts(above heading: Int) {
    for fact in published.facts {
      guard let expected = fact.value else { continue }
      guard let row = row(labelled: fact.label, above: heading) else {
        error(
          .otherSchedule, CellReference(column: 0, row: 0), "there is no line “\(fact.label)” above the headings",
          hint: "fill in the \(published.noun) as it was published")
        continue
      }
      let found = ScheduleText.collapsed(sheet.text(1, row))
      let published = ScheduleText.collapsed(CellText.clean(expected, limit: Workbook.longestText))
      guard found != published else { continue }
      let place = CellReference(column: 1, row: row)
      if fact.isChecksum {
        error(
          .otherChecksum, place,
          "the \(self.published.noun) is of the specification with SHA-256 “\(ScheduleText.excerpt(found))”, not \(expected)",
          hint: "fill in the \(self.published.noun) of this pack")
      } else {
        error(
          .otherSchedule, place,
          "\(fact.label.lowercased()) is “\(ScheduleText.excerpt(found))”, not “\(ScheduleText.excerpt(expected))”",
          hint: "fill in the \(self.published.noun) of this tender and lot")
      }
    }
  }

  private func row(labelled label: String, above heading: Int) -> Int? {
    (0..<heading).first { ScheduleText.collapsed(sheet.text(0, $0)) == label }
  }

  /// Where a field above the rows is filled in, and what stands there; nil where it is not there.
  func field(_ label: String) -> (place: CellReference, text: String)? {
    guard let heading = headingRow, let row = row(labelled: label, above: heading) else { return nil }
    let place = CellReference(column: 1, row: row)
    let contents = sheet[place]
    return (place, contents?.formula == nil ? ScheduleText.trimmed(contents?.text ?? "") : "")
  }

  /// Whether rows can be read: every heading is there, though perhaps in another place.
  private mutating func readHeadings(in row: Int) -> Bool {
    for column in sheet.columns(in: row) {
      let text = ScheduleText.collapsed(sheet.text(column, row))
      guard !text.isEmpty else { continue }
      let place = CellReference(column: column, row: row)
      guard let meant = published.columns.firstIndex(where: { $0.heading == text }) else {
        if published.columns.indices.contains(column) {
          error(
            .movedColumn, place,
            "the heading is “\(ScheduleText.excerpt(text))”, not “\(published.columns[column].heading)”",
            hint: "put the columns as they were published")
        } else {
          warning(
            .extraColumn, place, "the column “\(ScheduleText.excerpt(text))” was not asked for and is not read",
            hint: "write what matters into the notes")
        }
        continue
      }
      guard columns[meant] == nil else {
        error(.movedColumn, place, "the column “\(text)” is there twice", hint: "remove one of them")
        continue
      }
      columns[meant] = column
      if column != meant {
        let home = CellReference.name(ofColumn: meant)
        error(
          .movedColumn, place, "the column “\(text)” was moved: it belongs in column \(home)",
          hint: "put the columns as they were published")
      }
    }
    let lost = published.columns.indices.filter { columns[$0] == nil }
    for column in lost {
      error(
        .movedColumn, CellReference(column: column, row: row),
        "there is no column “\(published.columns[column].heading)”", hint: "put the columns as they were published")
    }
    return lost.isEmpty
  }

  // MARK: Rows

  private mutating func readRows(below heading: Int) {
    let keys = published.rows.map { ScheduleText.collapsed(published.key($0)) }
    let expected = Dictionary(
      keys.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let current = Dictionary(keys.map { (Self.id(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
    var rows: [Int: Int] = [:]
    for row in sheet.rows(below: heading) {
      let key = ScheduleText.collapsed((0..<published.keyColumns).map { text($0, row) }.joined(separator: " "))
      guard !key.isEmpty else {
        if let column = published.columns.indices.first(where: { !text($0, row).isEmpty }) {
          error(
            .rowWithoutRequirement, cell(0, row),
            "the row names no \(keyName), though \(cell(column, row)) holds something",
            hint: "answer in the rows that were published")
        }
        continue
      }
      guard let index = expected[key] else {
        if isComplete { reportUnknown(key, row, now: current[Self.id(of: key)]) }
        continue
      }
      if let earlier = rows[index] {
        error(
          .doubledRow, cell(0, row), "\(key) stands in row \(earlier + 1) already",
          hint: "give one answer to each \(keyName)")
        continue
      }
      rows[index] = row
      if isComplete { compare(published.rows[index], row) }
      found.append((index, row))
    }
    guard isComplete else { return }
    for (index, key) in keys.enumerated() where rows[index] == nil {
      error(
        .deletedRow, CellReference(column: 0, row: heading + 1 + index),
        "the row of \(key) “\(ScheduleText.excerpt(published.rows[index].title))” was deleted",
        hint: "take the row from the \(published.noun) as it was published, and answer it")
      deleted.append(index)
    }
  }

  /// What names a row, as people say it: `requirement`.
  private var keyName: String { (published.columns.first?.heading ?? "").lowercased() }

  private static func id(of key: String) -> Substring { key.prefix { $0 != "@" } }

  private mutating func reportUnknown(_ key: String, _ row: Int, now current: String?) {
    let shown = ScheduleText.excerpt(key)
    if let current {
      error(
        .unknownRow, cell(0, row), "\(shown) is asked as \(current)",
        hint: "answer the \(keyName) as it now stands")
    } else {
      error(
        .unknownRow, cell(0, row), "the \(published.noun) asks no \(keyName) “\(shown)”",
        hint: "answer in the rows that were published")
    }
  }

  /// Holds what is printed against what was published.
  private mutating func compare(_ printed: PublishedSheet.Row, _ row: Int) {
    let key = published.key(printed)
    for (column, expected) in printed.printed.enumerated() {
      guard let expected else { continue }
      let before = ScheduleText.collapsed(CellText.clean(expected, limit: Workbook.longestText))
      let now = ScheduleText.collapsed(text(column, row))
      // Separated values keep the sign that guards a text from being taken for a formula.
      guard now != before, now != "'" + before else { continue }
      let shown = ScheduleText.difference(now, before)
      error(
        .changedText, cell(column, row),
        "“\(published.columns[column].heading)” of \(key) was changed: it is “\(shown.0)”, published was “\(shown.1)”",
        hint: "the answer is to the \(keyName) as it was published; put the text back")
    }
  }

  // MARK: Cells

  /// The cell of a published column.
  func cell(_ column: Int, _ row: Int) -> CellReference {
    CellReference(column: columns[column] ?? column, row: row)
  }

  /// Text of a cell; nothing of one that holds a formula.
  func text(_ column: Int, _ row: Int) -> String {
    guard let contents = sheet[cell(column, row)], contents.formula == nil else { return "" }
    return contents.text
  }

  /// Whether a cell holds a formula, which was told already.
  func hasFormula(_ column: Int, _ row: Int) -> Bool { sheet[cell(column, row)]?.formula != nil }

  /// Where a cell is: its row as the line, its column as the column.
  func span(_ cell: CellReference) -> SourceSpan { SourceSpan(file: file, line: cell.row + 1, column: cell.column + 1) }

  /// Notes an error.
  mutating func error(_ rule: ScheduleRule, _ cell: CellReference, _ message: String, hint: String) {
    add(Diagnostic(rule, at: span(cell), "\(sheet.name)!\(cell): \(message)", hint: hint))
  }

  /// Notes a warning.
  mutating func warning(_ rule: ScheduleRule, _ cell: CellReference, _ message: String, hint: String) {
    add(Diagnostic(.warning, rule, at: span(cell), "\(sheet.name)!\(cell): \(message)", hint: hint))
  }

  /// An error is never lost behind warnings.
  private mutating func add(_ diagnostic: Diagnostic) {
    if log.count < Self.longestLog || diagnostic.severity == .error && log.count < 2 * Self.longestLog {
      log.append(diagnostic)
    }
  }
}
