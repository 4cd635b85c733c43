/// The lines of an `expect` block.
public enum AssertionBlock {
  /// Reads a block and checks it against the type of what it looks at.
  ///
  /// `at` is the place of the block's first content line: its column is the indentation plus one, and line n of the text
  /// is line `at.line + n` of the file. Every line is read, so that all the errors of a block come at once.
  /// `profiles` gives the profiles that assertions name; without it none can be named.
  public static func parse(
    _ text: String, at place: SourceSpan, observation: ValueType, names: NameScope,
    profiles: (any ProfileSource)? = nil
  ) -> (assertions: [Assertion], diagnostics: [Diagnostic]) {
    var assertions: [Assertion] = []
    var diagnostics: [Diagnostic] = []
    var seen: [String: Int] = [:]
    var isBlank = true
    for line in SourceLine.lines(of: text, at: place) {
      do throws(SyntaxFault) {
        var parser = try AssertionParser(line)
        if parser.isBlank { continue }
        isBlank = false
        let syntax = try parser.assertion()
        let assertion = try AssertionChecker(
          observation: observation, names: names, line: line, profiles: profiles
        ).check(syntax)
        if let first = seen[assertion.text] {
          var fault = SyntaxFault(
            .duplicateAssertion, syntax.range, "this assertion stands in line \(first) already",
            hint: "remove one of them")
          fault.severity = .warning
          diagnostics.append(line.diagnostic(fault))
        }
        seen[assertion.text] = seen[assertion.text] ?? assertion.span.line
        assertions.append(assertion)
      } catch {
        isBlank = false
        diagnostics.append(line.diagnostic(error))
      }
    }
    if isBlank {
      diagnostics.append(
        Diagnostic(
          .error, AssertionDiagnosticCode.emptyBlock, at: place, "the block holds no assertion",
          hint: "write one a line: `outcome == completed`"))
    }
    return (assertions, diagnostics)
  }
}
