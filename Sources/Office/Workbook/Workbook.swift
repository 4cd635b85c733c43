/// A workbook to be written: sheets in order, with what a spreadsheet program shows about the file.
///
/// Text is written as text, whatever it begins with: no cell of a workbook made here is ever a formula.
public struct Workbook: Hashable, Sendable {
  /// Title of the document.
  public var title: String
  /// Who publishes it.
  public var author: String
  /// The sheets, at least one.
  public var sheets: [Sheet]

  /// Makes a workbook.
  public init(title: String, author: String = "", sheets: [Sheet] = []) {
    self.title = title
    self.author = author
    self.sheets = sheets
  }

  /// Characters that a cell can hold (ECMA-376 has no limit; every spreadsheet program stops here).
  public static let longestText = 32_767
}

/// A sheet of a workbook.
public struct Sheet: Hashable, Sendable {
  /// Name on its tab; what a name can't hold is replaced, and what is too long is cut.
  public var name: String
  /// Columns from the left.
  public var columns: [Column]
  /// Rows from the top.
  public var rows: [[Cell]] = []
  /// Rows that stay in sight and are repeated on each printed page.
  public var frozenRows = 0
  /// Columns that stay in sight.
  public var frozenColumns = 0
  /// Whether the last frozen row has buttons that filter.
  public var hasFilter = false
  /// Cells that take only one of some words.
  public var choices: [Choice] = []
  /// Whether only cells whose style is `isUnlocked` can be changed. No password: it keeps from accidents, not from will.
  public var isProtected = false
  /// Whether it is printed across.
  public var isLandscape = true

  /// Makes a sheet.
  public init(_ name: String, columns: [Column] = []) {
    self.name = name
    self.columns = columns
  }

  /// A column.
  public struct Column: Hashable, Sendable {
    /// Width in characters of the standard font.
    public var width: Double

    /// Makes a column.
    public init(width: Double) { self.width = width }
  }

  /// A range of cells with what they take.
  public struct Choice: Hashable, Sendable {
    /// The upper left cell.
    public var first: CellReference
    /// The lower right cell.
    public var last: CellReference
    /// What they take.
    public var rule: Rule
    /// What is said when something else is entered.
    public var advice: String

    /// What cells take.
    public enum Rule: Hashable, Sendable {
      /// One of some words; together with commas at most 255 characters.
      case words([String])
      /// What stands in one of the cells of a range of another sheet.
      case cells(sheet: String, CellRange)
      /// A whole number.
      case wholeNumber(ClosedRange<Int>)
    }

    /// Makes a range.
    public init(first: CellReference, last: CellReference, rule: Rule, advice: String) {
      self.first = first
      self.last = last
      self.rule = rule
      self.advice = advice
    }

    /// Makes a range of cells that take one of some words.
    public init(first: CellReference, last: CellReference, words: [String], advice: String) {
      self.init(first: first, last: last, rule: .words(words), advice: advice)
    }
  }
}

/// A cell of a sheet.
public struct Cell: Hashable, Sendable {
  /// What stands in it.
  public var value: Value
  /// How it looks.
  public var style: CellStyle
  /// A note that hangs on it.
  public var note: String?

  /// What a cell can hold.
  public enum Value: Hashable, Sendable {
    case empty
    /// Text, never a formula.
    case text(String)
    case number(Double)
  }

  /// Makes a cell.
  public init(_ value: Value, _ style: CellStyle = .body, note: String? = nil) {
    self.value = value
    self.style = style
    self.note = note
  }

  /// Text.
  public static func text(_ text: String, _ style: CellStyle = .body) -> Cell {
    Cell(text.isEmpty ? .empty : .text(text), style)
  }
  /// A whole number.
  public static func number(_ number: Int, _ style: CellStyle = .body) -> Cell { Cell(.number(Double(number)), style) }
}

/// How a cell looks; equal styles become one format of the file.
public struct CellStyle: Hashable, Sendable {
  /// Bold letters.
  public var isBold = false
  /// Letters of less weight.
  public var isMuted = false
  /// Lines are broken at the cell's edge.
  public var wraps = true
  /// Size of the letters in points.
  public var size = 10.0
  /// Ground as 0xRRGGBB; nil for none.
  public var ground: UInt32?
  /// Thin lines around it.
  public var hasBorder = true
  /// Whether it can be changed on a protected sheet.
  public var isUnlocked = false

  /// Makes a style.
  public init() {}

  /// Text of a table.
  public static let body = CellStyle()
  /// Heads of columns.
  public static let heading: CellStyle = {
    var style = CellStyle()
    style.isBold = true
    style.ground = 0xDCE6F1
    return style
  }()
  /// Title over a sheet.
  public static let title: CellStyle = {
    var style = CellStyle()
    style.isBold = true
    style.wraps = false
    style.size = 14
    style.hasBorder = false
    return style
  }()
  /// Words beside a table.
  public static let plain: CellStyle = {
    var style = CellStyle()
    style.hasBorder = false
    return style
  }()
  /// A field to be filled in.
  public static let field: CellStyle = {
    var style = CellStyle()
    style.ground = 0xFFF9E5
    style.isUnlocked = true
    return style
  }()
}
