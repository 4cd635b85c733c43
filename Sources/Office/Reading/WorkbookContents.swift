/// A workbook as it was read: what stands in its cells, and what else a reader of answers must know of it.
public struct WorkbookContents: Hashable, Sendable {
  /// Its format.
  public var format: WorkbookFormat
  /// The sheets in the order of their tabs.
  public var sheets: [SheetContents]
  /// Names that stand for cells or formulas, in the order of the file.
  public var names: [DefinedName] = []
  /// Whether it carries programs: Visual Basic, macro sheets, Basic or other scripts. None is ever run.
  public var hasMacros = false
  /// Whether it takes values from other files. None is ever opened.
  public var hasLinks = false

  /// The first sheet of this name; capital and small letters are the same, as in spreadsheet programs.
  public func sheet(_ name: String) -> SheetContents? {
    sheets.first { $0.name.lowercased() == name.lowercased() }
  }
}

/// A name of a workbook.
public struct DefinedName: Hashable, Sendable {
  /// The name.
  public var name: String
  /// What it stands for, as the file writes it.
  public var meaning: String
}

/// A sheet as it was read.
public struct SheetContents: Hashable, Sendable {
  /// Name on its tab; of comma-separated values, the file's name.
  public var name: String
  /// Whether its tab is hidden.
  public var isHidden = false
  /// Whether it is protected against changes.
  public var isProtected = false
  /// The cells that hold something.
  public var cells: [CellReference: CellContents] = [:]
  /// Ranges of cells that were merged, in the order of the file.
  public var merged: [CellRange] = []

  /// Makes an empty sheet.
  public init(name: String) { self.name = name }

  /// What stands in a cell; nil where it is empty.
  public subscript(_ reference: CellReference) -> CellContents? { cells[reference] }

  /// Text of a cell, empty where nothing stands in it.
  public func text(_ column: Int, _ row: Int) -> String {
    cells[CellReference(column: column, row: row)]?.text ?? ""
  }

  /// Rows below another that hold something, from the top: as many as there are, however far down the last of them stands.
  public func rows(below row: Int) -> [Int] { Set(cells.keys.lazy.map(\.row).filter { $0 > row }).sorted() }

  /// Columns of a row that hold something, from the left.
  public func columns(in row: Int) -> [Int] { cells.keys.lazy.filter { $0.row == row }.map(\.column).sorted() }
}

/// What stands in a cell.
public struct CellContents: Hashable, Sendable {
  /// The value; of a formula, the one that was saved with it.
  public var value: Value
  /// The formula as the file writes it; empty where it is shared with another cell. Never evaluated.
  public var formula: String?

  /// A value with its type.
  public enum Value: Hashable, Sendable {
    /// Nothing but a formula.
    case empty
    case text(String)
    case number(Double)
    case boolean(Bool)
    /// A day or a time in the form of ISO 8601; a format that keeps days as numbers gives numbers.
    case date(String)
    /// What a formula that failed shows: `#REF!`.
    case error(String)
  }

  /// Makes contents.
  public init(_ value: Value, formula: String? = nil) {
    self.value = value
    self.formula = formula
  }

  /// The value as text: a whole number without a decimal point.
  public var text: String {
    switch value {
    case .empty: ""
    case .text(let text), .date(let text), .error(let text): text
    case .boolean(let isTrue): isTrue ? "TRUE" : "FALSE"
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    }
  }
}

/// Formats of workbooks that are read.
public enum WorkbookFormat: String, CaseIterable, Hashable, Sendable {
  /// Office Open XML (ECMA-376).
  case xlsx
  /// OpenDocument (ISO/IEC 26300).
  case ods
  /// Comma-, semicolon- or tab-separated values (RFC 4180): one sheet, all of it text.
  case csv
}

/// A rectangle of cells.
public struct CellRange: Hashable, Sendable, CustomStringConvertible {
  /// The upper left cell.
  public var first: CellReference
  /// The lower right cell.
  public var last: CellReference

  /// Makes a range.
  public init(first: CellReference, last: CellReference) {
    self.first = first
    self.last = last
  }

  /// Reads `A1:B2`; nil where it names no range.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let start = parts.first, let end = parts.last,
      let first = CellReference(start), let last = CellReference(end), first.column <= last.column,
      first.row <= last.row
    else { return nil }
    self.init(first: first, last: last)
  }

  /// As spreadsheets write it.
  public var description: String { "\(first):\(last)" }
}
