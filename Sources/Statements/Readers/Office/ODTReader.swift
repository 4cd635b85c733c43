/// Reads odt.
enum ODTReader {
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    throw ReadingFailure("unsupported-format", "is odt, which is not read yet.")
  }

}
