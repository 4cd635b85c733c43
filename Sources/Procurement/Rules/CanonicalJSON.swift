import Foundation

/// JSON with sorted keys, indented, UTF-8, one newline at the end: the same value always gives the same bytes.
enum CanonicalJSON {
  /// Writes a value.
  static func encode(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(value) + Data([0x0A])
  }
}
