/// The elements of an array, taken one after the other.
struct JSONElements: UnkeyedDecodingContainer {
  private let elements: [JSONNode]
  private let place: JSONNodeDecoder.Place?
  private(set) var currentIndex = 0

  init(_ elements: [JSONNode], at place: JSONNodeDecoder.Place?) {
    self.elements = elements
    self.place = place
  }

  var codingPath: [any CodingKey] { place?.path ?? [] }
  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex == elements.count }

  /// The number of an element as a step of the path.
  private struct Number: CodingKey {
    let number: Int
    init(_ number: Int) { self.number = number }
    init?(intValue: Int) { number = intValue }
    init?(stringValue: String) { nil }
    var intValue: Int? { number }
    var stringValue: String { "Index \(number)" }
  }

  /// Takes the next element; it stays the next where it does not decode.
  private mutating func take<T>(_ decode: (JSONNodeDecoder) throws -> T) throws -> T {
    let here = JSONNodeDecoder.Place(Number(currentIndex), in: place)
    guard currentIndex < elements.count else {
      throw DecodingError.valueNotFound(
        T.self, .init(codingPath: here.path, debugDescription: "the array has \(elements.count) elements"))
    }
    let value = try decode(JSONNodeDecoder(elements[currentIndex], at: here))
    currentIndex += 1
    return value
  }

  mutating func decodeNil() throws -> Bool {
    guard currentIndex < elements.count, case .null = elements[currentIndex].value else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try take { try $0.decode(type) } }
  mutating func decode(_ type: String.Type) throws -> String { try take { try $0.decode(type) } }
  mutating func decode(_ type: Double.Type) throws -> Double { try take { try $0.decode(type) } }
  mutating func decode(_ type: Float.Type) throws -> Float { try take { try $0.decode(type) } }
  mutating func decode(_ type: Int.Type) throws -> Int { try take { try $0.decode(type) } }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try take { try $0.decode(type) } }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try take { try $0.decode(type) } }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try take { try $0.decode(type) } }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try take { try $0.decode(type) } }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try take { try $0.decode(type) } }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try take { try $0.decode(type) } }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try take { try $0.decode(type) } }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try take { try $0.decode(type) } }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try take { try $0.decode(type) } }
  mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try take { try $0.decode(type) } }

  mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try take { try $0.container(keyedBy: type) }
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take { try $0.unkeyedContainer() }
  }

  mutating func superDecoder() throws -> any Decoder { try take { $0 } }
}
