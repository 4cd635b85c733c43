/// What the start of a line of reStructuredText tells.
enum RestructuredMarks {
  /// The sign that an adornment of a title, or a transition, consists of.
  static func adornment(_ text: Substring) -> Character? {
    guard let mark = text.first, mark.isASCII, mark.isPunctuation || mark.isSymbol,
      text.utf8.allSatisfy({ $0 == mark.asciiValue })
    else { return nil }
    return mark
  }

  /// Whether the line can be the line under a title: short ones only where they are as long as the title.
  static func underlines(_ line: RestructuredLine, title: RestructuredLine) -> Bool {
    if line.isBlankUnderline { return true }
    guard adornment(line.text) != nil, title.indentation == 0, !title.isBlank else { return false }
    return line.text.utf8.count >= 4 || line.text.utf8.count >= title.text.count
  }

  /// Whether the line is the border of a grid table: `+---+---+`.
  static func isGridBorder(_ text: Substring) -> Bool {
    text.utf8.count >= 3 && text.first == "+" && text.last == "+"
      && text.utf8.allSatisfy { $0 == 0x2B || $0 == 0x2D || $0 == 0x3D } && text.utf8.contains { $0 != 0x2B }
  }

  /// Whether the line is the border of a simple table: `===  ===`.
  static func isSimpleBorder(_ text: Substring) -> Bool {
    text.first == "=" && text.utf8.allSatisfy { $0 == 0x3D || $0 == 0x20 } && text.utf8.contains(0x20)
  }

  /// Length of the mark of a bullet item with the spaces after it; nil where there is none.
  static func bullet(_ text: Substring) -> Int? {
    guard let mark = text.first, "-+*\u{2022}\u{2023}\u{2043}".contains(mark) else { return nil }
    return length(of: text.prefix(1), in: text)
  }

  /// Length of the mark of an enumerated item with the spaces after it.
  static func enumerator(_ text: Substring) -> Int? {
    var rest = text
    let opens = rest.first == "("
    if opens { rest = rest.dropFirst() }
    let body = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
    guard !body.isEmpty, body.utf8.count <= 7, let close = rest.dropFirst(body.count).first,
      opens ? close == ")" : close == ")" || close == "."
    else { return nil }
    let counted =
      body == "#" || body.allSatisfy(\.isNumber) || body.count == 1 && body.allSatisfy(\.isLetter)
      || body.allSatisfy { "ivxlcdm".contains($0) } || body.allSatisfy { "IVXLCDM".contains($0) }
    return counted ? length(of: text.prefix(body.count + (opens ? 2 : 1)), in: text) : nil
  }

  private static func length(of mark: Substring, in text: Substring) -> Int? {
    let rest = text[mark.endIndex...]
    guard rest.isEmpty || rest.first == " " else { return nil }
    return mark.count + (rest.isEmpty ? 1 : rest.prefix { $0 == " " }.count)
  }

  /// The name of a field and what stands beside it: `:Version: 1.2`.
  static func field(_ text: Substring) -> (name: Substring, body: Substring)? {
    guard text.first == ":", let first = text.dropFirst().first, first != ":", first != " " else { return nil }
    var position = text.index(after: text.startIndex)
    var escaped = false
    while position < text.endIndex {
      let character = text[position]
      let next = text.index(after: position)
      if character == ":", !escaped, next == text.endIndex || text[next] == " " {
        guard text[text.index(before: position)] != " " else { return nil }
        return (text[text.index(after: text.startIndex)..<position], text[next...])
      }
      // `:role:`text`` is a role.
      if character == ":", !escaped, text[next] == "`" { return nil }
      escaped = character == "\\" && !escaped
      position = next
    }
    return nil
  }

  /// The options of an item of an option list and what stands beside them: `-p, --port=N  The port`.
  static func option(_ text: Substring) -> (names: Substring, body: Substring)? {
    guard let mark = text.first, mark == "-" || mark == "/", text.count >= 2 else { return nil }
    let second = text[text.index(after: text.startIndex)]
    guard second == "-" || second.isASCII && (second.isLetter || second.isNumber) else { return nil }
    if mark == "/", text.dropFirst(2).first?.isLetter == true { return nil }
    let names = text.range(of: "  ").map { text[..<$0.lowerBound] } ?? text
    let parts = names.split(separator: ",").map(\.trimmed)
    let areOptions = parts.allSatisfy { part in
      part.hasPrefix("-") || part.hasPrefix("/")
    }
    guard areOptions, parts.allSatisfy({ $0.split(separator: " ").count <= 2 }) else { return nil }
    return (names, text[names.endIndex...])
  }

  /// The directive of an explicit mark, `name:: arguments`, after its dots.
  static func directive(_ text: Substring) -> (name: String, argument: Substring)? {
    let name = text.prefix { $0.isLetter || $0.isNumber || "-_.+:".contains($0) }
    // The colons belong to the mark, not to the name.
    guard let colons = name.range(of: "::"), colons.lowerBound > name.startIndex else { return nil }
    let rest = text[colons.upperBound...]
    guard rest.isEmpty || rest.first == " " else { return nil }
    return (name[..<colons.lowerBound].lowercased(), rest.trimmed)
  }
}
