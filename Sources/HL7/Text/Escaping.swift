/// Writes text so that no character of it is taken for a delimiter (HL7 v2.5.1 §2.7).
public enum Escaping {
  /// The bytes of a text in a character set, delimiters and control characters escaped; nil when the set cannot hold it.
  ///
  /// Where the message declares no escape character, a delimiter in the text cannot be written and nil is given too.
  public static func encode(_ text: String, encoding: EncodingCharacters, set: CharacterSet) -> [UInt8]? {
    guard let bytes = CharacterConverter.bytes(text, in: set) else { return nil }
    var written: [UInt8] = []
    written.reserveCapacity(bytes.count)
    for byte in bytes {
      guard let code = code(of: byte, encoding: encoding) else {
        written.append(byte)
        continue
      }
      guard let escape = encoding.escape else { return nil }
      written.append(escape)
      written.append(contentsOf: code.utf8)
      written.append(escape)
    }
    return written
  }

  private static func code(of byte: UInt8, encoding: EncodingCharacters) -> String? {
    switch byte {
    case encoding.field: "F"
    case encoding.component: "S"
    case encoding.repetition: "R"
    case encoding.escape: "E"
    case encoding.subcomponent: "T"
    case encoding.truncation: "P"
    // Control characters would end a segment or a frame (HL7 v2.5.1 §2.5.4, MLLP).
    case 0..<0x20: "X" + (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    default: nil
    }
  }
}
