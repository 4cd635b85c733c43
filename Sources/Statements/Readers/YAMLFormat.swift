/// Formats of YAML documents.
enum YAMLFormat {
  /// The format, told by keys that stand at the beginning of a line; nil where there is none that is known.
  ///
  /// - Parameter isNamed: Whether the file's name says that it is YAML. Then the key may come late; otherwise it is the
  ///   first thing in the document.
  static func detect(_ text: String, isNamed: Bool) -> DocumentFormat? {
    for line in text.split(whereSeparator: \.isNewline).prefix(100_000) {
      if line.isEmpty || line.hasPrefix("#") || line.hasPrefix("---") || line.hasPrefix("%") { continue }
      if ["openapi", "swagger"].contains(where: { isKey($0, of: line) }) { return .openAPI }
      if !isNamed { return nil }
    }
    return nil
  }

  /// YAML of another kind.
  static let unknown = DocumentFormat.unreadable(
    code: "unsupported-format", name: "a YAML document of a kind that is not known",
    advice: "Give an OpenAPI description, or the statement as PDF, DOCX, ODT, HTML, Markdown or text.")

  private static func isKey(_ key: String, of line: Substring) -> Bool {
    for quote in ["", "\"", "'"] {
      let start = quote + key + quote
      if line.hasPrefix(start), line.dropFirst(start.count).first(where: { $0 != " " }) == ":" { return true }
    }
    return false
  }
}
