/// Resolves escape sequences and characters (HL7 v2.5.1 §2.7).
struct EscapeDecoder {
  let encoding: EncodingCharacters
  let set: CharacterSet
  private var text = ""
  private var pending: [UInt8] = []
  private var pendingStart = 0
  private var findings: [DecodedText.Finding] = []

  init(encoding: EncodingCharacters, set: CharacterSet) {
    self.encoding = encoding
    self.set = set
  }

  /// The text of a value.
  static func decode(_ bytes: ArraySlice<UInt8>, encoding: EncodingCharacters, set: CharacterSet) -> DecodedText {
    var decoder = EscapeDecoder(encoding: encoding, set: set)
    return decoder.decode(bytes)
  }

  private mutating func decode(_ bytes: ArraySlice<UInt8>) -> DecodedText {
    var position = bytes.startIndex
    while position < bytes.endIndex {
      let byte = bytes[position]
      guard byte == encoding.escape else {
        append(byte, at: position)
        position += 1
        continue
      }
      guard let end = bytes[(position + 1)...].firstIndex(of: byte) else {
        findings.append(DecodedText.Finding(problem: .unterminatedEscape, offset: position))
        for place in position..<bytes.endIndex { append(bytes[place], at: place) }
        break
      }
      sequence(bytes[(position + 1)..<end], at: position, escape: byte)
      position = end + 1
    }
    flush()
    return DecodedText(text: text, findings: findings)
  }

  /// One escape sequence without its escape characters.
  private mutating func sequence(_ body: ArraySlice<UInt8>, at offset: Int, escape: UInt8) {
    let code = String(decoding: body, as: UTF8.self)
    switch code {
    case "F": append(encoding.field, at: offset)
    case "S": append(encoding.component, at: offset)
    case "R": append(encoding.repetition, at: offset)
    case "E": append(escape, at: offset)
    case "T": append(encoding.subcomponent ?? UInt8(ascii: "&"), at: offset)
    case "P": append(encoding.truncation ?? UInt8(ascii: "#"), at: offset)
    case "H", "N": break
    case _ where code.hasPrefix("X"): hexadecimal(body.dropFirst(), code: code, at: offset)
    case _ where code.hasPrefix("Z"): break
    case _ where code.hasPrefix("C") || code.hasPrefix("M"):
      findings.append(DecodedText.Finding(problem: .characterSetSwitch(code), offset: offset))
    case _ where code.hasPrefix("."): format(code)
    default:
      findings.append(DecodedText.Finding(problem: .unknownEscape(code), offset: offset))
      append(escape, at: offset)
      for byte in body { append(byte, at: offset) }
      append(escape, at: offset)
    }
  }

  /// `\Xdd…\`: bytes in the message's own set.
  private mutating func hexadecimal(_ digits: ArraySlice<UInt8>, code: String, at offset: Int) {
    let values = digits.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard !values.isEmpty, values.count.isMultiple(of: 2), values.allSatisfy({ $0 != nil }) else {
      findings.append(DecodedText.Finding(problem: .notHexadecimal(code), offset: offset))
      return
    }
    let nibbles = values.compactMap { $0 }
    for place in stride(from: 0, to: nibbles.count - 1, by: 2) {
      append(UInt8(truncatingIfNeeded: nibbles[place] << 4 | nibbles[place + 1]), at: offset)
    }
  }

  /// Formatting commands (§2.7.6): breaks and skips become line breaks, the rest leaves no trace.
  private mutating func format(_ code: String) {
    let command = code.dropFirst().prefix(2)
    guard command == "br" || command == "sp" || command == "ce" else { return }
    let lines = command == "sp" ? min(max(Int(code.dropFirst(3)) ?? 1, 1), 100) : 1
    flush()
    text += String(repeating: "\n", count: lines)
  }

  private mutating func append(_ byte: UInt8, at offset: Int) {
    if pending.isEmpty { pendingStart = offset }
    pending.append(byte)
  }

  /// Turns the bytes gathered so far into text; what is not of the set stays readable and is reported.
  private mutating func flush() {
    guard !pending.isEmpty else { return }
    defer { pending.removeAll(keepingCapacity: true) }
    if let converted = CharacterConverter.text(pending, in: set) {
      text += converted
      return
    }
    findings.append(DecodedText.Finding(problem: .notOfCharacterSet, offset: pendingStart))
    text += String(decoding: pending, as: UTF8.self)
  }
}
