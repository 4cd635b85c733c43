/// Writes one value: a single one, an object or an array, as it asks for.
///
/// Members are written as they come and put in the order of their names when the value is finished. Containers within
/// containers may be written to in any order, so each has a text of its own, which is put in its place at the end.
final class JSONValueWriter: Encoder {
  let sink: JSONTextSink
  /// How many containers are around the value.
  let depth: Int

  private enum Shape { case nothing, single, object, array }
  private var shape = Shape.nothing
  /// How many members or elements there are.
  private(set) var count = 0
  /// Where its members begin among those of the sink.
  private let base: Int
  /// Whether each name so far follows the one before.
  private var isOrdered = true
  private var hasParts = false

  init(sink: JSONTextSink, depth: Int) {
    self.sink = sink
    self.depth = depth
    base = sink.members.count
  }

  /// Only messages of errors would show it.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    begin(.object)
    return KeyedEncodingContainer(JSONMemberWriter<Key>(self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    begin(.array)
    return JSONElementWriter(self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { self }

  private func begin(_ wanted: Shape) {
    guard shape == .nothing else { return }
    shape = wanted
    sink.open(wanted == .object ? UInt8(ascii: "{") : UInt8(ascii: "["))
  }

  // MARK: Members and elements

  /// Writes a member.
  func member(_ name: String, _ write: () throws -> Void) rethrows {
    let known = sink.members.count
    let start = startMember(name)
    do { try write() } catch {
      drop(to: start, known)
      throw error
    }
    sink.members.append(JSONTextMember(name: name, range: start..<sink.bytes.count))
    count += 1
  }

  /// A member whose value has a container of its own.
  func part(_ name: String) -> JSONValueWriter {
    let start = startMember(name)
    let part = JSONValueWriter(sink: JSONTextSink(layout: sink.layout), depth: depth + 1)
    sink.members.append(JSONTextMember(name: name, range: start..<sink.bytes.count, part: part))
    hasParts = true
    count += 1
    return part
  }

  private func startMember(_ name: String) -> Int {
    if count > 0 {
      sink.separate()
      if isOrdered, let last = sink.members.last, !Self.precedes(last.name, name) { isOrdered = false }
    }
    sink.indent(depth + 1)
    let start = sink.bytes.count
    sink.name(name)
    return start
  }

  /// Writes an element.
  func element(_ write: () throws -> Void) rethrows {
    let known = sink.members.count
    let start = startElement()
    do { try write() } catch {
      drop(to: start, known)
      throw error
    }
    count += 1
  }

  /// An element that is a container of its own.
  func part() -> JSONValueWriter {
    let start = startElement()
    let part = JSONValueWriter(sink: JSONTextSink(layout: sink.layout), depth: depth + 1)
    sink.members.append(JSONTextMember(name: "", range: start..<start, part: part))
    hasParts = true
    count += 1
    return part
  }

  private func startElement() -> Int {
    if count > 0 { sink.separate() }
    sink.indent(depth + 1)
    return sink.bytes.count
  }

  /// Takes back a member or element that threw, as its owner may go on without it.
  private func drop(to start: Int, _ known: Int) {
    var start = start - (sink.layout == .indented ? 2 * (depth + 1) : 0)
    if count > 0 { start -= sink.layout == .indented ? 2 : 1 }
    sink.bytes.removeSubrange(start...)
    sink.members.removeSubrange(known...)
  }

  // MARK: End

  /// Writes the end of the value.
  func finish() throws {
    switch shape {
    case .single: return
    case .nothing:
      guard depth > 0 else { throw JSONTextSink.refusal(self, "there is no value") }
      // As Foundation has it.
      begin(.object)
    case .object, .array: break
    }
    guard depth + 1 < JSONTextSink.deepest else {
      throw JSONTextSink.refusal(self, "it is nested \(JSONTextSink.deepest) deep")
    }
    if shape == .array {
      if hasParts { try putInElements() }
    } else if !isOrdered || hasParts {
      try putInOrder()
    }
    sink.members.removeSubrange(base...)
    sink.close(shape == .array ? UInt8(ascii: "]") : UInt8(ascii: "}"), depth: depth)
  }

  /// The text of a container of its own, finished.
  private func finishedText() throws -> [UInt8] {
    try finish()
    return sink.bytes
  }

  private func putInElements() throws {
    guard let first = sink.members[base...].first?.range.lowerBound else { return }
    var text: [UInt8] = []
    var position = first
    for member in sink.members[base...] {
      text += sink.bytes[position..<member.range.lowerBound]
      position = member.range.lowerBound
      if let part = member.part { text += try part.finishedText() }
    }
    text += sink.bytes[position...]
    sink.bytes.replaceSubrange(first..., with: text)
  }

  /// Puts members in the order of their names; of several of one name the last is kept.
  private func putInOrder() throws {
    guard let first = sink.members[base...].first?.range.lowerBound else { return }
    let ordered = (base..<sink.members.count).sorted { left, right in
      if Self.precedes(sink.members[left].name, sink.members[right].name) { return true }
      if Self.precedes(sink.members[right].name, sink.members[left].name) { return false }
      return left < right
    }
    let inner = sink.beside ?? JSONTextSink(layout: sink.layout)
    inner.bytes.removeAll(keepingCapacity: true)
    inner.bytes.reserveCapacity(sink.bytes.count - first)
    for (place, number) in ordered.enumerated() {
      let member = sink.members[number]
      if ordered.indices.contains(place + 1), sink.members[ordered[place + 1]].name == member.name { continue }
      if !inner.bytes.isEmpty {
        inner.separate()
        inner.indent(depth + 1)
      }
      inner.bytes += sink.bytes[member.range]
      if let part = member.part { inner.bytes += try part.finishedText() }
    }
    sink.bytes.replaceSubrange(first..., with: inner.bytes)
    // Most objects are small: what they are put in order in is kept for the next.
    sink.beside = inner.bytes.count <= JSONTextSink.small ? inner : nil
  }

  /// Names by their bytes, as Foundation sorts them.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}

// MARK: Single values

extension JSONValueWriter: SingleValueEncodingContainer {
  func encodeNil() throws { single { sink.literal("null") } }
  func encode(_ value: Bool) throws { single { sink.literal(value ? "true" : "false") } }
  func encode(_ value: String) throws { single { sink.string(value) } }
  func encode(_ value: Double) throws { try single { try sink.real(value) } }
  func encode(_ value: Float) throws { try single { try sink.real(value) } }
  func encode(_ value: Int) throws { single { sink.whole(value) } }
  func encode(_ value: Int8) throws { single { sink.whole(value) } }
  func encode(_ value: Int16) throws { single { sink.whole(value) } }
  func encode(_ value: Int32) throws { single { sink.whole(value) } }
  func encode(_ value: Int64) throws { single { sink.whole(value) } }
  func encode(_ value: UInt) throws { single { sink.whole(value) } }
  func encode(_ value: UInt8) throws { single { sink.whole(value) } }
  func encode(_ value: UInt16) throws { single { sink.whole(value) } }
  func encode(_ value: UInt32) throws { single { sink.whole(value) } }
  func encode(_ value: UInt64) throws { single { sink.whole(value) } }
  func encode<T: Encodable>(_ value: T) throws { try single { try sink.write(value, depth: depth) } }

  private func single(_ write: () throws -> Void) rethrows {
    try write()
    shape = .single
  }
}
