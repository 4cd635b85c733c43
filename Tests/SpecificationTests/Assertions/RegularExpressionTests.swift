import Testing

@testable import Specification

@Suite("Regular expressions")
struct RegularExpressionTests {
  @Test(
    "A pattern finds what it describes, and nothing else",
    arguments: [
      ("abc", "xabcx", "xabx"), ("^abc$", "abc", "abcd"), ("a.c", "abc", "a\nc"), ("a|bc", "bc", "b"),
      ("^(a|b)*$", "abba", "abc"), ("^a+$", "aaa", ""), ("^a?$", "", "aa"), ("^a{2}$", "aa", "aaa"),
      ("^a{2,}$", "aaaa", "a"), ("^a{1,2}$", "aa", "aaa"), ("^a{0}$", "", "a"), ("[a-c]x", "bx", "dx"),
      ("[^a-c]x", "dx", "bx"), ("^[]x]+$", "]x", "y"), ("^[a-]$", "-", "b"), ("^\\d{4}$", "2026", "20a6"),
      ("^\\w+$", "a_1", "a-1"), ("a\\sb", "a\tb", "ab"), ("^\\D$", "x", "1"), ("^\\S+$", "ab", "a b"),
      ("\\bct\\b", "a ct b", "act"), ("\\Bct", "act", "ct"), ("^[\\d.]+$", "1.2", "1,2"), ("a\\.b", "a.b", "axb"),
      ("^(?:ab)+$", "abab", "aba"), ("é", "caf\u{E9}", "cafe"), ("^(|a)$", "", "b"), ("a\\|b", "a|b", "a"),
      ("^(a*)*$", "aaa", "b"), ("^((a|b)|c){2}$", "ca", "c"), ("\\n", "a\nb", "ab"), ("$", "x", nil),
    ] as [(String, String, String?)])
  func patterns(_ pattern: String, _ holds: String, _ fails: String?) throws {
    let expression = try RegularExpression(pattern)
    #expect(expression.occurs(in: holds))
    if let fails { #expect(!expression.occurs(in: fails)) }
  }

  @Test(
    "What is outside the subset is refused with its place",
    arguments: [
      ("", 0..<0), ("(a", 0..<1), ("a)", 1..<2), ("[a", 0..<1), ("*a", 0..<1), ("a**", 0..<3), ("a*?", 0..<3),
      ("(?=a)", 0..<3), ("(?i)a", 0..<3), ("(a)\\1", 3..<5), ("a{x}", 1..<3), ("a{2,1}", 1..<6), ("a{9999}", 1..<7),
      ("\\q", 0..<2), ("a\\", 1..<2), ("[z-a]", 1..<4), ("[\\D]", 1..<3), ("^*", 0..<2), ("a]", 1..<2), ("{2}", 0..<1),
    ])
  func refused(_ pattern: String, _ range: Range<Int>) {
    do {
      _ = try RegularExpression(pattern)
      Issue.record("accepted")
    } catch {
      #expect(error.range == range)
    }
  }

  @Test("Patterns that explode elsewhere take linear time here")
  func linear() throws {
    let text = String(repeating: "a", count: 20_000)
    let start = ContinuousClock.now
    #expect(try !RegularExpression("^(a+)+$").occurs(in: text + "!"))
    #expect(try !RegularExpression("(a|aa)*b").occurs(in: text))
    #expect(try !RegularExpression("(.*)(.*)(.*)(.*)b").occurs(in: text))
    #expect(ContinuousClock.now - start < .seconds(10))
  }
}
