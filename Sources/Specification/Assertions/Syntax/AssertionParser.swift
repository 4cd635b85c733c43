/// Reads one line: `[every | some | no] path [not] predicate [value]`.
struct AssertionParser {
  private var lexer: Lexer
  private var current: Token
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
    try advance()
    if case .string = current.kind { try advance() }
    guard current.kind == .closeParenthesis else {
      throw SyntaxFault(
        .syntax, start..<current.range.upperBound, "`\(name)(` has no end", hint: "write `\(name)(\"…\")`")
    }
    let end = current.range.upperBound
    try advance()
    return SyntaxSegment(kind: .call(name), range: start..<end)
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

  // MARK: Predicate

  private mutating func predicate(from start: Int) throws(SyntaxFault) -> (SyntaxPredicate, Range<Int>) {
    let token = current
    if case .comparison(let comparison) = token.kind {
      try advance()
      return (.compare(comparison, try operand(after: "`\(comparison.rawValue)`", unit: true)), token.range)
    }
    guard case .word(let word) = token.kind else { throw missingPredicate() }
    switch word {
    case "contains": return try contains(from: start)
    case "starts":
      let range = try phrase(["starts", "with"], from: start)
      return (.startsWith(try operand(after: "`starts with`", unit: true)), range)
    case "ends":
      let range = try phrase(["ends", "with"], from: start)
      return (.endsWith(try operand(after: "`ends with`", unit: true)), range)
    case "matches":
      let range = try phrase(["matches"], from: start)
      guard case .expression(let expression) = current.kind else {
        throw fault(
          .syntax, "`matches` takes a regular expression between slashes, not \(describe(current))",
          hint: "write `matches /…/`")
      }
      let expressionRange = current.range
      try advance()
      return (.matches(expression, expressionRange), range)
    case "exists": return (.exists, try phrase(["exists"], from: start))
    case "is": return try isPhrase(from: start)
    case "in":
      let range = try phrase(["in"], from: start)
      return (.isIn(try operand(after: "`in`", unit: true)), range)
    case "between":
      let range = try phrase(["between"], from: start)
      let low = try operand(after: "`between`", unit: true)
      guard case .word("and") = current.kind else {
        throw fault(.syntax, "`between` needs two values with `and` between them", hint: "write `between 1 s and 5 s`")
      }
      try advance()
      return (.between(low, try operand(after: "`and`", unit: true)), range)
    case "same":
      let range = try phrase(["same", "set", "as"], from: start)
      return (.sameSetAs(try operand(after: "`same set as`", unit: true)), range)
    case "conforms": return try conforms(from: start)
    default: throw unknownPredicate(word)
    }
  }

  private mutating func contains(from start: Int) throws(SyntaxFault) -> (SyntaxPredicate, Range<Int>) {
    let range = try phrase(["contains"], from: start)
    if case .word(let word) = current.kind, word == "any" || word == "all" {
      let end = current.range.upperBound
      try advance()
      let operand = try self.operand(after: "`contains \(word)`", unit: true)
      return (word == "any" ? .containsAny(operand) : .containsAll(operand), range.lowerBound..<end)
    }
    return (.contains(try operand(after: "`contains`", unit: true)), range)
  }

  private mutating func isPhrase(from start: Int) throws(SyntaxFault) -> (SyntaxPredicate, Range<Int>) {
    let isRange = current.range
    try advance()
    guard case .word(let word) = current.kind else {
      throw SyntaxFault(
        .unknownPredicate, isRange, "`is` is followed by `absent` or `empty`", hint: "equality is written `==`")
    }
    let range = start..<current.range.upperBound
    switch word {
    case "absent":
      try advance()
      return (.isAbsent, range)
    case "empty":
      try advance()
      return (.isEmpty, range)
    case "not":
      throw SyntaxFault(
        .unknownPredicate, isRange.lowerBound..<current.range.upperBound, "`not` stands before the predicate",
        hint: "write `not is absent`, `not is empty` or `!=`")
    case "present":
      throw SyntaxFault(
        .unknownPredicate, isRange.lowerBound..<current.range.upperBound, "`is present` is not a predicate",
        hint: "write `exists`")
    default:
      throw SyntaxFault(
        .unknownPredicate, isRange.lowerBound..<current.range.upperBound,
        "`is` is followed by `absent` or `empty`, not by `\(word)`", hint: "equality is written `==`")
    }
  }

  private mutating func conforms(from start: Int) throws(SyntaxFault) -> (SyntaxPredicate, Range<Int>) {
    let first = current.range
    try advance()
    guard case .word("to") = current.kind else {
      throw SyntaxFault(
        .unknownPredicate, first, "`conforms` is followed by `to` and the name of a checker",
        hint: "write `conforms to nhs-number`")
    }
    let range = start..<current.range.upperBound
    let (name, nameRange) = lexer.unspacedText()
    guard !name.isEmpty else {
      throw SyntaxFault(
        .syntax, range, "`conforms to` needs the name of a checker", hint: "write `conforms to nhs-number`")
    }
    try advance()
    return (.conformsTo(name, nameRange), range)
  }

