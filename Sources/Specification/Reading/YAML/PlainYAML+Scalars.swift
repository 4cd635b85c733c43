extension PlainYAML {
  /// A scalar of these bytes of the line.
  mutating func scalar(_ range: Range<Int>, _ style: YAMLNode.Style) -> YAMLNode {
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    return node(text, style, at: range.lowerBound)
  }

  /// A scalar that begins at a place of the line.
  private mutating func node(_ text: String, _ style: YAMLNode.Style, at start: Int) -> YAMLNode {
    let width = isASCII ? text.utf8.count : text.unicodeScalars.count
    let length = style == .quoted ? width + 2 : width
    return YAMLNode(content: .scalar(text, style), line: line, column: column(of: start), length: length)
  }

  // MARK: Plain

  /// Whether plain text begins here, for which no character stands that means something else.
  var canBeginPlain: Bool {
    switch bytes[place] {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    // `$ ( + . / ; < = \ ^ _ ~`
    case 0x24, 0x28, 0x2B, 0x2E, 0x2F, 0x3B, 0x3C, 0x3D, 0x5C, 0x5E, 0x5F, 0x7E: true
    case .hyphen: !isBlank(place + 1)
    default: false
    }
  }

  /// Where plain text ends in this line, and whether a colon makes it a key.
  func plainEnd() throws(NotPlain) -> (end: Int, isKey: Bool) {
    var end = place
    var next = place
    while true {
      switch bytes[next] {
      case .lineFeed: return (end, false)
      case .space: break
      case .hash where next > end: return (end, false)
      case .colon where isBlank(next + 1):
        guard next == end else { throw NotPlain() }
        return (end, true)
      default: end = next + 1
      }
      next += 1
    }
  }

  /// Plain text that ends there in this line and may go on in the lines below.
  mutating func plain(to end: Int, below parent: Int) throws(NotPlain) -> YAMLNode {
    var node = scalar(place..<end, .plain)
    place = end
    skipSpaces()
    guard bytes[place] == .lineFeed else {
      skipRest()
      try endLine()
      return node
    }
    guard var text = node.text, isContinued(below: parent) else {
      try endLine()
      return node
    }
    repeat {
      nextLine()
      var breaks = 0
      while true {
        skipSpaces()
        guard bytes[place] == .lineFeed else { break }
        breaks += 1
        nextLine()
      }
      text += breaks == 0 ? " " : String(repeating: "\n", count: breaks)
      let (end, isKey) = try plainEnd()
      guard !isKey else { throw NotPlain() }
      text += String(decoding: UnsafeBufferPointer(rebasing: bytes[place..<end]), as: UTF8.self)
      place = end
      skipSpaces()
    } while bytes[place] == .lineFeed && isContinued(below: parent)
    skipRest()
    try endLine()
    node.content = .scalar(text, .plain)
    node.length = text.unicodeScalars.count
    return node
  }

  /// Whether the next line that holds something is indented more than that, and no comment.
  private func isContinued(below parent: Int) -> Bool {
    var next = place + 1
    while next < bytes.count {
      let start = next
      while bytes[next] == .space { next += 1 }
      guard bytes[next] == .lineFeed else { return next - start > parent && bytes[next] != .hash }
      next += 1
    }
    return false
  }

  // MARK: Quoted

  /// Text in quotes that ends in its line.
  mutating func quoted() throws(NotPlain) -> YAMLNode {
    let start = place
    let quote = bytes[start]
    var next = start + 1
    while bytes[next] != quote, bytes[next] != .backslash || quote == .apostrophe, bytes[next] != .lineFeed {
      next += 1
    }
    if bytes[next] == quote, quote == .quote || bytes[next + 1] != quote {
      place = next + 1
      let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start + 1..<next]), as: UTF8.self)
      return node(text, .quoted, at: start)
    }
    return try escaped(from: start)
  }

  /// The same with marks in it that stand for others.
  private mutating func escaped(from start: Int) throws(NotPlain) -> YAMLNode {
    let quote = bytes[start]
    var text: [UInt8] = []
    var next = start + 1
    while true {
      let byte = bytes[next]
      guard byte != .lineFeed else { throw NotPlain() }
      if byte == quote {
        guard quote == .apostrophe, bytes[next + 1] == quote else { break }
        next += 1
      } else if byte == .backslash, quote == .quote {
        next += 1
        switch bytes[next] {
        case .quote, .backslash: break
        case UInt8(ascii: "n"):
          text.append(.lineFeed)
          next += 1
          continue
        default: throw NotPlain()
        }
      }
      text.append(bytes[next])
      next += 1
    }
    place = next + 1
    return node(String(decoding: text, as: UTF8.self), .quoted, at: start)
  }

  // MARK: Blocks of text

  /// `|` and `>` with the lines below.
  mutating func blockScalar(below parent: Int) throws(NotPlain) -> YAMLNode {
    let isLiteral = bytes[place] == .bar
    var node = YAMLNode(
      content: .scalar("", isLiteral ? .literal : .folded), line: line, column: column(of: place), length: 1)
    place += 1
    let isStripped = bytes[place] == .hyphen
    if isStripped { place += 1 }
    skipSpaces()
    guard bytes[place] == .lineFeed else { throw NotPlain() }
    nextLine()
    // Blank lines before the first, which says how far the block is indented, and may not be indented themselves.
    var text: [UInt8] = []
    var breaks = 0
    while place < bytes.count, bytes[place] == .lineFeed {
      breaks += 1
      nextLine()
    }
    guard place < bytes.count else { throw NotPlain() }
    skipSpaces()
    let indent = place - lineStart
    guard indent > max(parent, 0), bytes[place] != .lineFeed else { throw NotPlain() }
    var isFirst = true
    var wasBlank = false
    repeat {
      let start = place
      skipRest()
      let isBlank = bytes[start] == .space
      if !isFirst {
        if isLiteral || wasBlank || isBlank {
          text.append(.lineFeed)
        } else if breaks == 0 {
          text.append(.space)
        }
      }
      text.append(contentsOf: repeatElement(.lineFeed, count: breaks))
      text.append(contentsOf: bytes[start..<place])
      (isFirst, wasBlank, breaks) = (false, isBlank, 0)
      nextLine()
      breaks = skipBreaks(indentedBy: indent)
    } while place < bytes.count && place - lineStart == indent
    let isCutShort = isUnended && place == bytes.count && breaks == 0
    if !isStripped, !isCutShort { text.append(.lineFeed) }
    node.content = .scalar(String(decoding: text, as: UTF8.self), isLiteral ? .literal : .folded)
    // The line that is no part of it is gone to from its beginning.
    place = lineStart - 1
    line -= 1
    try endLine()
    return node
  }

  /// Goes to the next line of a block that is not blank, and in it as far as the block is indented; the number of blank ones.
  private mutating func skipBreaks(indentedBy indent: Int) -> Int {
    var breaks = 0
    while place < bytes.count {
      while place - lineStart < indent, bytes[place] == .space { place += 1 }
      guard bytes[place] == .lineFeed else { break }
      breaks += 1
      nextLine()
    }
    return breaks
  }
}
