import XMLTree

/// What the properties of a paragraph of a DOCX document say.
struct WordParagraph {
  var style: WordStyles.Style
  private var styleID: String?
  /// Level of heading of its own: 0 for none whatever the style says.
  private var outlineLevel: Int?
  /// The list of its own: `0` for none whatever the style says.
  private var list: String?
  private var listLevel: Int?

  /// Reads `w:pPr`.
  init(_ tree: MarkupTree, _ properties: Int?, styles: WordStyles) {
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
  func list(_ numbering: WordNumbering) -> (list: String, level: Int)? {
    guard let list = list ?? style.list, list != "0" else { return nil }
    if let level = listLevel { return (list, level) }
    return (list, styleID.flatMap { numbering.level(ofStyle: $0, in: list) } ?? style.listLevel ?? 0)
  }
}
