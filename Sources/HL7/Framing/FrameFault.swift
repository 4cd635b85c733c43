/// Where what came departs from the framing: noted, and read on where that can be done.
public struct FrameFault: Hashable, Sendable, CustomStringConvertible {
  /// How it departs.
  public enum Kind: Hashable, Sendable {
    /// Bytes outside any frame.
    case garbage(count: Int)
    /// A start block within a frame: the frame before it has no end.
    case missingEnd
    /// The end block without the carriage return behind it.
    case missingCarriageReturn
    /// An end block that ends nothing, as of a frame that was ended twice.
    case doubledEnd
    /// The connection closed within a frame.
    case truncated
    /// A frame without content.
    case emptyFrame

    /// The word for a report.
    public var word: String {
      switch self {
      case .garbage: "garbage"
      case .missingEnd: "missing-end"
      case .missingCarriageReturn: "missing-carriage-return"
      case .doubledEnd: "doubled-end"
      case .truncated: "truncated"
      case .emptyFrame: "empty-frame"
      }
    }

    /// All the words.
    public static let words = [
      "garbage", "missing-end", "missing-carriage-return", "doubled-end", "truncated", "empty-frame",
    ]
  }

  /// How it departs.
  public let kind: Kind
  /// Where, in bytes from the start of what the peer sent on the connection.
  public let offset: Int

  /// Makes a fault.
  public init(_ kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// The rule broken.
  public static let rule = "HL7 v2.5.1 Appendix C.4"

  /// A sentence for people.
  public var description: String {
    let what =
      switch kind {
      case .garbage(let count): "\(count) bytes stand outside any frame"
      case .missingEnd: "a frame begins before the one before it has ended"
      case .missingCarriageReturn: "no carriage return follows the end block"
      case .doubledEnd: "an end block ends no frame"
      case .truncated: "the connection closed within a frame"
      case .emptyFrame: "a frame holds nothing"
      }
    return "\(what), at byte \(offset) (\(Self.rule))"
  }
}
