/// A regular expression that is matched in time proportional to text and pattern, whatever either of them is.
///
/// The subset: literals, `.`, classes `[a-z]` and `[^a-z]`, `\d` `\w` `\s` and their complements, `^`, `$`, `\b`,
/// groups `(…)`, alternatives `|`, and the repetitions `?`, `*`, `+`, `{m}`, `{m,}`, `{m,n}`. It is searched for anywhere
/// in the text unless anchored, by Unicode scalars and with case. There are no back references and no look-around: they
/// are what makes matching explode.
public struct RegularExpression: Hashable, Sendable {
  /// The pattern as written.
  public let pattern: String
  let program: [Instruction]

  /// The most characters that a pattern may have.
  public static let maximumLength = 500
  /// The most instructions that a pattern may become, so that counted repetitions can't grow without bound.
  public static let maximumProgram = 5_000
  /// The deepest nesting of groups.
  public static let maximumDepth = 32
  /// The greatest count in braces.
  public static let maximumRepetition = 1_000

  /// A pattern outside the subset.
  public struct Fault: Error, Hashable, Sendable {
    /// Where in the pattern, in Unicode scalars.
    public var range: Range<Int>
    /// What is wrong.
    public var message: String
    /// What to do.
    public var hint: String?

    init(_ range: Range<Int>, _ message: String, hint: String? = nil) {
      self.range = range
      self.message = message
      self.hint = hint
    }
  }

  /// Compiles a pattern.
  public init(_ pattern: String) throws(Fault) {
    var parser = try RegularExpressionParser(pattern)
    let tree = try parser.parse()
    self.pattern = pattern
    program = try RegularExpressionCompiler.program(for: tree, length: pattern.unicodeScalars.count)
  }

  /// A step of the machine.
  enum Instruction: Hashable, Sendable {
    case scalar(Unicode.Scalar)
    case any
    case set(ScalarSet)
    case assert(Assertion)
    case jump(Int)
    case split(Int, Int)
    case match
  }

  /// A condition on a place.
  enum Assertion: Hashable, Sendable {
    case start
    case end
    case wordBoundary
    case noWordBoundary
  }
}

/// A set of Unicode scalars.
struct ScalarSet: Hashable, Sendable {
  var ranges: [ClosedRange<Unicode.Scalar>] = []
  var isNegated = false

  func contains(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }

  static let digits = ScalarSet(ranges: ["0"..."9"])
  static let word = ScalarSet(ranges: ["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
  static let space = ScalarSet(ranges: ["\t"..."\r", " "..." "])
}
