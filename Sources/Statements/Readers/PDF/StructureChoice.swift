/// Decides between a file's structure tree and what the places of its words tell.
enum StructureChoice {
  /// The blocks of the tree, unless it lacks much of what is on the pages: words, tables, headings.
  static func better(
    _ tree: StructureTree, _ pages: [PDFPage], _ blocks: [Block], _ contents: ContentsPages
  ) -> [Block] {
    var places = PagePlaces(pages)
    let structure = StructureBlocks(tree, places: places, contents: contents)
    let words = pages.reduce(0) { $0 + $1.words.count }
    guard structure.words * 10 >= words * 7, keeps(structure.blocks, blocks, \.isTable),
      keeps(structure.blocks, blocks, \.isHeading)
    else { return blocks }
    return titled(places.placed(structure.blocks), blocks)
  }

  /// The tree's blocks with the large lines of the title page as headings, which word processors tag as paragraphs.
  private static func titled(_ tree: [Block], _ pages: [Block]) -> [Block] {
    var large: [String: Block.Content] = [:]
    for block in pages.prefix(40) {
      guard case .heading(_, nil, let text) = block.content else { continue }
      large[text.collapsed] = block.content
    }
    let end = tree.firstIndex(where: \.isHeading) ?? 0
    return tree.enumerated().map { position, block in
      guard position < end, case .paragraph(let text) = block.content, let heading = large[text.collapsed] else {
        return block
      }
      return Block(heading, at: block.place)
    }
  }

  /// Whether the tree has at least half as many blocks of a kind, where the pages have more than a few.
  private static func keeps(_ tree: [Block], _ pages: [Block], _ isKind: KeyPath<Block, Bool>) -> Bool {
    let found = pages.filter { $0[keyPath: isKind] }.count
    return found < 4 || tree.filter { $0[keyPath: isKind] }.count * 2 >= found
  }
}

extension Block {
  fileprivate var isTable: Bool { if case .table = content { true } else { false } }
  fileprivate var isHeading: Bool { if case .heading = content { true } else { false } }
}
