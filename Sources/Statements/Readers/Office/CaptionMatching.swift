/// Gives tables the captions that stand over or under them.
enum CaptionMatching {
  /// The blocks of these items, without the paragraphs that became captions.
  ///
  /// A caption between two tables belongs to the one on the side where the document's other captions have theirs.
  static func blocks(of items: [Flow.Item]) -> [Block] {
    func isTable(_ index: Int) -> Bool {
      guard items.indices.contains(index), case .table = items[index].block.content else { return false }
      return true
    }
    var over = 0
    var under = 0
    for index in items.indices where items[index].caption != nil {
      if isTable(index + 1), !isTable(index - 1) { over += 1 }
      if isTable(index - 1), !isTable(index + 1), case .marked = items[index].caption { under += 1 }
    }
    var taken: Set<Int> = []
    var captions: [Int: String] = [:]
    for index in items.indices {
      guard let caption = items[index].caption, let text = items[index].block.text?.collapsed else { continue }
      var table: Int?
      if isTable(index + 1), !isTable(index - 1) || over >= under {
        table = index + 1
      } else if isTable(index - 1), caption == .marked, captions[index - 1] == nil {
        table = index - 1
      }
      guard let table else { continue }
      taken.insert(index)
      captions[table] = text
    }
    return items.indices.compactMap { index in
      guard !taken.contains(index) else { return nil }
      var block = items[index].block
      if case .table(var table) = block.content, let caption = captions[index], table.caption == nil {
        table.caption = caption
        block.content = .table(table)
      }
      return block
    }
  }

  /// What makes a paragraph a caption of a table, if anything does.
  ///
  /// - Parameter isMarked: Whether its style or the field that numbers it is that of captions.
  static func kind(of text: String, isMarked: Bool) -> Flow.Caption? {
    guard text.utf8.count <= 240, !text.isEmpty else { return nil }
    let words = Words(text.prefix(40)).list
    guard let first = words.first.map(String.init) else { return nil }
    if isMarked { return figures.contains(first) ? nil : .marked }
    // "Table 4-1 lists the classes." is a sentence.
    guard tables.contains(first), words.count > 1, words[1].first?.isNumber == true || words[1].count <= 2,
      text.utf8.count <= 160, let last = text.last, !".:;,".contains(last), !text.contains("\n")
    else { return nil }
    return .read
  }

  private static let tables: Set<String> = [
    "table", "tab", "tabelle", "tableau", "tabla", "tabella", "tabel", "tabell", "tabela", "taulukko", "表", "таблица",
  ]
  private static let figures: Set<String> = [
    "figure", "fig", "abbildung", "abb", "bild", "illustration", "figura", "figuur", "diagram", "listing", "equation",
  ]
}
