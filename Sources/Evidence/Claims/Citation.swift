/// A place in a document, and the words there.
public struct Citation: Codable, Hashable, Sendable {
  /// File name of the document.
  public var document: String
  /// SHA-256 of the document's bytes, hex.
  public var sha256: String
  /// First line, from 1, where the format has lines.
  public var line: Int?
  /// Page, from 1, where the format has pages.
  public var page: Int?
  /// Path of the element, where the format is a tree: `/rest/0/resource/3`, `/HL7v2xConformanceProfile/…`.
  public var element: String?
  /// Heading under which it stands, with its number.
  public var section: String?
  /// Caption or number of the table.
  public var table: String?
  /// Row of the table, from 1, headings not counted.
  public var row: Int?
  /// The raw cells of the row.
  public var cells: [String]?
  /// What stands above the cells, one for each; nil where the table has no headings, or cells span columns.
  public var headings: [String]?
  /// The verbatim words.
  public var words: String

  /// Makes a citation.
  public init(
    document: String, sha256: String, line: Int? = nil, page: Int? = nil, element: String? = nil,
    section: String? = nil, table: String? = nil, row: Int? = nil, cells: [String]? = nil,
    headings: [String]? = nil, words: String
  ) {
    self.document = document
    self.sha256 = sha256
    self.line = line
    self.page = page
    self.element = element
    self.section = section
    self.table = table
    self.row = row
    self.cells = cells
    self.headings = headings
    self.words = words
  }
}
