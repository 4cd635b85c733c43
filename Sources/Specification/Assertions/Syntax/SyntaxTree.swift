/// An assertion as written, before types are known.
struct SyntaxAssertion {
  var quantifier: (kind: Assertion.Quantifier, range: Range<Int>)?
  var path: SyntaxPath
  var negated: Bool
  var predicate: SyntaxPredicate
  /// The predicate's words, without its operand.
  var predicateRange: Range<Int>
  /// The whole, without comment.
  var range: Range<Int>
}

/// A path as written.
struct SyntaxPath {
  var segments: [SyntaxSegment]
  var range: Range<Int>
}

/// One step of a path as written.
struct SyntaxSegment {
  var kind: Kind
  var range: Range<Int>

  enum Kind {
    /// A field, a keyword or `count`
    case name(String)
    /// `(0010,0020)`
    case tag(String)
    /// A bare number after a dot or a hyphen: HL7 components and fields
    case position(String)
    /// `xpath("…")`, `where(system = "…")` and the like
    case call(String, SyntaxArgument?)
    /// `[*]`
    case all
    /// `[operand]`: an index or a key
    case element(SyntaxOperand)
    /// `[field == operand]`
    case filter(String, Range<Int>, SyntaxOperand)
    /// `of operand`
    case of(SyntaxOperand)
  }
}

/// What stands in the parentheses of a function.
enum SyntaxArgument {
  case operand(SyntaxOperand)
  /// `field = operand`
  case equality(String, Range<Int>, SyntaxOperand)
}

/// A value as written.
indirect enum SyntaxOperand {
  /// In quotation marks.
  case text(String, Range<Int>)
  /// Without: a word, a number with or without unit, a UID, a tag, a date.
  case bare(String, Range<Int>)
  case reference(String, Range<Int>)
  case list([SyntaxOperand], Range<Int>)

  var range: Range<Int> {
    switch self {
    case .text(_, let range), .bare(_, let range), .reference(_, let range), .list(_, let range): range
    }
  }
}

/// A predicate as written.
enum SyntaxPredicate {
  case compare(Predicate.Comparison, SyntaxOperand)
  case contains(SyntaxOperand)
  case containsAny(SyntaxOperand)
  case containsAll(SyntaxOperand)
  case startsWith(SyntaxOperand)
  case endsWith(SyntaxOperand)
  case matches(String, Range<Int>)
  case exists
  case isAbsent
  case isEmpty
  case isIn(SyntaxOperand)
  case between(SyntaxOperand, SyntaxOperand)
  case sameSetAs(SyntaxOperand)
  case conformsTo(String, Range<Int>)
}
