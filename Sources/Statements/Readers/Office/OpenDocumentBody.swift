import XMLTree

/// The walk through an OpenDocument text: one pass over the nodes, in their order.
///
/// Deleted text is left out; so are annotations, hidden text, indexes, headers and footers.
struct OpenDocumentBody {
  let tree: MarkupTree
  private let styles: OpenDocumentStyles
  private var numbering: OpenDocumentNumbering
  var flow = Flow()
  private var paragraph: FlowParagraph?
  /// What the styles say where the walk stands.
  private var run = OpenDocumentStyles.Style()
  var places = PlaceCounter(root: "/text")
  /// For each open table whether it is read as one, or as text for being nested too deeply.
  var tables: [Bool] = []
  private var lists: [List] = []
  var walk: NodeWalk<Kind>
  /// Index after the last row of headings.
  var headerEnd = 0
  /// Whether changes are tracked in the document.
  private(set) var hasDeletions = false
  /// The text in the style for titles.
  private(set) var title: String?

  enum Kind {
    case paragraph
    case span(OpenDocumentStyles.Style)
    case list
    case table
    case row(times: Int)
    case cell(times: Int)
  }

  /// A list that is open.
  private struct List {
    var style: String?
    /// Whether the next paragraph is the first of its item.
    var isItem = false
    var start: Int?
  }

  init(_ tree: MarkupTree, styles: OpenDocumentStyles, numbering: OpenDocumentNumbering) {
    self.tree = tree
    self.styles = styles
    self.numbering = numbering
    let body = tree.nodes.indices.first { tree.name(of: $0) == "body" }
    walk = NodeWalk(body.map { $0 + 1..<tree.nodes[$0].end } ?? 0..<0)
  }

  /// The blocks of the text.
  mutating func blocks() -> [Block] {
    while let event = walk.next() {
      switch event {
      case .node(let index): walk.advance(to: step(index))
      case .end(let kind): walk.insert(end(kind))
      }
    }
    return flow.finish()
  }

  /// Takes one node, and says which is next.
  private mutating func step(_ index: Int) -> Int {
    let node = tree.nodes[index]
    guard case .element(let name, _) = node.content else {
      if case .text(let text) = node.content { append(text) }
      return index + 1
    }
    switch name {
    case "h", "p":
      if tree.attribute("is-hidden", of: index) == "true" { return node.end }
      beginParagraph(index, isHeading: name == "h")
    case "span":
      walk.enter(.span(run), end: node.end)
      apply(styles.text(tree.attribute("style-name", of: index)))
    case "s":
      let count = min(OpenDocumentNumbering.bounded(tree.attribute("c", of: index)) ?? 1, 200)
      append(String(repeating: " ", count: max(1, count)))
    case "tab": if isShown { paragraph?.text.tab() }
    case "line-break": if isShown { paragraph?.text.breakLine() }
    case "note": return note(index)
    case "toc-mark", "toc-mark-start": enterContents(index)
    case "sequence": paragraph?.isNumbered = true
    case "list": beginList(index)
    case "list-item", "list-header":
      guard let last = lists.indices.last else { break }
      lists[last].isItem = name == "list-item"
      lists[last].start = OpenDocumentNumbering.bounded(tree.attribute("start-value", of: index))
    case "table": beginTable(index)
    case "table-header-rows": headerEnd = max(headerEnd, node.end)
    case "table-row": beginRow(index)
    case "table-cell": beginCell(index)
    case "tracked-changes":
      if !tree.descendants("deletion", of: index).isEmpty { hasDeletions = true }
      return node.end
    case "section", "hidden-text":
      let isHidden = tree.attribute("display", of: index) == "none" || tree.attribute("is-hidden", of: index) == "true"
      return isHidden ? node.end : index + 1
    case _ where Self.boxes.contains(name):
      guard paragraph != nil else { break }
      paragraph?.boxes.append(index + 1..<node.end)
      return node.end
    case _ where Self.withoutText.contains(name): return node.end
    default: break
    }
    return index + 1
  }

  /// Shapes whose text stands apart from the paragraph that they are anchored in.
  private static let boxes: Set<String> = [
    "text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "regular-polygon", "path",
    "connector", "caption", "measure",
  ]

  /// Elements without text of the document.
  private static let withoutText: Set<String> = [
    "covered-table-cell", "annotation", "table-of-content", "illustration-index", "table-index", "object-index",
    "user-index", "alphabetical-index", "bibliography", "ruby-text", "forms", "object", "object-ole", "binary-data",
    "title", "desc", "variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls", "number",
    "shapes", "scripts", "event-listeners", "table-columns", "meta", "math",
  ]

