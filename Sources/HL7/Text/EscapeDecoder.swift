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
    case _ where code.hasPrefix("X"):
      if !hexadecimal(body.dropFirst(), at: offset) {
        keep(body, as: .notHexadecimal(code), at: offset, escape: escape)
      }
    case _ where code.hasPrefix("Z"): break
    case _ where code.hasPrefix("C") || code.hasPrefix("M"):
      keep(body, as: .characterSetSwitch(code), at: offset, escape: escape)
    case _ where code.hasPrefix("."):
      if !format(code) { keep(body, as: .unknownEscape(code), at: offset, escape: escape) }
    default: keep(body, as: .unknownEscape(code), at: offset, escape: escape)
    }
  }

  /// A sequence that is not resolved stands in the text as it came.
  private mutating func keep(
    _ body: ArraySlice<UInt8>, as problem: DecodedText.Problem, at offset: Int, escape: UInt8
  ) {
    findings.append(DecodedText.Finding(problem: problem, offset: offset))
    append(escape, at: offset)
    for byte in body { append(byte, at: offset) }
    append(escape, at: offset)
  }

  /// `\Xdd…\`: bytes in the message's own set; false where the digits are none.
  private mutating func hexadecimal(_ digits: ArraySlice<UInt8>, at offset: Int) -> Bool {
    let nibbles = digits.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard !nibbles.isEmpty, nibbles.count == digits.count, nibbles.count.isMultiple(of: 2) else { return false }
    for place in stride(from: 0, to: nibbles.count - 1, by: 2) {
      append(UInt8(truncatingIfNeeded: nibbles[place] << 4 | nibbles[place + 1]), at: offset)
    }
    return true
  }

  /// Formatting commands (§2.7.6): breaks and skips become line breaks and spaces, the others leave no trace; false for
  /// a command that the standard does not have.
  private mutating func format(_ code: String) -> Bool {
    let argument = min(max(Int(code.dropFirst(3).filter { $0 != " " }) ?? 1, 1), 100)
    switch code.dropFirst().prefix(2) {
    case "br", "ce": text(of: "\n")
    case "sp": text(of: String(repeating: "\n", count: argument))
    case "sk": text(of: String(repeating: " ", count: argument))
    case "fi", "nf", "in", "ti": break
    default: return false
    }
    return true
  }

  /// Text that stands for a command.
  private mutating func text(of command: String) {
    flush()
    text += command
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
