/// Reads reStructuredText, as docutils and Sphinx know it.
enum RestructuredTextReader {
  /// The blocks of a text whose lines end with line feeds.
  static func read(_ text: String) -> BlockDocument {
    let lines = RestructuredLine.all(of: text)
    var body = RestructuredBody(definitions: RestructuredDefinitions(lines), vocabulary: WrappedWords(lines))
    body.read(lines, RestructuredBody.Surroundings(mayHaveTitles: true))
    var document = BlockDocument(format: "restructuredtext", blocks: body.blocks)
    document.notes = body.notes
    return document
  }

  /// Whether a text whose name does not say so is reStructuredText: it has directives that are known by their names, and
  /// titles, labels or tables besides.
  static func matches(_ bytes: [UInt8]) -> Bool {
    let head = String(decoding: bytes.prefix(1 << 17), as: UTF8.self)
    let lines = head.split(separator: "\n", maxSplits: 3_000, omittingEmptySubsequences: false).map {
      $0.last == "\r" ? $0.dropLast() : $0
    }
    var directives = 0
    var others = 0
    for (index, line) in lines.enumerated() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix(".. ") {
        let mark = text.dropFirst(3)
        if let directive = RestructuredMarks.directive(mark), DirectiveKind(named: directive.name) != nil {
          directives += 1
        } else if mark.hasPrefix("_"), mark.hasSuffix(":") {
          others += 1
        }
      } else if index > 0, text.utf8.count >= 4, RestructuredMarks.adornment(text) != nil,
        !lines[index - 1].isEmpty, lines[index - 1].utf8.count <= text.utf8.count
      {
        others += 1
      } else if RestructuredMarks.isGridBorder(text) {
        others += 1
      }
      if directives > 0, others > 0 { return true }
    }
    return false
  }
}
