/// Why bytes are not a message or a batch: the rule broken and where.
public struct ParsingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// There are no bytes at all.
    case empty
    /// The first segment is not the one that must come first.
    case wrongFirstSegment(expected: [String])
    /// The header ends before its delimiters do.
    case headerTooShort
    /// A delimiter that is a letter, a digit, a space, a control character or outside ASCII.
    case notADelimiter(UInt8)
    /// Two delimiters are the same character.
    case sameDelimiter(UInt8)
    /// More encoding characters than the standard knows.
    case tooManyEncodingCharacters(Int)
    /// A segment that does not begin with a name of three upper-case letters or digits.
    case notASegmentName
    /// A segment's name is not followed by the field separator.
    case noFieldSeparator
    /// A byte order mark or zero bytes tell of an encoding of more than one byte a character.
    case wideCharacters
    /// A header, trailer or message of a batch out of its place.
    case misplaced(segment: String)
    /// Longer than the limit allows.
    case tooLong(length: Int, limit: Int)
    /// More segments than the limit allows.
    case tooManySegments(limit: Int)
    /// More messages in a file than the limit allows.
    case tooManyMessages(limit: Int)
    /// More fields in a segment than the limit allows.
    case tooManyFields(limit: Int)
    /// A field longer than the limit allows.
    case fieldTooLong(length: Int, limit: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the start.
  public let offset: Int

  /// Makes an error.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The rule that is broken; a limit of this program has none.
  public var rule: String? {
    switch reason {
    case .empty: "HL7 v2.5.1 §2.5.1"
    case .wrongFirstSegment, .headerTooShort: "HL7 v2.5.1 §2.15.9"
    case .notADelimiter, .sameDelimiter, .tooManyEncodingCharacters: "HL7 v2.5.1 §2.5.4"
    case .notASegmentName, .noFieldSeparator: "HL7 v2.5.1 §2.5.2"
    case .wideCharacters: "HL7 v2.5.1 §2.15.9.18"
    case .misplaced: "HL7 v2.5.1 §2.10.3"
    case .tooLong, .tooManySegments, .tooManyMessages, .tooManyFields, .fieldTooLong: nil
    }
  }

  /// Whether a limit of this program ended the reading, rather than a breach of the standard.
  public var isLimit: Bool { rule == nil }

  /// What is wrong, without its place in bytes.
  public var sentence: String {
    switch reason {
    case .empty: "there is no message"
    case .wrongFirstSegment(let expected):
      "the first segment is not \(expected.joined(separator: " or "))"
    case .headerTooShort: "the header segment ends before its encoding characters"
    case .notADelimiter(let byte): "\(Self.shown(byte)) cannot be a delimiter"
    case .sameDelimiter(let byte): "\(Self.shown(byte)) is declared for two delimiters"
    case .tooManyEncodingCharacters(let count): "\(count) encoding characters are declared, at most 5 are known"
    case .notASegmentName: "the segment does not begin with three upper-case letters or digits"
    case .noFieldSeparator: "the segment's name is not followed by the field separator"
    case .wideCharacters:
      "the characters have more than one byte each (UTF-16 or UTF-32), which delimiters do not allow"
    case .misplaced(let segment): "\(segment) is out of its place in the batch"
    case .tooLong(let length, let limit): "the message has \(length) bytes, more than the limit of \(limit)"
    case .tooManySegments(let limit): "the message has more than \(limit) segments"
    case .tooManyMessages(let limit): "the file has more than \(limit) messages"
    case .tooManyFields(let limit): "the segment has more than \(limit) fields"
    case .fieldTooLong(let length, let limit): "the field has \(length) bytes, more than the limit of \(limit)"
    }
  }

  /// A sentence for people.
  public var description: String {
    "\(sentence), at byte \(offset)" + (rule.map { " (\($0))" } ?? " (limit of this program)")
  }

  static func shown(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte)
      ? "`\(Character(Unicode.Scalar(byte)))`"
      : "byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
