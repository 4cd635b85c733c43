/// A mapping of the language: its keys, what each holds and what it is for. The reader takes values through it, and the JSON
/// Schema for editors is made from it, so the two can't part.
public struct Form: Hashable, Sendable {
  /// What it is called in messages: `requirement`.
  public var name: String
  /// What it holds, one sentence.
  public var summary: String
  /// Its keys in the order in which authors write them.
  public var keys: [FormKey]
  /// Sets of keys of which exactly one must be there.
  public var exactlyOne: [[String]]
  /// Sets of keys of which at least one must be there.
  public var atLeastOne: [[String]]

  /// Makes a form.
  public init(
    _ name: String, summary: String, exactlyOne: [[String]] = [], atLeastOne: [[String]] = [], keys: [FormKey]
  ) {
    self.name = name
    self.summary = summary
    self.keys = keys
    self.exactlyOne = exactlyOne
    self.atLeastOne = atLeastOne
  }

  /// The key of this name.
  public func key(_ name: String) -> FormKey? { keys.first { $0.name == name } }
}

/// A key of a form.
public struct FormKey: Hashable, Sendable {
  /// As it is written.
  public var name: String
  /// What may stand after it.
  public var shape: Shape
  /// Whether a mapping without it is an error.
  public var required: Bool
  /// What it is for, one sentence.
  public var meaning: String

  /// Makes a key.
  public init(_ name: String, _ shape: Shape, required: Bool = false, _ meaning: String) {
    self.name = name
    self.shape = shape
    self.required = required
    self.meaning = meaning
  }
}

/// What a value looks like.
public indirect enum Shape: Hashable, Sendable {
  /// Text in one line.
  case line
  /// Text of any length, Markdown where people read it.
  case text
  /// A name that others refer to: a letter or digit, then letters, digits, `.`, `_`, `-`.
  case identifier
  /// A whole number in this range, without quotes.
  case integer(ClosedRange<Int>)
  /// A decimal number from 0 to the maximum, without quotes.
  case decimal(maximum: Int)
  /// `true` or `false`.
  case boolean
  /// One of these words.
  case word([String])
  /// `2026-04-01`
  case date
  /// `22:00`
  case time
  /// `300 ms`, `5 s`, `2 min`
  case duration
  /// A path, relative to the file that it stands in, with `/` between its parts.
  case path
  /// Assertions or captures in a literal block.
  case block
  /// Anything; looked at later.
  case any
  /// Elements of one shape, at least so many.
  case list(Shape, atLeast: Int)
  /// Names of the author's choice, each with a value of one shape.
  case map(Shape)
  /// A mapping with these keys.
  case form(Form)
  /// A mapping whose value under a key says which form it has.
  case variant(on: String, [VariantForm])
  /// A text of the first shape, or a mapping of the second.
  case either(Shape, Form)

  /// At least one element.
  public static func list(_ shape: Shape) -> Shape { .list(shape, atLeast: 1) }
}

/// One form of a `variant`.
public struct VariantForm: Hashable, Sendable {
  /// The word that selects it.
  public var word: String
  /// The form.
  public var form: Form

  /// Makes a variant.
  public init(_ word: String, _ form: Form) {
    self.word = word
    self.form = form
  }
}