  // MARK: Text

  private var isShown: Bool { run.isHidden != true }

  private mutating func append(_ text: String) {
    guard isShown, paragraph != nil else { return }
    let shown = run.font?.unicode(text) ?? SymbolFont.replacingPrivateUse(in: text)
    paragraph?.text.append(shown, isBold: run.isBold ?? false, isRaised: run.isRaised ?? false)
  }

  private mutating func apply(_ style: OpenDocumentStyles.Style) {
    run.isBold = style.isBold ?? run.isBold
    run.isHidden = style.isHidden ?? run.isHidden
    run.isRaised = style.isRaised ?? run.isRaised
    run.font = style.font ?? run.font
  }

  private mutating func note(_ index: Int) -> Int {
    let end = tree.nodes[index].end
    guard isShown, paragraph != nil, let citation = tree.child("note-citation", of: index),
      let body = tree.child("note-body", of: index)
    else { return end }
    let printed = (tree.attribute("label", of: citation) ?? tree.text(of: citation)).collapsed
    let mark = printed.contains { $0.isLetter || $0.isNumber } ? "(\(printed))" : printed
    let text = tree.children(of: body).map { tree.text(of: $0).collapsed }.filter { !$0.isEmpty }
    paragraph?.text.appendMark(mark)
    paragraph?.notes.append((mark, text.joined(separator: "\n")))
    return end
  }

  /// A paragraph that a mark enters into the table of contents is a heading.
  private mutating func enterContents(_ index: Int) {
    guard let level = tree.attribute("outline-level", of: index).flatMap({ Int($0) }), (1...10).contains(level),
      paragraph?.headingLevel == nil
    else { return }
    paragraph?.headingLevel = level
  }

  // MARK: Paragraphs and lists

  private mutating func beginParagraph(_ index: Int, isHeading: Bool) {
    // A paragraph within another stands in a shape that is not known; what the outer one has so far stays.
    if paragraph != nil { _ = endParagraph() }
    let style = styles.paragraph(tree.attribute("style-name", of: index))
    var new = FlowParagraph(place: Place(element: places.next(isHeading ? "h" : "p")))
    new.style = style.name
    if isHeading {
      let level = tree.attribute("outline-level", of: index).flatMap { Int($0) } ?? style.outlineLevel ?? 1
      new.headingLevel = min(max(1, level), 10)
    }
    let isNumbered = tree.attribute("is-list-header", of: index) != "true"
    if let last = lists.indices.last {
      new.listDepth = lists.count
      // The list's own style, else that of the list around it.
      if lists[last].isItem, isNumbered, let name = lists.last(where: { $0.style != nil })?.style ?? style.list,
        let number = numbering.next(name, level: lists.count, start: lists[last].start)
      {
        new.label = number.label.collapsed
      }
      lists[last].isItem = false
    } else if isHeading, isNumbered, style.list != "", let level = new.headingLevel {
      let restarts = tree.attribute("restart-numbering", of: index) == "true"
      let start = restarts ? OpenDocumentNumbering.bounded(tree.attribute("start-value", of: index)) ?? 1 : nil
      let name = style.list ?? OpenDocumentNumbering.outline
      let number = numbering.next(name, level: level, start: start)
      new.label = number?.label.collapsed ?? ""
    }
    paragraph = new
    run = style
    walk.enter(.paragraph, end: tree.nodes[index].end)
  }

  private mutating func endParagraph() -> [Range<Int>] {
    guard let paragraph = paragraph.take() else { return [] }
    if paragraph.isTitle, title == nil { title = paragraph.text.lines.collapsed }
    flow.add(paragraph)
    return paragraph.boxes
  }

  private mutating func beginList(_ index: Int) {
    let style = tree.attribute("style-name", of: index)
    let continues =
      tree.attribute("continue-numbering", of: index) == "true" || tree.attribute("continue-list", of: index) != nil
    if lists.isEmpty, !continues, let style { numbering.restart(style) }
    lists.append(List(style: style))
    walk.enter(.list, end: tree.nodes[index].end)
  }

  private mutating func end(_ kind: Kind) -> [Range<Int>] {
    switch kind {
    case .paragraph: return endParagraph()
    case .span(let outer): run = outer
    case .list: _ = lists.popLast()
    case .table:
      places.leave()
      if tables.popLast() == true { flow.endTable() }
    case .row(let times):
      places.leave()
      flow.repeatRow(times)
    case .cell(let times):
      places.leave()
      flow.repeatCell(times)
    }
    return []
  }
}
