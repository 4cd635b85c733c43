import Foundation

/// The text of one file, cut into lines as YAML cuts them.
package struct SourceText: Sendable {
  /// The path shown to the user.
  package let path: String
  /// The bytes as read.
  package let bytes: [UInt8]
  /// The text without a byte order mark.
  package let text: String
  /// The lines without their ends.
  package let lines: [Substring.UnicodeScalarView]

  /// The largest file that is read, in bytes.
  package static let largest = 4 << 20

  /// Takes bytes for UTF-8 text, with or without a byte order mark.
  package init(path: String, bytes: [UInt8]) throws(UnreadableText) {
    guard bytes.count <= Self.largest else {
      throw UnreadableText(
        Diagnostic(
          ReadingRule.fileTooLarge, at: SourceSpan(file: path, line: 1, column: 1),
          "the file has \(bytes.count) bytes; at most \(Self.largest) are read",
          hint: "split it: a specification may name any number of requirement files"))
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let text = String(validating: content, as: UTF8.self) else {
      throw UnreadableText(Self.notUTF8(path: path, content: content))
    }
    self.path = path
    self.bytes = bytes
    self.text = text
    lines = Self.lines(of: text)
  }

  /// A line without its end, nil outside the file. Counted from 1.
  package func line(_ number: Int) -> String? {
    lines.indices.contains(number - 1) ? String(lines[number - 1]) : nil
  }

  /// Line ends of YAML 1.1: LF, CR, CR LF, NEL, LS, PS.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    let utf8 = text.utf8
    var lines: [Substring.UnicodeScalarView] = []
    var start = utf8.startIndex
    var index = start
    func cut(to next: String.Index) {
      lines.append(text[start..<index].unicodeScalars)
      start = next
      index = next
    }
    while index < utf8.endIndex {
      let next = utf8.index(after: index)
      switch utf8[index] {
      case 0x0A: cut(to: next)
      case 0x0D:
        cut(to: next < utf8.endIndex && utf8[next] == 0x0A ? utf8.index(after: next) : next)
      case 0xC2 where next < utf8.endIndex && utf8[next] == 0x85: cut(to: utf8.index(after: next))
      case 0xE2:
        let third = next < utf8.endIndex ? utf8.index(after: next) : next
        if third < utf8.endIndex, utf8[next] == 0x80, utf8[third] == 0xA8 || utf8[third] == 0xA9 {
          cut(to: utf8.index(after: third))
        } else {
          index = next
        }
      default: index = next
      }
    }
    lines.append(text[start..<index].unicodeScalars)
    return lines
  }

  private static func notUTF8(path: String, content: ArraySlice<UInt8>) -> Diagnostic {
    let isUTF16 = content.starts(with: [0xFE, 0xFF]) || content.starts(with: [0xFF, 0xFE])
    var good = content.startIndex
    var line = 1
    if !isUTF16 {
      for (index, byte) in content.enumerated() where byte == 0x0A {
        let end = content.startIndex + index + 1
        guard String(validating: content[good..<end], as: UTF8.self) != nil else { break }
        good = end
        line += 1
      }
    }
    return Diagnostic(
      ReadingRule.notUTF8, at: SourceSpan(file: path, line: line, column: 1),
      isUTF16 ? "the file is UTF-16, expected UTF-8" : "the file is not UTF-8 from this line on",
      hint: "save it with the encoding UTF-8")
  }
}

/// Bytes that are not text for this language.
package struct UnreadableText: Error {
  /// Why.
  package var diagnostic: Diagnostic

  /// Makes an error.
  package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
