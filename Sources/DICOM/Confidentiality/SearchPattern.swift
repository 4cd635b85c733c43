import NIOCore

/// A text that is searched for, in every form that it may have in an object.
struct SearchPattern: Sendable {
  /// Forms that a text may be found in.
  enum Form: String, CaseIterable, Hashable, Sendable {
    case text
    case utf16 = "utf-16"
    case base64
    case hexadecimal
  }

  let bytes: [UInt8]
  let form: Form

  /// The patterns of a text: as written, in capitals and in small letters, in UTF-8 and ISO 8859-1; in UTF-16 of both byte
  /// orders; in Base64 (RFC 4648) at each of the three places that it may have in a group; in hexadecimal.
  static func patterns(of text: String) -> [SearchPattern] {
    var plain: Set<[UInt8]> = []
    for spelling in [text, text.uppercased(), text.lowercased()] {
      plain.insert(Array(spelling.utf8))
      let scalars = spelling.unicodeScalars
      if scalars.allSatisfy({ $0.value < 0x100 }) { plain.insert(scalars.map { UInt8(truncatingIfNeeded: $0.value) }) }
    }
    var patterns = plain.map { SearchPattern(bytes: $0, form: .text) }
    let units = Array(text.utf16)
    patterns.append(SearchPattern(bytes: units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, form: .utf16))
    patterns.append(SearchPattern(bytes: units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }, form: .utf16))
    let own = Array(text.utf8)
    for place in 0..<3 {
      let letters = Base64.encode(ByteBuffer(bytes: [UInt8](repeating: 0, count: place) + own))
      // Letters that bytes before or behind have a part in are left out.
      let first = (place * 8 + 5) / 6
      let last = (place + own.count) * 8 / 6
      guard first < last, last <= letters.count else { continue }
      patterns.append(SearchPattern(bytes: Array(letters[first..<last]), form: .base64))
    }
    let digits = own.flatMap { byte in
      let text = String(byte, radix: 16)
      return Array((text.utf8.count == 1 ? "0" + text : text).utf8)
    }
    patterns.append(SearchPattern(bytes: digits, form: .hexadecimal))
    patterns.append(
      SearchPattern(bytes: Array(String(decoding: digits, as: UTF8.self).uppercased().utf8), form: .hexadecimal))
    return patterns.filter { $0.bytes.count >= IdentitySearch.shortestPattern }
  }
}
