import Specification
import Testing

/// How errors of files are shown.
@Suite("Diagnostics")
struct DiagnosticTests {
  private func rendered(_ line: String, column: Int, length: Int) -> [String] {
    var diagnostic = Diagnostic(
      ReadingRule.unknownKey, at: SourceSpan(file: "a.yaml", line: 3, column: column, length: length),
      "unknown key `x`",
      hint: "did you mean `y`?")
    diagnostic.sourceLine = line
    return diagnostic.rendered.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("A diagnostic shows place, message, line, carets and hint")
  func shape() {
    #expect(
      rendered("  x: 1", column: 3, length: 1) == [
        "a.yaml:3:3: error: unknown key `x`", "    x: 1", "    ^", "  hint: did you mean `y`?",
      ])
  }

  @Test("Carets keep step with tabs and end with the line")
  func carets() {
    #expect(rendered("\tx: 1", column: 2, length: 99)[2] == "  \t^^^^")
    #expect(rendered("x", column: 50, length: 3)[2] == "   ^")
  }

  @Test("A line's control characters don't reach the terminal")
  func controlCharacters() {
    #expect(!rendered("x: \u{1B}[31mred", column: 1, length: 1)[1].contains("\u{1B}"))
  }
}
