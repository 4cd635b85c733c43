import NIOCore

/// Reads fields in byte order from bytes that somebody else sent, and knows where it is.
struct BoundedReader {
  private var buffer: ByteBuffer
  /// Offset within the PDU of the buffer's first readable byte at the start.
  private let origin: Int
  private let start: Int
  /// The rule that the fields being read come from.
  var rule: String

  init(_ buffer: ByteBuffer, origin: Int, rule: String) {
    self.buffer = buffer
    self.origin = origin
    self.start = buffer.readerIndex
    self.rule = rule
  }

  var offset: Int { origin + buffer.readerIndex - start }
  var remaining: Int { buffer.readableBytes }

  func violation(_ expected: String, got: String, at offset: Int? = nil) -> ProtocolViolation {
    ProtocolViolation(offset: offset ?? self.offset, rule: rule, expected: expected, got: got)
  }

  private func short(_ what: String, _ count: Int) -> ProtocolViolation {
    violation(count == 1 ? "1 byte of \(what)" : "\(count) bytes of \(what)", got: "\(remaining) left")
  }

  mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(
    _ what: String, as type: Value.Type = Value.self
  ) throws(ProtocolViolation) -> Value {
    guard let value = buffer.readInteger(endianness: .big, as: type) else {
      throw short(what, MemoryLayout<Value>.size)
    }
    return value
  }

  mutating func byte(_ what: String) throws(ProtocolViolation) -> UInt8 { try integer(what) }

  mutating func skip(_ count: Int, _ what: String) throws(ProtocolViolation) {
    guard buffer.readableBytes >= count else { throw short(what, count) }
    buffer.moveReaderIndex(forwardBy: count)
  }

  mutating func slice(_ count: Int, _ what: @autoclosure () -> String) throws(ProtocolViolation) -> ByteBuffer {
    guard count >= 0, let slice = buffer.readSlice(length: count) else { throw short(what(), count) }
    return slice
  }

  mutating func bytes(_ count: Int, _ what: String) throws(ProtocolViolation) -> [UInt8] {
    guard count >= 0, let bytes = buffer.readBytes(length: count) else { throw short(what, count) }
    return bytes
  }

  /// The rest.
  mutating func rest() -> [UInt8] { buffer.readBytes(length: buffer.readableBytes) ?? [] }

  /// A reader of the next bytes only.
  mutating func part(
    _ count: Int, _ what: @autoclosure () -> String, rule: String
  ) throws(ProtocolViolation) -> BoundedReader {
    let origin = offset
    return BoundedReader(try slice(count, what()), origin: origin, rule: rule)
  }

  /// A UID. PS3.8 Annex F allows no padding, but a trailing NUL is an old habit that changes no meaning.
  mutating func uid(_ count: Int, _ what: String) throws(ProtocolViolation) -> String {
    let place = offset
    let bytes = try slice(count, what)
    let uid: String? = bytes.withUnsafeReadableBytes { bytes in
      let value = bytes.prefix(bytes.count - Self.padding(bytes))
      let valid = value.allSatisfy { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return valid && (1...64).contains(value.count) ? String(decoding: value, as: UTF8.self) : nil
    }
    guard let uid else {
      let value = bytes.readableBytesView.dropLast(bytes.withUnsafeReadableBytes(Self.padding))
      throw violation(
        "\(what): a UID of 1 to 64 digits and dots", got: value.isEmpty ? "none" : printable(value), at: place)
    }
    return uid
  }

  /// How many NULs are at the end.
  private static func padding(_ bytes: UnsafeRawBufferPointer) -> Int {
    bytes.count - ((bytes.lastIndex { $0 != 0 } ?? -1) + 1)
  }

  /// A text, each byte a character, without leading and trailing spaces and NULs.
  mutating func text(_ count: Int, _ what: String) throws(ProtocolViolation) -> String {
    try slice(count, what).withUnsafeReadableBytes { bytes in
      let isPadding: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0 }
      var value = bytes[...]
      while let last = value.last, isPadding(last) { value.removeLast() }
      while let first = value.first, isPadding(first) { value.removeFirst() }
      if value.allSatisfy({ $0 < 0x80 }) { return String(decoding: value, as: UTF8.self) }
      return String(String.UnicodeScalarView(value.map { Unicode.Scalar($0) }))
    }
  }
}

/// Bytes for people: printable ASCII as it is, everything else as `\xNN`; at most 80 bytes of it.
func printable(_ bytes: some Collection<UInt8>) -> String {
  var text = ""
  for byte in bytes.prefix(80) {
    if (0x20..<0x7F).contains(byte) {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      let hex = String(byte, radix: 16, uppercase: true)
      text += "\\x" + (hex.count == 1 ? "0" + hex : hex)
    }
  }
  return bytes.count > 80 ? text + "…" : text
}
