/// Reads JSON (RFC 8259) within bounds: depth, number of values, no member twice.
struct JSONNodeParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSONLimits
  private var position = 0
  private var nodes = 0

  /// Makes a reader of bytes that outlive it.
  init(_ bytes: UnsafeBufferPointer<UInt8>, _ limits: JSONLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// Reads all bytes as one value.
  mutating func document() throws(JSONSyntaxError) -> JSONNode {
    let node = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw JSONSyntaxError(.syntax(expected: "the end"), offset: position) }
    return node
  }

  /// Reads the value that begins at a place, and says where it has ended.
  mutating func value(from start: Int) throws(JSONSyntaxError) -> (node: JSONNode, end: Int) {
    position = start
    return (try value(depth: 0), position)
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSONNode {
    skipSpace()
    let start = position
    nodes += 1
    guard nodes <= limits.nodes else { throw JSONSyntaxError(.tooMany(limit: limits.nodes), offset: start) }
    guard depth <= limits.depth else { throw JSONSyntaxError(.tooDeep(limit: limits.depth), offset: start) }
    let value: JSONNode.Value
    switch next {
    case UInt8(ascii: "{"): value = try object(depth: depth)
    case UInt8(ascii: "["): value = try array(depth: depth)
    case UInt8(ascii: "\""): value = .string(try string())
    case UInt8(ascii: "-")?, (0x30...0x39)?: value = .number(try number())
    case UInt8(ascii: "t"): value = try literal("true", .boolean(true))
    case UInt8(ascii: "f"): value = try literal("false", .boolean(false))
    case UInt8(ascii: "n"): value = try literal("null", .null)
    default: throw JSONSyntaxError(.syntax(expected: "a value"), offset: start)
    }
    return JSONNode(value: value, offset: start, end: position)
  }

  private mutating func literal(_ text: String, _ value: JSONNode.Value) throws(JSONSyntaxError) -> JSONNode.Value {
    let start = position
    for byte in text.utf8 {
      guard take(byte) else { throw JSONSyntaxError(.syntax(expected: text), offset: start) }
    }
    return value
  }

  private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSONNode.Value {
    position += 1
    var values: [JSONNode] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard take(UInt8(ascii: ",")) else { throw JSONSyntaxError(.syntax(expected: "a comma or ]"), offset: position) }
    }
  }

  private static var few: Int { 16 }
  /// How many members are given room at once.
  private static var usual: Int { 6 }

  private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSONNode.Value {
    position += 1
    var members: [JSONNode.Member] = []
    // A name is looked for among a few faster than in a set.
    var names: Set<String> = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    members.reserveCapacity(Self.usual)
    while true {
      skipSpace()
      let start = position
      guard next == UInt8(ascii: "\"") else { throw JSONSyntaxError(.syntax(expected: "a name"), offset: start) }
      let name = try string()
      if members.count == Self.few { names = Set(members.map(\.name)) }
      let isKnown =
        members.count < Self.few ? members.contains { $0.name == name } : !names.insert(name).inserted
      guard !isKnown else {
        throw JSONSyntaxError(.duplicate(String(name.prefix(64))), offset: start)
      }
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw JSONSyntaxError(.syntax(expected: "a colon"), offset: position) }
      members.append(JSONNode.Member(name: name, offset: start, value: try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw JSONSyntaxError(.syntax(expected: "a comma or }"), offset: position) }
    }
  }

  private mutating func number() throws(JSONSyntaxError) -> String {
    let start = position
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")) { try digits() }
    if take(UInt8(ascii: ".")) { try digits() }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      try digits()
    }
    guard position - start <= limits.numberLength else {
      throw JSONSyntaxError(.longNumber(limit: limits.numberLength), offset: start)
    }
    return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
  }

  private mutating func digits() throws(JSONSyntaxError) {
    guard let first = next, 0x30...0x39 ~= first else {
      throw JSONSyntaxError(.syntax(expected: "a digit"), offset: position)
    }
    while let byte = next, 0x30...0x39 ~= byte { position += 1 }
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    let start = position
    position += 1
    skipPlain()
    // Most strings hold no escape and are taken as they are.
    if next == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try valid(UnsafeBufferPointer(rebasing: bytes[start + 1..<position]), at: start)
    }
    var text = Array(bytes[start + 1..<position])
    while true {
      let runStart = position
      skipPlain()
      text += bytes[runStart..<position]
      guard let byte = next, byte >= 0x20 else {
        throw JSONSyntaxError(.syntax(expected: "the end of a string"), offset: position)
      }
      position += 1
      if byte == UInt8(ascii: "\"") { break }
      try escape(into: &text)
    }
    return try text.withUnsafeBufferPointer { text throws(JSONSyntaxError) in try valid(text, at: start) }
  }

  /// Goes to the next byte that does not stand for itself in a string.
  private mutating func skipPlain() { position = JSONStringBytes.endOfPlain(in: bytes, from: position) }

  private func valid(_ text: UnsafeBufferPointer<UInt8>, at start: Int) throws(JSONSyntaxError) -> String {
    guard let valid = JSONStringBytes.text(text) else { throw JSONSyntaxError(.notUTF8, offset: start) }
    return valid
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    let start = position - 1
    let byte = next
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte ?? 0)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if 0xD800...0xDBFF ~= code, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        let low = try hexadecimal()
        guard 0xDC00...0xDFFF ~= low else {
          throw JSONSyntaxError(.syntax(expected: "the second half of a surrogate pair"), offset: start)
        }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else {
        throw JSONSyntaxError(.syntax(expected: "a pair of surrogates"), offset: start)
      }
      text += Array(String(Character(scalar)).utf8)
    default: throw JSONSyntaxError(.syntax(expected: "an escape"), offset: start)
    }
  }

  private mutating func hexadecimal() throws(JSONSyntaxError) -> UInt32 {
    guard bytes.count - position >= 4 else {
      throw JSONSyntaxError(.syntax(expected: "four hexadecimal digits"), offset: position)
    }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: throw JSONSyntaxError(.syntax(expected: "four hexadecimal digits"), offset: position)
      }
      value = value << 4 | UInt32(digit)
    }
    position += 4
    return value
  }
}
