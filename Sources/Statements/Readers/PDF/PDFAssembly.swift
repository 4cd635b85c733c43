/// Puts text and tables of a document's pages together to blocks.
struct PDFAssembly {
  private var headings: PDFHeadings
  private var blocks: [Block] = []
  /// Heights of the headings among the blocks, by their index.
  private var heights: [Int: Double] = [:]
  /// Lines of the paragraph or item that is being read.
  private var open: [TextRun] = []
  private var itemDepth: Int?
  private var lastHeading: (index: Int, line: TextRun)?

  /// Pieces of lines beyond this are left out: no document for people has as many.
  private static let maximumRuns = 150_000

  /// What pages hold.
  struct Reading {
    var blocks: [Block]
    /// The contents pages found.
    var contents: ContentsPages
    /// Whether pages were left out.
    var isCut: Bool
  }

  /// Reads pages without what stands in their margins.
  static func read(_ pages: [PDFPage]) -> Reading {
    var rows: [BlockRow] = []
    var count = 0
    var isCut = false
    for page in pages {
      let runs = TextRuns.runs(of: page)
      count += runs.count
      guard count <= maximumRuns else {
        isCut = true
        break
      }
      rows += BlockRow.rows(of: CellBlock.blocks(of: runs))
    }
    var contents = ContentsPages()
    rows = contents.remove(from: rows)
    var assembly = PDFAssembly(headings: PDFHeadings(contents: contents, rows: rows))
    for piece in TableFinder.pieces(of: rows) {
      switch piece {
      case .text(let row):
        for cell in row.cells { assembly.take(cell) }
      case .table(let rows): assembly.take(table: rows)
      }
    }
    assembly.flush()
    return Reading(
      blocks: TableCaptions.attached(HeadingLevels.levelled(assembly.blocks, assembly.heights)), contents: contents,
      isCut: isCut)
  }

  private init(headings: PDFHeadings) { self.headings = headings }

  private mutating func take(table rows: [BlockRow]) {
    guard let table = TableBuilder.table(of: rows) else {
      for cell in rows.flatMap(\.cells) { take(cell) }
      return
    }
    flush()
    lastHeading = nil
    blocks.append(Block(.table(table), at: Place(page: rows.first?.page)))
  }

  private mutating func take(_ block: CellBlock) {
    let pitch = zip(block.lines, block.lines.dropFirst()).map { $1.y0 - $0.y0 }.min() ?? 0
    for (position, line) in block.lines.enumerated() {
      let isFirst = position == 0
      if isFirst, let last = open.last, continuesOpen(last, line) {
        open.append(line)
        continue
      }
      let isBroken = !isFirst && line.y0 - block.lines[position - 1].y0 > pitch + 0.25 * line.height
      let isStart = isFirst || isBroken || lastHeading?.line.isLevel(with: block.lines[max(0, position - 1)]) == true
      if !isFirst, open.isEmpty, continuesHeading(line) { continue }
      if let heading = headings.heading(line, isStart: isStart) {
        flush()
        heights[blocks.count] = heading.height
        lastHeading = (blocks.count, line)
        blocks.append(Block(.heading(level: 1, number: heading.number, text: heading.text), at: Place(page: line.page)))
        continue
      }
      if let first = line.words.first?.text,
        Label.isBullet(first) || (Label.isCount(first) && (isStart || beginsNextItem(line)))
      {
        flush()
        itemDepth = 1
        let rest = Label.isBullet(first) ? Array(line.words.dropFirst()) : line.words
        open = rest.isEmpty ? [] : [TextRun(rest, page: line.page)]
        continue
      }
      let isCaption = Caption.isTableCaption(line.text) && open.last?.text.last.map { ".:;".contains($0) } ?? false
      if isStart || isCaption, !open.isEmpty { flush() }
      open.append(line)
    }
  }

  /// Whether a line stands where the open item began, beside its number.
  private func beginsNextItem(_ line: TextRun) -> Bool {
    guard itemDepth != nil, let first = open.first, let word = first.words.first?.text else { return false }
    return Label.isCount(word) && abs(first.x0 - line.x0) < line.height
  }

  /// Takes the second line of a heading: one as large, or that which the contents have with it.
  private mutating func continuesHeading(_ line: TextRun) -> Bool {
    guard let heading = lastHeading, blocks.indices.contains(heading.index),
      case .heading(let level, let number, let text) = blocks[heading.index].content, text.utf8.count <= 300
    else { return false }
    let isLarge =
      headings.isLarge(line) && headings.isLarge(heading.line) && HeadingNumber.split(line.text).number == nil
      && abs(line.height - heading.line.height) < 0.6
    guard isLarge || headings.isAnnounced(number: number, text: text, with: line) else { return false }
    blocks[heading.index].content = .heading(level: level, number: number, text: text + " " + line.text)
    return true
  }

  /// Whether a block goes on with the open paragraph: on the same line, or on the next page within a sentence.
  private func continuesOpen(_ last: TextRun, _ line: TextRun) -> Bool {
    if last.isLevel(with: line), line.x0 > last.x1 - 1 { return true }
    guard line.page == last.page + 1, let end = last.text.last, !".:;!?".contains(end),
      let start = line.words.first?.text.first, start.isLowercase, !Label.isNumber(line.words[0].text),
      line.words.count > 3
    else { return false }
    return abs(line.height - last.height) < 0.5
  }

  private mutating func flush() {
    defer {
      open = []
      itemDepth = nil
    }
    guard let first = open.first else { return }
    lastHeading = nil
    let text = WrappedText.joined(open, limit: open.map(\.x1).max() ?? 0)
    guard !text.isEmpty else { return }
    let content: Block.Content = itemDepth.map { .listItem(depth: $0, text: text) } ?? .paragraph(text)
    blocks.append(Block(content, at: Place(page: first.page)))
  }
}
