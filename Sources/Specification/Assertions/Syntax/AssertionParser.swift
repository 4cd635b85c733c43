/// Reads one line: `[every | some | no] path [not] predicate [value]`.
struct AssertionParser {
  var lexer: Lexer
  private(set) var current: Token
  private let line: SourceLine

  /// The most characters that a line may have.
  static let maximumLength = 2_000
  /// The most values that a list may have.
  static let maximumListLength = 1_000

  /// Starts at the beginning of a line.
  init(_ line: SourceLine) throws(SyntaxFault) {
    guard line.scalars.count <= Self.maximumLength else {
      throw SyntaxFault(
        .lineTooLong, Self.maximumLength..<line.scalars.count,
        "the line has \(line.scalars.count) characters, \(Self.maximumLength) are allowed")
    }
    self.line = line
    lexer = Lexer(line)
    current = try lexer.next()
  }

  /// Whether the line holds nothing but spaces and a comment.
  var isBlank: Bool { current.kind == .end }

  /// The assertion of the line.
  mutating func assertion() throws(SyntaxFault) -> SyntaxAssertion {
    let start = current.range.lowerBound
    let quantifier = try self.quantifier()
    let path = try self.path()
    let predicateStart = current.range.lowerBound
    var negated = false
    if case .word("not") = current.kind {
      negated = true
      try advance()
    }
    let (predicate, predicateRange) = try self.predicate(from: predicateStart)
    try expectEnd()
    return SyntaxAssertion(
      quantifier: quantifier, path: path, negated: negated, predicate: predicate, predicateRange: predicateRange,
      range: start..<lexer.lastEnd)
  }

  /// `name = path`
  mutating func capture() throws(SyntaxFault) -> (name: String, nameRange: Range<Int>, path: SyntaxPath) {
    guard case .word(let name) = current.kind else {
      throw fault(.syntax, "a capture starts with the name that it defines", hint: "write `name = path`")
    }
    let nameRange = current.range
    try advance()
    guard current.kind == .assign else {
      throw fault(.syntax, "after the name of a capture comes `=`", hint: "write `\(name) = path`")
    }
    try advance()
    let path = try self.path()
    try expectEnd()
    return (name, nameRange, path)
  }

  // MARK: Quantifier and path

  private mutating func quantifier() throws(SyntaxFault) -> (kind: Assertion.Quantifier, range: Range<Int>)? {
    guard case .word(let word) = current.kind else { return nil }
    let range = current.range
    if let quantifier = Assertion.Quantifier(rawValue: word) {
      try advance()
      return (quantifier, range)
    }
    let meant = ["all": "every", "each": "every", "any": "some", "none": "no"]
    if let meant = meant[word] {
      var ahead = lexer
      if case .word = try ahead.next().kind {
        throw SyntaxFault(.syntax, range, "`\(word)` is not a quantifier", hint: "write `\(meant)`")
      }
    }
    return nil
  }

  private mutating func path() throws(SyntaxFault) -> SyntaxPath {
    let start = current.range.lowerBound
    var segments = [try firstSegment()]
    while true {
      switch current.kind {
      case .dot:
        try advance()
        segments.append(try segment())
      case .openBracket:
        segments.append(try subscriptSegment())
      case .number(let number)
      where number.hasPrefix("-") && current.range.lowerBound == segments.last?.range.upperBound:
        // The field of a segment chosen by number: `OBX[3]-5`.
        segments.append(SyntaxSegment(kind: .position(number), range: current.range))
        try advance()
      case .word("of"):
        let range = current.range
        try advance()
        let operand = try self.operand(after: "`of`", unit: false)
        segments.append(SyntaxSegment(kind: .of(operand), range: range.lowerBound..<operand.range.upperBound))
      default:
        let end = segments.last?.range.upperBound ?? start
        return SyntaxPath(segments: segments, range: start..<end)
      }
    }
  }

  private mutating func firstSegment() throws(SyntaxFault) -> SyntaxSegment {
    switch current.kind {
    case .word(let word) where ["exists", "is", "in", "not", "between"].contains(word):
      throw fault(
        .syntax, "an assertion starts with a path, not with `\(word)`",
        hint: "write `path \(word) …`, such as `outcome == completed`")
    case .word, .tag: return try segment()
    case .reference:
      throw fault(
        .syntax, "an assertion looks at what a step recorded: a name in double braces stands on the right",
        hint: "write `path == {{name}}`")
    default:
      throw fault(
        .syntax, "an assertion starts with a path, not with \(describe(current))",
        hint: "such as `outcome == completed` or `every responses[*].status == success`")
    }
  }

