/// Reads `require` and `when`: `claim and (live or not measured)`.
public enum EvidenceExpressionParser {
  /// Reads an expression over evidence ids. `not` binds closest, then `and`, then `or`.
  ///
  /// `require` may not demand a failure, so there `allowsNot` is false.
  public static func parse(
    _ text: String, at place: SourceSpan, evidence: [String], allowsNot: Bool
  ) -> (EvidenceExpression?, [Diagnostic]) {
    let flat = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" || $0 == "\r" ? " " : $0 }))
    let line = SourceLine(flat, at: place)
    var reader = Reader(line: line, evidence: evidence, allowsNot: allowsNot)
    do {
      let expression = try reader.expression()
      return (reader.faults.isEmpty ? expression : nil, reader.faults.map(line.diagnostic))
    } catch {
      return (nil, (reader.faults + [error]).map(line.diagnostic))
    }
  }

  private struct Reader {
    let line: SourceLine
    let evidence: [String]
    let allowsNot: Bool
    var faults: [SyntaxFault] = []
    private var lexer: Lexer
    private var current = Token(kind: .end, range: 0..<0)
    private static let maximumDepth = 32

    init(line: SourceLine, evidence: [String], allowsNot: Bool) {
      self.line = line
      self.evidence = evidence
      self.allowsNot = allowsNot
      lexer = Lexer(line)
    }

    mutating func expression() throws(SyntaxFault) -> EvidenceExpression {
      guard line.scalars.count <= AssertionParser.maximumLength else {
        throw SyntaxFault(.lineTooLong, 0..<line.scalars.count, "the expression is too long")
      }
      try advance()
      let expression = try alternatives(depth: 0)
      guard current.kind == .end else {
        let rest = line.text(current.range.lowerBound..<line.scalars.count)
        throw fault("`\(rest.trimmed)` is left over: between evidence ids stands `and` or `or`")
      }
      return expression
    }

    private mutating func alternatives(depth: Int) throws(SyntaxFault) -> EvidenceExpression {
      var parts = [try conjunction(depth: depth)]
      while current.kind == .word("or") {
        try advance()
        parts.append(try conjunction(depth: depth))
      }
      return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func conjunction(depth: Int) throws(SyntaxFault) -> EvidenceExpression {
      var parts = [try term(depth: depth)]
      while current.kind == .word("and") {
        try advance()
        parts.append(try term(depth: depth))
      }
      return parts.count == 1 ? parts[0] : .and(parts)
    }

    private mutating func term(depth: Int) throws(SyntaxFault) -> EvidenceExpression {
      guard depth < Self.maximumDepth else {
        throw fault("the expression is nested more than \(Self.maximumDepth) deep")
      }
      let range = current.range
      switch current.kind {
      case .openParenthesis:
        try advance()
        let inner = try alternatives(depth: depth + 1)
        guard current.kind == .closeParenthesis else {
          throw SyntaxFault(.evidenceExpression, range, "the parenthesis that opens here is not closed")
        }
        try advance()
        return inner
      case .word("not"):
        try advance()
        if !allowsNot {
          faults.append(
            SyntaxFault(
              .notInRequire, range,
              "`require` may not demand that evidence fails: silence would then raise a score",
              hint: "turn the evidence round (`no …`, `not …` in its `expect`), or give `partial` credit"))
        }
        return .not(try term(depth: depth + 1))
      case .word(let word) where word == "and" || word == "or":
        throw fault("an evidence id is missing before `\(word)`")
      case .word(let id):
        try advance()
        if !evidence.contains(id) { faults.append(unknown(id, range)) }
        return .evidence(id)
      case .end:
        throw fault("an evidence id is missing at the end", hint: hint)
      default:
        throw fault("an evidence id stands here, not `\(line.text(range))`", hint: hint)
      }
    }

    private var hint: String? {
      evidence.isEmpty ? nil : "evidence of this requirement is \(evidence.enumerated)"
    }

    private func unknown(_ id: String, _ range: Range<Int>) -> SyntaxFault {
      let near = NearestName.suggestion(for: id, among: evidence)
      return SyntaxFault(
        .unknownEvidence, range, "this requirement has no evidence `\(id)`",
        hint: near.map { "did you mean `\($0)`?" } ?? hint)
    }

    private mutating func advance() throws(SyntaxFault) { current = try lexer.next() }

    private func fault(_ message: String, hint: String? = nil) -> SyntaxFault {
      let range = current.range.isEmpty ? lexer.lastEnd..<(lexer.lastEnd + 1) : current.range
      return SyntaxFault(.evidenceExpression, range, message, hint: hint)
    }
  }
}
