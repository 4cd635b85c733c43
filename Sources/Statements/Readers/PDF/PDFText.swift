/// Text as PDF files have it, made plain: entities of poppler's output, ligatures, spaces of every kind.
enum PDFText {
  /// A word's text.
  static func normalised(_ bytes: some Collection<UInt8>) -> String {
    let isPlain = bytes.allSatisfy { $0 < 0x80 && $0 > 0x20 && $0 != UInt8(ascii: "&") }
    let text = String(decoding: bytes, as: UTF8.self)
    return isPlain ? text : normalised(text)
  }

  static func normalised(_ text: String) -> String {
    var result = ""
    for scalar in withoutEntities(text).unicodeScalars {
      switch scalar.value {
      case 0xFB00: result += "ff"
      case 0xFB01: result += "fi"
      case 0xFB02: result += "fl"
      case 0xFB03: result += "ffi"
      case 0xFB04: result += "ffl"
      case 0xFB05, 0xFB06: result += "st"
      // Symbols of Word's bullet fonts, in the private area.
      case 0xF0A7, 0xF0B7, 0xF076, 0xF06E, 0xF0D8: result += "\u{2022}"
      case 0xF0A8, 0xF06F, 0xF0A3: result += "\u{2610}"
      case 0xF0FC, 0xF0FE, 0xF050, 0xF052: result += "\u{2713}"
      case 0xF0FB, 0xF0FD, 0xF04F, 0xF051: result += "\u{2717}"
      case 0x2010, 0x2011: result += "-"
      case 0x00...0x1F, 0x7F, 0xFFFD, 0x200B...0x200F, 0x2060, 0xFEFF: continue
      case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result.hasPrefix(" ") || result.hasSuffix(" ") ? String(result[...].trimmed) : result
  }

  private static func withoutEntities(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&apos;", with: "'").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
