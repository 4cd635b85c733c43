/// Why bytes are not JSON, or more of it than is taken.
public struct JSONSyntaxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable, CustomStringConvertible {
    /// Not the grammar (RFC 8259); what was expected at the offset.
    case syntax(expected: String)
    /// Bytes of a string that are not UTF-8 (RFC 8259 §8.1).
    case notUTF8
    /// A member that is there twice (RFC 8259 §4).
    case duplicate(String)
    /// Deeper than the limit allows.
    case tooDeep(limit: Int)
    /// More values than the limit allows.
    case tooMany(limit: Int)
    /// More bytes than the limit allows.
    case tooLong(limit: Int)
    /// A number of more characters than the limit allows.
    case longNumber(limit: Int)

    /// Whether the text may be right, and only a limit of this program is passed.
    public var isLimit: Bool {
      switch self {
      case .tooDeep, .tooMany, .tooLong, .longNumber: true
      case .syntax, .notUTF8, .duplicate: false
      }
    }

    /// A sentence for people.
    public var description: String {
      switch self {
      case .syntax(let expected): "not JSON: \(expected) is expected (RFC 8259)"
      case .notUTF8: "a string is not UTF-8 (RFC 8259 §8.1)"
      case .duplicate(let name): "\(name) is there twice (RFC 8259 §4)"
      case .tooDeep(let limit): "nested more than \(limit) deep (limit of this program)"
      case .tooMany(let limit): "more than \(limit) values (limit of this program)"
      case .tooLong(let limit): "more than \(limit) bytes (limit of this program)"
      case .longNumber(let limit): "a number of more than \(limit) characters (limit of this program)"
      }
    }
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the bytes.
  public let offset: Int

  package init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// A sentence for people.
  public var description: String { "\(reason), at byte \(offset)" }
}
