/// A piece of an assertion.
struct Token: Hashable {
  /// What it is.
  var kind: Kind
  /// Where it stands in its line.
  var range: Range<Int>

  /// The kinds of tokens.
  enum Kind: Hashable {
    /// `responses`, `sop-class`, `CTImageStorage`, `not-supported`
    case word(String)
    /// Anything that starts with a digit: `12`, `1.5`, `1.2.840.10008.1.1`, `2026-04-01`, `5s`, `00A7`
    case number(String)
    /// `"…"`, escapes replaced
    case string(String)
    /// `{{name}}`
    case reference(String)
    /// `/…/`
    case expression(String)
    /// `(0010,0020)`
    case tag(String)
    case comparison(Predicate.Comparison)
    case assign
    case dot
    case comma
    case colon
    case star
    case openBracket
    case closeBracket
    case openParenthesis
    case closeParenthesis
    case end
  }
}
