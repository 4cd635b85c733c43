/// Cuts a line into tokens, one at a time.
struct Lexer {
  /// The line.
  let line: SourceLine
  /// Offset of the next character.
  private(set) var position = 0
  /// End of the last token that was not the end.
  private(set) var lastEnd = 0
  /// Whether text may stand in apostrophes, as it may between the parentheses of a function.
  var readsApostrophes = false

  /// Starts at the beginning of a line.
  init(_ line: SourceLine) { self.line = line }

  /// The next token; `end` at the line's end or at a comment.
  mutating func next() throws(SyntaxFault) -> Token {
    skipSpaces()
    guard let scalar = peek(), scalar != "#" else { return Token(kind: .end, range: position..<position) }
    let start = position
    let kind = try token(from: scalar)
    lastEnd = position
    return Token(kind: kind, range: start..<position)
  }

  /// The characters up to the next space, comma or closing parenthesis: names that hold any character, `hl7-profile:a/b.xml`.
  mutating func unspacedText() -> (text: String, range: Range<Int>) {
    skipSpaces()
    let start = position
    while let scalar = peek(), !Self.isSpace(scalar) { position += 1 }
    if position > start { lastEnd = position }
    return (line.text(start..<position), start..<position)
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    position + ahead < line.scalars.count ? line.scalars[position + ahead] : nil
  }

  private mutating func skipSpaces() {
    while let scalar = peek(), Self.isSpace(scalar) { position += 1 }
  }

  private mutating func token(from scalar: Unicode.Scalar) throws(SyntaxFault) -> Token.Kind {
    if Self.isLetter(scalar) { return word() }
    if Self.isDigit(scalar) { return number() }
    switch scalar {
    case "-":
      if let following = peek(1), Self.isDigit(following) { return number() }
      throw unexpected(scalar)
    case "\"": return try string(endingAt: "\"")
    case "'" where readsApostrophes: return try string(endingAt: "'")
    case "/": return try expression()
    case "{": return try reference()
    case "(":
      if let tag = tag() { return tag }
      return take(.openParenthesis)
    case ".": return take(.dot)
    case ",": return take(.comma)
    case ":": return take(.colon)
    case "*": return take(.star)
    case "[": return take(.openBracket)
    case "]": return take(.closeBracket)
    case ")": return take(.closeParenthesis)
    case "=", "!", "<", ">": return try comparison(scalar)
    default: throw unexpected(scalar)
    }
  }

  private mutating func take(_ kind: Token.Kind, length: Int = 1) -> Token.Kind {
    position += length
    return kind
  }

  private mutating func word() -> Token.Kind {
    let start = position
    while let scalar = peek(), Self.isLetter(scalar) || Self.isDigit(scalar) || scalar == "-" { position += 1 }
    return .word(line.text(start..<position))
  }

  /// Digits, dots followed by digits, and letters that follow without a space. What they mean, the expected type decides.
  private mutating func number() -> Token.Kind {
    let start = position
    position += 1
    while let scalar = peek() {
      let following = peek(1)
      if Self.isDigit(scalar) || Self.isLetter(scalar) {
        position += 1
      } else if scalar == "." || scalar == "-", let following, Self.isDigit(following) {
        position += 2
      } else {
        break
      }
    }
    return .number(line.text(start..<position))
  }

  private mutating func comparison(_ scalar: Unicode.Scalar) throws(SyntaxFault) -> Token.Kind {
    let start = position
    var length = 1
    while let following = peek(length), "=<>!~".unicodeScalars.contains(following) { length += 1 }
    let written = line.text(start..<(start + length))
    position += length
    if let comparison = Predicate.Comparison(rawValue: written) { return .comparison(comparison) }
    if written == "=" { return .assign }
    let meant = [
      "===": "==", "!==": "!=", "<>": "!=", "=<": "<=", "=>": ">=", "=~": "matches /…/", "!~": "not matches /…/",
      "!": "not",
    ]
    throw SyntaxFault(
      .unexpectedCharacter, start..<position, "`\(written)` is not a comparison",
      hint: meant[written].map { "write `\($0)`" } ?? "comparisons are ==, !=, <, <=, > and >=")
  }

  private mutating func string(endingAt mark: Unicode.Scalar) throws(SyntaxFault) -> Token.Kind {
    let start = position
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = peek() {
      if scalar == mark {
        position += 1
        return .string(String(text))
      }
      if scalar == "\\" {
        text.append(try escape())
      } else {
        text.append(scalar)
        position += 1
      }
    }
    throw SyntaxFault(
      .unterminatedString, start..<line.scalars.count, "the text that starts here has no closing quotation mark",
      hint: "end it with `\"`; a quotation mark within text is written `\\\"`")
  }

