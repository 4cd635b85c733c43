/// Reads doc.
enum LegacyWordReader {
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    throw ReadingFailure("unsupported-format", "is doc, which is not read yet.")
  }

}
