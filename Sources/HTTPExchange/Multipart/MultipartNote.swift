/// Something peculiar in a multipart message that the grammar allows, or that leaves no doubt about what is meant.
public struct MultipartNote: Hashable, Sendable, CustomStringConvertible {
  /// What is peculiar.
  public enum Kind: Hashable, Sendable {
    /// Text before the first boundary, which readers ignore (RFC 2046 §5.1.1).
    case preamble(length: Int)
    /// Text after the final boundary, which readers ignore (RFC 2046 §5.1.1).
    case epilogue(length: Int)
    /// Spaces or tabs after a boundary on its line (RFC 2046 §5.1.1).
    case paddingAfterBoundary
    /// A header over several lines, which HTTP has given up (RFC 9112 §5.2).
    case foldedHeader
    /// A part without Content-Type, which PS3.18 §8.6.1.2.1 demands.
    case noContentType
    /// A boundary on a line of its own within a body, after LF alone: no boundary by the letter, and most likely meant as one.
    case boundaryAfterLoneLineFeed
  }

  /// What is peculiar.
  public let kind: Kind
  /// Where, in bytes from the start of the message.
  public let offset: Int

  /// A sentence for people.
  public var description: String {
    let what =
      switch kind {
      case .preamble(let length): "\(length) bytes precede the first boundary"
      case .epilogue(let length): "\(length) bytes follow the final boundary"
      case .paddingAfterBoundary: "white space follows a boundary on its line"
      case .foldedHeader: "a header goes over several lines"
      case .noContentType: "a part has no Content-Type"
      case .boundaryAfterLoneLineFeed: "a boundary follows LF alone and so is content"
      }
    return "\(what), at byte \(offset)"
  }
}
