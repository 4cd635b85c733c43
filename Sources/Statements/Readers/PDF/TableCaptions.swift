/// Gives tables the captions before or after them.
enum TableCaptions {
  static func attached(_ blocks: [Block]) -> [Block] {
    var result: [Block] = []
    var caption: Int?
    for block in blocks {
      switch block.content {
      case .table(var table):
        if let index = caption, let text = result[index].text {
          table.caption = text.collapsed
          result.remove(at: index)
        }
        caption = nil
        result.append(Block(.table(table), at: block.place))
      case .paragraph(let text) where Caption.isTableCaption(text.collapsed):
        // A caption that no table followed belongs to the table before it.
        caption = result.count
        result.append(block)
      case .paragraph(let text) where caption == result.count - 1 && text.utf8.count <= 60 && !text.hasSuffix("."):
        result.append(block)
      default:
        caption = nil
        result.append(block)
      }
    }
    return belowAttached(result)
  }

  /// Captions below their tables.
  private static func belowAttached(_ blocks: [Block]) -> [Block] {
    var result: [Block] = []
    for block in blocks {
      if case .paragraph(let text) = block.content, Caption.isTableCaption(text.collapsed),
        case .table(var table)? = result.last?.content, table.caption == nil, let place = result.last?.place
      {
        table.caption = text.collapsed
        result[result.count - 1] = Block(.table(table), at: place)
      } else {
        result.append(block)
      }
    }
    return result
  }
}
