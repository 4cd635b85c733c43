/// Reads pdf.
enum PDFReader {
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    throw ReadingFailure("unsupported-format", "is pdf, which is not read yet.")
  }

}
