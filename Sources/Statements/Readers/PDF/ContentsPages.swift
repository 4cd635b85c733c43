/// Tables of contents: lines that end with leader dots and a page number. They are read for the headings that they
/// announce, and left out.
struct ContentsPages {
  /// Numbers and titles of the announced headings, as `key` writes them.
  private(set) var announced: Set<String> = []

  /// Takes the contents out of rows.
  mutating func remove(from rows: [BlockRow]) -> [BlockRow] {
    var result: [BlockRow] = []
    for row in rows {
      let lines = row.cells.flatMap(\.lines)
      let leading = lines.filter(Self.hasLeader).count
      guard leading > 0 else {
        result.append(row)
        continue
      }
      announce(row)
      // Lines without dots among such with them are titles that wrap.
      if leading * 3 < lines.count, row.cells.count == 1 {
        let rest = lines.filter { !Self.hasLeader($0) }
        if !rest.isEmpty { result.append(BlockRow([CellBlock(rest)])) }
      }
    }
    return removeLists(from: result)
  }

  /// Whether the contents announce a heading of this text.
  func announces(_ text: String) -> Bool { announced.contains(Self.key(text)) }

  /// Takes out runs of rows that are a section's number or title and a page number.
  private mutating func removeLists(from rows: [BlockRow]) -> [BlockRow] {
    var result: [BlockRow] = []
    var index = 0
    while index < rows.count {
      var end = index
      var last = 0
      while end < rows.count, let page = Self.pageNumber(of: rows[end]), page >= last {
        last = page
        end += 1
      }
      if end - index >= 4, rows[index..<end].filter(Self.startsWithNumber).count * 2 >= end - index {
        for row in rows[index..<end] { announce(row) }
        index = end
      } else {
        let next = max(end, index + 1)
        result += rows[index..<next]
        index = next
      }
    }
    return result
  }

  private mutating func announce(_ row: BlockRow) {
    var title = ""
    for line in row.cells.flatMap(\.lines) {
      var words = line.words.map(\.text).filter { !Self.isLeader($0) }.map(Self.withoutLeader)
      let isEnd = Self.hasLeader(line) || line.words.count == 1 && line.words[0].text.allSatisfy(\.isNumber)
      if isEnd, let last = words.last, last.allSatisfy(\.isNumber) { words.removeLast() }
      title += (title.isEmpty ? "" : " ") + words.joined(separator: " ")
      guard isEnd, announced.count < 20_000 else { continue }
      if !title.isEmpty { announced.insert(Self.key(title)) }
      title = ""
    }
    if !title.isEmpty, announced.count < 20_000 { announced.insert(Self.key(title)) }
  }

  /// Letters and digits only: contents and headings differ in spaces and in the dot after the number.
  private static func key(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }))
  }

  private static func hasLeader(_ line: TextRun) -> Bool {
    var dots = 0
    for word in line.words {
      if isLeader(word.text) || word.text.hasSuffix("....") { return true }
      if word.text.contains("....") { return true }
      dots = word.text == "." ? dots + 1 : 0
      if dots >= 4 { return true }
    }
    return false
  }

  private static func isLeader(_ text: String) -> Bool {
    text == "." || (text.utf8.count >= 3 && text.allSatisfy { ".\u{2026}_\u{00B7}".contains($0) })
  }

  private static func withoutLeader(_ text: String) -> String {
    guard let dots = text.firstRange(of: "...") else { return text }
    let rest = text[dots.upperBound...].drop { $0 == "." }
    return String(text[..<dots.lowerBound]) + (rest.isEmpty ? "" : " " + rest)
  }

  private static func startsWithNumber(_ row: BlockRow) -> Bool {
    guard let word = row.cells.first?.lines.first?.words.first?.text else { return false }
    return HeadingNumber.split(word + " x").number != nil
  }

  /// The number in the last cell of a row of short cells.
  private static func pageNumber(of row: BlockRow) -> Int? {
    guard row.cells.count >= 2, let last = row.cells.last, last.lines.count == 1, let line = last.lines.first,
      line.words.count == 1, let text = line.words.first?.text, text.utf8.count <= 4, let number = Int(text),
      row.cells.dropLast().allSatisfy({ $0.lines.count <= 2 })
    else { return nil }
    return number
  }
}
