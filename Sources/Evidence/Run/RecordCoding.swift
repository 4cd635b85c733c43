import Foundation
import JSONTree

/// The one way in which records are written: sorted keys, so that equal values give equal bytes.
public enum RecordCoding {
  /// One line, for `evidence.jsonl`.
  public static func line(_ value: some Encodable) throws -> Data {
    Data(try JSONTextEncoder.encode(value, layout: .line))
  }

  /// Indented, with a newline at the end, for files that people open.
  public static func document(_ value: some Encodable) throws -> Data { Data(try bytes(of: value)) }

  /// The bytes of a document: verdicts are a hundred megabytes at times, and are not copied on their way.
  public static func bytes(of value: some Encodable) throws -> [UInt8] {
    var bytes = try JSONTextEncoder.encode(value, layout: .indented)
    bytes.append(0x0A)
    return bytes
  }

  /// A record is as large as its run was; only its nesting is bounded.
  private static let limits = JSONLimits(bytes: .max, depth: 512, nodes: .max)

  /// Reads what the two others write.
  public static func read<T: Decodable>(_ type: T.Type, from bytes: some Sequence<UInt8>) throws -> T {
    try JSONNodeDecoder.decode(type, from: tree(of: Array(bytes)))
  }

  /// The tree of what the two others write.
  static func tree(of bytes: [UInt8]) throws -> JSONNode { try JSONNode(parsing: bytes, limits: limits) }
}
