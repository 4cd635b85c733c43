import Evidence

/// Notes that the cells of a table point to: `Yes (1)`, `See Note 2`, `RLE Lossless (*)`.
struct TableNotes {
  /// The blocks after the table in which its notes may stand.
  private let after: ArraySlice<Passage>
  private let table: TableReading

  /// Blocks after a table, and rows at its end, that are looked through.
  private static let reach = 16

  init(_ table: TableReading, _ passages: [Passage]) {
    self.table = table
    after = passages[Self.position(after: table.passage.index, in: passages)...].prefix(Self.reach)
  }

  /// The note that a row points to by a mark at the end of a cell or by its number; nil where it points to none.
  func note(for row: TableGrid.Row, _ findings: inout Findings) -> String? {
    for cell in row.raw where cell.utf8.count <= 400 {
      if let number = Self.number(in: cell) {
        if let text = text(number: number) { return text }
        findings.report(
          .warning, "dangling-reference", "“\(cell)” points to a note that was not found after the table.",
          findings.citation(table.passage, row: row))
        return nil
      }
      guard let mark = Footnote.mark(closing: cell) else { continue }
      for passage in after {
        guard let text = passage.block.text, Footnote.mark(openingOf: text) == mark else { continue }
        return text.collapsed
      }
    }
    return nil
  }

  /// The number in `See Note 2`.
  private static func number(in cell: String) -> Int? {
    guard cell.lowercased().utf8Contains("note") else { return nil }
    let words = Words(cell).list
    guard let position = words.firstIndex(where: { $0 == "note" || $0 == "notes" }),
      words.indices.contains(position + 1), let number = Int(words[position + 1]), number > 0, number < 100
    else { return nil }
    return number
  }

  private func text(number: Int) -> String? {
    var ordinal = 0
    for passage in after {
      switch passage.block.content {
      case .paragraph(let text):
        if let note = Self.part(number, of: text) { return note }
        ordinal = 0
      case .listItem(_, let text):
        ordinal += 1
        if let note = Self.part(number, of: text) { return note }
        if ordinal == number { return text.collapsed }
      case .heading, .table, .preformatted: ordinal = 0
      }
    }
    return table.grid.rows.suffix(Self.reach).lazy.compactMap { row in
      row.raw.lazy.compactMap { Self.part(number, of: $0) }.first
    }.first
  }

  /// The line of a text that opens with the number of the note.
  private static func part(_ number: Int, of text: String) -> String? {
    guard text.utf8.count <= 8_000 else { return nil }
    for line in text.split(separator: "\n").prefix(60) {
      var words = Words(line.prefix(24)).list[...]
      let first = line.drop { $0 == " " }.first
      if words.first == "note" || words.first == "notes" {
        words = words.dropFirst()
      } else if first?.isNumber != true && first != "(" && first != "[" {
        continue
      }
      if words.first == "\(number)", words.count > 1 { return line.collapsed }
    }
    return nil
  }

  /// Position of the first passage after a block.
  private static func position(after index: Int, in passages: [Passage]) -> Int {
    var low = 0
    var high = passages.count
    while low < high {
      let middle = (low + high) / 2
      if passages[middle].index <= index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Claim {
  /// Takes what a note says of support: a condition, or a configuration.
  mutating func qualify(by note: String, always: Bool = false) {
    let sentences = Sentence.all(in: note)
    guard always || sentences.contains(where: \.isConditional) else { return }
    if availability == .standard { availability = .conditional }
    condition = [condition, note].compactMap { $0 }.joined(separator: " ")
  }
}
