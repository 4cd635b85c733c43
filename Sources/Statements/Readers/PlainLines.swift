/// Text without markup: headings by underlines, by numbers and by capitals.
enum PlainLines {
  /// The lines with headings found.
  static func read(_ lines: [Substring]) -> [TextLine] {
    var result: [TextLine] = []
    var styles: [String] = []
    var index = 0
    while index < lines.count {
      let number = index + 1
      let line = lines[index]
      if line.allSatisfy(\.isWhitespace) {
        result.append(TextLine(number: number, kind: .blank))
        index += 1
        continue
      }
      // A line over and a line under, or a line under alone.
      if let mark = rule(line), let titles = titles(lines, under: index, mark) {
        let text = titles.map { $0.trimmed }.joined(separator: " ")
        result.append(
          TextLine(number: number + 1, kind: .heading(level: level("over\(mark)", in: &styles), text)))
        index += titles.count + 2
        continue
      }
      if index + 1 < lines.count, title(line), isParagraphStart(lines, index), let mark = rule(lines[index + 1]) {
        result.append(
          TextLine(number: number, kind: .heading(level: level("under\(mark)", in: &styles), String(line))))
        index += 2
        continue
      }
      let isSetApart = isAlone(lines, index) || (isParagraphStart(lines, index) && hasTabbedNumber(line))
      if isSetApart, let level = numberedLevel(line) {
        result.append(TextLine(number: number, kind: .heading(level: level, String(line))))
      } else if isAlone(lines, index), isCapitals(line) {
        result.append(TextLine(number: number, kind: .heading(level: 1, String(line))))
      } else {
        result.append(.blankOrText(String(line), number: number))
      }
      index += 1
    }
    return result
  }

  /// The sign that a line consists of, when it is a rule of at least three.
  private static func rule(_ line: Substring) -> Character? {
    let text = line.trimmed
    guard let mark = text.first, text.utf8.count >= 3, "-=~_*^#+\"'.:".contains(mark), text.allSatisfy({ $0 == mark })
    else { return nil }
    return mark
  }

  /// The lines between a rule and the next one like it: a heading, which may take several.
  private static func titles(_ lines: [Substring], under index: Int, _ mark: Character) -> ArraySlice<Substring>? {
    for count in 1...4 {
      guard index + count + 1 < lines.count, title(lines[index + count]) else { return nil }
      if rule(lines[index + count + 1]) == mark { return lines[(index + 1)...(index + count)] }
    }
    return nil
  }

  private static func title(_ line: Substring) -> Bool {
    let text = line.trimmed
    return !text.isEmpty && text.utf8.count <= 120 && rule(line) == nil && !text.contains("   ") && !text.contains("|")
  }

  private static func isParagraphStart(_ lines: [Substring], _ index: Int) -> Bool {
    index == 0 || lines[index - 1].allSatisfy(\.isWhitespace)
  }

  private static func isAlone(_ lines: [Substring], _ index: Int) -> Bool {
    isParagraphStart(lines, index) && (index + 1 >= lines.count || lines[index + 1].allSatisfy(\.isWhitespace))
  }

  private static func numberedLevel(_ line: Substring) -> Int? {
    let text = line.trimmed
    guard text.utf8.count <= 100, line.prefix(4).first(where: { $0 != " " }) != nil,
      let last = text.last, !".;,".contains(last)
    else { return nil }
    let (number, title) = HeadingNumber.split(String(text))
    guard let number, title.first?.isLetter == true || title.first == "\"" else { return nil }
    return 1 + number.filter { $0 == "." }.count
  }

  /// Whether a number of several parts stands at the edge and the title at a distance from it, as word processors print
  /// headings: such a line is one even where text follows at once.
  private static func hasTabbedNumber(_ line: Substring) -> Bool {
    guard line.first != " ", let gap = line.range(of: "  ") else { return false }
    let number = line[..<gap.lowerBound]
    return number.contains(".") && !number.contains(" ") && !line[gap.lowerBound...].trimmed.contains("  ")
      && !line.contains("...")
  }

  private static func isCapitals(_ line: Substring) -> Bool {
    let text = line.trimmed
    return text.utf8.count <= 80 && text.filter(\.isLetter).count >= 4 && !text.contains { $0.isLowercase }
      && !text.contains("  ") && line.first != " "
  }

  private static func level(_ style: String, in styles: inout [String]) -> Int {
    if let known = styles.firstIndex(of: style) { return known + 1 }
    styles.append(style)
    return styles.count
  }
}

extension Substring {
  /// The text without white space at its ends.
  var trimmed: Substring {
    var text = self
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return text
  }
}
