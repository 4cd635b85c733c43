/// Files of Microsoft's compound format, which older office programs write and which wraps encrypted new ones.
enum CompoundFile {
  /// Refuses what is encrypted and what is no document of Word.
  static func check(_ bytes: [UInt8]) throws(ReadingFailure) {
    if hasEntry("EncryptedPackage", in: bytes) || isEncryptedWord(bytes) {
      throw ReadingFailure("encrypted", "is encrypted. Save it without a password, or give it as PDF.")
    }
    guard hasEntry("WordDocument", in: bytes) else {
      throw ReadingFailure(
        "unsupported-format",
        "is a file of an older office program, and no document of Word. Save it as DOCX, CSV or PDF.")
    }
  }

  /// Whether the directory names a stream. Entries take 128 bytes each and begin with
  /// their name in UTF-16; `name` is ASCII.
  private static func hasEntry(_ name: String, in bytes: [UInt8]) -> Bool {
    let wanted = name.utf8.flatMap { byte -> [UInt8] in [byte, 0] } + [0, 0]
    return stride(from: 512, to: max(512, bytes.count - 127), by: 128).contains { start in
      bytes[start..<start + wanted.count].elementsEqual(wanted)
    }
  }

  /// Whether a stream of Word begins with a header that says it is encrypted ([MS-DOC] 2.5.2).
  private static func isEncryptedWord(_ bytes: [UInt8]) -> Bool {
    stride(from: 512, to: max(512, bytes.count - 511), by: 512).contains { start in
      let version = UInt16(bytes[start + 2]) | UInt16(bytes[start + 3]) << 8
      let isHeader = bytes[start] == 0xEC && bytes[start + 1] == 0xA5 && (0xC0...0x112).contains(version)
      return isHeader && bytes[start + 11] & 0x01 != 0
    }
  }
}
