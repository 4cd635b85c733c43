import XMLTree

extension WordBody {
  mutating func beginTable(_ index: Int) {
    let path = places.next("tbl")
    tables.append(flow.beginTable(at: Place(element: path)))
    places.enter(path)
    push(.table, end: tree.nodes[index].end)
  }

  mutating func beginRow(_ index: Int) {
    guard let isTable = tables.last else { return }
    let path = places.next("tr")
    places.enter(path)
    let properties = tree.child("trPr", of: index)
    func isOn(_ name: String) -> Bool {
      properties.flatMap { tree.child(name, of: $0) }.map { tree.isOn($0) } ?? false
    }
    let isDeleted = properties.flatMap { tree.child("del", of: $0) } != nil
    push(.row(isDropped: isTable && (isDeleted || isOn("hidden"))), end: tree.nodes[index].end)
    guard isTable else { return }
    flow.beginRow(isHeader: isOn("tblHeader"), at: Place(element: path))
    if let before = properties.flatMap({ tree.value("gridBefore", of: $0) }).flatMap({ Int($0) }), before > 0 {
      flow.beginCell(columnSpan: before)
    }
  }

  mutating func beginCell(_ index: Int) -> Int {
    guard let isTable = tables.last else { return index + 1 }
    let properties = tree.child("tcPr", of: index)
    func child(_ name: String) -> Int? { properties.flatMap { tree.child(name, of: $0) } }
    let end = tree.nodes[index].end
    if child("cellDel") != nil { return end }
    // The older way to merge cells side by side: the others are there, and empty.
    if let merge = child("hMerge"), tree.attribute("val", of: merge) != "restart" {
      flow.widenCell()
      return end
    }
    places.enter(places.next("tc"))
    push(.cell, end: end)
    guard isTable else { return index + 1 }
    let merge: FlowTable.Merge =
      child("vMerge").map { tree.attribute("val", of: $0) == "restart" ? .start : .continued } ?? .none
    let span = properties.flatMap { tree.value("gridSpan", of: $0) }.flatMap { Int($0) } ?? 1
    flow.beginCell(columnSpan: span, merge: merge)
    return index + 1
  }
}
