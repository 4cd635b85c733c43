/// Reads what `pdftotext -bbox` prints: one element for each page and each word.
///
/// The output's form is fixed, one element on each line, so the bytes are looked at once and no tree is made of them.
enum WordBoxes {
  /// Words beyond this are left out: no statement has as many.
  static let maximumWords = 1_500_000

  /// The pages, and whether the output breaks off before its end.
  static func read(_ bytes: [UInt8]) -> (pages: [PDFPage], isComplete: Bool) {
    var pages: [PDFPage] = []
    var words = 0
    var isComplete = false
    bytes.withUnsafeBufferPointer { buffer in
      var scanner = Scanner(bytes: buffer)
      while let line = scanner.nextLine() {
        if line.starts(with: Tag.word) {
          guard !pages.isEmpty, words < maximumWords, let word = word(line) else { continue }
          words += 1
          pages[pages.count - 1].words.append(word)
        } else if line.starts(with: Tag.page) {
          var position = line.startIndex
          let width = number(in: line, from: &position) ?? 0
          let height = number(in: line, from: &position) ?? 0
          pages.append(PDFPage(number: pages.count + 1, width: width, height: height, words: []))
        } else if line.starts(with: Tag.end) {
          isComplete = true
        }
      }
    }
    return (pages, isComplete && words < maximumWords)
  }

  private enum Tag {
    static let word = Array("<word ".utf8)
    static let page = Array("<page ".utf8)
    static let end = Array("</doc>".utf8)
  }

  /// Goes through lines, without the spaces before them.
  private struct Scanner {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func nextLine() -> Slice<UnsafeBufferPointer<UInt8>>? {
      while position < bytes.count, bytes[position] == 0x20 { position += 1 }
      guard position < bytes.count else { return nil }
      let start = position
      while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      let line = bytes[start..<position]
      position += 1
      return line
    }
  }

  private static func word(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> PDFWord? {
    var position = line.startIndex
    guard let x0 = number(in: line, from: &position), let y0 = number(in: line, from: &position),
      let x1 = number(in: line, from: &position), let y1 = number(in: line, from: &position)
    else { return nil }
    while position < line.endIndex, line[position] != UInt8(ascii: ">") { position += 1 }
    position += 1
    var end = position
    while end < line.endIndex, line[end] != UInt8(ascii: "<") { end += 1 }
    guard position < end else { return nil }
    let text = PDFText.normalised(line[position..<end])
    guard !text.isEmpty else { return nil }
    return PDFWord(x0: min(x0, x1), y0: min(y0, y1), x1: max(x0, x1), y1: max(y0, y1), text: text)
  }

  /// The number in the next quotation marks; boxes far off any page are held to where they do no harm.
  private static func number(in line: Slice<UnsafeBufferPointer<UInt8>>, from position: inout Int) -> Double? {
    while position < line.endIndex, line[position] != UInt8(ascii: "\"") { position += 1 }
    position += 1
    var value = 0.0
    var scale = 0.0
    var isNegative = false
    var digits = 0
    while position < line.endIndex {
      let byte = line[position]
      position += 1
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard digits < 15 else { continue }
        digits += 1
        value = value * 10 + Double(byte &- 0x30)
        scale *= 10
      case UInt8(ascii: "."): scale = 1
      case UInt8(ascii: "-"): isNegative = true
      default:
        guard digits > 0 else { return nil }
        if scale > 1 { value /= scale }
        return max(-100_000, min(100_000, isNegative ? -value : value))
      }
    }
    return nil
  }
}
