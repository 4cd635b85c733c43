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
    var whole = text
    let found = whole.withUTF8 { ranges(of: $0) }
    let utf8 = text.utf8
    var place = (offset: 0, index: utf8.startIndex)
    func index(_ offset: Int) -> String.Index {
      place = (offset, utf8.index(place.index, offsetBy: offset - place.offset))
      return place.index
    }
    return found.map { range in
      let start = index(range.lowerBound)
      return text[start..<index(range.upperBound)].unicodeScalars
    }
  }

  /// Where lines stand in the bytes of a text, without their ends.
  private static func ranges(of bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var place = 0
    func holds(_ byte: UInt8, at offset: Int) -> Bool { offset < bytes.count && bytes[offset] == byte }
    while place < bytes.count {
      if let eight = EightBytes(bytes, at: place) {
        let plain = EightBytes.first(eight.equal(0x0A) | eight.equal(0x0D) | eight.beyondASCII)
        place += plain
        if plain == 8 { continue }
      }
      let width =
        switch bytes[place] {
        case 0x0A: 1
        case 0x0D: holds(0x0A, at: place + 1) ? 2 : 1
        case 0xC2 where holds(0x85, at: place + 1): 2
        case 0xE2 where holds(0x80, at: place + 1) && (holds(0xA8, at: place + 2) || holds(0xA9, at: place + 2)): 3
        default: 0
        }
      guard width > 0 else {
        place += 1
        continue
      }
      ranges.append(start..<place)
      place += width
      start = place
    }
    ranges.append(start..<bytes.count)
    return ranges
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
