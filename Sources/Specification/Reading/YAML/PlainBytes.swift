/// Looks at the bytes of a file once, before it is read as ``PlainYAML``.
struct PlainBytes {
  /// Whether each byte is a character.
  private(set) var isASCII = true

  /// Most places where a key with `? ` may begin, which need be none in a text: fewer than are refused.
  private static let mostExplicitKeys = 32

  /// Nil where they hold what is not plain: tabs and other control characters, line ends other than line feeds, or what looks
  /// like anchors beside aliases and explicit keys. A line feed ends them.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.last == .lineFeed else { return nil }
    var (hasAnchor, hasAlias, explicitKeys) = (false, false, 0)
    var place = 0
    while place < bytes.count {
      if let eight = EightBytes(bytes, at: place) {
        // `?` and DEL differ in one bit.
        let plain = EightBytes.first(
          eight.below(0x20) | eight.equal(UInt8(ascii: "&")) | eight.equal(UInt8(ascii: "*"))
            | eight.equal(0x7F, setting: 0x40) | eight.beyondASCII)
        place += plain
        if plain == 8 { continue }
      }
      let before = place == 0 ? .lineFeed : bytes[place - 1]
      let byte = bytes[place]
      switch byte {
      case 0x20...0x25, 0x27...0x29, 0x2B...0x3E, 0x40...0x7E, .lineFeed: break
      case UInt8(ascii: "&"): hasAnchor = hasAnchor || Self.mayPrecede(before) && Self.mayName(bytes[place + 1])
      case UInt8(ascii: "*"): hasAlias = hasAlias || Self.mayPrecede(before) && Self.mayName(bytes[place + 1])
      case UInt8(ascii: "?"):
        if Self.mayPrecede(before), bytes[place + 1] == .space || bytes[place + 1] == .lineFeed { explicitKeys += 1 }
      case 0x80...0xFF:
        isASCII = false
        guard Self.isText(byte, at: place, in: bytes) else { return nil }
      default: return nil
      }
      place += 1
    }
    // The scan for these looks closer, and refuses what is named by both, or too many keys.
    if hasAnchor && hasAlias || explicitKeys > Self.mostExplicitKeys { return nil }
  }

  /// Whether a node may begin behind a byte, as ``YAMLIndicatorScan`` takes it.
  private static func mayPrecede(_ byte: UInt8) -> Bool {
    switch byte {
    case .lineFeed, .space, .openBracket, .openBrace, .comma, .hyphen, .colon, UInt8(ascii: "?"): true
    default: false
    }
  }

  /// Whether the name of an anchor may begin with a byte.
  private static func mayName(_ byte: UInt8) -> Bool {
    switch byte {
    case .hyphen, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  /// Whether a byte beyond ASCII begins or continues what YAML takes for text in a line: no control characters, NEL, LS and
  /// PS, and nothing of the end of the first plane, where the byte order mark and what is no character stand.
  private static func isText(_ byte: UInt8, at place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch byte {
    case 0xC2: bytes[place + 1] >= 0xA0
    case 0xE2: bytes[place + 1] != 0x80 || bytes[place + 2] != 0xA8 && bytes[place + 2] != 0xA9
    case 0xEF: false
    default: true
    }
  }
}

extension UInt8 {
  static let lineFeed: UInt8 = 0x0A
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let percent: UInt8 = 0x25
  static let apostrophe: UInt8 = 0x27
  static let comma: UInt8 = 0x2C
  static let hyphen: UInt8 = 0x2D
  static let dot: UInt8 = 0x2E
  static let colon: UInt8 = 0x3A
  static let greater: UInt8 = 0x3E
  static let openBracket: UInt8 = 0x5B
  static let backslash: UInt8 = 0x5C
  static let closeBracket: UInt8 = 0x5D
  static let openBrace: UInt8 = 0x7B
  static let bar: UInt8 = 0x7C
  static let closeBrace: UInt8 = 0x7D
}
