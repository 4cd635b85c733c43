/// Reads rst.
enum RestructuredTextReader {
  static func read(_ text: String) -> BlockDocument {
    PlainTextReader.read(text)
  }
  static func matches(_ bytes: [UInt8]) -> Bool { false }
}
