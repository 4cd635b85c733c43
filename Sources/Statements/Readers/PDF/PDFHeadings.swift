/// Tells headings from other lines: by number, by size, by the contents pages.
struct PDFHeadings {
  private let contents: ContentsPages
  /// Height of most of the text.
  private let bodyHeight: Double
  /// The last number accepted, to see whether the next follows.
  private var lastNumber: [String] = []

  /// A heading found.
  struct Heading {
    var number: String?
    var text: String
    var height: Double
  }

  init(contents: ContentsPages, rows: [BlockRow]) {
    self.contents = contents
    var weights: [Int: Int] = [:]
    for row in rows {
      for line in row.cells.flatMap(\.lines) {
        weights[Int((line.height * 4).rounded()), default: 0] += line.words.reduce(0) { $0 + $1.text.utf8.count }
      }
    }
    bodyHeight = weights.max { ($0.value, -$0.key) < ($1.value, -$1.key) }.map { Double($0.key) / 4 } ?? 10
  }

  /// Whether the line is set larger than the text.
  func isLarge(_ line: TextRun) -> Bool { Self.height(line) > bodyHeight * 1.13 }

  /// The heading that a line is; `isStart` where it begins a paragraph.
  mutating func heading(_ line: TextRun, isStart: Bool) -> Heading? {
    let text = line.text
    guard text.utf8.count <= 200, let letter = text.first(where: \.isLetter) else { return nil }
    let (number, title) = HeadingNumber.split(text)
    let isAnnounced = contents.announces(text)
    let isLarge = isLarge(line)
    guard let number else {
      guard isAnnounced || isLarge, isStart, line.words.count <= 16, !Caption.isTableCaption(text) else { return nil }
      // Large words in a drawing are no headings, nor are sentences.
      return text.hasSuffix(".") && line.words.count > 6 ? nil : found(nil, text, line)
    }
    guard !title.isEmpty, title.contains(where: \.isLetter) else { return nil }
    if isAnnounced { return found(number, title, line) }
    let parts = number.split(separator: ".").map(String.init)
    guard parts.count <= 8, !(parts.starts(with: ["1", "2", "840"])), !",;".contains(title.last ?? " ") else {
      return nil
    }
    let isSentence = title.hasSuffix(".") && line.words.count > 8
    if isLarge { return isSentence ? nil : found(number, title, line) }
    guard isStart, parts.count > 1, !isSentence, letter.isUppercase || !title.contains(" "), follows(parts),
      title.first.map({ $0.isUppercase || "\"\u{201C}<[(".contains($0) }) ?? false
    else { return nil }
    return found(number, title, line)
  }

  private mutating func found(_ number: String?, _ text: String, _ line: TextRun) -> Heading {
    if let number { lastNumber = number.split(separator: ".").map(String.init) }
    return Heading(number: number, text: text, height: Self.height(line))
  }

  /// Whether the number may come after the last: a section below it, or one after it or after one around it.
  private func follows(_ parts: [String]) -> Bool {
    guard !lastNumber.isEmpty else { return true }
    let common = zip(parts, lastNumber).prefix { $0 == $1 }.count
    guard common < parts.count else { return false }
    if common == lastNumber.count { return parts.count == common + 1 }
    guard let own = Int(parts[common]), let last = Int(lastNumber[common]) else { return true }
    return own > last && own <= last + 3
  }

  /// Height of most of a line's words.
  private static func height(_ line: TextRun) -> Double {
    let heights = line.words.filter { $0.text.contains { $0.isLetter } }.map(\.height).sorted()
    return heights.isEmpty ? line.height : heights[heights.count / 2]
  }
}