  private mutating func escape() throws(SyntaxFault) -> Unicode.Scalar {
    let start = position
    let known: [Unicode.Scalar: Unicode.Scalar] = ["\"": "\"", "\\": "\\", "n": "\n", "t": "\t", "r": "\r"]
    guard let letter = peek(1) else {
      position += 1
      throw SyntaxFault(.unknownEscape, start..<position, "the text ends within an escape")
    }
    if let meant = known[letter] {
      position += 2
      return meant
    }
    if letter == "u", peek(2) == "{" {
      var end = position + 3
      while end < line.scalars.count, end < position + 9, Self.isHexadecimal(line.scalars[end]) { end += 1 }
      if end < line.scalars.count, line.scalars[end] == "}",
        let number = UInt32(line.text((position + 3)..<end), radix: 16), let scalar = Unicode.Scalar(number)
      {
        position = end + 1
        return scalar
      }
    }
    throw SyntaxFault(
      .unknownEscape, start..<(start + 2), "`\\\(letter)` is not an escape",
      hint: #"escapes are `\"`, `\\`, `\n`, `\r`, `\t` and `\u{1F5BC}`; a backslash itself is written `\\`"#)
  }

  private mutating func expression() throws(SyntaxFault) -> Token.Kind {
    let start = position
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = peek() {
      position += 1
      if scalar == "/" { return .expression(String(text)) }
      if scalar == "\\", let following = peek() {
        if following != "/" { text.append(scalar) }
        text.append(following)
        position += 1
      } else {
        text.append(scalar)
      }
    }
    throw SyntaxFault(
      .unterminatedExpression, start..<line.scalars.count, "the regular expression that starts here has no closing `/`",
      hint: "end it with `/`; a slash within it is written `\\/`")
  }

  private mutating func reference() throws(SyntaxFault) -> Token.Kind {
    let start = position
    guard peek(1) == "{" else {
      position += 1
      throw SyntaxFault(
        .unexpectedCharacter, start..<position, "`{` has no meaning here",
        hint: "names stand in double braces: `{{name}}`")
    }
    position += 2
    let nameStart = position
    while let scalar = peek() {
      if scalar == "}", peek(1) == "}" {
        let inner = line.text(nameStart..<position).trimmed
        position += 2
        guard NameScope.isName(inner) else {
          throw SyntaxFault(
            .unknownName, start..<position,
            inner.isEmpty ? "there is no name between the braces" : "`\(inner)` can't be a name",
            hint:
              "a name is letters, digits and hyphens, with dots between its parts: `{{ct-chest.patient.nhs-number}}`")
        }
        return .reference(inner)
      }
      position += 1
    }
    throw SyntaxFault(
      .unterminatedReference, start..<line.scalars.count, "the name that starts here has no closing braces",
      hint: "names stand in double braces: `{{name}}`")
  }

  /// `(gggg,eeee)`, or nil where a parenthesis opens something else.
  private mutating func tag() -> Token.Kind? {
    guard position + 11 <= line.scalars.count else { return nil }
    let range = position..<(position + 11)
    let inner = line.scalars[range].dropFirst().dropLast()
    guard line.scalars[position + 5] == ",", line.scalars[position + 10] == ")",
      inner.allSatisfy({ $0 == "," || Self.isHexadecimal($0) })
    else { return nil }
    position += 11
    return .tag(line.text(range))
  }

  private mutating func unexpected(_ scalar: Unicode.Scalar) -> SyntaxFault {
    let start = position
    position += 1
    let name =
      scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
      ? "a character that can't be seen (U+\(String(scalar.value, radix: 16, uppercase: true)))" : "`\(scalar)`"
    let hint =
      switch scalar {
      case "'", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{00AB}", "\u{00BB}", "`":
        "text stands in straight double quotation marks: `\"…\"`"
      case "&", "|", ";": "one assertion a line: write the other one on its own line"
      case "$", "%", "}": "names stand in double braces: `{{name}}`"
      case "\u{00A0}", "\u{2007}", "\u{202F}", "\u{200B}", "\u{FEFF}": "replace it by an ordinary space"
      case "\u{2264}": "write `<=`"
      case "\u{2265}": "write `>=`"
      case "\u{2260}": "write `!=`"
      default: "text with characters other than letters, digits, `-` and `_` stands in double quotation marks: `\"…\"`"
      }
    return SyntaxFault(.unexpectedCharacter, start..<position, "\(name) has no meaning here", hint: hint)
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

  static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
  }

  static func isHexadecimal(_ scalar: Unicode.Scalar) -> Bool {
    isDigit(scalar) || ("a"..."f").contains(scalar) || ("A"..."F").contains(scalar)
  }
}

extension String {
  /// Without spaces and tabs at its ends.
  var trimmed: String {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !Lexer.isSpace($0) }),
      let last = scalars.lastIndex(where: { !Lexer.isSpace($0) })
    else { return "" }
    return String(scalars[first...last])
  }
}
