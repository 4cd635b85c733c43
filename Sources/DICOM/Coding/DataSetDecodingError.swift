/// Why bytes are not a data set: the rule broken and where.
public struct DataSetDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// An element's header is cut off.
    case truncatedHeader
    /// A value is longer than what is left of the data set, item or sequence.
    case valueBeyondEnd(length: Int, available: Int)
    /// Two bytes that cannot be a VR.
    case notAVR(UInt8, UInt8)
    /// A VR that has no undefined length has one.
    case undefinedLength(VR)
    /// A tag where an item or a delimiter belongs.
    case notAnItem(Tag)
    /// An item or a delimiter where an element belongs.
    case notAnElement(Tag)
    /// A sequence, item or run of fragments without its delimiter.
    case unterminated
    /// A fragment of undefined length.
    case undefinedFragment
    /// The deflated stream is broken, or ends early.
    case notDeflated
    /// Deeper than the limit allows.
    case tooDeep(limit: Int)
    /// More elements, items and fragments than the limit allows.
    case tooManyElements(limit: Int)
    /// A value longer than the limit allows.
    case valueTooLong(length: Int, limit: Int)
    /// A data set longer than the limit allows.
    case tooLong(limit: Int)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the start of the data set (after inflation).
  public let offset: Int
  /// The element that it is about, where one was read.
  public let tag: Tag?

  /// Makes an error.
  public init(_ reason: Reason, offset: Int, tag: Tag? = nil) {
    self.reason = reason
    self.offset = offset
    self.tag = tag
  }

  /// The rule that is broken; a limit of this program has none.
  public var rule: String? {
    switch reason {
    case .truncatedHeader, .valueBeyondEnd: "PS3.5 §7.1.1"
    case .notAVR: "PS3.5 §7.1.2"
    case .undefinedLength: "PS3.5 §7.1.2"
    case .notAnItem, .unterminated: "PS3.5 §7.5.2"
    case .notAnElement: "PS3.5 §7.5"
    case .undefinedFragment: "PS3.5 §A.4"
    case .notDeflated: "PS3.5 §A.5"
    case .tooDeep, .tooManyElements, .valueTooLong, .tooLong: nil
    }
  }

  /// Whether a limit of this program ended the decoding, rather than a breach of the standard.
  public var isLimit: Bool { rule == nil }

  /// A sentence for people.
  public var description: String {
    let what =
      switch reason {
      case .truncatedHeader: "the data end within an element's header"
      case .valueBeyondEnd(let length, let available):
        "the value is said to have \(length) bytes, but only \(available) are left"
      case .notAVR(let first, let second):
        "the bytes \(Self.hexadecimal(first)) \(Self.hexadecimal(second)) stand where a value representation belongs"
      case .undefinedLength(let vr): "the length is undefined, which \(vr.rawValue) does not allow"
      case .notAnItem(let tag): "\(tag) stands where an item or a sequence delimiter belongs"
      case .notAnElement(let tag): "\(tag) stands where an element belongs"
      case .unterminated: "the data end before the sequence or item does"
      case .undefinedFragment: "a fragment has an undefined length"
      case .notDeflated: "the deflated data are broken or cut off"
      case .tooDeep(let limit): "sequences are nested more than \(limit) deep"
      case .tooManyElements(let limit): "there are more than \(limit) elements, items and fragments"
      case .valueTooLong(let length, let limit): "the value has \(length) bytes, more than the limit of \(limit)"
      case .tooLong(let limit): "the data set has more than \(limit) bytes"
      }
    let element = tag.map { "\($0): " } ?? ""
    return "\(element)\(what), at byte \(offset)" + (rule.map { " (\($0))" } ?? " (limit of this program)")
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
