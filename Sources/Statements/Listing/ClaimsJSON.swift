import Evidence
import Foundation

/// Readings, and what is made of them, as JSON with sorted keys.
public enum ClaimsJSON {
  /// One document: an object over several lines.
  public static func object(_ value: some Encodable) throws -> String {
    try text(value, [.prettyPrinted])
  }

  /// One of several documents: an object on a line of its own (JSON Lines).
  public static func line(_ value: some Encodable) throws -> String { try text(value, []) }

  private static func text(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
