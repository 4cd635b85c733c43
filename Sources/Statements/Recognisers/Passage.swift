/// A block with what a reader of the document knows when reaching it.
struct Passage {
  var block: Block
  /// Position among the document's blocks.
  var index: Int
  /// The headings over it, outermost first.
  var path: [Heading]
  /// What introduces it: the last text before it in the same section, where only tables or items stand between.
  var lead: Lead?

  struct Heading {
    var level: Int
    var number: String?
    var text: String
    var words: Words
    /// The document's first heading, which names the document.
    var isTitle: Bool
    /// The text before the section's first subsection, where it announces what follows.
    var announcement: Lead?
  }

  struct Lead {
    var text: String
    var place: Place
    var index: Int
  }

  /// What a section is for, as its headings tell.
  enum Purpose {
    case conformance
    /// Contents pages, glossaries, examples, references, descriptions of objects: never a claim.
    case explanation
    /// Services over HTTP, which have their own roles and media types.
    case web
    /// Files on media, which have their own roles.
    case media
  }

  var purpose: Purpose

  /// The innermost heading with its number.
  var section: String? {
    path.last.map { heading in heading.number.map { "\($0) \(heading.text)" } ?? heading.text }
  }

  /// The application entity that the section is about.
  var applicationEntity: String? {
    for heading in path.reversed() {
      if let name = ApplicationEntityName.named(by: heading) { return name }
    }
    return nil
  }

  /// The block and its surroundings, for every block of a document.
  static func all(of document: BlockDocument) -> [Passage] {
    var passages: [Passage] = []
    var path: [Heading] = []
    var lead: Lead?
    // What the text right before a heading announces, until another block stands below it.
    var carried: Lead?
    var seenHeading = false
    var purpose = Purpose.conformance
    for (index, block) in document.blocks.enumerated() {
      switch block.content {
      case .heading(_, let number, let text) where number == nil && TableCaption.matches(text):
        // Set like a heading, but no section begins with it.
        passages.append(Passage(block: block, index: index, path: path, lead: lead, purpose: purpose))
        continue
      case .heading(let level, let number, let text):
        // What ends with a colon goes on below the next heading.
        let announced = lead.flatMap { $0.index + 1 == index && $0.text.collapsed.last == ":" ? $0 : nil } ?? carried
        if let announced, let last = path.indices.last, path[last].level < level {
          path[last].announcement = announced
        }
        while let last = path.last, last.level >= level { path.removeLast() }
        path.append(
          Heading(level: level, number: number, text: text, words: Words(text), isTitle: !seenHeading))
        seenHeading = true
        lead = announced
        carried = announced
        purpose = SectionPurpose.purpose(of: path)
      case .paragraph(let text):
        carried = nil
        passages.append(Passage(block: block, index: index, path: path, lead: lead, purpose: purpose))
        // A caption or a footnote introduces nothing.
        if !Footnote.isFootnote(text), !TableCaption.matches(text) {
          lead = Lead(text: text, place: block.place, index: index)
        }
        continue
      case .listItem, .table, .preformatted: carried = nil
      }
      passages.append(Passage(block: block, index: index, path: path, lead: lead, purpose: purpose))
    }
    return passages
  }
}

/// Captions that readers give as paragraphs or headings: `Table 4.2-1 …`, `Table.3 - …`.
enum TableCaption {
  static func matches(_ text: String) -> Bool {
    guard text.utf8.count <= 240, text.prefix(5).lowercased() == "table" else { return false }
    let rest = text.dropFirst(5)
    guard let next = rest.first, next.isWhitespace || next == "." else { return false }
    let number = rest.drop { $0.isWhitespace || $0 == "." }.prefix { !$0.isWhitespace && $0 != ":" }
    let verbs = ["lists", "shows", "gives", "describes", "contains", "specifies", "summarizes", "presents", "provides"]
    return number.contains { $0.isNumber } && !verbs.contains { rest.prefix(60).lowercased().utf8Contains(" \($0) ") }
  }
}

/// Footnotes: `(*) if compiled with …`.
enum Footnote {
  /// Whether a text is a footnote; what ends with a colon is a numbered paragraph that goes on.
  static func isFootnote(_ text: String) -> Bool { mark(openingOf: text) != nil && text.collapsed.last != ":" }

  /// The mark that a footnote begins with.
  static func mark(openingOf text: String) -> String? {
    let start = text.prefix(6)
    for (open, close) in brackets where start.first == open {
      guard let end = start.firstIndex(of: close) else { continue }
      if isMark(start[..<end].dropFirst()) { return String(start[...end]) }
    }
    let signs = start.prefix { "*\u{2020}\u{2021}\u{00B9}\u{00B2}\u{00B3}".contains($0) }
    return signs.isEmpty || start.dropFirst(signs.count).first != " " ? nil : String(signs)
  }

  /// The text without the mark at its end.
  static func withoutMark(_ text: String) -> String {
    mark(closing: text).map { String(text.dropLast($0.count)).collapsed } ?? text
  }

  /// The mark at the end of a cell.
  static func mark(closing text: String) -> String? {
    let trimmed = text.collapsed
    if let (opening, _) = brackets.first(where: { $0.1 == trimmed.last }),
      let open = trimmed.lastIndex(of: opening)
    {
      let mark = String(trimmed[open...])
      return self.mark(openingOf: mark + " ") == mark ? mark : nil
    }
    let signs = String(trimmed.reversed().prefix { "*\u{2020}\u{2021}\u{00B9}\u{00B2}\u{00B3}".contains($0) })
    return signs.isEmpty || signs.count == trimmed.count ? nil : signs
  }

  private static let brackets: [(Character, Character)] = [("(", ")"), ("[", "]")]

  /// What stands within the brackets of a mark: signs, a number, or a small Roman numeral.
  private static func isMark(_ inner: Substring) -> Bool {
    guard !inner.isEmpty else { return false }
    return inner.allSatisfy { "*\u{2020}\u{2021}#0123456789".contains($0) } || inner.allSatisfy { "ivx".contains($0) }
  }
}
