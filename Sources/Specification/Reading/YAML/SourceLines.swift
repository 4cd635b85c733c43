/// Text whose lines can be written over without moving anything else.
struct SourceLines {
  private(set) var text: String

  init(_ text: String) { self.text = text }

  /// Writes `new` over `width` scalars of a line; false where the line is too short.
  mutating func replace(line: Int, column: Int, width: Int, with new: String) -> Bool {
    guard let source = try? SourceText(path: "", bytes: Array(text.utf8)),
      source.lines.indices.contains(line - 1)
    else { return false }
    let scalars = source.lines[line - 1]
    guard let start = scalars.index(scalars.startIndex, offsetBy: column - 1, limitedBy: scalars.endIndex),
      let end = scalars.index(start, offsetBy: width, limitedBy: scalars.endIndex)
    else { return false }
    // The copy's indices belong to the copy's text.
    text = String(source.text[..<start]) + new + String(source.text[end...])
    return true
  }
}

extension String {
  /// The text without the spaces at its end.
  var trimmingTrailingSpaces: String {
    var scalars = unicodeScalars[...]
    while let last = scalars.last, last == " " || last == "\t" { scalars.removeLast() }
    return String(scalars)
  }
}
