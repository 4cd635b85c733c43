/// Turns lines of reStructuredText into blocks.
struct RestructuredBody {
  var blocks: [Block] = []
  var notes: [BlockDocument.Note] = []
  var inline: RestructuredInline
  let definitions: RestructuredDefinitions
  let vocabulary: WrappedWords
  /// Ways in which titles are adorned, in the order in which they appear: their levels.
  private var styles: [String] = []
  /// What the next paragraph is, where a mark before it says so.
  private var opening: Opening?
  /// Whether the lines are those of a cell, and the characters that fit in one of them where that is known.
  var cellWidth: Int??

  /// Where lines stand.
  struct Surroundings {
    /// Titles stand at the outermost level, and within directives that only mark a part of the document.
    var mayHaveTitles = false
    /// Parts within parts.
    var depth = 0
    /// Lists within lists.
    var lists = 0

    func inner(lists added: Int = 0, titles: Bool = false) -> Surroundings {
      Surroundings(mayHaveTitles: titles && mayHaveTitles, depth: depth + 1, lists: lists + added)
    }
  }

  private enum Opening {
    case item(depth: Int)
    /// A name or mark that stands before the text.
    case prefix(String, line: Int)
  }

  /// Parts within parts; deeper ones are read as text.
  static let maximumDepth = 24
  /// Titles in as many ways as a document may have; those of further ways are of the deepest level.
  private static let maximumStyles = 32

  init(definitions: RestructuredDefinitions, vocabulary: WrappedWords) {
    self.definitions = definitions
    self.vocabulary = vocabulary
    inline = RestructuredInline(definitions)
  }

  /// Reads lines whose common indentation is taken off.
  mutating func read(_ lines: [RestructuredLine], _ surroundings: Surroundings) {
    guard surroundings.depth <= Self.maximumDepth else {
      paragraph(lines.filter { !$0.isBlank })
      return
    }
    var index = 0
    while index < lines.count {
      let line = lines[index]
      if line.isBlank {
        index += 1
      } else if line.indentation > 0 {
        let (quoted, end) = lines.indentedBlock(from: index)
        read(quoted.dedented, surroundings.inner())
        index = end
      } else if surroundings.mayHaveTitles, let end = title(lines, index) {
        index = end
      } else {
        index = element(lines, index, surroundings)
      }
    }
  }

  /// Reads the element that starts at an index without indentation, and says where it ends.
  private mutating func element(_ lines: [RestructuredLine], _ index: Int, _ surroundings: Surroundings) -> Int {
    let text = lines[index].text
    if text == ".." || text.hasPrefix(".. ") { return explicitMarkup(lines, index, surroundings) }
    if text == "__" || text.hasPrefix("__ ") { return index + 1 }
    if RestructuredMarks.isGridBorder(text) || RestructuredMarks.isSimpleBorder(text) {
      return drawnTable(lines, index)
    }
    if text == "|" || text.hasPrefix("| ") { return lineBlock(lines, index) }
    if text.hasPrefix(">>> ") {
      let end = lines[index...].firstIndex { $0.isBlank } ?? lines.count
      fixed(Array(lines[index..<end]))
      return end
    }
    if let width = RestructuredMarks.bullet(text) { return item(lines, index, width, surroundings) }
    if let width = RestructuredMarks.enumerator(text), isItem(lines, index, width) {
      return item(lines, index, width, surroundings)
    }
    if let field = RestructuredMarks.field(text) {
      let name = inline.plain(field.name.trimmed)
      return named(name + ":", beside: field.body, lines, index, surroundings)
    }
    if let option = RestructuredMarks.option(text), !option.body.trimmed.isEmpty || startsIndented(lines, index + 1) {
      return named(String(option.names), beside: option.body, lines, index, surroundings)
    }
    if isTransition(lines, index) { return index + 1 }
    return prose(lines, index, surroundings)
  }

  // MARK: Titles