  private mutating func segment() throws(SyntaxFault) -> SyntaxSegment {
    let range = current.range
    switch current.kind {
    case .word(let name):
      try advance()
      guard current.kind == .openParenthesis, current.range.lowerBound == range.upperBound else {
        return SyntaxSegment(kind: .name(name), range: range)
      }
      return try call(name, from: range.lowerBound)
    case .tag(let tag):
      try advance()
      return SyntaxSegment(kind: .tag(tag), range: range)
    case .number(let number):
      try advance()
      return SyntaxSegment(kind: .position(number), range: range)
    case .openParenthesis:
      throw fault(
        .syntax, "this is not a tag", hint: "a tag has four hexadecimal digits, a comma, four digits: `(0010,0020)`")
    default:
      throw fault(.syntax, "after `.` comes a field name, a DICOM keyword or a tag, not \(describe(current))")
    }
  }

  private mutating func call(_ name: String, from start: Int) throws(SyntaxFault) -> SyntaxSegment {
    // FHIRPath writes its texts in apostrophes.
    lexer.readsApostrophes = true
    try advance()
    let argument = current.kind == .closeParenthesis ? nil : try self.argument()
    guard current.kind == .closeParenthesis else {
      throw SyntaxFault(
        .syntax, start..<current.range.upperBound, "`\(name)(` has no end", hint: "write `\(name)(\"…\")`")
    }
    lexer.readsApostrophes = false
    let end = current.range.upperBound
    try advance()
    return SyntaxSegment(kind: .call(name, argument), range: start..<end)
  }

  private mutating func argument() throws(SyntaxFault) -> SyntaxArgument {
    guard case .word(let name) = current.kind else { return .operand(try operand(after: "`(`", unit: false)) }
    let range = current.range
    try advance()
    switch current.kind {
    case .assign:
      try advance()
      return .equality(name, range, try operand(after: "`=`", unit: true))
    case .comparison(let other):
      throw fault(
        .syntax, "a function chooses by `=`, as FHIRPath writes it, not by `\(other.rawValue)`",
        hint: "write `\(name) = value`, or `[\(name) == value]` without a function")
    default: return .operand(.bare(name, range))
    }
  }

  private mutating func subscriptSegment() throws(SyntaxFault) -> SyntaxSegment {
    let start = current.range.lowerBound
    try advance()
    let kind: SyntaxSegment.Kind
    switch current.kind {
    case .star:
      try advance()
      kind = .all
    case .closeBracket:
      throw SyntaxFault(
        .syntax, start..<current.range.upperBound, "there is nothing between the brackets",
        hint: "`[*]` for all elements, `[0]` for the first, `[KEY]` or `[field == value]` to choose")
    default:
      kind = try elementOrFilter()
    }
    guard current.kind == .closeBracket else {
      throw fault(
        .syntax, "`]` is missing before \(describe(current))", hint: "text with spaces stands in double quotation marks"
      )
    }
    let end = current.range.upperBound
    try advance()
    return SyntaxSegment(kind: kind, range: start..<end)
  }

  private mutating func elementOrFilter() throws(SyntaxFault) -> SyntaxSegment.Kind {
    let range = current.range
    let isField: Bool
    let name: String
    switch current.kind {
    case .word(let word): (isField, name) = (true, word)
    case .tag(let tag): (isField, name) = (true, tag)
    default: (isField, name) = (false, "")
    }
    if isField {
      var ahead = lexer
      switch try ahead.next().kind {
      case .comparison(.equal):
        try advance()
        try advance()
        return .filter(name, range, try operand(after: "`==`", unit: true))
      case .comparison(let other):
        try advance()
        throw fault(
          .syntax, "elements are chosen by `==` only, not by `\(other.rawValue)`",
          hint: "choose with `[*]` and a quantifier: `no path[*].\(name) …`")
      case .assign:
        try advance()
        throw fault(.syntax, "elements are chosen by `==`", hint: "write `[\(name) == value]`")
      case .dot:
        try advance()
        throw fault(.syntax, "elements are chosen by one of their own fields")
      default: break
      }
    }
    return .element(try operand(after: "`[`", unit: false))
  }

  // MARK: Ends

  private mutating func expectEnd() throws(SyntaxFault) {
    guard current.kind != .end else { return }
    let start = current.range.lowerBound
    var hint = "text with spaces stands in double quotation marks; a comment starts with `#`"
    if case .word(let word) = current.kind, word == "and" || word == "or" {
      hint = "one assertion a line; `in [a, b]` for alternatives"
    }
    // What follows may not even be made of tokens: the end of the line is the end of it.
    let rest = line.text(start..<line.scalars.count).trimmed
    throw SyntaxFault(
      .trailingText, start..<(start + rest.unicodeScalars.count), "`\(rest)` is left over after the assertion",
      hint: hint)
  }

  mutating func advance() throws(SyntaxFault) { current = try lexer.next() }

  func fault(_ code: AssertionDiagnosticCode, _ message: String, hint: String? = nil) -> SyntaxFault {
    let range = current.range.isEmpty ? lexer.lastEnd..<(lexer.lastEnd + 1) : current.range
    return SyntaxFault(code, range, message, hint: hint)
  }

  func describe(_ token: Token) -> String {
    token.kind == .end ? "the end of the line" : "`\(line.text(token.range))`"
  }
}
