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
      case .heading(let level, let number, let text) = blocks[heading.index].content
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

/// Gives headings their levels: numbered ones by their numbers, others by the size of their letters.
enum HeadingLevels {
  static func levelled(_ blocks: [Block], _ heights: [Int: Double]) -> [Block] {
    var numbered: [(height: Double, level: Int)] = []
    for (index, height) in heights {
      guard case .heading(_, let number?, _) = blocks[index].content else { continue }
      numbered.append((height, number.split(separator: ".").count))
    }
    let sizes = Set(heights.values.map { ($0 * 2).rounded() }).sorted(by: >)
    var result = blocks
    for (index, height) in heights {
      guard case .heading(_, let number, let text) = blocks[index].content else { continue }
      let level: Int
      if let number {
        level = number.split(separator: ".").count
      } else if numbered.isEmpty {
        level = 1 + (sizes.firstIndex(of: (height * 2).rounded()) ?? 0)
      } else if let same = numbered.lazy.filter({ abs($0.height - height) < 0.3 }).map(\.level).min() {
        level = same
      } else {
        level = 1 + (numbered.lazy.filter { $0.height > height }.map(\.level).max() ?? 0)
      }
      result[index].content = .heading(level: min(level, 20), number: number, text: text)
    }
    return result
  }
}

/// Gives tables the captions before or after them.
enum TableCaptions {
  static func attached(_ blocks: [Block]) -> [Block] {
    var result: [Block] = []
    var caption: Int?
    for block in blocks {
      switch block.content {
      case .table(var table):
        if let index = caption, let text = result[index].text {
          table.caption = text.collapsed
          result.remove(at: index)
        }
        caption = nil
        result.append(Block(.table(table), at: block.place))
      case .paragraph(let text) where Caption.isTableCaption(text.collapsed):
        // A caption that no table followed belongs to the table before it.
        caption = result.count
        result.append(block)
      case .paragraph(let text) where caption == result.count - 1 && text.utf8.count <= 60 && !text.hasSuffix("."):
        result.append(block)
      default:
        caption = nil
        result.append(block)
      }
    }
    return belowAttached(result)
  }

  /// Captions below their tables.
  private static func belowAttached(_ blocks: [Block]) -> [Block] {
    var result: [Block] = []
    for block in blocks {
      if case .paragraph(let text) = block.content, Caption.isTableCaption(text.collapsed),
        case .table(var table)? = result.last?.content, table.caption == nil, let place = result.last?.place
      {
        table.caption = text.collapsed
        result[result.count - 1] = Block(.table(table), at: place)
      } else {
        result.append(block)
      }
    }
    return result
  }
}
