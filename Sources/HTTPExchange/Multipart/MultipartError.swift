/// Why bytes are no multipart message: the rule broken and where.
public struct MultipartError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// A media type that is not multipart/related.
    case notRelated(String)
    /// A media type without the parameter boundary.
    case noBoundaryParameter
    /// A boundary without characters.
    case emptyBoundary
    /// A boundary of more than 70 characters.
    case longBoundary(length: Int)
    /// A character that a boundary must not have.
    case boundaryCharacter(Unicode.Scalar)
    /// A boundary that ends in a space.
    case boundaryEndsInSpace
    /// The message ends before its first boundary.
    case noBoundary
    /// The message ends before its final boundary.
    case missingFinalBoundary
    /// The final boundary comes before any part.
    case noPart
    /// Text after a boundary on its line.
    case textAfterBoundary
    /// A line feed that no carriage return precedes.
    case loneLineFeed
    /// A carriage return that no line feed follows.
    case loneCarriageReturn
    /// A header line without a colon.
    case headerWithoutColon
    /// A header whose name is empty or holds a character that a name must not have.
    case headerName
    /// A control character in the value of a header.
    case headerValue(UInt8)
    /// A continuation line before any header.
    case continuationWithoutHeader
    /// A header that is there twice.
    case duplicateHeader(String)
    /// A Content-Length that is no number.
    case contentLength(String)
    /// A body of more bytes than its Content-Length says.
    case bodyLongerThanStated(stated: Int)
    /// A body of fewer bytes than its Content-Length says.
    case bodyShorterThanStated(stated: Int, length: Int)
    /// More bytes before the first boundary than the limit.
    case preambleTooLong(limit: Int)
    /// Headers of a part with more bytes than the limit.
    case headersTooLong(limit: Int)
    /// More parts than the limit.
    case tooManyParts(limit: Int)
    /// A body with more bytes than the limit.
    case bodyTooLong(limit: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the start of the message, or of the boundary where it is about that.
  public let offset: Int

  /// Makes an error.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The rule that is broken; a limit of this program has none.
  public var rule: String? {
    switch reason {
    case .notRelated: "RFC 2387 §3"
    case .noBoundaryParameter, .emptyBoundary, .longBoundary, .boundaryCharacter, .boundaryEndsInSpace, .noBoundary,
      .missingFinalBoundary, .noPart, .textAfterBoundary:
      "RFC 2046 §5.1.1"
    case .loneLineFeed, .loneCarriageReturn: "RFC 2046 §4.1.1"
    case .headerWithoutColon, .headerName, .headerValue, .continuationWithoutHeader: "RFC 5322 §2.2"
    case .duplicateHeader: "RFC 9110 §5.3"
    case .contentLength, .bodyLongerThanStated, .bodyShorterThanStated: "RFC 9110 §8.6"
    case .preambleTooLong, .headersTooLong, .tooManyParts, .bodyTooLong: nil
    }
  }

  /// Whether a limit of this program ended the reading, rather than a breach of a standard.
  public var isLimit: Bool { rule == nil }

  /// A sentence for people.
  public var description: String {
    "\(reason), at byte \(offset)" + (rule.map { " (\($0))" } ?? " (limit of this program)")
  }
}

extension MultipartError.Reason: CustomStringConvertible {
  /// A sentence for people, without place and rule.
  public var description: String {
    switch self {
    case .notRelated(let type): "\(type) is not multipart/related"
    case .noBoundaryParameter: "the media type has no boundary"
    case .emptyBoundary: "the boundary is empty"
    case .longBoundary(let length): "the boundary has \(length) characters, and 70 are allowed"
    case .boundaryCharacter(let scalar): "the character U+\(String(scalar.value, radix: 16)) cannot be in a boundary"
    case .boundaryEndsInSpace: "the boundary ends in a space"
    case .noBoundary: "the message ends before its first boundary"
    case .missingFinalBoundary: "the message ends without its final boundary"
    case .noPart: "the message has no part"
    case .textAfterBoundary: "other text follows the boundary on its line"
    case .loneLineFeed: "a line ends in LF alone; CRLF is due"
    case .loneCarriageReturn: "a CR stands without LF"
    case .headerWithoutColon: "a header line has no colon"
    case .headerName: "a header's name is empty or holds a character that names do not have"
    case .headerValue(let byte): "the control character \(byte) stands in a header's value"
    case .continuationWithoutHeader: "a continuation line comes before any header"
    case .duplicateHeader(let name): "the header \(name) is there twice"
    case .contentLength(let text): "the Content-Length \(text) is no number of bytes"
    case .bodyLongerThanStated(let stated): "the part has more than the \(stated) bytes of its Content-Length"
    case .bodyShorterThanStated(let stated, let length):
      "the part has \(length) bytes, and its Content-Length says \(stated)"
    case .preambleTooLong(let limit): "more than \(limit) bytes precede the first boundary"
    case .headersTooLong(let limit): "the headers of a part have more than \(limit) bytes"
    case .tooManyParts(let limit): "there are more than \(limit) parts"
    case .bodyTooLong(let limit): "a part has more than \(limit) bytes"
    }
  }
}
