/// Walks over the value of a header field: tokens, quoted strings and white space of RFC 9110 §5.6.
struct FieldValueScanner {
  /// Longest text that is read, in bytes.
  static let maximumLength = 8192
  /// Most parameters of one media type, and most members of a list.
  static let maximumMembers = 128

  private let bytes: [UInt8]
  /// Bytes read so far.
  private(set) var offset = 0
  /// Breaches that have one obvious reading.
  var deviations: [MediaTypeError] = []

  init(_ text: String) throws(MediaTypeError) {
    // Counted first: a text of any length costs nothing that way.
    guard text.utf8.count <= Self.maximumLength else {
      throw MediaTypeError(.tooLong(limit: Self.maximumLength), offset: Self.maximumLength)
    }
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { offset >= bytes.count }

  /// The next byte, unread.
  var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Reads a byte if it is the next.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let next, UInt32(next) == character.value else { return false }
    offset += 1
    return true
  }

  /// Skips spaces and tabs; whether there were any.
  @discardableResult
  mutating func skipSpace() -> Bool {
    let start = offset
    while let next, next == 0x20 || next == 0x09 { offset += 1 }
    return offset > start
  }

  /// Reads a token (RFC 9110 §5.6.2).
  mutating func token(_ what: String) throws(MediaTypeError) -> String {
    let start = offset
    while let next, Self.isTokenCharacter(next) { offset += 1 }
    guard offset > start else { throw MediaTypeError(.expected(what), offset: offset) }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  /// Reads a token or quoted string; a value with separators that ought to be quoted is read up to the next semicolon,
  /// comma or space, and noted.
  mutating func value(of parameter: String) throws(MediaTypeError) -> String {
    if next == UInt8(ascii: "\"") { return try quotedString() }
    let start = offset
    var needsQuotes = false
    while let next, next > 0x20, next < 0x7F, !Self.endsValue(next) {
      if !Self.isTokenCharacter(next) { needsQuotes = true }
      offset += 1
    }
    guard offset > start else { throw MediaTypeError(.expected("the value of \(parameter)"), offset: offset) }
    if needsQuotes { deviations.append(MediaTypeError(.unquoted(parameter: parameter), offset: start)) }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func quotedString() throws(MediaTypeError) -> String {
    let start = offset
    offset += 1
    var text: [UInt8] = []
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { break }
        guard escaped == 0x09 || escaped >= 0x20 && escaped != 0x7F else {
          throw MediaTypeError(.notQuotedText(escaped), offset: offset)
        }
        text.append(escaped)
        offset += 1
      case 0x00..<0x09, 0x0A..<0x20, 0x7F: throw MediaTypeError(.notQuotedText(byte), offset: offset - 1)
      default: text.append(byte)
      }
    }
    throw MediaTypeError(.unterminatedQuotedString, offset: start)
  }

  /// Whether a character may stand in a token (RFC 9110 §5.6.2).
  static func isTokenCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
      UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func endsValue(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"")
  }

  /// Reads type, subtype and parameters, up to the end or a comma.
  mutating func mediaType() throws(MediaTypeError) -> MediaType {
    let type = try token("a type")
    guard take("/") else { throw MediaTypeError(.expected("a slash"), offset: offset) }
    let subtype = try token("a subtype")
    var parameters: [MediaType.Parameter] = []
    while true {
      let mark = offset
      skipSpace()
      guard take(";") else {
        // Space before a comma or the end belongs to the list around, not to the type.
        offset = mark
        break
      }
      skipSpace()
      // RFC 9110 §5.6.6 lets a parameter be left out between two semicolons.
      if isAtEnd || next == UInt8(ascii: ";") || next == UInt8(ascii: ",") { continue }
      let place = offset
      let parameter = try self.parameter()
      guard parameters.count < Self.maximumMembers else {
        throw MediaTypeError(.tooMany(limit: Self.maximumMembers), offset: place)
      }
      if parameters.contains(where: { $0.name == parameter.name }) {
        throw MediaTypeError(.duplicate(parameter: parameter.name), offset: place)
      }
      parameters.append(parameter)
    }
    return MediaType(type, subtype, parameters: parameters)
  }

  private mutating func parameter() throws(MediaTypeError) -> MediaType.Parameter {
    let name = try token("a parameter's name")
    let before = offset
    var isSpaced = skipSpace()
    guard take("=") else { throw MediaTypeError(.expected("an equals sign after \(name)"), offset: offset) }
    isSpaced = skipSpace() || isSpaced
    if isSpaced { deviations.append(MediaTypeError(.spaceAroundEquals(parameter: name), offset: before)) }
    return MediaType.Parameter(name, try value(of: name))
  }
}
