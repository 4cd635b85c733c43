/// Markup. Its literals are taken as they stand; whatever is interpolated into them is escaped unless it is markup itself.
///
/// So a string of a vendor or a peer can't become markup by being forgotten: only a literal of this source can.
public struct HTML: ExpressibleByStringInterpolation, Hashable, Sendable {
  /// The markup's text.
  public private(set) var text: String

  /// Takes a literal of the source as markup.
  public init(stringLiteral value: String) { text = value }

  /// Takes literals as markup and everything between them by its type.
  public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// Takes text that the program itself makes and that holds no foreign string: a style sheet, a script.
  public init(trusted text: String) { self.text = text }

  /// Nothing.
  public static let empty: HTML = ""

  /// Whether there is nothing.
  public var isEmpty: Bool { text.isEmpty }

  /// Makes room for so many bytes, so that what is added is not moved again and again.
  public mutating func reserveCapacity(_ bytes: Int) { text.reserveCapacity(bytes) }

  /// Adds markup at the end.
  public static func += (left: inout HTML, right: HTML) { left.text += right.text }

  /// Collects the pieces of a literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    /// Begins an empty piece.
    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    /// Adds markup of the source.
    public mutating func appendLiteral(_ literal: String) { text += literal }
    /// Adds text, escaped.
    public mutating func appendInterpolation(_ string: String) { text += HTMLEscaping.escaped(string) }
    /// Adds text, escaped.
    public mutating func appendInterpolation(_ string: Substring) { text += HTMLEscaping.escaped(String(string)) }
    /// Adds a number.
    public mutating func appendInterpolation(_ number: Int) { text += String(number) }
    /// Adds markup as it is.
    public mutating func appendInterpolation(_ html: HTML) { text += html.text }

    /// Markup that stands only under a condition.
    public mutating func appendInterpolation(if condition: Bool, _ html: @autoclosure () -> HTML) {
      if condition { text += html().text }
    }

    /// Markup for a value, nothing without it.
    public mutating func appendInterpolation<T>(_ value: T?, _ body: (T) -> HTML) {
      if let value { text += body(value).text }
    }

    /// Markup for each element.
    public mutating func appendInterpolation<S: Sequence>(each elements: S, _ body: (S.Element) -> HTML) {
      for element in elements { text += body(element).text }
    }
  }
}

extension Sequence where Element == HTML {
  /// The pieces one after another.
  public func joined(by separator: HTML = "") -> HTML {
    var result = HTML.empty
    for (index, piece) in enumerated() {
      if index > 0 { result += separator }
      result += piece
    }
    return result
  }
}
