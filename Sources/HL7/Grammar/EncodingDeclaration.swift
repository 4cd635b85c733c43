/// Reads the delimiters that a header segment declares (HL7 v2.5.1 §2.5.4, §2.15.9.1, §2.15.9.2).
enum EncodingDeclaration {
  /// Whether a segment of this name declares delimiters: the header of a message, of a batch, of a file.
  static func isHeader(_ name: ArraySlice<UInt8>) -> Bool {
    guard name.count == 3, name.last == UInt8(ascii: name.first == UInt8(ascii: "M") ? "H" : "S") else { return false }
    let middle = name[name.startIndex + 1]
    return switch name.first {
    case UInt8(ascii: "M"): middle == UInt8(ascii: "S")
    case UInt8(ascii: "B"), UInt8(ascii: "F"): middle == UInt8(ascii: "H")
    default: false
    }
  }

  /// The delimiters of a header segment whose name begins at an offset; a count of encoding characters under four is noted.
  static func read(
    _ bytes: [UInt8], at start: Int, notes: inout [ParsingNote]
  ) throws(ParsingError) -> EncodingCharacters {
    guard start + 3 < bytes.count, !isTerminator(bytes[start + 3]) else {
      throw ParsingError(.headerTooShort, offset: bytes.count)
    }
    let field = bytes[start + 3]
    try requireDelimiter(field, at: start + 3)
    var seen: [UInt8] = [field]
    var place = start + 4
    while place < bytes.count, bytes[place] != field, !isTerminator(bytes[place]) {
      let byte = bytes[place]
      guard seen.count <= 5 else {
        throw ParsingError(.tooManyEncodingCharacters(seen.count), offset: place)
      }
      try requireDelimiter(byte, at: place)
      guard !seen.contains(byte) else { throw ParsingError(.sameDelimiter(byte), offset: place) }
      seen.append(byte)
      place += 1
    }
    guard seen.count >= 3 else { throw ParsingError(.headerTooShort, offset: place) }
    if seen.count < 5 { notes.append(ParsingNote(.fewEncodingCharacters(seen.count - 1), offset: start + 4)) }
    return EncodingCharacters(
      field: field, component: seen[1], repetition: seen[2], escape: seen.count > 3 ? seen[3] : nil,
      subcomponent: seen.count > 4 ? seen[4] : nil, truncation: seen.count > 5 ? seen[5] : nil)
  }

  /// A delimiter is a printing character of ASCII that names and values are not made of.
  private static func requireDelimiter(_ byte: UInt8, at offset: Int) throws(ParsingError) {
    let isLetterOrDigit =
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    guard (0x21...0x7E).contains(byte), !isLetterOrDigit else {
      throw ParsingError(.notADelimiter(byte), offset: offset)
    }
  }

  static func isTerminator(_ byte: UInt8) -> Bool { byte == 0x0D || byte == 0x0A }
}
