/// Reads csv.
enum CSVReader {
  static func read(_ text: String) -> BlockDocument {
    PlainTextReader.read(text)
  }

}
