/// Takes from a Markdown text what would make the parser's work grow with the square of its length.
///
/// The parser looks at all open quotations and lists for every line, at all open brackets and emphasis marks for every
/// such mark of a paragraph, and fills every row of a table up to the width of its heading. Documents that people
/// write come nowhere near these limits.
enum MarkdownGuard {
  /// Bytes beyond which the rest of a text is left out.
  static let maximumBytes = 16 << 20
  /// Quotations and lists within each other.
  static let maximumDepth = 32
  /// Marks of one kind of work within one paragraph or line of a table.
  static let maximumMarks = 1_000
  /// Columns of a table.
  static let maximumColumns = 200
  /// Cells of a table, those that are filled up included.
  static let maximumCells = 500_000

  /// The text, with marks made spaces where there are too many.
  static func tamed(_ text: String) -> (text: String, notes: [BlockDocument.Note]) {
    var notes: [BlockDocument.Note] = []
    var bytes = Array(text.utf8)
    if bytes.count > maximumBytes {
      bytes.removeSubrange(maximumBytes...)
      notes.append(
        BlockDocument.Note(
          code: "cut-short", message: "Only the first \(maximumBytes >> 20) MiB of the Markdown text were read.",
          place: Place()))
    }
    var run: [Range<Int>] = []
    var number = 0
    var start = 0
    var firstTamed: Int?
    while start <= bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      number += 1
      if tameDepth(&bytes, start..<end) { firstTamed = firstTamed ?? number }
      if bytes[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x3E }) || start >= bytes.count {
        if tameRun(&bytes, run) { firstTamed = firstTamed ?? number }
        run = []
      } else {
        run.append(start..<end)
      }
      start = end + 1
    }
    if tameRun(&bytes, run) { firstTamed = firstTamed ?? number }
    if let firstTamed {
      notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "Marks of Markdown in excess of what documents have were read as spaces.",
          place: Place(line: firstTamed)))
    }
    return (String(decoding: bytes, as: UTF8.self), notes)
  }

  private static let deepening = Set("> -*+.)0123456789\t".utf8)
  private static let bullets = Set("-*+.)".utf8)
  private static let marks = Set("*_[]()!`<>~&\\\"'$:@|".utf8)

  /// Takes the marks for quotations and lists from the start of a line that has too many.
  private static func tameDepth(_ bytes: inout [UInt8], _ line: Range<Int>) -> Bool {
    var opening = 0
    var index = line.lowerBound
    while index < line.upperBound, deepening.contains(bytes[index]) {
      let next = index + 1 < line.upperBound ? bytes[index + 1] : 0x20
      // A quotation needs no space after its mark; a list does.
      let opens = bytes[index] == 0x3E || (bullets.contains(bytes[index]) && (next == 0x20 || next == 0x09))
      if opens { opening += 1 }
      index += 1
    }
    let indentation = bytes[line].prefix { $0 == 0x20 || $0 == 0x09 }.count
    // A rule of dashes or stars has many marks, but nothing after them.
    let isRule = index == line.upperBound && Set(bytes[line].filter { $0 != 0x20 }).count <= 1
    guard opening > maximumDepth && !isRule || indentation > 400 else { return false }
    for position in line.lowerBound..<index { bytes[position] = 0x20 }
    return true
  }

  private static func tameRun(_ bytes: inout [UInt8], _ lines: [Range<Int>]) -> Bool {
    guard !lines.isEmpty else { return false }
    let isTable = lines.prefix(3).contains { line in
      bytes[line].contains(0x2D) && bytes[line].allSatisfy { [0x7C, 0x2D, 0x3A, 0x20, 0x09].contains($0) }
    }
    var changed = false
    if isTable {
      let columns = lines.prefix(3).map { line in bytes[line].count { $0 == 0x7C } + 1 }.reduce(1, max)
      let excess = columns > maximumColumns || columns * lines.count > maximumCells
      for line in lines {
        if bytes[line].count(where: { marks.contains($0) }) > maximumMarks {
          changed = blank(&bytes, line, keeping: excess ? nil : 0x7C) || changed
        }
        if excess { changed = blank(&bytes, line, only: 0x7C) || changed }
      }
      // What the parser takes for a paragraph after all must hold the limit as one.
      guard lines.count > maximumCells else { return changed }
    }
    let whole = lines.reduce(0) { sum, line in sum + bytes[line].count { marks.contains($0) } }
    guard !isTable, whole > maximumMarks * 8 else { return changed }
    for line in lines { changed = blank(&bytes, line, keeping: nil) || changed }
    return changed
  }

  private static func blank(_ bytes: inout [UInt8], _ line: Range<Int>, keeping: UInt8?) -> Bool {
    for index in line where marks.contains(bytes[index]) && bytes[index] != keeping { bytes[index] = 0x20 }
    return true
  }

  private static func blank(_ bytes: inout [UInt8], _ line: Range<Int>, only: UInt8) -> Bool {
    for index in line where bytes[index] == only { bytes[index] = 0x20 }
    return true
  }
}
