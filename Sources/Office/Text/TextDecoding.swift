/// Bytes of a document to text, whatever the encoding.
package enum TextDecoding {
  /// The text, and a note where the encoding had to be guessed.
  package struct Decoded: Equatable {
    /// The text, its lines ended by line feeds.
    package var text: String
    /// What was guessed, for people.
    package var note: String?
  }

  /// Why bytes are no text.
  package enum Failure: Error {
    /// There are NUL bytes, at this offset first.
    case binary(offset: Int)
  }

  /// Decodes by byte order mark; else UTF-8; else Windows-1252, with a note.
  package static func decode(_ bytes: [UInt8]) throws(Failure) -> Decoded {
    if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes, bigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes, bigEndian: true) }
    let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    if let offset = body.firstIndex(of: 0) { throw .binary(offset: offset) }
    if let text = String(validating: body, as: UTF8.self) { return Decoded(text: lineEndings(text), note: nil) }
    var scalars = String.UnicodeScalarView()
    scalars.reserveCapacity(body.count)
    for byte in body { scalars.append(windows1252(byte)) }
    return Decoded(
      text: lineEndings(String(scalars)), note: "The document is not UTF-8; it was read as Windows-1252.")
  }

  /// The bytes as UTF-8 without a byte order mark, whichever of the Unicode encodings has one; else as they are.
  package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    guard bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]),
      let decoded = try? decode(Array(bytes.prefix(bytes.count & ~1)))
    else { return bytes }
    return Array(decoded.text.utf8)
  }

  /// Whether the first character that is no white space begins a tag.
  package static func startsMarkup(_ bytes: [UInt8]) -> Bool {
    utf8(Array(bytes.prefix(1 << 16))).first { $0 > 0x20 } == UInt8(ascii: "<")
  }

  private static func utf16(_ bytes: [UInt8], bigEndian: Bool) throws(Failure) -> Decoded {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = 2
    while index + 1 < bytes.count {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      let unit = bigEndian ? first << 8 | second : second << 8 | first
      if unit == 0 { throw .binary(offset: index) }
      units.append(unit)
      index += 2
    }
    return Decoded(text: lineEndings(String(decoding: units, as: UTF16.self)), note: nil)
  }

  private static func lineEndings(_ text: String) -> String {
    guard text.utf8.contains(0x0D) else { return text }
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x0A, previous == 0x0D {
        // The pair is one line end, written with its first half.
      } else {
        result.append(byte == 0x0D ? 0x0A : byte)
      }
      previous = byte
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80, byte <= 0x9F else { return Unicode.Scalar(byte) }
    return high[Int(byte) - 0x80]
  }

  /// Bytes 80 to 9F; the five that are not assigned become the replacement character.
  private static let high: [Unicode.Scalar] = [
    "\u{20AC}", "\u{FFFD}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{FFFD}", "\u{017D}", "\u{FFFD}",
    "\u{FFFD}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{FFFD}", "\u{017E}", "\u{0178}",
  ]
}
