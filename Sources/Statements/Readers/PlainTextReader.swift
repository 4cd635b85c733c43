/// Reads plain text: statements laid out with spaces and lines, manual pages as printed and as written.
enum PlainTextReader {
  /// The blocks of a text whose lines end with line feeds.
  static func read(_ text: String) -> BlockDocument {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let breaks = PageBreaks(lines)
    let running = breaks.running(in: lines)
    // Left blank rather than out, so that lines keep their numbers.
    lines = lines.enumerated().map { running.contains($0.offset) ? "" : Overstrike.removed(from: $0.element)[...] }
    let marked: [TextLine]
    var version: String?
    var product: String?
    if RoffSource.matches(lines) {
      marked = RoffSource.read(lines)
      (product, version) = RoffSource.heading(lines)
    } else if DoxygenSource.matches(lines) {
      marked = DoxygenSource.read(lines)
    } else if PrintedManual.matches(lines) {
      marked = PrintedManual.read(lines)
      product = PrintedManual.product(lines)
    } else {
      marked = PlainLines.read(lines)
    }
    let blocks = TextAssembly.blocks(of: marked).map { $0.paged(by: breaks) }
    var document = BlockDocument(format: "text", blocks: blocks)
    document.version = version
    document.product = product
    return document
  }
}

/// Typing over: the way in which nroff writes bold and underlined letters, and escape sequences of terminals.
enum Overstrike {
  /// The line as it would look on paper, without bold, and with tabs made spaces.
  static func removed(from line: Substring) -> String {
    let special = line.utf8.contains { $0 == 0x08 || $0 == 0x1B || $0 == 0x09 || $0 == 0x0C }
    guard special else { return String(line) }
    var result: [Character] = []
    var rest = line[...]
    while let next = rest.first {
      rest = rest.dropFirst()
      switch next {
      case "\u{08}":
        // What is typed over stays, unless it is only an underline.
        guard let over = rest.first, let under = result.last else { continue }
        rest = rest.dropFirst()
        result.removeLast()
        result.append(over == "_" ? under : over)
      case "\u{1B}":
        guard rest.first == "[" else { continue }
        rest = rest.dropFirst().drop { $0.isNumber || $0 == ";" }.dropFirst()
      case "\t":
        repeat { result.append(" ") } while !result.count.isMultiple(of: 8)
      case "\u{0C}": continue
      default: result.append(next)
      }
    }
    return String(result)
  }
}
