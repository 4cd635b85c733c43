/// A place in a document, as far as the format has places.
public struct Place: Hashable, Sendable {
  /// Line, from 1.
  public var line: Int?
  /// Page, from 1.
  public var page: Int?
  /// Path of the element, where the format is a tree.
  public var element: String?

  /// Makes a place.
  public init(line: Int? = nil, page: Int? = nil, element: String? = nil) {
    self.line = line
    self.page = page
    self.element = element
  }
}

/// One block of a document: what every format is turned into, and all that recognisers see.
///
/// Text keeps a line break where the document breaks the line, so that the place of any word is its block's line plus
/// the breaks before it.
public struct Block: Hashable, Sendable {
  /// What it is.
  public var content: Content
  /// Where it starts.
  public var place: Place

  /// Kinds of blocks.
  public enum Content: Hashable, Sendable {
    /// Level from 1; the number as printed, `3.2.1`, where there is one, and the text without it.
    case heading(level: Int, number: String?, text: String)
    case paragraph(String)
    /// Depth from 1.
    case listItem(depth: Int, text: String)
    case table(Table)
    /// Text whose layout is fixed and is no table: diagrams, code, commands.
    case preformatted(String)
  }

  /// Makes a block.
  public init(_ content: Content, at place: Place) {
    self.content = content
    self.place = place
  }

  /// Makes a heading, with its number taken off the text.
  static func heading(level: Int, text: String, at place: Place) -> Block {
    let (number, title) = HeadingNumber.split(text.collapsed)
    return Block(.heading(level: max(1, level), number: number, text: title), at: place)
  }

  /// The text of anything but a table.
  var text: String? {
    switch content {
    case .heading(_, _, let text), .paragraph(let text), .listItem(_, let text), .preformatted(let text): text
    case .table: nil
    }
  }
}

/// A document as blocks.
public struct BlockDocument: Sendable {
  /// `text`, `markdown`, `html`, `pdf`, …: a word of `StatementSchema.formats`.
  public var format: String
  /// The blocks in the order of the document.
  public var blocks: [Block]
  /// What the format itself names the document: an HTML title, a Markdown preamble's `title`.
  public var title: String?
  /// Product that the format itself names: that of a manual page's heading.
  public var product: String?
  /// Version that the format itself names: that of a manual page's heading.
  public var version: String?
  /// What kept the reader from reading all of it, for people.
  public var notes: [Note]

  /// Something that a reader had to leave out or guess.
  public struct Note: Hashable, Sendable {
    /// Stable name, `cut-short`.
    public var code: String
    /// What happened.
    public var message: String
    /// Where.
    public var place: Place

    /// Whether it only says how the document was read, and nothing is missing.
    var isInformation: Bool { ["encoding", "converted", "tracked-changes"].contains(code) }
  }

  /// Makes a document.
  public init(format: String, blocks: [Block], title: String? = nil, notes: [Note] = []) {
    self.format = format
    self.blocks = blocks
    self.title = title
    self.notes = notes
  }
}
