/// The members of an object, as what is decoded asks for them.
struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let members: [JSONNode.Member]
  /// Where each name stands, for objects too large to look through.
  private let places: [String: Int]?
  private let place: JSONNodeDecoder.Place?

  /// With fewer members looking through them is faster than a table.
  private static var small: Int { 24 }

  init(_ members: [JSONNode.Member], at place: JSONNodeDecoder.Place?) {
    self.members = members
    self.place = place
    places =
      members.count <= Self.small
      ? nil
      : Dictionary(members.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  var codingPath: [any CodingKey] { place?.path ?? [] }
  var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }

  private func node(_ key: Key) -> JSONNode? {
    let name = key.stringValue
    guard let places else { return members.first { $0.name == name }?.value }
    return places[name].map { members[$0].value }
  }

  private func decoder(_ key: Key) throws -> JSONNodeDecoder {
    guard let node = node(key) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "there is no member \(key.stringValue)"))
    }
    return JSONNodeDecoder(node, at: JSONNodeDecoder.Place(key, in: place))
  }

  func contains(_ key: Key) -> Bool { node(key) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).decodeNil() }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try decoder(key).decode(type) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try decoder(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try decoder(key).decode(type) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try decoder(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try decoder(key).decode(type) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try decoder(key).decode(type) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try decoder(key).decode(type) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try decoder(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try decoder(key).decode(type) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try decoder(key).decode(type) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try decoder(key).decode(type) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try decoder(key).decode(type) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try decoder(key).decode(type) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try decoder(key).decode(type) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try decoder(key).decode(type) }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Inner> {
    try decoder(key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try decoder(key).unkeyedContainer()
  }

  // Classes alone ask for these; records hold values.
  func superDecoder() throws -> any Decoder {
    throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: "there is no superclass here"))
  }
  func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
}
