/// A line of a reStructuredText document, or of a part of it whose indentation is taken off.
struct RestructuredLine: Equatable {
  /// From 1, in the document.
  var number: Int
  /// Without white space at the end.
  var text: Substring
  /// A line of spaces exactly as long as the line before it: some converters underline deep titles so.
  var isBlankUnderline = false

  var isBlank: Bool { text.isEmpty }
  var indentation: Int { text.utf8.prefix { $0 == 0x20 }.count }

  /// The line without its first bytes, which must be ASCII.
  func dropping(_ count: Int) -> RestructuredLine {
    RestructuredLine(number: number, text: text.dropFirst(count))
  }

  /// The lines of a text, tabs made spaces.
  static func all(of text: String) -> [RestructuredLine] {
    var lines: [RestructuredLine] = []
    for (position, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let expanded = raw.utf8.contains { $0 == 0x09 || $0 == 0x0C || $0 == 0x0B } ? tabsExpanded(raw)[...] : raw
      var line = RestructuredLine(number: position + 1, text: expanded.withoutTrailingSpace)
      if line.text.isEmpty, expanded.utf8.count >= 3, let title = lines.last, title.indentation == 0,
        expanded.count == title.text.count, lines.dropLast().last?.isBlank ?? true
      {
        line.isBlankUnderline = true
      }
      lines.append(line)
    }
    return lines
  }

  private static func tabsExpanded(_ line: Substring) -> String {
    var result = ""
    var column = 0
    for character in line {
      if character == "\t" {
        repeat {
          result.append(" ")
          column += 1
        } while !column.isMultiple(of: 8)
      } else {
        result.append(character == "\u{0C}" || character == "\u{0B}" ? " " : character)
        column += 1
      }
    }
    return result
  }
}

extension Array where Element == RestructuredLine {
  /// The indented lines from a position on, blank ones at the end left out: those that are indented by at least
  /// `indentation`, and where they end.
  func indentedBlock(from start: Int, atLeast indentation: Int = 1) -> (lines: ArraySlice<RestructuredLine>, end: Int) {
    var end = start
    var last = start
    while end < count {
      if !self[end].isBlank {
        guard self[end].indentation >= indentation else { break }
        last = end + 1
      }
      end += 1
    }
    return (self[start..<last], last)
  }
}

extension ArraySlice where Element == RestructuredLine {
  /// The lines without the indentation that all have.
  var dedented: [RestructuredLine] {
    let least = lazy.filter { !$0.isBlank }.map(\.indentation).min() ?? 0
    return map { $0.isBlank ? $0 : $0.dropping(least) }
  }
}

extension Array where Element == RestructuredLine {
  /// The lines without blank ones at both ends.
  var withoutBlankEnds: [RestructuredLine] {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return []
    }
    return Array(self[first...last])
  }
}

extension Substring {
  /// The text without spaces at its end.
  fileprivate var withoutTrailingSpace: Substring {
    var text = self
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
