/// A line of a text document after its markup, if it has any, is understood.
struct TextLine: Equatable {
  /// From 1, in the document.
  var number: Int
  var kind: Kind

  enum Kind: Equatable {
    /// Text of paragraphs, with its indentation.
    case text(String)
    /// A heading that markup marks as one.
    case heading(level: Int, String)
    /// Text whose layout is fixed.
    case verbatim(String)
    /// The start of a list item.
    case item(String)
    case blank
  }

  static func blankOrText(_ text: String, number: Int) -> TextLine {
    TextLine(number: number, kind: text.allSatisfy(\.isWhitespace) ? .blank : .text(text))
  }
}
