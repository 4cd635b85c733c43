/// Where a start tag begins in a document of XML.
public struct TagPlace: Hashable, Sendable {
  /// Line, from 1.
  public var line: Int
  /// Column in characters, from 1.
  public var column: Int

  /// Makes a place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension MarkupTree {
  /// Where the start tags of a document in UTF-8 begin, in its order: the place of each element of its tree.
  ///
  /// The parser tells only in which line a tag ends.
  public static func startTags(in xml: [UInt8]) -> [TagPlace] {
    var scan = StartTagScan(bytes: xml)
    return scan.places()
  }
}

/// Goes through the bytes of a document from one `<` to the next.
private struct StartTagScan {
  let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var column = 1

  init(bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func places() -> [TagPlace] {
    var places: [TagPlace] = []
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        advance()
        continue
      }
      if starts(with: "<!--") {
        skip(past: "-->")
      } else if starts(with: "<![CDATA[") {
        skip(past: "]]>")
      } else if starts(with: "<?") {
        skip(past: "?>")
      } else if starts(with: "<!") {
        skipDeclaration()
      } else if starts(with: "</") {
        skip(past: ">")
      } else {
        places.append(TagPlace(line: line, column: column))
        skipTag()
      }
    }
    return places
  }

  private mutating func advance() {
    let byte = bytes[position]
    position += 1
    if byte == 0x0A {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }

  private func starts(with text: StaticString) -> Bool {
    guard bytes.count - position >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + $0.count]) }
  }

  private mutating func skip(past end: StaticString) {
    while position < bytes.count, !starts(with: end) { advance() }
    for _ in 0..<end.utf8CodeUnitCount where position < bytes.count { advance() }
  }

  /// To the end of a tag; a `>` within a value is none.
  private mutating func skipTag() {
    var quote: UInt8?
    while position < bytes.count {
      let byte = bytes[position]
      advance()
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return
      }
    }
  }

  /// To the end of a declaration of a document type, with what it may hold in brackets.
  private mutating func skipDeclaration() {
    var depth = 0
    while position < bytes.count {
      let byte = bytes[position]
      advance()
      switch byte {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0: return
      default: break
      }
    }
  }
}
