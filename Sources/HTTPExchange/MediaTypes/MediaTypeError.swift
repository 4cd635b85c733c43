/// Why a text is no media type or no list of them: the rule broken and where.
public struct MediaTypeError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// Something else stands where this is expected.
    case expected(String)
    /// A quoted string without its closing quotation mark.
    case unterminatedQuotedString
    /// A character that a quoted string must not hold, by its byte.
    case notQuotedText(UInt8)
    /// A value that holds separators and so has to stand in quotation marks.
    case unquoted(parameter: String)
    /// White space on one side of the equals sign.
    case spaceAroundEquals(parameter: String)
    /// A parameter that is there twice.
    case duplicate(parameter: String)
    /// A weight that is not 0 to 1 with at most three decimals.
    case weight(String)
    /// A type `*` with a subtype that is not `*`.
    case wildcardType
    /// A text longer than the limit.
    case tooLong(limit: Int)
    /// More members than the limit.
    case tooMany(limit: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes of UTF-8 from the start of the text.
  public let offset: Int

  /// Makes an error.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The rule that is broken; a limit of this program has none.
  public var rule: String? {
    switch reason {
    case .expected, .duplicate: "RFC 9110 §8.3.1"
    case .unterminatedQuotedString, .notQuotedText: "RFC 9110 §5.6.4"
    case .unquoted, .spaceAroundEquals: "RFC 9110 §5.6.6"
    case .weight: "RFC 9110 §12.4.2"
    case .wildcardType: "RFC 9110 §12.5.1"
    case .tooLong, .tooMany: nil
    }
  }

  /// A sentence for people.
  public var description: String {
    let what =
      switch reason {
      case .expected(let thing): "\(thing) is expected"
      case .unterminatedQuotedString: "a quoted string does not end"
      case .notQuotedText(let byte): "the byte \(byte) cannot stand in a quoted string"
      case .unquoted(let name): "the value of \(name) holds separators and has to stand in quotation marks"
      case .spaceAroundEquals(let name): "white space stands beside the equals sign of \(name)"
      case .duplicate(let name): "the parameter \(name) is there twice"
      case .weight(let text): "\(text) is no weight from 0 to 1 with at most three decimals"
      case .wildcardType: "the type * goes with the subtype * only"
      case .tooLong(let limit): "the text is longer than \(limit) bytes"
      case .tooMany(let limit): "there are more than \(limit) members"
      }
    return "\(what), at byte \(offset)" + (rule.map { " (\($0))" } ?? " (limit of this program)")
  }
}
