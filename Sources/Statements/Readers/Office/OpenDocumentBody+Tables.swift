import XMLTree

extension OpenDocumentBody {
  mutating func beginTable(_ index: Int) {
    let path = places.next("table")
    tables.append(flow.beginTable(at: Place(element: path)))
    places.enter(path)
    walk.enter(.table, end: tree.nodes[index].end)
  }

  mutating func beginRow(_ index: Int) {
    guard let isTable = tables.last else { return }
    let path = places.next("table-row")
    places.enter(path)
    let times = isTable ? repetitions(tree.attribute("number-rows-repeated", of: index)) : 0
    walk.enter(.row(times: times), end: tree.nodes[index].end)
    if isTable { flow.beginRow(isHeader: index < headerEnd, at: Place(element: path)) }
  }

  mutating func beginCell(_ index: Int) {
    guard let isTable = tables.last else { return }
    places.enter(places.next("table-cell"))
    let times = isTable ? repetitions(tree.attribute("number-columns-repeated", of: index)) : 0
    walk.enter(.cell(times: times), end: tree.nodes[index].end)
    guard isTable else { return }
    func span(_ name: String) -> Int { OpenDocumentNumbering.bounded(tree.attribute(name, of: index)) ?? 1 }
    flow.beginCell(columnSpan: span("number-columns-spanned"), rowSpan: span("number-rows-spanned"))
  }

  /// How often a row or cell is to be read once more.
  private func repetitions(_ text: String?) -> Int {
    OpenDocumentNumbering.bounded(text).map { max(0, $0 - 1) } ?? 0
  }
}
