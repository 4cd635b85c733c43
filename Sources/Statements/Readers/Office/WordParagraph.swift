import XMLTree

/// A paragraph of a DOCX document while its runs are read.
struct WordParagraph {
  var text = InlineText()
  var place: Place
  var style = WordStyles.Style()
  var styleID: String?
  /// Level of heading of its own: 0 for none whatever the style says.
  var outlineLevel: Int?
  /// The list of its own: `0` for none whatever the style says.
  var list: String?
  var listLevel: Int?
  /// Level at which a field enters it into the table of contents.
  var contentsLevel: Int?
  /// Whether a field numbers it as a caption.
  var isNumbered = false
  /// Text boxes that are anchored in it.
  var boxes: [Range<Int>] = []
  /// Notes that it refers to.
  var notes: [(mark: String, text: String)] = []

  init(place: Place) { self.place = place }

  /// Reads `w:pPr`.
  mutating func take(_ tree: MarkupTree, _ properties: Int?, styles: WordStyles) {
    styleID = properties.flatMap { tree.value("pStyle", of: $0) }
    style = styles[styleID]
    guard let properties else { return }
    outlineLevel = tree.outlineLevel(in: properties)
    if let numbering = tree.child("numPr", of: properties) {
      list = tree.value("numId", of: numbering)
      listLevel = tree.value("ilvl", of: numbering).flatMap { Int($0) }
    }
  }

  /// Level of heading, from 1; nil for body text.
  var headingLevel: Int? {
    if let outlineLevel { return outlineLevel > 0 ? outlineLevel : nil }
    return style.outlineLevel
  }

  /// The list that numbers it, with the level from 0.
  func numbering(_ numbering: WordNumbering) -> (list: String, level: Int)? {
    guard let list = list ?? style.list, list != "0" else { return nil }
    if let level = listLevel { return (list, level) }
    return (list, styleID.flatMap { numbering.level(ofStyle: $0, in: list) } ?? style.listLevel ?? 0)
  }

  /// Whether it is an entry of a table of contents or its title.
  var isContents: Bool {
    ["toc ", "contents ", "verzeichnis ", "index "].contains { style.name.hasPrefix($0) }
      && style.name.last?.isNumber == true
      || ["table of figures", "toc heading", "contents heading"].contains(style.name)
  }

  /// Whether its style is that of captions.
  var isCaption: Bool {
    ["caption", "table caption", "tablecaption", "beschriftung", "table", "légende", "epígrafe", "didascalia"]
      .contains(style.name)
  }

  /// Whether its layout is fixed.
  var isFixed: Bool {
    [
      "source code", "preformatted text", "html preformatted", "plain text", "macro", "macro text",
      "preformatted", "listing", "code",
    ].contains(style.name)
  }
}
