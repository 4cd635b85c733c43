/// The members of an object, as a value gives them.
struct JSONMemberWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let writer: JSONValueWriter

  init(_ writer: JSONValueWriter) { self.writer = writer }

  var codingPath: [any CodingKey] { writer.codingPath }
  private var sink: JSONTextSink { writer.sink }

  func encodeNil(forKey key: Key) throws { writer.member(key.stringValue) { sink.literal("null") } }
  func encode(_ value: Bool, forKey key: Key) throws {
    writer.member(key.stringValue) { sink.literal(value ? "true" : "false") }
  }
  func encode(_ value: String, forKey key: Key) throws { writer.member(key.stringValue) { sink.string(value) } }
  func encode(_ value: Double, forKey key: Key) throws { try writer.member(key.stringValue) { try sink.real(value) } }
  func encode(_ value: Float, forKey key: Key) throws { try writer.member(key.stringValue) { try sink.real(value) } }
  func encode(_ value: Int, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: Int8, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: Int16, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: Int32, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: Int64, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: UInt, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: UInt8, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: UInt16, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: UInt32, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode(_ value: UInt64, forKey key: Key) throws { writer.member(key.stringValue) { sink.whole(value) } }
  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try writer.member(key.stringValue) { try sink.write(value, depth: writer.depth + 1) }
  }

  func nestedContainer<Inner: CodingKey>(
    keyedBy type: Inner.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Inner> {
    writer.part(key.stringValue).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    writer.part(key.stringValue).unkeyedContainer()
  }

  func superEncoder() -> any Encoder { writer.part("super") }
  func superEncoder(forKey key: Key) -> any Encoder { writer.part(key.stringValue) }
}
