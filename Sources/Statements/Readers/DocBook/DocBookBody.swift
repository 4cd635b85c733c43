import XMLTree

/// The walk through a DocBook document: one pass over the nodes, in their order.
struct DocBookBody {
  let tree: MarkupTree
  private let references: DocBookReferences
  var flow = Flow()
  private var paragraph: FlowParagraph?
  var walk: NodeWalk<Kind>
  /// Open sections and lists.
  private var depth = (sections: 0, lists: 0)
  /// Whether the next paragraph is the first of an item.
  private var isItem = false
  /// Raised runs around where the walk stands.
  private var raised = 0
  var tables: [CALSTable] = []
  /// Titles that have been read with what they name.
  var read: Set<Int> = []
  /// Items of lists that only explain a term.
  private var explanations: Set<Int> = []
  private var noteMarks: [String: String] = [:]
  private var noteCount = 0
  /// Caption of the table whose groups are read.
  var groupCaption: String?
  /// Index after the last row of headings.
  var headEnd = 0
  /// The first title.
  private(set) var title: String?

  enum Kind {
    case block
    case section
    case list
    case table(isRead: Bool)
    case raised
    case quote
  }

  init(_ tree: MarkupTree) {
    self.tree = tree
    references = DocBookReferences(tree)
    walk = NodeWalk(tree.nodes.indices)
  }

  /// The blocks of the document.
  mutating func blocks() -> [Block] {
    while let event = walk.next() {
      switch event {
      case .node(let index): walk.advance(to: step(index))
      case .end(let kind): end(kind)
      }
    }
    endParagraph()
    return flow.finish()
  }

  /// Text of the first element of this name, among what is said about the document.
  func named(_ name: String) -> String? {
    guard let index = tree.nodes.indices.first(where: { tree.name(of: $0) == name }) else { return nil }
    let text = tree.docBookText(of: index)
    return text.isEmpty ? nil : text
  }

  /// Takes one node, and says which is next.
  private mutating func step(_ index: Int) -> Int {
    let node = tree.nodes[index]
    guard case .element(let name, _) = node.content else {
      if case .text(let text) = node.content { append(text, line: node.line) }
      return index + 1
    }
    if DocBookNames.withoutText.contains(name) || read.contains(index) { return node.end }
    if DocBookNames.information.contains(name) {
      endParagraph()
      return node.end
    }
    if DocBookNames.sections.contains(name) {
      beginSection(index)
      return index + 1
    }
    if DocBookNames.fixed.contains(name) {
      addFixed(index)
      return node.end
    }
    switch name {
    case "superscript":
      raised += 1
      walk.enter(.raised, end: node.end)
    case "quote":
      append("\u{201C}", line: node.line)
      walk.enter(.quote, end: node.end)
    case "footnote": return footnote(index)
    case "footnoteref":
      if let mark = tree.attribute("linkend", of: index).flatMap({ noteMarks[$0] }) { paragraph?.text.appendMark(mark) }
    case "xref", "link", "olink":
      if tree.docBookText(of: index).isEmpty { append(references.text(of: index), line: node.line) }
    case "sbr": paragraph?.text.breakLine()
    case "table", "informaltable": beginTable(index)
    case "tgroup", "entrytbl": beginGroup(index)
    case "varlistentry":
      endParagraph()
      // The term is the item.
      explanations.formUnion(tree.children("listitem", of: index))
    case "thead":
      endParagraph()
      headEnd = max(headEnd, node.end)
    case "row", "tr": beginRow(index)
    case "entry", "td", "th": beginCell(index)
    case _ where DocBookNames.lists.contains(name):
      endParagraph()
      depth.lists += 1
      walk.enter(.list, end: node.end)
    case _ where DocBookNames.items.contains(name):
      endParagraph()
      isItem = !explanations.contains(index)
      walk.enter(.block, end: node.end)
    case _ where DocBookNames.blocks.contains(name):
      endParagraph()
      walk.enter(.block, end: node.end)
    default: break
    }
    return index + 1
  }

  private mutating func end(_ kind: Kind) {
    switch kind {
    case .raised: raised -= 1
    case .quote: append("\u{201D}", line: 0)
    case .block: endParagraph()
    case .section:
      endParagraph()
      depth.sections -= 1
    case .list:
      endParagraph()
      depth.lists -= 1
      isItem = false
    case .table(let isRead):
      endParagraph()
      tables.removeLast()
      if isRead { flow.endTable() }
    }
  }

  // MARK: Text

  private mutating func append(_ text: String, line: Int) {
    if paragraph == nil {
      guard text.utf8.contains(where: { $0 > 0x20 }) else { return }
      let start = text.utf8.prefix { $0 <= 0x20 }.count { $0 == 0x0A }
      paragraph = FlowParagraph(place: Place(line: line + start))
      if isItem { paragraph?.listDepth = min(max(1, depth.lists), 20) }
      isItem = false
    }
    paragraph?.text.append(text, isRaised: raised > 0)
  }

  mutating func endParagraph() {
    guard let paragraph = paragraph.take() else { return }
    flow.add(paragraph)
  }

  private mutating func footnote(_ index: Int) -> Int {
    let end = tree.nodes[index].end
    noteCount += 1
    let mark = "(\(tree.attribute("label", of: index) ?? String(noteCount)))"
    if let id = tree.attribute("id", of: index) { noteMarks[id] = mark }
    let text = tree.docBookText(of: index)
    if paragraph == nil { paragraph = FlowParagraph(place: Place(line: tree.nodes[index].line)) }
    paragraph?.text.appendMark(mark)
    paragraph?.notes.append((mark, text))
    return end
  }

  private mutating func addFixed(_ index: Int) {
    endParagraph()
    let node = tree.nodes[index]
    // Lines count from where the text starts, which may be behind the tag by a line.
    let start = node.line
    for (offset, line) in tree.text(of: index).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      flow.addFixed(String(line), at: Place(line: start + offset))
    }
  }

  // MARK: Sections

  private mutating func beginSection(_ index: Int) {
    endParagraph()
    isItem = false
    depth.sections += 1
    walk.enter(.section, end: tree.nodes[index].end)
    guard let heading = tree.docBookTitle(of: index) else { return }
    read.insert(heading)
    let text = tree.docBookText(of: heading)
    guard !text.isEmpty else { return }
    if title == nil { title = text }
    let place = Place(line: tree.nodes[heading].line)
    let level = min(depth.sections, 20)
    if let label = tree.attribute("label", of: index)?.collapsed, !label.isEmpty, !text.hasPrefix(label) {
      flow.add(.heading(level: level, number: label, text: text), at: place)
    } else {
      flow.addHeading(level: level, text: text, at: place)
    }
  }
}
