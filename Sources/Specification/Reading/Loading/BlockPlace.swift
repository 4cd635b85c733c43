/// Finds where the content of a literal block stands, so that an error in its third line points at that line.
enum BlockPlace {
  /// The place of the block's first line of content: its line, and the column at which its first character stands.
  static func firstLine(of node: YAMLNode, in source: SourceText) -> SourceSpan {
    let line = node.line + 1
    guard case .scalar(let text, _) = node.content else {
      return SourceSpan(file: source.path, line: line, column: 1)
    }
    // The indentation is what a written line has more than its content.
    for (number, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard !content.isEmpty else { continue }
      guard source.lines.indices.contains(line - 1 + number) else { break }
      let width = source.lines[line - 1 + number].count - content.unicodeScalars.count
      return SourceSpan(file: source.path, line: line, column: max(width, 0) + 1)
    }
    return SourceSpan(file: source.path, line: line, column: 1)
  }
}
