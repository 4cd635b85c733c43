/// A table as the document has it, spans included.
public struct Table: Hashable, Sendable {
  /// Caption with its number, `Table 4.2-1 …`.
  public var caption: String?
  /// Rows of column headings.
  public var header: [Row]
  /// Rows of contents.
  public var rows: [Row]

  /// One row.
  public struct Row: Hashable, Sendable {
    /// Cells that start in this row.
    public var cells: [Cell]
    /// Where it stands.
    public var place: Place

    /// Makes a row.
    public init(_ cells: [Cell], at place: Place) {
      self.cells = cells
      self.place = place
    }
  }

  /// One cell.
  public struct Cell: Hashable, Sendable {
    /// Its text.
    public var text: String
    /// Columns it covers.
    public var columnSpan: Int
    /// Rows it covers.
    public var rowSpan: Int

    /// Makes a cell; spans are held between 1 and 1,000.
    public init(_ text: String, columnSpan: Int = 1, rowSpan: Int = 1) {
      self.text = text
      self.columnSpan = min(max(1, columnSpan), 1_000)
      self.rowSpan = min(max(1, rowSpan), 1_000)
    }
  }

  /// Makes a table.
  public init(caption: String? = nil, header: [Row] = [], rows: [Row]) {
    self.caption = caption
    self.header = header
    self.rows = rows
  }

  /// Takes the first row for headings where the document marks none and the row reads like headings.
  func inferringHeader() -> Table {
    guard header.isEmpty, rows.count > 1, let first = rows.first, first.cells.count > 1 else { return self }
    let words = first.cells.map { Words($0.text) }.filter { !$0.isEmpty }
    guard words.count > 1,
      first.cells.allSatisfy({ UIDScan.identifiers(in: $0.text).isEmpty && $0.text.utf8.count <= 80 }),
      words.filter({ $0.readsLikeHeading || $0.isPlainHeading }).count * 2 >= words.count
    else { return self }
    return Table(caption: caption, header: [first], rows: Array(rows.dropFirst()))
  }
}

extension Words {
  /// Whether a cell reads like the heading of a column in a conformance statement.
  var readsLikeHeading: Bool {
    hasAny([
      "uid", "name", "scu", "scp", "role", "sop", "class", "syntax", "parameter", "value", "default", "description",
      "support", "supported", "user", "provider", "title", "port", "comment", "comments", "attribute", "service",
    ])
  }
}
