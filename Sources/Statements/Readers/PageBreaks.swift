/// Pages of a text in which form feeds part them, as programs print documents to text.
struct PageBreaks {
  /// Position of the first line of each page after the first.
  private let starts: [Int]

  /// Finds the form feeds, which stand at the start of a page's first line.
  init(_ lines: [Substring]) {
    starts = lines.indices.filter { lines[$0].utf8.first == 0x0C }
  }

  /// The page of a line, both from 1; nil where the text has no pages.
  func page(ofLine line: Int) -> Int? {
    guard !starts.isEmpty else { return nil }
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < line { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }

  /// Positions of running headers and footers: lines at the edges of pages that a third of the pages have alike but for
  /// numbers.
  func running(in lines: [Substring]) -> Set<Int> {
    guard starts.count >= 2 else { return [] }
    var edges: [(position: Int, key: String)] = []
    for (first, end) in zip([0] + starts, starts + [lines.count]) {
      let filled = (first..<end).filter { !lines[$0].allSatisfy(\.isWhitespace) }
      edges += Self.edge(filled.prefix(2), "top", lines)
      edges += Self.edge(filled.dropFirst(2).suffix(2).reversed(), "end", lines)
    }
    let counts = Dictionary(grouping: edges, by: \.key).mapValues(\.count)
    let needed = max(3, (starts.count + 3) / 3)
    return Set(edges.filter { counts[$0.key, default: 0] >= needed }.map(\.position))
  }

  /// The lines at one edge of a page, the outermost first. A page has one number there: another beside it is the end
  /// of a cell.
  private static func edge(
    _ positions: some Sequence<Int>, _ side: String, _ lines: [Substring]
  ) -> [(position: Int, key: String)] {
    var isNumbered = false
    var edge: [(position: Int, key: String)] = []
    for position in positions {
      let key = key(lines[position])
      if key == "#" {
        if isNumbered { continue }
        isNumbered = true
      }
      edge.append((position, side + " " + key))
    }
    return edge
  }

  /// A line without its numbers and distances.
  private static func key(_ line: Substring) -> String {
    var key = ""
    for character in line.prefix(400) where !character.isWhitespace {
      if character.isNumber {
        if key.last != "#" { key.append("#") }
      } else {
        key.append(character)
      }
    }
    return key
  }
}

extension Block {
  /// The block with the page of each of its places.
  func paged(by breaks: PageBreaks) -> Block {
    func paged(_ place: Place) -> Place {
      Place(line: place.line, page: place.line.flatMap { breaks.page(ofLine: $0) }, element: place.element)
    }
    guard case .table(var table) = content else { return Block(content, at: paged(place)) }
    for index in table.header.indices { table.header[index].place = paged(table.header[index].place) }
    for index in table.rows.indices { table.rows[index].place = paged(table.rows[index].place) }
    return Block(.table(table), at: paged(place))
  }
}
