/// Joins the lines of a cell or paragraph to one text.
enum WrappedText {
  /// The text; `limit` is where the column ends, so that a line that reaches it may be broken within a word.
  static func joined(_ lines: [TextRun], limit: Double) -> String {
    var result = ""
    var last: TextRun?
    for line in lines {
      let text = line.text
      if let last, last.isLevel(with: line) {
        result += " " + text
      } else if let last {
        let width = last.words.last.map { $0.width / Double(max(1, $0.text.count)) } ?? 0
        append(text, to: &result, isFull: last.x1 + 1.5 * width >= limit)
      } else {
        result = text
      }
      last = line
    }
    return result
  }

  /// Joins a text to what stands before it on the line above.
  static func append(_ next: String, to text: inout String, isFull: Bool) {
    guard let end = text.unicodeScalars.last, let start = next.unicodeScalars.first else {
      text += next
      return
    }
    if end == "\u{AD}" {
      text.unicodeScalars.removeLast()
      text += next
    } else if end == "-", text.unicodeScalars.dropLast().last?.properties.isAlphabetic == true,
      start.properties.isAlphabetic
    {
      text += next
    } else if isBrokenIdentifier(text, next, isFull: isFull) {
      text += next
    } else {
      text += "\n" + next
    }
  }

  /// Whether an identifier goes on from one line to the next.
  private static func isBrokenIdentifier(_ text: String, _ next: String, isFull: Bool) -> Bool {
    let head = lastWord(of: text)
    let rest = next.prefix { !$0.isWhitespace }
    guard isPart(head), isPart(rest[...]), head.utf8.filter({ $0 == 0x2E }).count >= 2,
      head.utf8.count + rest.utf8.count <= 64
    else { return false }
    if head.last == "." || rest.first == "." {
      return head.last != rest.first && (rest.first == "." || UIDScan.identifiers(in: rest).isEmpty || !isRoot(rest))
    }
    // Broken within a component: only where the line is full, or the registry knows the whole and not the part.
    let whole = String(head + rest)
    guard UIDScan.isIdentifier(whole) else { return false }
    if Registered.entry(whole) != nil { return isFull || Registered.entry(String(head)) == nil }
    return isFull && Registered.entry(String(head)) == nil && Registered.entry(String(rest)) == nil && !isRoot(rest)
  }

  /// Digits and dots only.
  private static func isPart(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E }
  }

  /// Whether the text begins as identifiers do: `1.2.`, `1.3.`, `2.16.`.
  private static func isRoot(_ text: Substring) -> Bool {
    text.hasPrefix("1.2.") || text.hasPrefix("1.3.") || text.hasPrefix("2.16.") || text.hasPrefix("2.25.")
  }

  /// The last word of a text, or the end of one that is longer than any that matters.
  static func lastWord(of text: String) -> Substring {
    let end = text.suffix(100)
    guard let space = end.lastIndex(where: \.isWhitespace) else { return end }
    return end[end.index(after: space)...]
  }
}
