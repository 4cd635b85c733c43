/// Reads big-endian fields in order from bytes that somebody else sent, and knows where it is.
struct WireReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private let origin: Int
  /// The rule that the fields being read come from.
  let rule: String

  init(_ bytes: some Collection<UInt8>, rule: String, origin: Int = 0) {
    self.bytes = ArraySlice(bytes)
    position = self.bytes.startIndex
    self.origin = origin
    self.rule = rule
  }

  var offset: Int { origin + position - bytes.startIndex }
  var remaining: Int { bytes.endIndex - position }

  func violation(_ expected: String, got: String) -> TLSViolation {
    TLSViolation(offset: offset, rule: rule, expected: expected, got: got)
  }

  mutating func take(_ count: Int, _ what: String) throws(TLSViolation) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else {
      throw violation("\(count) bytes of \(what)", got: "\(remaining) left")
    }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// An unsigned integer of 1 to 4 bytes.
  mutating func integer(_ count: Int, _ what: String) throws(TLSViolation) -> Int {
    try take(count, what).reduce(0) { $0 << 8 | Int($1) }
  }

  /// A vector with its length before it, that length being an integer of so many bytes.
  mutating func vector(_ lengthBytes: Int, _ what: String) throws(TLSViolation) -> WireReader {
    let length = try integer(lengthBytes, "the length of \(what)")
    let start = offset
    return WireReader(try take(length, what), rule: rule, origin: start)
  }

  /// Everything that is left.
  mutating func rest() -> ArraySlice<UInt8> {
    defer { position = bytes.endIndex }
    return bytes[position...]
  }
}
