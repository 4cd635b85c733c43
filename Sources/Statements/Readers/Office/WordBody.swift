import XMLTree

/// The walk through the text of a DOCX document: one pass over the nodes, in their order.
///
/// Insertions are kept and deletions left out; so are comments, hidden text, tables of contents, headers and footers.
struct WordBody {
  let tree: MarkupTree
  private let styles: WordStyles
  private var numbering: WordNumbering
  private let notes: WordNotes
  var flow = Flow()
  private var paragraph: FlowParagraph?
  private var properties: WordParagraph?
  /// What the properties of the run say where the walk stands.
  private var run = (isBold: false, isHidden: false, isRaised: false, font: SymbolFont?.none)
  private var fields: [WordField] = []
  /// Fields around whose text is not shown: instructions, and tables of contents.
  private var hiddenFields = 0
  private let closedFields: Set<Int>
  private var noteCounts: [String: Int] = [:]
  var places = PlaceCounter(root: "/body")
  var walk: NodeWalk<Kind>
  /// For each open table whether it is read as one, or as text for being nested too deeply.
  var tables: [Bool] = []
  /// Choices that were not taken.
  private var skipped: Set<Int> = []
  /// What a user should know about the document.
  private(set) var remarks: Set<Remark> = []
  /// The text in the style for titles.
  private(set) var title: String?

  /// Things that are left out on purpose.
  enum Remark {
    case deletions
    case foreignParts
  }

  enum Kind {
    case paragraph
    case table
    case row(isDropped: Bool)
    case cell
  }

  init(_ tree: MarkupTree, range: Range<Int>, styles: WordStyles, numbering: WordNumbering, notes: WordNotes) {
    self.tree = tree
    self.styles = styles
    self.numbering = numbering
    self.notes = notes
    closedFields = WordField.closedFields(in: tree, range: range)
    walk = NodeWalk(range)
  }

