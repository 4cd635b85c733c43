import Foundation

/// `award.json`: keys sorted, indented, UTF-8, one newline at the end.
public enum AwardFile {
  /// The file's bytes; the same award always gives the same.
  public static func encode(_ award: Award) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(award) + Data([0x0A])
  }
}
