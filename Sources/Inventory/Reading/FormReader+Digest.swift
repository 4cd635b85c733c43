import Specification

extension FormReader {
  /// The SHA-256 of a document, lower case.
  func digest(_ key: String = "sha256", log: DiagnosticLog) -> String? {
    guard let text = text(key) else { return nil }
    if text.utf8.count != 64 || !text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }) {
      log.error(
        InventoryRule.digest, at: span(of: key), "`\(key)` must be 64 hexadecimal digits",
        hint: "as `sha256sum` prints it")
    }
    return text.lowercased()
  }
}
