/// A breach of the standard, or a peculiarity, that decoding could live with.
public struct DecodingNote: Hashable, Sendable, CustomStringConvertible {
  /// What was found.
  public enum Kind: Hashable, Sendable {
    /// A value of odd length (PS3.5 §7.1.1).
    case oddLength(Int)
    /// A group length element, retired outside groups 0000 and 0002; left out of the data set (PS3.5 §7.2).
    case groupLength
    /// So many zero bytes after the last element; ignored.
    case trailingZeros(Int)
    /// A VR of two letters that the standard does not have; read as UN in the long form (PS3.5 §7.1.2).
    case unknownVR(String)
    /// An element whose tag is not above that of its predecessor; put in order (PS3.5 §7.1).
    case outOfOrder
    /// A second element of the same tag; the first is kept (PS3.5 §7.1).
    case duplicate
    /// Reserved bytes that are not zero (PS3.5 §7.1.2).
    case reservedBytes
    /// A delimiter whose length is not zero (PS3.5 §7.5).
    case delimiterLength
    /// Characters that the declared character sets do not have; read as U+FFFD (PS3.3 §C.12.1.1.2).
    case undecodableText
    /// A Specific Character Set that the standard does not have; read as the default repertoire (PS3.3 §C.12.1.1.2).
    case unknownCharacterSet(String)
  }

  /// What was found.
  public let kind: Kind
  /// The element, where there is one.
  public let tag: Tag?
  /// Where in the data set, in bytes from its start (after inflation).
  public let offset: Int?

  /// Makes a note.
  public init(kind: Kind, tag: Tag?, offset: Int?) {
    self.kind = kind
    self.tag = tag
    self.offset = offset
  }

  /// The rule that it is about.
  public var rule: String {
    switch kind {
    case .oddLength: "PS3.5 §7.1.1"
    case .groupLength: "PS3.5 §7.2"
    case .outOfOrder, .duplicate, .trailingZeros: "PS3.5 §7.1"
    case .unknownVR, .reservedBytes: "PS3.5 §7.1.2"
    case .delimiterLength: "PS3.5 §7.5"
    case .undecodableText, .unknownCharacterSet: "PS3.3 §C.12.1.1.2"
    }
  }

  /// A sentence for people.
  public var description: String {
    let what =
      switch kind {
      case .oddLength(let length): "the value has an odd length of \(length) bytes"
      case .groupLength: "a retired group length is present"
      case .trailingZeros(let count): "\(count) zero bytes follow the last element"
      case .unknownVR(let letters): "the value representation \(letters) does not exist"
      case .outOfOrder: "the element is not in ascending order"
      case .duplicate: "the element is present twice"
      case .reservedBytes: "reserved bytes are not zero"
      case .delimiterLength: "a delimiter has a length that is not zero"
      case .undecodableText: "the text has bytes that its character set does not have"
      case .unknownCharacterSet(let name): "the character set \(name) does not exist"
      }
    let element = tag.map { "\($0) " } ?? ""
    let place = offset.map { " at byte \($0)" } ?? ""
    return "\(element)\(what)\(place) (\(rule))"
  }
}
