/// Puts together words and identifiers that a narrow cell breaks over lines.
///
/// Converters break a word that is longer than its column is wide without a sign. An identifier is known by its dots;
/// a word, by standing whole elsewhere in the document.
struct WrappedWords {
  private var known: Set<Substring> = []

  /// Words beyond which no more are remembered.
  private static let maximumWords = 100_000

  /// Gathers the words of a document that draws tables.
  init(_ lines: [RestructuredLine]) {
    guard lines.contains(where: { RestructuredMarks.isGridBorder($0.text.trimmed) }) else { return }
    for line in lines {
      for word in line.text.split(whereSeparator: { " ,;:()[]|`*\"".contains($0) }) {
        guard (4...40).contains(word.utf8.count), known.count < Self.maximumWords else { continue }
        known.insert(word.last == "." ? word.dropLast() : word)
      }
      // Tags keep their signs: (0008,1150).
      for tag in line.text.split(separator: " ") where tag.utf8.count == 11 && tag.first == "(" && tag.last == ")" {
        if known.count < Self.maximumWords { known.insert(tag) }
      }
    }
  }

  /// The lines of a cell as one text.
  ///
  /// - Parameter width: Characters that fit in a line of the cell, where that is known.
  func joined(_ lines: [Substring], width: Int?) -> String {
    var result = ""
    var index = 0
    while index < lines.count {
      let (text, taken) = whole(lines, index, width)
      if !result.isEmpty { result += Self.continuesIdentifier(result, text, width) ? "" : "\n" }
      result += text
      index += taken
    }
    return result
  }

  /// A line, with those after it that complete its only word.
  private func whole(_ lines: [Substring], _ index: Int, _ width: Int?) -> (text: String, taken: Int) {
    let alone = (text: String(lines[index]), taken: 1)
    guard let width, width >= 4, !lines[index].contains(" "), !lines[index].isEmpty else { return alone }
    var text = alone.text
    var best = alone
    for (position, next) in lines.dropFirst(index + 1).prefix(4).enumerated() {
      guard next.count == width, !next.contains(" ") else { break }
      text += next
      let word = text.split(whereSeparator: { ",;:()[]`*\".".contains($0) })
      if known.contains(text[...]) || (word.count == 1 && word.first.map(known.contains) == true) {
        best = (text, position + 2)
      }
    }
    return best
  }

  /// Whether a line goes on with the identifier that the text before it ends with.
  static func continuesIdentifier(_ before: String, _ line: String, _ width: Int?) -> Bool {
    guard let next = line.split(separator: " ").first, isDotted(next),
      case let start = before[
        (before.lastIndex { $0 == " " || $0 == "\n" }.map(before.index(after:)) ?? before.startIndex)...],
      isDotted(start), start.utf8.count + next.utf8.count <= 64
    else { return false }
    let isWhole = UIDScan.identifiers(in: next).first == String(next)
    // Broken within a number: only a word that fills its line is broken so.
    let fills = line.count == width && next.count == line.count
    if next.first == "." { return start.last != "." }
    // No identifier ends with a dot; a number before a sentence's end has fewer parts.
    if start.last == ".", !isWhole || start.split(separator: ".").count >= 3 { return true }
    return fills && (!isWhole || UIDScan.identifiers(in: start).isEmpty)
  }

  private static func isDotted(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x39) }
      && text.utf8.contains { $0 != 0x2E }
  }
}