  private mutating func title(_ lines: [RestructuredLine], _ index: Int) -> Int? {
    let text = lines[index].text
    if let mark = RestructuredMarks.adornment(text), text.utf8.count >= 3, index + 2 < lines.count,
      lines[index + 2].text == text, !lines[index + 1].isBlank
    {
      heading(lines[index + 1], style: "over\(mark)")
      return index + 3
    }
    guard index + 1 < lines.count, RestructuredMarks.underlines(lines[index + 1], title: lines[index]),
      !RestructuredMarks.isGridBorder(text), RestructuredMarks.adornment(text) == nil || text.utf8.count < 4
    else { return nil }
    heading(lines[index], style: "under\(lines[index + 1].text.first ?? " ")")
    return index + 2
  }

  private mutating func heading(_ line: RestructuredLine, style: String) {
    let level: Int
    if let known = styles.firstIndex(of: style) {
      level = known + 1
    } else {
      if styles.count < Self.maximumStyles { styles.append(style) }
      level = styles.count
    }
    append(.heading(level: level, text: inline.plain(line.text.trimmed), at: Place(line: line.number)))
  }

  private func isTransition(_ lines: [RestructuredLine], _ index: Int) -> Bool {
    RestructuredMarks.adornment(lines[index].text) != nil && lines[index].text.utf8.count >= 4
      && (index == 0 || lines[index - 1].isBlank) && (index + 1 >= lines.count || lines[index + 1].isBlank)
  }

  // MARK: Text

  /// A paragraph, a term with its definition, and the fixed text after `::`.
  private mutating func prose(_ lines: [RestructuredLine], _ index: Int, _ surroundings: Surroundings) -> Int {
    if startsIndented(lines, index + 1) {
      let (definition, end) = lines.indentedBlock(from: index + 1)
      opening = .item(depth: surroundings.lists + 1)
      paragraph([lines[index]])
      opening = nil
      read(definition.dedented, surroundings.inner(lists: 1))
      return end
    }
    var end = index + 1
    while end < lines.count, !lines[end].isBlank, lines[end].indentation == 0 { end += 1 }
    var run = Array(lines[index..<end])
    guard let last = run.last, last.text.hasSuffix("::") else {
      paragraph(run)
      return end
    }
    run.removeLast()
    let before = last.text.dropLast(2)
    if !before.isEmpty {
      let kept = before.last == " " ? before.trimmed : last.text.dropLast()
      run.append(RestructuredLine(number: last.number, text: kept))
    }
    paragraph(run)
    return literal(lines, end)
  }

  /// The fixed text after `::`: indented, or each line with the same sign at its start.
  private mutating func literal(_ lines: [RestructuredLine], _ index: Int) -> Int {
    guard let start = lines[index...].firstIndex(where: { !$0.isBlank }) else { return lines.count }
    if lines[start].indentation > 0 {
      let (block, end) = lines.indentedBlock(from: start)
      fixed(block.dedented)
      return end
    }
    guard start > index, let sign = lines[start].text.first, sign.isPunctuation || sign.isSymbol else { return start }
    let end = lines[start...].firstIndex { $0.text.first != sign } ?? lines.count
    fixed(Array(lines[start..<end]))
    return end
  }

  private mutating func lineBlock(_ lines: [RestructuredLine], _ index: Int) -> Int {
    var end = index
    var texts: [RestructuredLine] = []
    while end < lines.count, !lines[end].isBlank {
      let text = lines[end].text
      guard text == "|" || text.hasPrefix("| ") || lines[end].indentation > 0 else { break }
      texts.append(RestructuredLine(number: lines[end].number, text: text.hasPrefix("|") ? text.dropFirst() : text))
      end += 1
    }
    paragraph(texts)
    return end
  }

  // MARK: Lists

  private func startsIndented(_ lines: [RestructuredLine], _ index: Int) -> Bool {
    index < lines.count && !lines[index].isBlank && lines[index].indentation > 0
  }

