/// Manual pages as `man` prints them: headings at the left edge, sections below them indented a little.
enum PrintedManual {
  /// Whether the lines are such a page: its title on both sides of the first line, or the usual headings.
  static func matches(_ lines: [Substring]) -> Bool {
    let first = lines.first { !$0.allSatisfy(\.isWhitespace) }
    let words = (first ?? "").split(separator: " ")
    if let left = words.first, let right = words.last, words.count >= 2, left == right, left.hasSuffix(")"),
      left.contains("(")
    {
      return true
    }
    let headings = lines.prefix(2_000).filter { ["NAME", "SYNOPSIS", "DESCRIPTION"].contains($0) }
    return headings.count >= 2
  }

  /// The name of the page, from the first line: `storescp(1)  …  storescp(1)`.
  static func product(_ lines: [Substring]) -> String? {
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) })?.trimmed,
      let open = first.firstIndex(of: "("), !first[..<open].contains(" ")
    else { return nil }
    return open > first.startIndex ? String(first[..<open]) : nil
  }

  /// The lines, told apart by their indentation.
  static func read(_ lines: [Substring]) -> [TextLine] {
    lines.enumerated().map { position, line in
      let number = position + 1
      let text = line.drop { $0 == " " }
      let indentation = line.count - text.count
      guard !text.isEmpty else { return TextLine(number: number, kind: .blank) }
      let ordinary = text.contains { $0.isLetter } && text.utf8.count <= 80 && !text.contains("   ")
      if indentation == 0, ordinary, text.allSatisfy({ !$0.isLowercase }) {
        return TextLine(number: number, kind: .heading(level: 1, String(text)))
      }
      if (1...5).contains(indentation), ordinary {
        return TextLine(number: number, kind: .heading(level: 2, String(text)))
      }
      return TextLine(number: number, kind: .text(String(line)))
    }
  }
}
