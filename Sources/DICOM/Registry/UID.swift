/// A unique identifier (PS3.5 Chapter 9). Peers send invalid ones, so validity is asked for, not presumed.
public struct UID: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// Dotted components without padding.
  public let value: String

  /// Makes a UID of its text; padding at its end (NUL by the standard, space by common mistake) is taken off.
  public init(_ text: String) {
    let end = text.utf8.lastIndex { $0 != 0 && $0 != UInt8(ascii: " ") }
    value = end.map { String(text[...$0]) } ?? ""
  }

  /// Makes a UID of a literal.
  public init(stringLiteral value: String) { self.init(value) }

  /// The UID of a keyword of PS3.6 Annex A or of an alias of one; nil where the registry has none.
  public init?(keyword: String) {
    guard let entry = UIDRegistry.entry(keyword: keyword) else { return nil }
    self = entry.uid
  }

  /// The registered keyword, such as `CTImageStorage`.
  public var keyword: String? {
    guard let keyword = UIDRegistry.entry(self)?.keyword, !keyword.isEmpty else { return nil }
    return keyword
  }

  /// The registered name, such as `CT Image Storage`.
  public var name: String? {
    guard let name = UIDRegistry.entry(self)?.name, !name.isEmpty else { return nil }
    return name
  }

  /// The text.
  public var description: String { value }

  /// Ascending by the bytes of the text.
  public static func < (left: UID, right: UID) -> Bool { left.value < right.value }

  /// A rule of PS3.5 §9.1 that a text breaks.
  public enum Fault: Hashable, Sendable {
    /// No character at all.
    case empty
    /// More than 64 characters.
    case tooLong(Int)
    /// A character other than digits and dots, at this offset.
    case character(at: Int)
    /// A component without digits, counted from 0.
    case emptyComponent(Int)
    /// A component that starts with 0 and is not 0, counted from 0.
    case leadingZero(component: Int)
    /// A first component above 2: no such arc exists (ISO/IEC 9834-1).
    case unknownRoot
    /// A single component; a UID has a root and a suffix.
    case noSuffix
  }

  /// The first rule that the text breaks; nil for a valid UID.
  public var fault: Fault? {
    let bytes = Array(value.utf8.prefix(65))
    if bytes.isEmpty { return .empty }
    if bytes.count > 64 { return .tooLong(value.utf8.count) }
    if let offset = bytes.firstIndex(where: { $0 != UInt8(ascii: ".") && !(0x30...0x39 ~= $0) }) {
      return .character(at: offset)
    }
    let components = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    for (index, component) in components.enumerated() {
      if component.isEmpty { return .emptyComponent(index) }
      if component.count > 1, component.first == UInt8(ascii: "0") { return .leadingZero(component: index) }
    }
    guard let root = components.first, root.count == 1, let digit = root.first, digit <= UInt8(ascii: "2") else {
      return .unknownRoot
    }
    return components.count == 1 ? .noSuffix : nil
  }

  /// Whether the text follows PS3.5 §9.1.
  public var isValid: Bool { fault == nil }
}
