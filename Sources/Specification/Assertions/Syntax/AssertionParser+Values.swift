/// What stands on the right.
extension AssertionParser {
  mutating func operand(after what: String, unit: Bool, inList: Bool = false) throws(SyntaxFault)
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
}
