/// What a reader passed over in a message that it could read nevertheless: nothing is repaired without a word.
public struct ParsingNote: Hashable, Sendable, CustomStringConvertible {
  /// What was passed over.
  public enum Kind: Hashable, Sendable {
    /// A segment ends with LF or CR LF instead of CR.
    case lineFeed
    /// A line feed within a field.
    case lineFeedInField
    /// A segment without content between two terminators.
    case emptySegment
    /// The last segment has no terminator.
    case unterminated
    /// A byte order mark stands before the header.
    case byteOrderMark
    /// The header declares fewer encoding characters than the four of the standard.
    case fewEncodingCharacters(Int)
    /// A zero byte in a message of single-byte characters.
    case zeroByte
  }

  /// What was passed over.
  public let kind: Kind
  /// Where, in bytes from the start.
  public let offset: Int

  /// Makes a note.
  public init(_ kind: Kind, offset: Int) {
    self.kind = kind
    self.offset = offset
  }

  /// The rule that is not kept.
  public var rule: String {
    switch kind {
    case .lineFeed, .lineFeedInField, .emptySegment, .unterminated: "HL7 v2.5.1 §2.5.4"
    case .byteOrderMark, .zeroByte: "HL7 v2.5.1 §2.15.9.18"
    case .fewEncodingCharacters: "HL7 v2.5.1 §2.15.9.2"
    }
  }

  /// A sentence for people.
  public var description: String {
    let what =
      switch kind {
      case .lineFeed: "the segment ends with a line feed; the standard's segment terminator is a carriage return alone"
      case .lineFeedInField: "a line feed stands within a field; it is written \\X0A\\ or \\.br\\ there"
      case .emptySegment: "an empty segment"
      case .unterminated: "the last segment has no terminator"
      case .byteOrderMark: "a byte order mark stands before the message"
      case .fewEncodingCharacters(let count): "\(count) encoding characters are declared instead of 4"
      case .zeroByte: "a zero byte"
      }
    return "\(what), at byte \(offset) (\(rule))"
  }
}
