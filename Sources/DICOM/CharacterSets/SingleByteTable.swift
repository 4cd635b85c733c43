/// The upper halves of the single-byte repertoires, made once each when first needed.
struct SingleByteTable: Sendable {
  /// Unicode scalars of the bytes 80 to FF; nil where there is none.
  let scalars: [Unicode.Scalar?]
  /// Bytes of the scalars.
  let bytes: [Unicode.Scalar: UInt8]

  /// The table of a repertoire of which one byte is a character.
  static func of(_ repertoire: CharacterRepertoire) -> SingleByteTable? { tables[repertoire] }

  private static let tables: [CharacterRepertoire: SingleByteTable] = {
    var tables: [CharacterRepertoire: SingleByteTable] = [:]
    for repertoire in CharacterRepertoire.allCases where !repertoire.isMultiByte && repertoire != .ascii {
      tables[repertoire] = SingleByteTable(repertoire)
    }
    return tables
  }()

  private init(_ repertoire: CharacterRepertoire) {
    var scalars: [Unicode.Scalar?] = []
    var bytes: [Unicode.Scalar: UInt8] = [:]
    for byte in UInt8(0x80)...0xFF {
      // The bytes 80 to 9F are control characters, which DICOM does not use (PS3.5 §6.1.3).
      let converted = byte < 0xA0 ? nil : Self.scalar(byte, repertoire)
      scalars.append(converted)
      if let converted { bytes[converted] = byte }
    }
    self.scalars = scalars
    self.bytes = bytes
  }

  private static func scalar(_ byte: UInt8, _ repertoire: CharacterRepertoire) -> Unicode.Scalar? {
    // Half-width katakana, which not every C library has under one name.
    if repertoire == .japanese { return 0xA1...0xDF ~= byte ? Unicode.Scalar(0xFF61 + UInt32(byte) - 0xA1) : nil }
    let output = CharacterConversion.utf8([byte], from: repertoire.conversionName) { _ in 1 }
    return output.isExact ? String(decoding: output.bytes, as: UTF8.self).unicodeScalars.first : nil
  }
}
