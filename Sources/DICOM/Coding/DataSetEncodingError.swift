/// Why a data set cannot be encoded.
public enum DataSetEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Encapsulated pixel data in an encoding that has none (PS3.5 §A.4).
  case fragmentsNotAllowed(Tag)
  /// Items in an element that is neither SQ nor UN (PS3.5 §7.5).
  case itemsNotAllowed(Tag, VR)
  /// A value of SQ that is not items (PS3.5 §7.5).
  case sequenceWithoutItems(Tag)
  /// A value, item or sequence of 2³²−1 bytes or more (PS3.5 §7.1.1).
  case tooLong(Tag)
  /// A tag of group FFFE, which only delimits (PS3.5 §7.5).
  case delimiter(Tag)
  /// zlib could not deflate.
  case deflation

  /// A sentence for people.
  public var description: String {
    switch self {
    case .fragmentsNotAllowed(let tag):
      "\(tag): encapsulated pixel data need an encapsulated transfer syntax (PS3.5 §A.4)"
    case .itemsNotAllowed(let tag, let vr): "\(tag): items need SQ, but the element is \(vr.rawValue) (PS3.5 §7.5)"
    case .sequenceWithoutItems(let tag): "\(tag): a sequence holds items, not bytes (PS3.5 §7.5)"
    case .tooLong(let tag): "\(tag): the value is too long for a length of 32 bits (PS3.5 §7.1.1)"
    case .delimiter(let tag): "\(tag): a delimiter is not an element (PS3.5 §7.5)"
    case .deflation: "the data set could not be deflated"
    }
  }
}
