/// Reads docx.
enum DocxReader {
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    throw ReadingFailure("unsupported-format", "is docx, which is not read yet.")
  }

}
