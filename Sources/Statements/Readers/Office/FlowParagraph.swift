/// A paragraph of an office document with what its properties say.
struct FlowParagraph {
  var text = InlineText()
  var place: Place
  /// Name of its style in lower case.
  var style = ""
  /// Level of heading, from 1.
  var headingLevel: Int?
  /// Depth of the list that it is an item of, from 1.
  var listDepth: Int?
  /// Automatic number or letter, as printed; empty for a bullet.
  var label = ""
  /// Whether a field numbers it as a caption.
  var isNumbered = false
  /// Text boxes that are anchored in it.
  var boxes: [Range<Int>] = []
  /// Notes that it refers to, with their marks.
  var notes: [(mark: String, text: String)] = []

  init(place: Place) { self.place = place }

  /// Whether it is the document's title.
  var isTitle: Bool { style == "title" }
}

extension Flow {
  /// Adds a paragraph as what it is, and the notes that it refers to.
  mutating func add(_ paragraph: FlowParagraph) {
    defer { for note in paragraph.notes { addNote("\(note.mark) \(note.text)", at: paragraph.place) } }
    let text = paragraph.text.lines
    guard !text.isEmpty, !StyleName.isContents(paragraph.style) else { return }
    let numbered = paragraph.label.isEmpty ? text : "\(paragraph.label) \(text)"
    let typedLevel = isInTable ? nil : TypedHeading.level(of: numbered.collapsed, isBold: paragraph.text.isBold)
    if let level = paragraph.headingLevel ?? (paragraph.isTitle ? 1 : nil) ?? typedLevel {
      addHeading(level: level, text: numbered, at: paragraph.place)
    } else if StyleName.isFixed(paragraph.style) {
      addFixed(paragraph.text.text, at: paragraph.place)
    } else if let caption = CaptionMatching.kind(
      of: numbered, isMarked: StyleName.isCaption(paragraph.style) || paragraph.isNumbered)
    {
      add(.paragraph(numbered), at: paragraph.place, caption: caption)
    } else if let depth = paragraph.listDepth {
      add(.listItem(depth: depth, text: text), at: paragraph.place)
    } else {
      addText(text, tabbed: paragraph.text.text, at: paragraph.place)
    }
  }
}
