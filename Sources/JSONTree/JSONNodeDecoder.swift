import Foundation

/// Decodes values out of a JSON tree, several times as fast as `JSONDecoder`, which asks for each value's kind by failing at the others.
///
/// What `JSONEncoder` writes in its standard form comes out the same. Members that nobody asks for are left alone.
package struct JSONNodeDecoder: Decoder {
  /// The value that is decoded.
  package let node: JSONNode
  private let place: Place?

  /// Decodes the value of a type that a tree holds.
  package static func decode<T: Decodable>(_ type: T.Type, from node: JSONNode) throws -> T {
    try JSONNodeDecoder(node, at: nil).decode(type)
  }

  /// Decodes a value that lies below the one of another decoder, to whose place errors then point.
  package init(_ node: JSONNode, below outer: JSONNodeDecoder) { self.init(node, at: outer.place) }

  init(_ node: JSONNode, at place: Place?) {
    self.node = node
    self.place = place
  }

  package var codingPath: [any CodingKey] { place?.path ?? [] }
  package var userInfo: [CodingUserInfoKey: Any] { [:] }

  package func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .object(let members) = node.value else { throw mismatch([String: Any].self, "an object") }
    return KeyedDecodingContainer(JSONMembers<Key>(members, at: place))
  }

  package func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .array(let elements) = node.value else { throw mismatch([Any].self, "an array") }
    return JSONElements(elements, at: place)
  }

  package func singleValueContainer() -> any SingleValueDecodingContainer { self }

  /// The names and numbers that lead to a value: kept as a chain, because they are asked for only when something is wrong.
  final class Place: Sendable {
    private let outer: Place?
    private let key: any CodingKey

    init(_ key: any CodingKey, in outer: Place?) {
      self.key = key
      self.outer = outer
    }

    var path: [any CodingKey] {
      var keys: [any CodingKey] = []
      var next: Place? = self
      while let place = next {
        keys.append(place.key)
        next = place.outer
      }
      return keys.reversed()
    }
  }

  func mismatch(_ type: any Any.Type, _ expected: String) -> DecodingError {
    let context = DecodingError.Context(
      codingPath: codingPath, debugDescription: "\(expected) is expected at byte \(node.offset)")
    if case .null = node.value { return .valueNotFound(type, context) }
    return .typeMismatch(type, context)
  }
}

// MARK: Single values

extension JSONNodeDecoder: SingleValueDecodingContainer {
  package func decodeNil() -> Bool { if case .null = node.value { true } else { false } }

  package func decode(_ type: Bool.Type) throws -> Bool {
    guard case .boolean(let flag) = node.value else { throw mismatch(type, "true or false") }
    return flag
  }

  package func decode(_ type: String.Type) throws -> String {
    guard case .string(let text) = node.value else { throw mismatch(type, "a string") }
    return text
  }

  package func decode(_ type: Double.Type) throws -> Double {
    guard case .number(let text) = node.value, let number = Double(text), number.isFinite else {
      throw mismatch(type, "a number")
    }
    return number
  }

  package func decode(_ type: Float.Type) throws -> Float {
    guard case .number(let text) = node.value, let number = Float(text), number.isFinite else {
      throw mismatch(type, "a number")
    }
    return number
  }

  package func decode(_ type: Int.Type) throws -> Int { try whole() }
  package func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
  package func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
  package func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
  package func decode(_ type: Int64.Type) throws -> Int64 { try whole() }
  package func decode(_ type: UInt.Type) throws -> UInt { try whole() }
  package func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
  package func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
  package func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }
  package func decode(_ type: UInt64.Type) throws -> UInt64 { try whole() }

  /// A whole number, `1e3` and `1.0` too.
  private func whole<Number: FixedWidthInteger>() throws -> Number {
    if case .number(let text) = node.value {
      if let number = Number(text) { return number }
      if let number = Double(text), let whole = Number(exactly: number) { return whole }
    }
    throw mismatch(Number.self, "a whole number")
  }

  package func decode<T: Decodable>(_ type: T.Type) throws -> T {
    if type == Decimal.self, let decimal = try decimal() as? T { return decimal }
    if type == Data.self, let data = try data() as? T { return data }
    return try T(from: self)
  }

  private func decimal() throws -> Decimal {
    guard case .number(let text) = node.value, let number = Decimal(string: text) else {
      throw mismatch(Decimal.self, "a number")
    }
    return number
  }

  private func data() throws -> Data {
    guard case .string(let text) = node.value, let data = Data(base64Encoded: text) else {
      throw mismatch(Data.self, "Base64")
    }
    return data
  }
}
