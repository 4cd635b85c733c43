/// Characters of fonts whose signs are not those of Unicode: a check mark in Wingdings is the letter ü.
enum SymbolFont: Hashable {
  case wingdings
  case wingdings2
  case symbol
  case webdings

  /// The font of this name; nil for one that follows Unicode.
  init?(name: String) {
    switch name.lowercased() {
    case "wingdings": self = .wingdings
    case "wingdings 2": self = .wingdings2
    case "symbol": self = .symbol
    case "webdings": self = .webdings
    default: return nil
    }
  }

  /// The text with the font's signs as characters of Unicode; those that mean nothing here are bullets.
  func unicode(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value <= 0x20 ? scalar : unicode(scalar.value)
        }))
  }

  /// The text with signs from the private area, where office programs keep those of symbol fonts, as characters of
  /// Unicode.
  static func replacingPrivateUse(in text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xF020...0xF0FF).contains($0.value) }) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          (0xF020...0xF0FF).contains(scalar.value) ? wingdings.unicode(scalar.value) : scalar
        }))
  }

  /// The character of a code, which may lie in the private area.
  func unicode(_ code: UInt32) -> Unicode.Scalar {
    let code = (0xF000...0xF0FF).contains(code) ? code - 0xF000 : code
    switch self {
    case .wingdings: return Self.wingdingsSigns[code] ?? "\u{2022}"
    case .wingdings2: return Self.wingdings2Signs[code] ?? "\u{2022}"
    case .webdings: return code == 0x61 ? "\u{2713}" : code == 0x72 ? "\u{2717}" : "\u{2022}"
    case .symbol: return Self.symbolSigns[code] ?? (code < 0x7F ? Unicode.Scalar(code) ?? "\u{2022}" : "\u{2022}")
    }
  }

  private static let wingdingsSigns: [UInt32: Unicode.Scalar] = [
    0x6C: "\u{25CF}", 0x6D: "\u{25CB}", 0x6E: "\u{25A0}", 0x6F: "\u{25A1}", 0x70: "\u{25A1}", 0x71: "\u{2751}",
    0x72: "\u{2752}", 0xA1: "\u{25CB}", 0xA7: "\u{25AA}", 0xA8: "\u{2610}", 0xFB: "\u{2717}", 0xFC: "\u{2713}",
    0xFD: "\u{2612}", 0xFE: "\u{2611}", 0xE0: "\u{2192}", 0xE8: "\u{2794}", 0xF0: "\u{21E8}",
  ]
  private static let wingdings2Signs: [UInt32: Unicode.Scalar] = [
    0x4F: "\u{2717}", 0x50: "\u{2713}", 0x51: "\u{2612}", 0x52: "\u{2611}", 0x53: "\u{2612}", 0x54: "\u{2612}",
    0xA3: "\u{2610}", 0x2A: "\u{2610}", 0x97: "\u{25CF}",
  ]
  private static let symbolSigns: [UInt32: Unicode.Scalar] = [
    0xB7: "\u{2022}", 0xD6: "\u{2713}", 0xB3: "\u{2265}", 0xA3: "\u{2264}", 0xB1: "\u{00B1}", 0xB4: "\u{00D7}",
    0xB9: "\u{2260}", 0xAE: "\u{2192}", 0xDE: "\u{21D2}", 0x2D: "-", 0x6D: "\u{00B5}", 0x2A: "*", 0xD2: "\u{00AE}",
    0xD3: "\u{00A9}", 0xD4: "\u{2122}", 0xE2: "\u{00AE}", 0xE3: "\u{00A9}", 0xE4: "\u{2122}",
  ]
}