  /// Takes the words of a predicate, all of which must be there.
  private mutating func phrase(_ words: [String], from start: Int) throws(SyntaxFault) -> Range<Int> {
    var end = current.range.upperBound
    for word in words {
      guard case .word(word) = current.kind else {
        throw SyntaxFault(
          .unknownPredicate, start..<end, "the predicate is `\(words.joined(separator: " "))` in full",
          hint: "write `\(words.joined(separator: " ")) …`")
      }
      end = current.range.upperBound
      try advance()
    }
    return start..<end
  }

  private func missingPredicate() -> SyntaxFault {
    switch current.kind {
    case .end:
      fault(
        .syntax, "the assertion says nothing about its path",
        hint: "add a predicate: `exists`, `== value`, `contains value` …")
    case .assign: fault(.unknownPredicate, "`=` is not a comparison", hint: "write `==`")
    default:
      fault(.syntax, "a predicate is missing before \(describe(current))", hint: "such as `==`, `contains` or `in`")
    }
  }

  private func unknownPredicate(_ word: String) -> SyntaxFault {
    let meant = [
      "equals": "==", "equal": "==", "eq": "==", "has": "contains", "have": "contains", "includes": "contains",
      "contain": "contains", "include": "contains", "like": "matches /…/", "match": "matches /…/",
      "exist": "exists", "present": "exists", "absent": "is absent", "missing": "is absent", "empty": "is empty",
      "begins": "starts with", "startswith": "starts with", "endswith": "ends with", "starts-with": "starts with",
      "ends-with": "ends with", "one-of": "in", "within": "between", "isn": "not", "doesn": "not", "and": "",
      "or": "",
    ]
    let known = [
      "contains", "starts with", "ends with", "matches", "exists", "is absent", "is empty", "in",
      "between", "same set as", "conforms to", "not",
    ]
    let hint: String
    if let better = meant[word], !better.isEmpty {
      hint = "write `\(better)`"
    } else if word == "and" || word == "or" {
      hint = "one assertion a line; `in [a, b]` for alternatives"
    } else if let near = NearestName.suggestion(for: word, among: known) {
      hint = "did you mean `\(near)`?"
    } else {
      hint = "predicates are ==, !=, <, <=, >, >=, " + known.joined(separator: ", ")
    }
    return fault(.unknownPredicate, "`\(word)` is not a predicate", hint: hint)
  }

  // MARK: Values

  private mutating func operand(after what: String, unit: Bool, inList: Bool = false) throws(SyntaxFault)
    -> SyntaxOperand
  {
    let token = current
    switch token.kind {
    case .word(let word):
      try advance()
      return .bare(word, token.range)
    case .number(let number):
      try advance()
      if unit, case .word(let word) = current.kind, word != "and",
        !number.unicodeScalars.contains(where: Lexer.isLetter)
      {
        let range = token.range.lowerBound..<current.range.upperBound
        try advance()
        return .bare("\(number) \(word)", range)
      }
      return .bare(number, token.range)
    case .tag(let tag):
      try advance()
      return .bare(tag, token.range)
    case .string(let text):
      try advance()
      return .text(text, token.range)
    case .reference(let name):
      try advance()
      return .reference(name, token.range)
    case .openBracket where !inList:
      return try list()
    case .openBracket:
      throw fault(.syntax, "a list can't stand within a list")
    case .expression:
      throw fault(.syntax, "a regular expression stands only after `matches`", hint: "write `path matches /…/`")
    case .end:
      throw fault(.syntax, "a value is missing after \(what)")
    default:
      throw fault(.syntax, "after \(what) comes a value, not \(describe(token))")
    }
  }

  private mutating func list() throws(SyntaxFault) -> SyntaxOperand {
    let start = current.range.lowerBound
    try advance()
    var values: [SyntaxOperand] = []
    while current.kind != .closeBracket {
      guard values.count < Self.maximumListLength else {
        throw fault(.syntax, "a list has at most \(Self.maximumListLength) values")
      }
      values.append(try operand(after: values.isEmpty ? "`[`" : "`,`", unit: true, inList: true))
      if current.kind == .comma {
        try advance()
        if current.kind == .closeBracket {
          throw fault(.syntax, "after `,` comes another value", hint: "leave the last comma out")
        }
      } else if current.kind != .closeBracket {
        throw fault(
          .syntax, "between the values of a list stand commas, and `]` at its end, not \(describe(current))",
          hint: "text with spaces stands in double quotation marks")
      }
    }
    let range = start..<current.range.upperBound
    try advance()
    guard !values.isEmpty else {
      throw SyntaxFault(.emptyList, range, "the list is empty", hint: "to ask for an empty list, write `is empty`")
    }
    return .list(values, range)
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

  private mutating func advance() throws(SyntaxFault) { current = try lexer.next() }

  private func fault(_ code: AssertionDiagnosticCode, _ message: String, hint: String? = nil) -> SyntaxFault {
    let range = current.range.isEmpty ? lexer.lastEnd..<(lexer.lastEnd + 1) : current.range
    return SyntaxFault(code, range, message, hint: hint)
  }

  private func describe(_ token: Token) -> String {
    token.kind == .end ? "the end of the line" : "`\(line.text(token.range))`"
  }
}
