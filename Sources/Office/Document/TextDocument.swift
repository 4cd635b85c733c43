/// A document of headings, paragraphs, lists and tables, whatever it is printed to.
public struct TextDocument: Hashable, Sendable {
  /// Title.
  public var title: String
  /// A line below it.
  public var subtitle: String
  /// Who publishes it.
  public var author: String
  /// What stands on the title page: a name and a value each.
  public var facts: [Fact]
  /// The text.
  public var blocks: [Block] = []

  /// Makes a document.
  public init(title: String, subtitle: String = "", author: String = "", facts: [Fact] = []) {
    self.title = title
    self.subtitle = subtitle
    self.author = author
    self.facts = facts
  }

  /// A name with its value.
  public struct Fact: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// Makes a fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A piece of the text.
  public enum Block: Hashable, Sendable {
    /// A heading: chapters are of level 1; those of level 3 have no number and begin an entry.
    case heading(Int, String, anchor: String?)
    case paragraph([Run])
    /// A small heading within an entry.
    case label(String)
    case list([[Run]], isOrdered: Bool)
    case table(Table)
  }

  /// A table with a head.
  public struct Table: Hashable, Sendable {
    /// The columns.
    public var columns: [Column]
    /// The rows; as many cells as columns each.
    public var rows: [[[Run]]]

    /// Makes a table.
    public init(_ columns: [Column], rows: [[[Run]]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// A column of a table.
  public struct Column: Hashable, Sendable {
    /// What stands over it.
    public var title: String
    /// Its share of the width.
    public var share: Int

    /// Makes a column.
    public init(_ title: String, share: Int) {
      self.title = title
      self.share = share
    }
  }
}

/// Text of one kind.
public struct Run: Hashable, Sendable {
  /// The text.
  public var text: String
  /// How it stands out.
  public var marks: Set<Mark>
  /// Where it leads.
  public var target: Target?

  /// How text stands out.
  public enum Mark: Hashable, Sendable {
    case strong
    case emphasis
    case code
    /// Of less weight.
    case muted
    /// What the reader must not overlook.
    case alert
    /// What a change brought.
    case added
    /// What a change took away.
    case removed
  }

  /// Where text leads.
  public enum Target: Hashable, Sendable {
    /// A page of the web.
    case web(String)
    /// A heading of the document, by its anchor.
    case anchor(String)
  }

  /// Makes text.
  public init(_ text: String, _ marks: Set<Mark> = [], to target: Target? = nil) {
    self.text = text
    self.marks = marks
    self.target = target
  }

  /// A link only where the address is one of the web; the words alone otherwise.
  public static func link(_ words: String, to address: String?) -> Run {
    guard let address, address.hasPrefix("https://") || address.hasPrefix("http://") else { return Run(words) }
    return Run(words, to: .web(address))
  }
}
