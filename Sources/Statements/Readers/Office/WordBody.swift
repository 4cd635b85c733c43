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
  private var paragraph: WordParagraph?
  /// What the properties of the run say where the walk stands.
  private var run = (isBold: false, isHidden: false, isRaised: false, font: SymbolFont?.none)
  private var fields: [WordField] = []
  /// Fields around whose text is not shown: instructions, and tables of contents.
  private var hiddenFields = 0
  private let closedFields: Set<Int>
  private var noteCounts: [String: Int] = [:]
  var places = PlaceCounter(root: "/body")
  private var open: [(end: Int, kind: Kind)] = []
  /// For each open table whether it is read as one, or as text for being nested too deeply.
  var tables: [Bool] = []
  /// Choices that were not taken.
  private var skipped: Set<Int> = []
  private let range: Range<Int>
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

  /// A stretch of nodes to walk, and how many elements were open before it.
  private struct Stretch {
    var next: Int
    var end: Int
    var opened: Int
  }

  init(_ tree: MarkupTree, range: Range<Int>, styles: WordStyles, numbering: WordNumbering, notes: WordNotes) {
    self.tree = tree
    self.range = range
    self.styles = styles
    self.numbering = numbering
    self.notes = notes
    closedFields = WordField.closedFields(in: tree, range: range)
  }

  /// The blocks of the range.
  mutating func blocks() -> [Block] {
    var now = Stretch(next: range.lowerBound, end: range.upperBound, opened: 0)
    var waiting: [Stretch] = []
    while true {
      if open.count > now.opened, let last = open.last, last.end <= now.next || now.next >= now.end {
        open.removeLast()
        // Text boxes follow the paragraph that they are anchored in.
        let boxes = close(last.kind)
        if !boxes.isEmpty {
          waiting.append(now)
          waiting += boxes.reversed().map { Stretch(next: $0.lowerBound, end: $0.upperBound, opened: open.count) }
          if let first = waiting.popLast() { now = first }
        }
      } else if now.next < now.end {
        now.next = step(now.next)
      } else if let rest = waiting.popLast() {
        now = rest
      } else {
        return flow.finish()
      }
    }
  }

  mutating func push(_ kind: Kind, end: Int) { open.append((end, kind)) }

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
    let style = paragraph?.style ?? WordStyles.Style()
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
      if let level = field.contentsLevel { paragraph?.contentsLevel = level }
      if field.isSequence { paragraph?.isNumbered = true }
    default: return
    }
  }

  private mutating func simpleField(_ index: Int) -> Int {
    let field = WordField(instruction: tree.attribute("instr", of: index) ?? "")
    if let level = field.contentsLevel { paragraph?.contentsLevel = level }
    if field.isSequence { paragraph?.isNumbered = true }
    return field.isContents || field.contentsLevel != nil ? tree.nodes[index].end : index + 1
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
    var new = WordParagraph(place: Place(element: places.next("p")))
    new.take(tree, tree.child("pPr", of: index), styles: styles)
    paragraph = new
    run = (new.style.isBold, new.style.isHidden, false, nil)
    push(.paragraph, end: tree.nodes[index].end)
  }

  /// Adds the paragraph to the blocks, and gives the text boxes in it.
  private mutating func endParagraph() -> [Range<Int>] {
    guard let paragraph = paragraph.take() else { return [] }
    defer { for note in paragraph.notes { flow.addNote("\(note.mark) \(note.text)", at: paragraph.place) } }
    guard !paragraph.isContents else { return paragraph.boxes }
    let number = paragraph.numbering(numbering).flatMap { numbering.next(list: $0.list, level: $0.level) }
    let text = paragraph.text.lines
    guard !text.isEmpty else { return paragraph.boxes }
    let label = number?.label.collapsed ?? ""
    let numbered = label.isEmpty ? text : "\(label) \(text)"
    if let level = paragraph.headingLevel ?? paragraph.contentsLevel {
      flow.addHeading(level: level, text: numbered, at: paragraph.place)
    } else if paragraph.style.name == "title" {
      if title == nil { title = text.collapsed }
      flow.addHeading(level: 1, text: numbered, at: paragraph.place)
    } else if let level = TypedHeading.level(of: numbered.collapsed, isBold: paragraph.text.isBold), !flow.isInTable {
      flow.addHeading(level: level, text: numbered, at: paragraph.place)
    } else if paragraph.isFixed {
      flow.addFixed(paragraph.text.text, at: paragraph.place)
    } else if let caption = CaptionMatching.kind(
      of: numbered, isMarked: paragraph.isCaption || paragraph.isNumbered)
    {
      flow.add(.paragraph(numbered), at: paragraph.place, caption: caption)
    } else if let number, number.level.isBullet || !label.isEmpty {
      flow.add(.listItem(depth: number.depth, text: text), at: paragraph.place)
    } else {
      flow.add(.paragraph(text), at: paragraph.place)
    }
    return paragraph.boxes
  }

  private mutating func close(_ kind: Kind) -> [Range<Int>] {
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
