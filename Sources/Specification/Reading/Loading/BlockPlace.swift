/// Finds where the content of a literal block stands, so that an error in its third line points at that line.
enum BlockPlace {
  /// The place of the block's first line of content: its line, and the column at which its first character stands.
  static func firstLine(of node: YAMLNode, in source: SourceText) -> SourceSpan {
    let line = node.line + 1
    guard case .scalar(let text, _) = node.content else {
      return SourceSpan(file: source.path, line: line, column: 1)
    }
    // The indentation is what a written line has more than its content.
    guard let start = text.utf8.firstIndex(where: { $0 != UInt8(ascii: "\n") }) else {
      return SourceSpan(file: source.path, line: line, column: 1)
    }
    let number = line - 1 + text.utf8.distance(from: text.utf8.startIndex, to: start)
    guard source.lines.indices.contains(number) else {
      return SourceSpan(file: source.path, line: line, column: 1)
    }
    let content = Substring(text.utf8[start...].prefix { $0 != UInt8(ascii: "\n") })
    let width = source.lines[number].count - content.unicodeScalars.count
    return SourceSpan(file: source.path, line: line, column: max(width, 0) + 1)
  }
}
