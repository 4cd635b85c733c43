/// The character sets that MSH-18 can declare (HL7 table 0211; HL7 v2.5.1 §2.15.9.18).
public enum CharacterSet: Hashable, Sendable {
  /// ASCII: what holds when MSH-18 is empty.
  case ascii
  /// A part of ISO 8859, 1 to 9 or 15.
  case latin(Int)
  /// UTF-8.
  case utf8
  /// UTF-16; with this a message cannot be read byte by byte.
  case utf16
  /// UTF-32; with this a message cannot be read byte by byte.
  case utf32
  /// A set of more than one byte a character that is known and not decoded, such as `ISO IR87`.
  case undecoded(String)

  /// The set of a value of MSH-18; nil when the table does not have it.
  public init?(code: String) {
    switch code {
    case "", "ASCII": self = .ascii
    case "UNICODE UTF-8", "UNICODE": self = .utf8
    case "UNICODE UTF-16": self = .utf16
    case "UNICODE UTF-32": self = .utf32
    case "ISO IR6": self = .ascii
    case "ISO IR14", "ISO IR87", "ISO IR159", "GB 18030-2000", "KS X 1001", "CNS 11643-1992", "BIG-5":
      self = .undecoded(code)
    default:
      guard let part = Self.latinParts.first(where: { code == "8859/\($0)" }) else { return nil }
      self = .latin(part)
    }
  }

  private static let latinParts = Array(1...9) + [15]

  /// Whether the delimiters of a message in this set are single bytes of ASCII.
  public var keepsDelimiters: Bool {
    switch self {
    case .utf16, .utf32: false
    default: true
    }
  }

  /// The name by which the system's converter knows the set; nil for what is decoded here or not at all.
  var converterName: String? {
    if case .latin(let part) = self { "ISO-8859-\(part)" } else { nil }
  }
}
