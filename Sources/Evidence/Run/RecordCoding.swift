import Foundation

/// The one way in which records are written: sorted keys, so that equal values give equal bytes.
public enum RecordCoding {
  /// One line, for `evidence.jsonl`.
  public static func line(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(value)
  }

  /// Indented, with a newline at the end, for files that people open.
  public static func document(_ value: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    var data = try encoder.encode(value)
    data.append(0x0A)
    return data
  }

  /// Reads what the two others write.
  public static func read<T: Decodable>(_ type: T.Type, from data: Data) throws -> T {
    try JSONDecoder().decode(type, from: data)
  }
}
