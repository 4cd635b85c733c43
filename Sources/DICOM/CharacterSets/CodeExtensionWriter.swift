/// Writes text in single-byte repertoires and with the escape sequences of ISO/IEC 2022 (PS3.5 §6.1.2.5).
struct CodeExtensionWriter {
  private let characterSet: SpecificCharacterSet
  private let vr: VR
  private var g0 = CharacterRepertoire.ascii
  private var g1: CharacterRepertoire?
  private var output: [UInt8] = []

  init(_ set: SpecificCharacterSet, vr: VR) {
    characterSet = set
    self.vr = vr
    g0 = initialG0
    g1 = initialG1
  }

  private var initialG0: CharacterRepertoire { characterSet.initial == .japanese ? .japanese : .ascii }
  private var initialG1: CharacterRepertoire? { characterSet.initial.g1Designation == nil ? nil : characterSet.initial }

  /// The bytes; nil where a character is in none of the sets.
  mutating func write(_ text: String) -> [UInt8]? {
    for scalar in text.unicodeScalars {
      guard scalar.value < 0x80 ? writeASCII(UInt8(scalar.value)) : writeOther(scalar) else { return nil }
    }
    restore()
    return output
  }

  private mutating func writeASCII(_ byte: UInt8) -> Bool {
    guard byte != 0x1B else { return false }
    let isDelimiter =
      byte == UInt8(ascii: "\\") && vr.separatesValues
      || (byte == UInt8(ascii: "^") || byte == UInt8(ascii: "=")) && vr == .PN || 0x09...0x0D ~= byte
    if isDelimiter {
      restore()
    } else if byte > 0x20, byte != 0x7F {
      // JIS X 0201 has ASCII but for these two.
      let isSpecial = byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "~")
      if g0.isDoubleByteG0 { designate(g0: initialG0) }
      if g0 == .japanese, isSpecial {
        guard characterSet.hasCodeExtensions, characterSet.repertoires.contains(.ascii) else { return false }
        designate(g0: .ascii)
      }
    } else if g0.isDoubleByteG0 {
      designate(g0: initialG0)
    }
    output.append(byte)
    return true
  }

  private mutating func writeOther(_ scalar: Unicode.Scalar) -> Bool {
    if g0 == .japanese || initialG0 == .japanese, scalar == "\u{A5}" || scalar == "\u{203E}" {
      if g0 != .japanese { designate(g0: .japanese) }
      // A yen sign is the byte of the backslash: where that parts values there is no yen sign.
      guard scalar != "\u{A5}" || !vr.separatesValues else { return false }
      output.append(scalar == "\u{A5}" ? 0x5C : 0x7E)
      return true
    }
    let candidates = [g1, g0].compactMap { $0 } + (characterSet.hasCodeExtensions ? characterSet.repertoires : [])
    for repertoire in candidates {
      guard let codes = codes(of: scalar, in: repertoire) else { continue }
      if repertoire.isDoubleByteG0 {
        if g0 != repertoire { designate(g0: repertoire) }
      } else if g1 != repertoire, let sequence = repertoire.g1Designation {
        output += [0x1B] + sequence
        g1 = repertoire
      }
      output += codes
      return true
    }
    return false
  }

  private func codes(of scalar: Unicode.Scalar, in repertoire: CharacterRepertoire) -> [UInt8]? {
    if let table = SingleByteTable.of(repertoire) { return table.bytes[scalar].map { [$0] } }
    guard repertoire.isDoubleByteG0 || repertoire.isDoubleByteG1,
      let codes = CharacterConversion.encode(String(Character(scalar)), to: repertoire.conversionName)
    else { return nil }
    switch repertoire {
    // EUC-JP has JIS X 0212 behind 8F, and half-width katakana behind 8E.
    case .supplementaryKanji:
      return codes.count == 3 && codes[0] == 0x8F ? [codes[1] & 0x7F, codes[2] & 0x7F] : nil
    case .kanji: return codes.count == 2 && codes[0] >= 0xA1 ? codes.map { $0 & 0x7F } : nil
    default: return codes.count == 2 && codes.allSatisfy { $0 >= 0xA1 } ? codes : nil
    }
  }

  private mutating func designate(g0 repertoire: CharacterRepertoire) {
    guard let sequence = repertoire.g0Designation else { return }
    output += [0x1B] + sequence
    g0 = repertoire
  }

  /// Back to the initial repertoires, as delimiters and the end of the value need it.
  private mutating func restore() {
    if g0 != initialG0 { designate(g0: initialG0) }
    g1 = initialG1
  }
}
