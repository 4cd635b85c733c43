/// The elements of an array, as a value gives them.
struct JSONElementWriter: UnkeyedEncodingContainer {
  private let writer: JSONValueWriter

  init(_ writer: JSONValueWriter) { self.writer = writer }

  var codingPath: [any CodingKey] { writer.codingPath }
  var count: Int { writer.count }
  private var sink: JSONTextSink { writer.sink }

  func encodeNil() throws { writer.element { sink.literal("null") } }
  func encode(_ value: Bool) throws { writer.element { sink.literal(value ? "true" : "false") } }
  func encode(_ value: String) throws { writer.element { sink.string(value) } }
  func encode(_ value: Double) throws { try writer.element { try sink.real(value) } }
  func encode(_ value: Float) throws { try writer.element { try sink.real(value) } }
  func encode(_ value: Int) throws { writer.element { sink.whole(value) } }
  func encode(_ value: Int8) throws { writer.element { sink.whole(value) } }
  func encode(_ value: Int16) throws { writer.element { sink.whole(value) } }
  func encode(_ value: Int32) throws { writer.element { sink.whole(value) } }
  func encode(_ value: Int64) throws { writer.element { sink.whole(value) } }
  func encode(_ value: UInt) throws { writer.element { sink.whole(value) } }
  func encode(_ value: UInt8) throws { writer.element { sink.whole(value) } }
  func encode(_ value: UInt16) throws { writer.element { sink.whole(value) } }
  func encode(_ value: UInt32) throws { writer.element { sink.whole(value) } }
  func encode(_ value: UInt64) throws { writer.element { sink.whole(value) } }
  func encode<T: Encodable>(_ value: T) throws {
    try writer.element { try sink.write(value, depth: writer.depth + 1) }
  }

  func nestedContainer<Inner: CodingKey>(keyedBy type: Inner.Type) -> KeyedEncodingContainer<Inner> {
    writer.part().container(keyedBy: type)
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { writer.part().unkeyedContainer() }

  func superEncoder() -> any Encoder { writer.part() }
}
