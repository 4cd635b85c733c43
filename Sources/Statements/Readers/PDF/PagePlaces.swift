/// Finds the pages of blocks that have none, by their first words: the structure tree names no pages.
struct PagePlaces {
  /// The words of the pages.
  private(set) var words: Set<String> = []
  /// For a word at the end of a line and one at the start of the next, written as one: bytes of the first.
  private(set) var breaks: [String: Int] = [:]
  private var tokens: [String] = []
  private var pageOf: [Int] = []
  private var positions: [String: [Int]] = [:]
  private var cursor = 0
  private var page = 1

  init(_ pages: [PDFPage]) {
    for page in pages {
      var last: PDFWord?
      for word in page.words {
        if let last, word.y0 > last.y1 - 0.5 * last.height { breaks[last.text + word.text] = last.text.utf8.count }
        last = word
        let key = Self.key(word.text)
        words.insert(word.text)
        positions[key, default: []].append(tokens.count)
        tokens.append(key)
        pageOf.append(page.number)
      }
    }
  }

  /// A word without the dot after it: numbers of sections have one or not.
  private static func key(_ word: some StringProtocol) -> String {
    String(word.hasSuffix(".") && word.utf8.count > 1 ? word.dropLast() : word[...])
  }

  /// The blocks with their pages.
  mutating func placed(_ blocks: [Block]) -> [Block] {
    page = pageOf.first ?? 1
    return blocks.map { block in
      var block = block
      switch block.content {
      case .heading(_, let number, let text):
        block.place.page = find((number.map { $0 + " " } ?? "") + text)
      case .paragraph(let text), .listItem(_, let text), .preformatted(let text): block.place.page = find(text)
      case .table(var table):
        for index in table.header.indices { table.header[index].place.page = find(table.header[index]) }
        for index in table.rows.indices { table.rows[index].place.page = find(table.rows[index]) }
        block.content = .table(table)
        block.place.page = (table.header.first ?? table.rows.first)?.place.page ?? page
      }
      return block
    }
  }

  private mutating func find(_ row: Table.Row) -> Int {
    find(row.cells.lazy.map(\.text).filter { !$0.isEmpty }.prefix(4).joined(separator: " "))
  }

  /// The page of the next place where these words stand; the last one where they are not found.
  private mutating func find(_ text: String) -> Int {
    let wanted = text.split(maxSplits: 5, whereSeparator: \.isWhitespace).prefix(5).map { Self.key($0) }
    guard let first = wanted.first, let known = positions[first] else { return page }
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle] < cursor { low = middle + 1 } else { high = middle }
    }
    for position in known[low...].prefix(60) {
      var matched = 1
      while matched < wanted.count, position + matched < tokens.count, tokens[position + matched] == wanted[matched] {
        matched += 1
      }
      // Few words may stand anywhere: they are believed only close by.
      let isNear = pageOf[position] <= page + 1 && position < cursor + 2_000
      guard matched == wanted.count || matched >= 3, matched >= 3 || isNear else { continue }
      cursor = position + 1
      page = pageOf[position]
      return page
    }
    return page
  }
}
