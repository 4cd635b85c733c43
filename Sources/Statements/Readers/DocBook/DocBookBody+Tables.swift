import XMLTree

extension DocBookBody {
  mutating func beginTable(_ index: Int) {
    endParagraph()
    walk.enter(.block, end: tree.nodes[index].end)
    var caption: String?
    if let heading = tree.docBookTitle(of: index) {
      read.insert(heading)
      caption = tree.docBookText(of: heading)
    }
    if let label = tree.attribute("label", of: index)?.collapsed, !label.isEmpty, caption?.hasPrefix("Table") != true {
      caption = "Table \(label) \(caption ?? "")".collapsed
    }
    let hasGroups = tree.child("tgroup", of: index) != nil
    let table = CALSTable(caption: caption)
    guard hasGroups else { return begin(table, index) }
    groupCaption = caption
  }

  mutating func beginGroup(_ index: Int) {
    endParagraph()
    begin(CALSTable(tree, index, caption: groupCaption), index)
    groupCaption = nil
  }

  private mutating func begin(_ table: CALSTable, _ index: Int) {
    let isRead = flow.beginTable(at: Place(line: tree.nodes[index].line), caption: table.caption)
    tables.append(table)
    tables[tables.count - 1].isRead = isRead
    walk.enter(.table(isRead: isRead), end: tree.nodes[index].end)
  }

  mutating func beginRow(_ index: Int) {
    endParagraph()
    walk.enter(.block, end: tree.nodes[index].end)
    guard let last = tables.indices.last, tables[last].isRead else { return }
    tables[last].beginRow()
    let cells = tree.children(of: index).compactMap { tree.name(of: $0) }
    let isHeading = !cells.isEmpty && cells.allSatisfy { $0 == "th" }
    flow.beginRow(isHeader: isHeading || index < headEnd, at: Place(line: tree.nodes[index].line))
  }

  mutating func beginCell(_ index: Int) {
    endParagraph()
    walk.enter(.block, end: tree.nodes[index].end)
    guard let last = tables.indices.last, tables[last].isRead else { return }
    let place = tables[last].place(tree, index)
    for _ in 0..<place.gap { flow.beginCell() }
    flow.beginCell(columnSpan: place.columnSpan, rowSpan: place.rowSpan)
  }
}
