import Rendering

/// The small part of Markdown that specifications use, as markup: paragraphs, lists, `**strong**`, `*emphasis*` and
/// `` `code` ``. Everything else stands as it was written; there are no links, images or raw markup.
struct Markdown {
  /// Values that stand for `{{name}}` in the text.
  var inputs: [String: String] = [:]

  /// A paragraph or a list, its lines joined, marks as they were written.
  enum Block {
    case paragraph(String)
    case list([String], isOrdered: Bool)
  }

  /// Blocks of the text.
  func blocks(_ text: String) -> HTML {
    Self.split(text).map { block in
      switch block {
      case .paragraph(let text): return "<p>\(inline(text))</p>" as HTML
      case .list(let items, let isOrdered):
        let body = items.map { "<li>\(inline($0))" as HTML }.joined()
        return isOrdered ? "<ol>\(body)</ol>" : "<ul>\(body)</ul>"
      }
    }.joined()
  }

  /// A text's blocks, in its order.
  static func split(_ text: String) -> [Block] {
    var result: [Block] = []
    var paragraph: [Substring] = []
    var items: [[Substring]] = []
    var isOrdered = false

    func endParagraph() {
      if !paragraph.isEmpty { result.append(.paragraph(paragraph.joined(separator: " "))) }
      paragraph = []
    }
    func endList() {
      if !items.isEmpty { result.append(.list(items.map { $0.joined(separator: " ") }, isOrdered: isOrdered)) }
      items = []
    }

    for raw in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = Substring(raw).trimmingSpaces
      if line.isEmpty {
        endParagraph()
        endList()
      } else if let (content, ordered) = listItem(line) {
        endParagraph()
        if ordered != isOrdered { endList() }
        isOrdered = ordered
        items.append([content])
      } else if !items.isEmpty {
        items[items.count - 1].append(line)
      } else {
        paragraph.append(line)
      }
    }
    endParagraph()
    endList()
    return result
  }

  /// One line of text with its marks.
  func inline(_ text: String) -> HTML {
    var result = HTML.empty
    var rest = Substring(text)
    var plain = ""

    func flush() {
      result += "\(plain)"
      plain = ""
    }
    while !rest.isEmpty {
      // Most of a text holds no mark and is taken as it stands.
      let mark = rest.utf8.firstIndex { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "*") }
      plain += rest[..<(mark ?? rest.endIndex)]
      rest = rest[(mark ?? rest.endIndex)...]
      guard let first = rest.first else { break }
      if let (name, after) = Self.delimited(rest, by: "{{", and: "}}"), let value = inputs[String(name)] {
        flush()
        result += "<span title=\"input \(name)\">\(value)</span>"
        rest = after
      } else if let (inner, after) = Self.delimited(rest, by: "`", and: "`") {
        flush()
        result += "<code>\(inner)</code>"
        rest = after
      } else if let (inner, after) = Self.delimited(rest, by: "**", and: "**") {
        flush()
        result += "<strong>\(inline(String(inner)))</strong>"
        rest = after
      } else if let (inner, after) = Self.delimited(rest, by: "*", and: "*") {
        flush()
        result += "<em>\(inline(String(inner)))</em>"
        rest = after
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    return result
  }

  /// The text between two marks at the start, and what follows; nil unless both are there with something between.
  static func delimited(_ text: Substring, by open: String, and close: String) -> (Substring, Substring)? {
    guard text.hasPrefix(open) else { return nil }
    let inside = text.dropFirst(open.count)
    guard let first = inside.first, !first.isWhitespace, let end = inside.firstRange(of: close),
      end.lowerBound > inside.startIndex
    else { return nil }
    return (inside[..<end.lowerBound], inside[end.upperBound...])
  }

  /// The content of a list item, and whether it is numbered.
  static func listItem(_ line: Substring) -> (Substring, ordered: Bool)? {
    for bullet in ["- ", "* ", "+ "] where line.hasPrefix(bullet) {
      return (line.dropFirst(2).trimmingSpaces, false)
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let after = line.dropFirst(digits.count)
    guard (1...3).contains(digits.count), after.hasPrefix(". ") else { return nil }
    return (after.dropFirst(2).trimmingSpaces, true)
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmingSpaces: Substring {
    var result = self.drop { $0.isWhitespace }
    while let last = result.last, last.isWhitespace { result = result.dropLast() }
    return result
  }
}
