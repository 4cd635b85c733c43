/// The character repertoires that Specific Character Set (0008,0005) can name (PS3.3 §C.12.1.1.2).
enum CharacterRepertoire: String, CaseIterable, Hashable, Sendable {
  case ascii = "6"
  case latin1 = "100"
  case latin2 = "101"
  case latin3 = "109"
  case latin4 = "110"
  case cyrillic = "144"
  case arabic = "127"
  case greek = "126"
  case hebrew = "138"
  case latin5 = "148"
  case latin9 = "203"
  case thai = "166"
  case japanese = "13"
  case kanji = "87"
  case supplementaryKanji = "159"
  case korean = "149"
  case simplifiedChinese = "58"
  case utf8 = "192"
  case gb18030 = "GB18030"
  case gbk = "GBK"

  /// A defined term, and whether it is one of those with code extensions; nil for terms that the standard lacks.
  static func of(term: String) -> (repertoire: CharacterRepertoire, isExtended: Bool)? {
    if term == "GB18030" { return (.gb18030, false) }
    if term == "GBK" { return (.gbk, false) }
    if term.hasPrefix("ISO_IR "), let found = CharacterRepertoire(rawValue: String(term.dropFirst(7))) {
      return found.isMultiByte && found != .utf8 ? nil : (found, false)
    }
    if term.hasPrefix("ISO 2022 IR "), let found = CharacterRepertoire(rawValue: String(term.dropFirst(12))) {
      return found.isWhole ? nil : (found, true)
    }
    return nil
  }

  /// Whether characters can have more than one byte.
  var isMultiByte: Bool {
    switch self {
    case .kanji, .supplementaryKanji, .korean, .simplifiedChinese, .utf8, .gb18030, .gbk: true
    default: false
    }
  }

  /// Whether it replaces all others and knows no escape sequences.
  var isWhole: Bool { self == .utf8 || self == .gb18030 || self == .gbk }

  /// The two sets of two-byte characters that are designated to G0, where ASCII is otherwise.
  var isDoubleByteG0: Bool { self == .kanji || self == .supplementaryKanji }

  /// The two sets of two-byte characters that are designated to G1.
  var isDoubleByteG1: Bool { self == .korean || self == .simplifiedChinese }

  /// The name under which the C library converts it: of two-byte sets the 8-bit form of theirs.
  var conversionName: String {
    switch self {
    case .ascii: "US-ASCII"
    case .latin1: "ISO-8859-1"
    case .latin2: "ISO-8859-2"
    case .latin3: "ISO-8859-3"
    case .latin4: "ISO-8859-4"
    case .cyrillic: "ISO-8859-5"
    case .arabic: "ISO-8859-6"
    case .greek: "ISO-8859-7"
    case .hebrew: "ISO-8859-8"
    case .latin5: "ISO-8859-9"
    case .latin9: "ISO-8859-15"
    case .thai: "TIS-620"
    case .japanese: "JIS_X0201"
    case .kanji, .supplementaryKanji: "EUC-JP"
    case .korean: "EUC-KR"
    case .simplifiedChinese: "EUC-CN"
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    case .gbk: "GBK"
    }
  }

  /// The escape sequence, after ESC, that designates the set to G0; nil for sets of G1.
  var g0Designation: [UInt8]? {
    switch self {
    case .ascii: [0x28, 0x42]
    case .japanese: [0x28, 0x4A]
    case .kanji: [0x24, 0x42]
    case .supplementaryKanji: [0x24, 0x28, 0x44]
    default: nil
    }
  }

  /// The escape sequence, after ESC, that designates the set to G1; nil for sets of G0.
  var g1Designation: [UInt8]? {
    switch self {
    case .latin1: [0x2D, 0x41]
    case .latin2: [0x2D, 0x42]
    case .latin3: [0x2D, 0x43]
    case .latin4: [0x2D, 0x44]
    case .greek: [0x2D, 0x46]
    case .arabic: [0x2D, 0x47]
    case .hebrew: [0x2D, 0x48]
    case .cyrillic: [0x2D, 0x4C]
    case .latin5: [0x2D, 0x4D]
    case .thai: [0x2D, 0x54]
    case .latin9: [0x2D, 0x62]
    case .japanese: [0x29, 0x49]
    case .korean: [0x24, 0x29, 0x43]
    case .simplifiedChinese: [0x24, 0x29, 0x41]
    default: nil
    }
  }
}
