/// Reads docbook.
enum DocBookReader {
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    throw ReadingFailure("unsupported-format", "is docbook, which is not read yet.")
  }

}
