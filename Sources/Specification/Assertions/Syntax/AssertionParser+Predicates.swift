/// What is said of a path.
extension AssertionParser {
  mutating func predicate(from start: Int) throws(SyntaxFault) -> (SyntaxPredicate, Range<Int>) {
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
}
