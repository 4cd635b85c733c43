/// Gathers the blocks of an office document while its elements are walked in their order.
///
/// A table within a cell becomes part of the cell's text, so that a row keeps all that it says: a table of transfer
/// syntaxes inside a presentation context belongs to that context. A table that only frames others is taken apart
/// instead, since its rows say nothing together.
struct Flow {
  /// A block, and what is known of it until captions have found their tables.
  struct Item {
    var block: Block
    /// Whether it can be the caption of a table beside it.
    var caption: Caption?
  }

  /// Why a paragraph is taken for a caption.
  enum Caption {
    /// Its style or its number says so.
    case marked
    /// It only reads like one.
    case read
  }

  /// Tables around a table; those further in are read as text.
  static let maximumNesting = 8

  private var items: [Item] = []
  private var tables: [FlowTable] = []
  private var notes: [Item] = []
  private var fixed: [(text: String, place: Place)] = []
  private var tabbed = TabbedRows()
  /// Cells that may still be repeated: a sheet of empty rows counts them by the million.
  private var repetitions = 10_000

  /// Whether a table is open.
  var isInTable: Bool { !tables.isEmpty }

  /// Adds a block where the walk stands.
  mutating func add(_ content: Block.Content, at place: Place, caption: Caption? = nil) {
    endRuns()
    append(Item(block: Block(content, at: place), caption: caption))
  }

  /// Adds a heading, with its number taken off the text.
  mutating func addHeading(level: Int, text: String, at place: Place) {
    let heading = Block.heading(level: level, text: text, at: place)
    add(heading.content, at: place)
  }

  /// Adds a paragraph of text; neighbours that tabs divide alike are read together.
  /// - Parameter tabbed: The text with its tabs.
  mutating func addText(_ text: String, tabbed raw: String, at place: Place) {
    let item = Item(block: Block(.paragraph(text), at: place))
    if fixed.isEmpty, !isInTable, tabbed.take(raw, item) { return }
    endRuns()
    if !isInTable, tabbed.take(raw, item) { return }
    append(item)
  }

  /// Adds a line whose layout is fixed; neighbours are read together.
  mutating func addFixed(_ text: String, at place: Place) {
    if fixed.isEmpty { endRuns() }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) { fixed.append((String(line), place)) }
  }

  /// Adds a footnote: a paragraph after the block that refers to it, beginning with its mark.
  mutating func addNote(_ text: String, at place: Place) {
    notes.append(Item(block: Block(.paragraph(text), at: place)))
    endRuns()
    takeNotes()
  }

  /// Opens a table; false where it is nested so deeply that its contents are read as text.
  mutating func beginTable(at place: Place, caption: String? = nil) -> Bool {
    endRuns()
    guard tables.count < Self.maximumNesting else { return false }
    tables.append(FlowTable(place: place, caption: caption))
    return true
  }

  /// Opens a row of the innermost table.
  mutating func beginRow(isHeader: Bool, at place: Place) {
    endRuns()
    guard let last = tables.indices.last else { return }
    tables[last].rows.append(FlowTable.Row(place: place, isHeader: isHeader))
  }

  /// Opens a cell of the innermost table's last row.
  mutating func beginCell(columnSpan: Int = 1, rowSpan: Int = 1, merge: FlowTable.Merge = .none) {
    endRuns()
    guard let last = tables.indices.last, let row = tables[last].rows.indices.last else { return }
    tables[last].rows[row].cells.append(FlowTable.Cell(columnSpan: columnSpan, rowSpan: rowSpan, merge: merge))
  }

  /// Makes the cell that was opened last one column wider.
  mutating func widenCell() {
    guard let last = tables.indices.last, let row = tables[last].rows.indices.last,
      let cell = tables[last].rows[row].cells.indices.last, tables[last].rows[row].cells[cell].columnSpan < 1_000
    else { return }
    tables[last].rows[row].cells[cell].columnSpan += 1
  }

  /// Adds the row that was read last so often once more, where it says anything.
  mutating func repeatRow(_ times: Int) {
    endRuns()
    guard times > 0, let last = tables.indices.last, let row = tables[last].rows.last,
      row.cells.contains(where: { !$0.items.isEmpty })
    else { return }
    for _ in 0..<min(times, repetitions / row.cells.count) { tables[last].rows.append(row) }
    repetitions -= min(times, repetitions / row.cells.count) * row.cells.count
  }

  /// Adds the cell that was read last so often once more.
  mutating func repeatCell(_ times: Int) {
    endRuns()
    guard times > 0, let last = tables.indices.last, let row = tables[last].rows.indices.last,
      let cell = tables[last].rows[row].cells.last
    else { return }
    for _ in 0..<min(times, repetitions) { tables[last].rows[row].cells.append(cell) }
    repetitions -= min(times, repetitions)
  }

  /// Leaves out the row that was read last.
  mutating func dropRow() {
    endRuns()
    guard let last = tables.indices.last, !tables[last].rows.isEmpty else { return }
    tables[last].rows.removeLast()
  }

  /// Closes the innermost table.
  mutating func endTable() {
    endRuns()
    guard let table = tables.popLast() else { return }
    if let last = tables.indices.last { tables[last].holdsTable = true }
    for item in table.finished() { append(item) }
    takeNotes()
  }

  /// The blocks, with captions at their tables.
  mutating func finish() -> [Block] {
    endRuns()
    while !tables.isEmpty { endTable() }
    takeNotes()
    return CaptionMatching.blocks(of: items)
  }

  private mutating func append(_ item: Item) {
    if let last = tables.indices.last {
      tables[last].append(item)
    } else {
      items.append(item)
      takeNotes()
    }
  }

  private mutating func takeNotes() {
    guard tables.isEmpty else { return }
    items += notes
    notes = []
  }

  /// Ends the lines and paragraphs that are read together.
  private mutating func endRuns() {
    for item in tabbed.end() { append(item) }
    guard !fixed.isEmpty else { return }
    let lines = fixed
    fixed = []
    let text = lines.map(\.text).joined(separator: "\n")
    for var block in TextAssembly.blocks(ofFixed: text, line: 1) {
      func place(_ line: Int?) -> Place { lines[min(max(0, (line ?? 1) - 1), lines.count - 1)].place }
      if case .table(var table) = block.content {
        for row in table.header.indices { table.header[row].place = place(table.header[row].place.line) }
        for row in table.rows.indices { table.rows[row].place = place(table.rows[row].place.line) }
        block.content = .table(table)
      }
      block.place = place(block.place.line)
      append(Item(block: block))
    }
  }
}
