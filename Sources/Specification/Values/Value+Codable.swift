import DICOM
import FHIR
import Foundation
import HL7
import JSONTree

/// The recorded form of values: JSON's own types where they say everything, a single-key object otherwise.
///
/// `{"$uid": "1.2.840.10008.1.1"}`, `{"$duration": 1500000}` (nanoseconds), `{"$size": 16384}` (bytes),
/// `{"$tag": "00100020"}`, `{"$date": "2026-04-01"}`, `{"$dicom": {…}}` (DICOM JSON, PS3.18 Annex F),
/// `{"$hl7": "MSH|…"}`, or `{"$hl7-bytes": "TVNI…"}` (Base64) where the message is not UTF-8;
/// `{"$fhir": "{\"resourceType\": …}"}`, the JSON text as it was sent.
extension Value: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
    init(_ name: String) { stringValue = name }
  }

  /// Writes the recorded form.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .boolean(let value): try encode(value, to: encoder)
    case .number(let value): try encode(value, to: encoder)
    case .string(let value): try encode(value, to: encoder)
    case .list(let values): try encode(values, to: encoder)
    case .duration(let nanoseconds): try encode(nanoseconds, as: "$duration", to: encoder)
    case .size(let bytes): try encode(bytes, as: "$size", to: encoder)
    case .uid(let value): try encode(value, as: "$uid", to: encoder)
    case .date(let value): try encode(value, as: "$date", to: encoder)
    case .tag(let tag): try encode(Self.hexadecimal(tag), as: "$tag", to: encoder)
    case .dataSet(let dataSet): try encode(dataSet, as: "$dicom", to: encoder)
    case .message(let message):
      if let text = String(validating: message.bytes, as: UTF8.self) {
        try encode(text, as: "$hl7", to: encoder)
      } else {
        try encode(Data(message.bytes), as: "$hl7-bytes", to: encoder)
      }
    case .resource(let resource): try encode(String(decoding: resource.bytes, as: UTF8.self), as: "$fhir", to: encoder)
    case .record(let fields):
      var container = encoder.container(keyedBy: Key.self)
      // In the order in which they are written, so that nothing has to be put in order afterwards.
      for (name, value) in fields.sorted(by: { $0.key < $1.key }) { try container.encode(value, forKey: Key(name)) }
    }
  }

  /// Reads the recorded form.
  public init(from decoder: any Decoder) throws {
    // A tree says at once what kind a value is of; other decoders tell by what they refuse.
    if let tree = decoder as? JSONNodeDecoder {
      self = try Self.recorded(tree.node, in: tree)
      return
    }
    if let keyed = try? decoder.container(keyedBy: Key.self) {
      if keyed.allKeys.count == 1, let key = keyed.allKeys.first, key.stringValue.hasPrefix("$") {
        self = try Self.special(key, in: keyed)
      } else {
        var fields: [String: Value] = [:]
        for key in keyed.allKeys { fields[key.stringValue] = try keyed.decode(Value.self, forKey: key) }
        self = .record(fields)
      }
      return
    }
    if var list = try? decoder.unkeyedContainer() {
      var values: [Value] = []
      while !list.isAtEnd { values.append(try list.decode(Value.self)) }
      self = .list(values)
      return
    }
    let single = try decoder.singleValueContainer()
    if let value = try? single.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? single.decode(Decimal.self) {
      self = .number(value)
    } else {
      self = .string(try single.decode(String.self))
    }
  }

  /// The value of a node, which lies somewhere below the one of a decoder.
  private static func recorded(_ node: JSONNode, in decoder: JSONNodeDecoder) throws -> Value {
    switch node.value {
    case .null:
      throw DecodingError.valueNotFound(
        Value.self, .init(codingPath: decoder.codingPath, debugDescription: "no value is recorded as null"))
    case .boolean(let flag): return .boolean(flag)
    case .number(let text): return .number(try number(text, node, in: decoder))
    case .string(let text): return .string(text)
    case .array(let elements): return .list(try elements.map { try recorded($0, in: decoder) })
    case .object(let members):
      if members.count == 1, let name = members.first?.name, name.utf8.first == UInt8(ascii: "$") {
        return try plain(name, members[0].value)
          ?? special(Key(name), in: JSONNodeDecoder(node, below: decoder).container(keyedBy: Key.self))
      }
      var fields = [String: Value](minimumCapacity: members.count)
      for member in members { fields[member.name] = try recorded(member.value, in: decoder) }
      return .record(fields)
    }
  }

  /// The kinds that are a text or a number under their name, which most are.
  private static func plain(_ name: String, _ node: JSONNode) -> Value? {
    switch (name, node.value) {
    case ("$uid", .string(let text)): .uid(text)
    case ("$date", .string(let text)): .date(text)
    case ("$duration", .number(let text)): Int64(text).map { .duration(nanoseconds: $0) }
    case ("$size", .number(let text)): Int64(text).map { .size(bytes: $0) }
    default: nil
    }
  }

  /// Whole numbers, which most are, need no decimal arithmetic to be read.
  private static func number(_ text: String, _ node: JSONNode, in decoder: JSONNodeDecoder) throws -> Decimal {
    if text.utf8.count <= 18, text.utf8.first != UInt8(ascii: "-"), let whole = Int(text) { return Decimal(whole) }
    return try JSONNodeDecoder(node, below: decoder).decode(Decimal.self)
  }

  private func encode(_ value: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }

  private func encode(_ value: some Encodable, as name: String, to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(value, forKey: Key(name))
  }

  private static func special(_ key: Key, in container: KeyedDecodingContainer<Key>) throws -> Value {
    switch key.stringValue {
    case "$duration": return .duration(nanoseconds: try container.decode(Int64.self, forKey: key))
    case "$size": return .size(bytes: try container.decode(Int64.self, forKey: key))
    case "$uid": return .uid(try container.decode(String.self, forKey: key))
    case "$date": return .date(try container.decode(String.self, forKey: key))
    case "$dicom": return .dataSet(try container.decode(DataSet.self, forKey: key))
    case "$hl7": return .message(try message(Array(container.decode(String.self, forKey: key).utf8), key, container))
    case "$hl7-bytes": return .message(try message(Array(container.decode(Data.self, forKey: key)), key, container))
    case "$fhir": return .resource(try resource(Array(container.decode(String.self, forKey: key).utf8), key, container))
    case "$tag":
      guard let number = UInt32(try container.decode(String.self, forKey: key), radix: 16) else { fallthrough }
      return .tag(Tag(rawValue: number))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: key, in: container, debugDescription: "\(key.stringValue) is not a kind of recorded value")
    }
  }

  private static func message(
    _ bytes: [UInt8], _ key: Key, _ container: KeyedDecodingContainer<Key>
  ) throws -> HL7.Message {
    do { return try MessageParser().parse(bytes) } catch {
      throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "\(error)")
    }
  }

  private static func resource(
    _ bytes: [UInt8], _ key: Key, _ container: KeyedDecodingContainer<Key>
  ) throws -> FHIR.Resource {
    do { return try Resource(json: bytes) } catch {
      throw DecodingError.dataCorruptedError(forKey: key, in: container, debugDescription: "\(error)")
    }
  }

  private static func hexadecimal(_ tag: Tag) -> String {
    let digits = String(tag.rawValue, radix: 16, uppercase: true)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
