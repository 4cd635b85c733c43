/// A table with what its columns are for.
struct TableReading {
  let passage: Passage
  let table: Table
  let grid: TableGrid
  let columns: TableColumns

  init(passage: Passage, table: Table) {
    self.passage = passage
    self.table = table
    grid = TableGrid(table)
    columns = TableColumns(grid, announced: passage.announcesSOPClasses)
  }

  /// The tables among the passages, brought into the shape that recognisers expect.
  static func all(in passages: [Passage]) -> [TableReading] {
    var tables: [TableReading] = []
    for (position, passage) in passages.enumerated() {
      guard case .table(let table) = passage.block.content else { continue }
      var shaped = TableShape.normalised(table)
      if shaped.caption == nil { shaped.caption = caption(before: position, in: passages) }
      tables.append(TableReading(passage: passage, table: shaped))
    }
    return tables
  }

  /// A line right before a table that reads `Table 4.2-1 …` is its caption.
  private static func caption(before position: Int, in passages: [Passage]) -> String? {
    guard position > 0, passages[position - 1].index + 1 == passages[position].index,
      let text = passages[position - 1].block.text, TableCaption.matches(text)
    else { return nil }
    return text.collapsed
  }

  /// The words around the table that say what it lists: caption, what introduces it, headings of section and columns.
  var surroundings: [Words] {
    var texts: [Words] = []
    if let caption = table.caption { texts.append(Words(caption)) }
    if let lead = passage.lead { texts.append(Words(lead.text)) }
    texts += passage.path.suffix(2).map(\.words)
    texts += grid.headings
    return texts
  }
}