  /// Whether an enumerated line is an item: what follows is blank, indented or the next item, not a paragraph's rest.
  private func isItem(_ lines: [RestructuredLine], _ index: Int, _ width: Int) -> Bool {
    guard index + 1 < lines.count, !lines[index + 1].isBlank else { return true }
    return lines[index + 1].indentation >= width || RestructuredMarks.enumerator(lines[index + 1].text) != nil
  }

  private mutating func item(
    _ lines: [RestructuredLine], _ index: Int, _ width: Int, _ surroundings: Surroundings
  ) -> Int {
    let (rest, end) = lines.indentedBlock(from: index + 1, atLeast: width)
    let first = RestructuredLine(number: lines[index].number, text: lines[index].text.dropFirst(width).trimmed)
    opening = .item(depth: min(surroundings.lists + 1, 20))
    read([first] + rest.map { $0.isBlank ? $0 : $0.dropping(width) }, surroundings.inner(lists: 1))
    opening = nil
    return end
  }

  /// A text that has a name before it: fields, options, footnotes.
  mutating func named(
    _ name: String, beside body: Substring, _ lines: [RestructuredLine], _ index: Int, _ surroundings: Surroundings
  ) -> Int {
    let (rest, end) = lines.indentedBlock(from: index + 1)
    let first = RestructuredLine(number: lines[index].number, text: body.trimmed)
    opening = .prefix(name, line: lines[index].number)
    read([first] + rest.dedented, surroundings.inner())
    if opening != nil { paragraph([RestructuredLine(number: lines[index].number, text: "")]) }
    return end
  }

  // MARK: Blocks

  /// Adds a paragraph, or what the mark before it makes of it.
  mutating func paragraph(_ lines: [RestructuredLine]) {
    guard let first = lines.first else { return }
    let texts = lines.map(\.text.trimmed)
    let text = inline.plain(
      cellWidth.map { vocabulary.joined(texts, width: $0) } ?? texts.joined(separator: "\n"))
    let place = Place(line: first.number)
    defer { opening = nil }
    switch opening {
    case .item(let depth): blocks.append(Block(.listItem(depth: depth, text: text), at: place))
    case .prefix(let name, let line):
      // The name stands on the line of its own, where the text begins below it.
      let gap = first.number > line ? String(repeating: "\n", count: min(first.number - line, 100)) : " "
      let joined = text.isEmpty ? name : name + gap + text
      blocks.append(Block(.paragraph(joined), at: Place(line: line)))
    case nil:
      if text.isEmpty || nameTable(with: text) { return }
      blocks.append(Block(.paragraph(text), at: place))
    }
  }

  /// Adds a block that is no paragraph.
  mutating func append(_ block: Block) {
    if case .prefix(let name, let line) = opening { blocks.append(Block(.paragraph(name), at: Place(line: line))) }
    opening = nil
    blocks.append(block)
  }

  /// Adds text whose layout is fixed.
  mutating func fixed(_ lines: [RestructuredLine]) {
    let lines = lines.withoutBlankEnds
    guard let first = lines.first else { return }
    for block in TextAssembly.blocks(ofFixed: lines.map(\.text).joined(separator: "\n"), line: first.number) {
      append(block)
    }
  }

  /// Notes something that was left out or guessed.
  mutating func note(_ code: String, _ message: String, line: Int) {
    guard notes.count < 1_000 else { return }
    notes.append(BlockDocument.Note(code: code, message: message, place: Place(line: line)))
  }

  /// Some converters write a table's name below it: `Table: …`.
  private mutating func nameTable(with text: String) -> Bool {
    guard text.hasPrefix("Table: "), case .table(var table)? = blocks.last?.content, table.caption == nil,
      let place = blocks.last?.place
    else { return false }
    table.caption = String(text.dropFirst(7)).collapsed
    blocks[blocks.count - 1] = Block(.table(table), at: place)
    return true
  }
}
