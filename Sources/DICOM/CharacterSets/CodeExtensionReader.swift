/// Reads text in single-byte repertoires and with the escape sequences of ISO/IEC 2022 (PS3.5 §6.1.2.5).
struct CodeExtensionReader {
  private let characterSet: SpecificCharacterSet
  private let vr: VR
  private var g0 = CharacterRepertoire.ascii
  private var g1: CharacterRepertoire?
  private var values: [String] = []
  private var current = String.UnicodeScalarView()
  private var isExact = true

  init(_ set: SpecificCharacterSet, vr: VR) {
    characterSet = set
    self.vr = vr
    reset()
  }

  /// Back to the state at the start of a value: the repertoires of the first value of (0008,0005).
  private mutating func reset() {
    let initial = characterSet.initial
    g0 = initial == .japanese ? .japanese : .ascii
    g1 = initial.g1Designation == nil ? nil : initial
  }

  mutating func read(_ bytes: [UInt8]) -> SpecificCharacterSet.Text {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x1B, characterSet.hasCodeExtensions, let length = designate(bytes[(index + 1)...]) {
        index += 1 + length
      } else if byte < 0x21 || byte == 0x7F {
        control(byte)
        index += 1
      } else if byte < 0x80 {
        index += g0.isDoubleByteG0 ? pairs(bytes, from: index, in: g0) : single(byte)
      } else if let g1, g1.isDoubleByteG1 {
        index += pairs(bytes, from: index, in: g1)
      } else {
        if let g1, let scalar = SingleByteTable.of(g1)?.scalars[Int(byte) - 0x80] {
          current.append(scalar)
        } else {
          replace()
        }
        index += 1
      }
    }
    values.append(String(current))
    return SpecificCharacterSet.Text(values: values, isExact: isExact)
  }

  private mutating func replace() {
    current.append("\u{FFFD}")
    isExact = false
  }

  private mutating func control(_ byte: UInt8) {
    // An escape that designates nothing is no text.
    guard byte != 0x1B else { return replace() }
    current.append(Unicode.Scalar(byte))
    // Lines, pages and tabs end what was designated (PS3.5 §6.1.2.5.3).
    if 0x09...0x0D ~= byte { reset() }
  }

  private mutating func single(_ byte: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "\\") where vr.separatesValues:
      values.append(String(current))
      current = .init()
      reset()
    case UInt8(ascii: "^") where vr == .PN, UInt8(ascii: "=") where vr == .PN:
      current.append(Unicode.Scalar(byte))
      reset()
    case UInt8(ascii: "\\") where g0 == .japanese: current.append("\u{A5}")
    case UInt8(ascii: "~") where g0 == .japanese: current.append("\u{203E}")
    default: current.append(Unicode.Scalar(byte))
    }
    return 1
  }

  /// Reads a run of two-byte characters of one set; returns the number of bytes.
  private mutating func pairs(_ bytes: [UInt8], from start: Int, in repertoire: CharacterRepertoire) -> Int {
    let low: ClosedRange<UInt8> = repertoire.isDoubleByteG0 ? 0x21...0x7E : 0xA1...0xFE
    var index = start
    var codes: [UInt8] = []
    while index + 1 < bytes.count, low.contains(bytes[index]), low.contains(bytes[index + 1]) {
      if repertoire == .supplementaryKanji { codes.append(0x8F) }
      codes.append(bytes[index] | 0x80)
      codes.append(bytes[index + 1] | 0x80)
      index += 2
    }
    guard index > start else {
      replace()
      return 1
    }
    let output = CharacterConversion.utf8(codes, from: repertoire.conversionName) { $0 == 0x8F ? 3 : 2 }
    if !output.isExact { isExact = false }
    for scalar in String(decoding: output.bytes, as: UTF8.self).unicodeScalars {
      // The two-byte sets have no ASCII; a table that gives them the plain backslash would part values by mistake.
      current.append(scalar == "\\" ? "\u{FF3C}" : scalar)
    }
    return index - start
  }

  /// Follows an escape sequence; returns its length without ESC, nil where it is none of the standard's.
  private mutating func designate(_ rest: ArraySlice<UInt8>) -> Int? {
    for repertoire in CharacterRepertoire.allCases {
      if let sequence = repertoire.g0Designation, rest.starts(with: sequence) {
        g0 = repertoire
        return sequence.count
      }
      if let sequence = repertoire.g1Designation, rest.starts(with: sequence) {
        g1 = repertoire
        return sequence.count
      }
    }
    return nil
  }
}
