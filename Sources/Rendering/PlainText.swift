/// Text of vendors and peers made safe to show: nothing in it can move a cursor, turn the reading direction or hide.
///
/// What a reader could not see is made visible instead of being dropped, because it is evidence too.
public enum PlainText {
  /// The text with control characters, direction overrides and noncharacters replaced by visible marks.
  ///
  /// Tab and line feed stay. What is left is legal in XML 1.0 and harmless in a terminal.
  public static func visible(_ text: String) -> String {
    // Nearly every text is of ASCII's visible characters, which can be told without decoding.
    var text = text
    guard !text.withUTF8(isPlain), text.unicodeScalars.contains(where: { mark(for: $0) != nil }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if let mark = mark(for: scalar) {
        result.append(contentsOf: mark.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether all of a text is of ASCII's visible characters, tabs and line feeds.
  static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    // To the end, whatever is found: so the compiler takes many bytes at a time.
    var marked = false
    for byte in bytes { marked = marked || byte &- 0x20 > 0x5E && byte != 0x0A && byte != 0x09 }
    return !marked
  }

  /// The same on a single line, for titles and table cells of terminals.
  public static func singleLine(_ text: String) -> String {
    visible(text).split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
  }

  /// The words in lines of at most a width; a word that is longer is cut.
  public static func broken(_ words: String, to width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    let leading = String(words.prefix { $0 == " " })
    for word in singleLine(words).split(separator: " ") {
      var word = word
      if current.isEmpty, lines.isEmpty { current = leading }
      while !word.isEmpty {
        let isStart = current.allSatisfy { $0 == " " }
        if current.count + (isStart ? 0 : 1) + word.count <= width {
          current += (isStart ? "" : " ") + word
          word = ""
        } else if isStart {
          let room = max(1, width - current.count)
          lines.append(current + word.prefix(room))
          word = word.dropFirst(room)
          current = ""
        } else {
          lines.append(current)
          current = ""
        }
      }
    }
    if !current.isEmpty || lines.isEmpty { lines.append(current) }
    return lines
  }

  /// The mark that stands for a scalar, nil where the scalar may stand for itself.
  private static func mark(for scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09, 0x0A: nil
    case 0x00...0x1F: picture(0x2400 + scalar.value)
    case 0x20...0x7E: nil
    case 0x7F: picture(0x2421)
    case 0x80...0x9F, 0xFFFE, 0xFFFF: "\u{FFFD}"
    // Marks, embeddings, overrides and isolates of the bidirectional algorithm; line and paragraph separators.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      "⟨U+\(String(scalar.value, radix: 16, uppercase: true))⟩"
    default: nil
    }
  }

  private static func picture(_ value: UInt32) -> String? {
    Unicode.Scalar(value).map { String(Character($0)) }
  }
}
