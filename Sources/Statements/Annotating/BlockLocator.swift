import Evidence

/// Finds the block, and the row of its table, that a citation speaks of.
struct BlockLocator {
  /// Blocks of a page that are searched for the words; a page has fewer.
  private static let maximumCandidates = 500

  private let blocks: [Block]
  /// Positions of blocks with lines, in the order of the document, and their lines.
  private var lines: [(line: Int, block: Int)] = []
  private var rows: [Int: (block: Int, row: Int)] = [:]
  private var elements: [String: Int] = [:]
  private var pages: [Int: [Int]] = [:]

  init(_ document: BlockDocument) {
    blocks = document.blocks
    for (index, block) in blocks.enumerated() {
      // Lines that go back, as in notes at the end, would spoil the search; their blocks are found by their words.
      if let line = block.place.line, line >= lines.last?.line ?? 0 { lines.append((line, index)) }
      if let element = block.place.element, elements[element] == nil { elements[element] = index }
      if let page = block.place.page { pages[page, default: []].append(index) }
      guard case .table(let table) = block.content else { continue }
      for (number, row) in table.rows.enumerated() {
        if let line = row.place.line, rows[line] == nil { rows[line] = (index, number + 1) }
      }
    }
  }

  /// Block and row of a citation; nil where neither place nor words tell.
  func find(_ citation: Citation) -> (block: Int, row: Int?)? {
    if let line = citation.line {
      if let found = rows[line] { return (found.block, found.row) }
      var (low, high) = (0, lines.count)
      while low < high {
        let middle = (low + high) / 2
        if lines[middle].line <= line { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? (lines[low - 1].block, nil) : nil
    }
    if let element = citation.element, let found = elements[element] { return (found, nil) }
    guard let page = citation.page, let candidates = pages[page] else { return nil }
    for index in candidates.prefix(Self.maximumCandidates) {
      switch blocks[index].content {
      case .table(let table):
        guard let number = citation.row, let cells = citation.cells, table.rows.indices.contains(number - 1),
          table.rows[number - 1].cells.map(\.text.collapsed) == cells
        else { continue }
        return (index, number)
      default:
        if !citation.words.isEmpty, blocks[index].text?.collapsed.utf8Contains(citation.words) == true {
          return (index, nil)
        }
      }
    }
    return candidates.first.map { ($0, nil) }
  }
}