  /// The blocks of the range.
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
    guard case .element(let name, _) = node.content else { return index + 1 }
    if skipped.contains(index) { return node.end }
    guard WordNames.isWord(node.namespace) else { return foreign(index, name) }
    switch name {
    case "p": beginParagraph(index)
    case "r": beginRun(index)
    case "t":
      append(tree.text(of: index))
      return node.end
    case "tab", "ptab": if isShown { paragraph?.text.tab() }
    case "br", "cr": if isShown { paragraph?.text.breakLine() }
    case "noBreakHyphen": append("-")
    case "sym": symbol(index)
    case "footnoteReference", "endnoteReference": reference(index, name)
    case "fldChar": fieldCharacter(index)
    case "instrText":
      if let last = fields.indices.last, fields[last].instruction.utf8.count < WordField.maximumInstruction {
        fields[last].instruction += tree.text(of: index)
      }
      return node.end
    case "fldSimple": return simpleField(index)
    case "txbxContent":
      guard paragraph != nil else { break }
      paragraph?.boxes.append(index + 1..<node.end)
      return node.end
    case "sdt": return contentControl(index)
    case "tbl": beginTable(index)
    case "tr": beginRow(index)
    case "tc": return beginCell(index)
    case "altChunk", "subDoc": remarks.insert(.foreignParts)
    case "del", "moveFrom":
      remarks.insert(.deletions)
      return node.end
    case _ where WordNames.withoutText.contains(name): return node.end
    default: break
    }
    return index + 1
  }

  /// An element of another namespace: drawings, formulas, alternatives.
  private mutating func foreign(_ index: Int, _ name: String) -> Int {
    if name == "AlternateContent" {
      // The first choice says the same as the others.
      let choices = Array(tree.children(of: index))
      let chosen = choices.first { tree.name(of: $0) == "Choice" } ?? choices.first
      skipped.formUnion(choices.filter { $0 != chosen })
    } else if name == "t", WordNames.isFormula(tree.nodes[index].namespace) {
      append(tree.text(of: index))
      return tree.nodes[index].end
    }
    return index + 1
  }

  // MARK: Text

  private var isShown: Bool { hiddenFields == 0 && !run.isHidden }

  private mutating func append(_ text: String) {
    guard isShown, !text.isEmpty else { return }
    let shown = run.font?.unicode(text) ?? SymbolFont.replacingPrivateUse(in: text)
    paragraph?.text.append(shown, isBold: run.isBold, isRaised: run.isRaised)
  }

  private mutating func beginRun(_ index: Int) {
    let style = properties?.style ?? WordStyles.Style()
    guard let properties = tree.child("rPr", of: index) else {
      run = (style.isBold, style.isHidden, false, nil)
      return
    }
    let own = WordRun(tree, properties)
    let character = own.style.map { styles[$0] } ?? WordStyles.Style()
    run = (
      own.isBold ?? (character.isBold || style.isBold), own.isHidden ?? (character.isHidden || style.isHidden),
      own.isRaised ?? character.isRaised, own.font
    )
  }

  private mutating func symbol(_ index: Int) {
    guard isShown, let code = tree.attribute("char", of: index).flatMap({ UInt32($0, radix: 16) }) else { return }
    let font = tree.attribute("font", of: index).flatMap { SymbolFont(name: $0) }
    let scalar = font?.unicode(code) ?? Unicode.Scalar(code) ?? "\u{2022}"
    paragraph?.text.append(SymbolFont.replacingPrivateUse(in: String(scalar)), isBold: run.isBold)
  }

  private mutating func reference(_ index: Int, _ name: String) {
    guard isShown, let id = tree.attribute("id", of: index), let text = notes.text(name, id: id) else { return }
    noteCounts[name, default: 0] += 1
    let number = noteCounts[name] ?? 1
    let mark = name == "footnoteReference" ? "(\(number))" : "(\(ListNumber.text(number, format: "lowerRoman")))"
    paragraph?.notes.append((mark, text))
    paragraph?.text.appendMark(mark)
  }

  // MARK: Fields

  private mutating func fieldCharacter(_ index: Int) {
    switch tree.attribute("fldCharType", of: index) {
    case "begin":
      guard closedFields.contains(index) else { return }
      fields.append(WordField(instruction: ""))
      hiddenFields += 1
      if let box = tree.descendants("checkBox", of: index).first {
        let state = tree.child("checked", of: box) ?? tree.child("default", of: box)
        checkBox(isChecked: state.map { tree.isOn($0) } ?? false)
      }
    case "separate":
      guard let last = fields.indices.last, !fields[last].isResult else { return }
      fields[last].isResult = true
      if !fields[last].isContents { hiddenFields -= 1 }
    case "end":
      guard let field = fields.popLast() else { return }
      if !field.isResult || field.isContents { hiddenFields -= 1 }
      if let level = field.contentsLevel { enterContents(level) }
      if field.isSequence { paragraph?.isNumbered = true }
    default: return
    }
  }

  private mutating func simpleField(_ index: Int) -> Int {
    let field = WordField(instruction: tree.attribute("instr", of: index) ?? "")
    if let level = field.contentsLevel { enterContents(level) }
    if field.isSequence { paragraph?.isNumbered = true }
    return field.isContents || field.contentsLevel != nil ? tree.nodes[index].end : index + 1
  }

  /// A paragraph that a field enters into the table of contents is a heading.
  private mutating func enterContents(_ level: Int) {
    if paragraph?.headingLevel == nil { paragraph?.headingLevel = level }
  }

  private mutating func checkBox(isChecked: Bool) {
    paragraph?.text.append(isChecked ? "\u{2611}" : "\u{2610}")
  }

  /// A content control: a table of contents and a text that waits to be replaced are left out.
  private mutating func contentControl(_ index: Int) -> Int {
    guard let properties = tree.child("sdtPr", of: index) else { return index + 1 }
    let end = tree.nodes[index].end
    let gallery = tree.descendants("docPartGallery", of: properties).first.flatMap { tree.attribute("val", of: $0) }
    if gallery == "Table of Contents" { return end }
    if let box = tree.child("checkbox", of: properties), paragraph != nil {
      checkBox(isChecked: tree.value("checked", of: box).map { tree.isOn($0) } ?? false)
      return end
    }
    if let placeholder = tree.child("showingPlcHdr", of: properties), tree.isOn(placeholder) { return end }
    return index + 1
  }

  // MARK: Paragraphs

  private mutating func beginParagraph(_ index: Int) {
    // A paragraph within another is no DOCX; what the outer one has so far stays.
    if paragraph != nil { _ = endParagraph() }
    let own = WordParagraph(tree, tree.child("pPr", of: index), styles: styles)
    var new = FlowParagraph(place: Place(element: places.next("p")))
    new.style = own.style.name
    new.headingLevel = own.headingLevel
    paragraph = new
    properties = own
    run = (own.style.isBold, own.style.isHidden, false, nil)
    walk.enter(.paragraph, end: tree.nodes[index].end)
  }

  /// Adds the paragraph to the blocks, and gives the text boxes in it.
  private mutating func endParagraph() -> [Range<Int>] {
    guard var paragraph = paragraph.take() else { return [] }
    if !StyleName.isContents(paragraph.style), let list = properties?.list(numbering),
      let number = numbering.next(list: list.list, level: list.level)
    {
      paragraph.label = number.label.collapsed
      // A level that prints nothing only sets the indentation.
      if number.level.isBullet || !paragraph.label.isEmpty { paragraph.listDepth = number.depth }
    }
    if paragraph.isTitle, title == nil { title = paragraph.text.lines.collapsed }
    flow.add(paragraph)
    return paragraph.boxes
  }

  private mutating func end(_ kind: Kind) -> [Range<Int>] {
    switch kind {
    case .paragraph: return endParagraph()
    case .table:
      places.leave()
      if tables.popLast() == true { flow.endTable() }
    case .row(let isDropped):
      places.leave()
      if isDropped { flow.dropRow() }
    case .cell: places.leave()
    }
    return []
  }
}
