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

  /// A reading, piece by piece: the same text as `object` or `line` without all of it in memory at once.
  ///
  /// A document of some megabytes can make tens of thousands of claims; encoded together they take ten times the memory
  /// that they take one by one.
  /// - Parameters:
  ///   - reading: What was understood of a document.
  ///   - isLine: Whether it is one of several documents, on a line of its own.
  ///   - write: Takes the pieces in order.
  public static func write(_ reading: DocumentReading, asLine isLine: Bool, to write: (String) -> Void) throws {
    var frame = reading
    frame.claims = []
    let text = try isLine ? line(frame) : object(frame)
    // "claims" is the first key of all, so that the first pair of brackets is its own.
    guard !reading.claims.isEmpty, let open = text.firstIndex(of: "["), let close = text.firstIndex(of: "]") else {
      return write(text)
    }
    write(String(text[...open]))
    for (index, claim) in reading.claims.enumerated() {
      let separator = index == 0 ? "" : ","
      if isLine {
        write(separator + (try line(claim)))
      } else {
        let lines = try object(claim).split(separator: "\n", omittingEmptySubsequences: false)
        write(separator + lines.map { $0.isEmpty ? "\n" : "\n    \($0)" }.joined())
      }
    }
    write((isLine ? "" : "\n  ") + text[close...])
  }

  private static func text(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
